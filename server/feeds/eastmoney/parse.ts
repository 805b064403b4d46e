import type { Instrument } from '../../../shared/market/instrument.ts';
import type { Provenance } from '../../../shared/market/provenance.ts';
import type { IncomingQuote } from '../../../shared/market/quote.ts';
import type { Refusal } from '../../../shared/protocol/refusal.ts';
import type { UtcMs } from '../../../shared/time/instant.ts';
import type { BarFigures } from '../bar-drafts.ts';
import { type DayRow, dailyBars, intradayBars, type TimedRow } from '../bars.ts';
import { checkBody, jsonBody } from '../body.ts';
import { type FeedAnswer, FeedError } from '../feed.ts';
import { dayOf, figure, instantAtOffset } from '../figure.ts';
import { type BarContext, checkedQuote, newest } from '../quote-answer.ts';
import { RefusalCount } from '../refusal-count.ts';
import { type EastMoneyQuoteRow, eastMoneyKlines, eastMoneyQuotes, eastMoneyTrends } from './wire.ts';

const PROVIDER = 'eastmoney';
const LABEL = 'EastMoney';
/** Beijing time for every market, also Tokyo and Seoul. */
const OFFSET = '+08:00';

function refuseUnknown<T>(data: T | null): T {
  if (data === null) throw new FeedError('not-found', `${LABEL}: data is null, the symbol is unknown to it`);
  return data;
}

function previousCloses(row: EastMoneyQuoteRow): readonly (number | null)[] {
  const price = figure(row.f2);
  const change = figure(row.f4);
  return [figure(row.f18), price === null || change === null ? null : price - change];
}

function isAbout(row: EastMoneyQuoteRow, secid: string): boolean {
  const [market, code] = secid.split('.');
  return row.f12 === code && (row.f13 === null || row.f13 === undefined || String(row.f13) === market);
}

/** Quotes of one batch call. An instrument that was asked and not answered is counted as unknown. */
export function parseEastMoneyQuotes(
  body: Uint8Array,
  instruments: readonly Instrument[],
  context: { readonly provenance: Provenance; readonly receivedAt: UtcMs },
): FeedAnswer {
  const { diff } = refuseUnknown(checkBody(eastMoneyQuotes, jsonBody(body, LABEL), LABEL).data);
  const rows = Object.values(diff);
  const quotes: IncomingQuote[] = [];
  const refusals: Refusal[] = [];
  let newestTime: UtcMs | null = null;
  for (const instrument of instruments) {
    const count = new RefusalCount(instrument.id);
    const row = rows.find((r) => isAbout(r, instrument.symbols.eastmoney ?? ''));
    if (row === undefined) {
      count.add('unknown-symbol', `${instrument.symbols.eastmoney} is not in the answer`);
    } else {
      const seconds = figure(row.f124);
      const quote = checkedQuote(
        PROVIDER,
        {
          time: seconds === null || seconds <= 0 ? null : seconds * 1000,
          price: figure(row.f2),
          previousCloses: previousCloses(row),
        },
        { ...context, instrument },
        count,
      );
      if (quote !== null) quotes.push(quote);
      newestTime = newest(newestTime, quote?.time ?? null);
    }
    refusals.push(...count.list());
  }
  return { bars: [], quotes, headlines: [], refusals, newestObservation: newestTime };
}

/** `open,close,high,low,volume` after the stamp: the close comes before the high. */
function figuresOf(cells: readonly string[]): BarFigures {
  const [, open, close, high, low, volume] = cells;
  return {
    open: figure(open),
    close: figure(close),
    high: figure(high),
    low: figure(low),
    volume: figure(volume),
  };
}

function timedRows(lines: readonly string[], refusals: RefusalCount): readonly TimedRow[] {
  const rows: TimedRow[] = [];
  for (const line of lines) {
    const cells = line.split(',');
    const [day = '', minute = ''] = (cells[0] ?? '').split(' ');
    const time = instantAtOffset(day, minute, OFFSET);
    if (time === null) refusals.add('bad-time', line.slice(0, 60));
    else rows.push({ time, ...figuresOf(cells) });
  }
  return rows;
}

function dayRows(lines: readonly string[], refusals: RefusalCount): readonly DayRow[] {
  const rows: DayRow[] = [];
  for (const line of lines) {
    const cells = line.split(',');
    const date = dayOf(cells[0] ?? '');
    if (date === null) refusals.add('bad-time', line.slice(0, 60));
    else rows.push({ date, ...figuresOf(cells) });
  }
  return rows;
}

function barsAnswer(context: BarContext, lines: readonly string[]): FeedAnswer {
  const refusals = new RefusalCount(context.instrument.id);
  const bars =
    context.interval === '1d'
      ? dailyBars(PROVIDER, dayRows(lines, refusals), context, null, refusals)
      : intradayBars(PROVIDER, timedRows(lines, refusals), 'end', context, null, refusals);
  return {
    bars,
    quotes: [],
    headlines: [],
    refusals: refusals.list(),
    newestObservation: bars.at(-1)?.closeTime ?? null,
  };
}

/** Minutes of the last days. A minute is stamped by its end, the opening auction by the open. */
export function parseEastMoneyTrends(body: Uint8Array, context: BarContext): FeedAnswer {
  const { trends } = refuseUnknown(checkBody(eastMoneyTrends, jsonBody(body, LABEL), LABEL).data);
  return barsAnswer(context, trends);
}

/** Bars of 5 minutes (stamped by their end) or days. */
export function parseEastMoneyKlines(body: Uint8Array, context: BarContext): FeedAnswer {
  const { klines } = refuseUnknown(checkBody(eastMoneyKlines, jsonBody(body, LABEL), LABEL).data);
  return barsAnswer(context, klines);
}
