import type { ExchangeCalendar } from '../../../shared/calendar/calendar.ts';
import type { Instrument } from '../../../shared/market/instrument.ts';
import type { Provenance } from '../../../shared/market/provenance.ts';
import type { IncomingQuote } from '../../../shared/market/quote.ts';
import type { Refusal } from '../../../shared/protocol/refusal.ts';
import { localDateAt, parseInstant, type UtcMs } from '../../../shared/time/instant.ts';
import { type DayRow, dailyBars, intradayBars, type TimedRow } from '../bars.ts';
import { checkBody, jsonBody, textBody } from '../body.ts';
import { type FeedAnswer, FeedError } from '../feed.ts';
import { dayOf, decimal, figure, instantAtOffset } from '../figure.ts';
import { type BarContext, checkedQuote, newest } from '../quote-answer.ts';
import { RefusalCount } from '../refusal-count.ts';
import { type NaverQuoteRow, naverDays, naverMinutes, naverQuotes } from './wire.ts';

const PROVIDER = 'naver';
const LABEL = 'Naver';
const SEOUL = '+09:00';
const FALLING = new Set(['4', '5']);

/** The change with its sign: the raw figure has it, of the plain one the code says it. */
function signedChange(row: NaverQuoteRow): number | null {
  const raw = figure(row.compareToPreviousClosePriceRaw);
  if (raw !== null) return raw;
  const plain = figure(row.compareToPreviousClosePrice);
  if (plain === null || plain < 0) return plain;
  return FALLING.has(String(row.compareToPreviousPrice?.code ?? '')) ? -plain : plain;
}

function previousCloses(row: NaverQuoteRow, price: number | null): readonly (number | null)[] {
  const change = signedChange(row);
  const percent = figure(row.fluctuationsRatioRaw);
  return [
    price === null || change === null ? null : decimal(price - change),
    price === null || percent === null ? null : price / (1 + percent / 100),
  ];
}

/**
 * The stamp runs on for hours after the close; the price is the close's, so it is dated there.
 */
function tradedAt(row: NaverQuoteRow, calendar: ExchangeCalendar): number | null {
  if (row.localTradedAt === null || row.localTradedAt === undefined) return null;
  let time: UtcMs;
  try {
    time = parseInstant(row.localTradedAt);
  } catch {
    return null;
  }
  if (row.marketStatus !== 'CLOSE') return time;
  const session = calendar.session(localDateAt(time, calendar.timeZone));
  return session === null ? time : Math.min(time, session.close);
}

/** Quotes of one polling call. An instrument that was asked and not answered is counted as unknown. */
export function parseNaverQuotes(
  body: Uint8Array,
  instruments: readonly Instrument[],
  context: {
    readonly provenance: Provenance;
    readonly receivedAt: UtcMs;
    readonly calendarOf: (instrument: Instrument) => ExchangeCalendar;
  },
): FeedAnswer {
  const { datas } = checkBody(naverQuotes, jsonBody(body, LABEL), LABEL);
  const quotes: IncomingQuote[] = [];
  const refusals: Refusal[] = [];
  let newestTime: UtcMs | null = null;
  for (const instrument of instruments) {
    const count = new RefusalCount(instrument.id);
    const row = datas.find((r) => r.itemCode === instrument.symbols.naver);
    if (row === undefined) count.add('unknown-symbol', `${instrument.symbols.naver} is not in the answer`);
    else {
      const price = figure(row.closePriceRaw) ?? figure(row.closePrice);
      const quote = checkedQuote(
        PROVIDER,
        {
          time: tradedAt(row, context.calendarOf(instrument)),
          price,
          previousCloses: previousCloses(row, price),
        },
        { instrument, provenance: context.provenance, receivedAt: context.receivedAt },
        count,
      );
      if (quote !== null) quotes.push(quote);
      newestTime = newest(newestTime, quote?.time ?? null);
    }
    refusals.push(...count.list());
  }
  return { bars: [], quotes, headlines: [], refusals, newestObservation: newestTime };
}

function answerOf(bars: FeedAnswer['bars'], refusals: RefusalCount): FeedAnswer {
  return {
    bars,
    quotes: [],
    headlines: [],
    refusals: refusals.list(),
    newestObservation: bars.at(-1)?.closeTime ?? null,
  };
}

/** Minutes; the volume of each is the step of the day's running total. */
export function parseNaverMinutes(body: Uint8Array, context: BarContext): FeedAnswer {
  const found = checkBody(naverMinutes, jsonBody(body, LABEL), LABEL);
  const refusals = new RefusalCount(context.instrument.id);
  const rows: TimedRow[] = [];
  let day = '';
  let before = 0;
  for (const row of found) {
    const stamp = row.localDateTime;
    const time = instantAtOffset(stamp.slice(0, 8), stamp.slice(8), SEOUL);
    if (time === null) {
      refusals.add('bad-time', stamp);
      continue;
    }
    if (stamp.slice(0, 8) !== day) before = 0;
    day = stamp.slice(0, 8);
    const total = figure(row.accumulatedTradingVolume);
    rows.push({
      time,
      open: figure(row.openPrice),
      high: figure(row.highPrice),
      low: figure(row.lowPrice),
      close: figure(row.currentPrice),
      volume: total === null ? null : total - before,
    });
    before = total ?? before;
  }
  return answerOf(intradayBars(PROVIDER, rows, 'start', context, null, refusals), refusals);
}

export function parseNaverDays(body: Uint8Array, context: BarContext): FeedAnswer {
  const found = checkBody(naverDays, jsonBody(body, LABEL), LABEL);
  const refusals = new RefusalCount(context.instrument.id);
  const rows: DayRow[] = [];
  for (const row of found) {
    const date = dayOf(row.localDate);
    if (date === null) refusals.add('bad-time', row.localDate);
    else {
      rows.push({
        date,
        open: figure(row.openPrice),
        high: figure(row.highPrice),
        low: figure(row.lowPrice),
        close: figure(row.closePrice),
        volume: figure(row.accumulatedTradingVolume),
      });
    }
  }
  return answerOf(dailyBars(PROVIDER, rows, context, null, refusals), refusals);
}

/** Days of `sise.nhn`: EUC-KR XML whose items are `date|open|high|low|close|volume`. */
export function parseNaverChartXml(body: Uint8Array, context: BarContext): FeedAnswer {
  const text = textBody(body, 'euc-kr', LABEL);
  if (!text.includes('<chartdata')) throw new FeedError('bad-body', `${LABEL}: no chartdata element`);
  if (!/<\/protocol>\s*$/.test(text)) throw new FeedError('truncated', `${LABEL}: protocol is not closed`);
  const refusals = new RefusalCount(context.instrument.id);
  const rows: DayRow[] = [];
  for (const match of text.matchAll(/<item\s+data="([^"]*)"/g)) {
    const [day = '', open, high, low, close, volume] = (match[1] ?? '').split('|');
    const date = dayOf(day);
    if (date === null) refusals.add('bad-time', day);
    else {
      rows.push({
        date,
        open: figure(open),
        high: figure(high),
        low: figure(low),
        close: figure(close),
        volume: figure(volume),
      });
    }
  }
  return answerOf(dailyBars(PROVIDER, rows, context, null, refusals), refusals);
}
