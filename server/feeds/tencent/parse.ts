import type { Instrument } from '../../../shared/market/instrument.ts';
import type { Provenance } from '../../../shared/market/provenance.ts';
import type { IncomingQuote } from '../../../shared/market/quote.ts';
import type { Refusal } from '../../../shared/protocol/refusal.ts';
import type { UtcMs } from '../../../shared/time/instant.ts';
import { type DayRow, dailyBars, intradayBars, type TimedRow } from '../bars.ts';
import { checkBody, jsonBody, textBody } from '../body.ts';
import { type FeedAnswer, FeedError } from '../feed.ts';
import { dayOf, figure, instantInZone } from '../figure.ts';
import { type BarContext, checkedQuote, newest, type RawQuote } from '../quote-answer.ts';
import { RefusalCount } from '../refusal-count.ts';
import { type TencentLine, tencentDays, tencentMinutes } from './wire.ts';

const PROVIDER = 'tencent';
const LABEL = 'Tencent';
const BEIJING = 'Asia/Shanghai';

/** The answer may spell a code otherwise than the question (`usDJI`, `us.DJI`), but never in another case of letters. */
const normalised = (code: string): string => code.replaceAll('.', '');

/** `20251205155912` or `2026/08/18 10:22:29`: China's time, in US records New York's. */
function timeOf(text: string, market: string): UtcMs | null {
  const parts = /^(\d{4}[-/]?\d\d[-/]?\d\d)[ ]?(\d\d:?\d\d:?\d\d)$/.exec(text.trim());
  if (parts === null) return null;
  return instantInZone(parts[1] ?? '', parts[2] ?? '', market === '200' ? 'America/New_York' : BEIJING);
}

/** Currencies (market 310) have an order of their own. */
function rawQuoteOf({ fields }: TencentLine): RawQuote {
  const market = fields[0] ?? '';
  const [timeField, closeField] = market === '310' ? [5, 6] : [30, 4];
  return {
    time: timeOf(fields[timeField] ?? '', market),
    price: figure(fields[3]),
    previousCloses: [figure(fields[closeField])],
  };
}

function linesOf(body: Uint8Array): readonly TencentLine[] {
  const text = textBody(body, 'gbk', LABEL);
  const lines = [...text.matchAll(/v_([A-Za-z0-9_.]+)="([^"]*)"/g)].map((match) => ({
    code: match[1] ?? '',
    fields: (match[2] ?? '').split('~'),
  }));
  if (lines.length === 0) {
    const cut = /v_[A-Za-z0-9_.]+="[^"]*$/.test(text);
    throw new FeedError(cut ? 'truncated' : 'bad-body', `${LABEL}: ${text.trim().slice(0, 60)}`);
  }
  return lines.filter((line) => line.code !== 'pv_none_match');
}

/** Quotes of one batch call, GBK text. An instrument that was asked and not answered is counted as unknown. */
export function parseTencentQuotes(
  body: Uint8Array,
  instruments: readonly Instrument[],
  context: { readonly provenance: Provenance; readonly receivedAt: UtcMs },
): FeedAnswer {
  const lines = linesOf(body);
  const quotes: IncomingQuote[] = [];
  const refusals: Refusal[] = [];
  let newestTime: UtcMs | null = null;
  for (const instrument of instruments) {
    const symbol = instrument.symbols.tencent ?? '';
    const count = new RefusalCount(instrument.id);
    const line = lines.find((l) => normalised(l.code) === normalised(symbol));
    if (line === undefined) count.add('unknown-symbol', `${symbol} is not in the answer`);
    else if (line.fields.length < 7) count.add('schema', `${symbol} has ${line.fields.length} fields`);
    else {
      const quote = checkedQuote(PROVIDER, rawQuoteOf(line), { ...context, instrument }, count);
      if (quote !== null) quotes.push(quote);
      newestTime = newest(newestTime, quote?.time ?? null);
    }
    refusals.push(...count.list());
  }
  return { bars: [], quotes, headlines: [], refusals, newestObservation: newestTime };
}

function entryOf<T>(data: Readonly<Record<string, T>>, symbol: string): T {
  const found = Object.entries(data).find(([code]) => normalised(code) === normalised(symbol));
  if (found === undefined) throw new FeedError('not-found', `${LABEL}: ${symbol} is not in the answer`);
  return found[1];
}

/** Minutes of the day, closes only: the source names no open, high or low. Volume there is cumulative. */
export function parseTencentMinutes(body: Uint8Array, context: BarContext): FeedAnswer {
  const { data } = checkBody(tencentMinutes, jsonBody(body, LABEL), LABEL);
  const day = entryOf(data, context.instrument.symbols.tencent ?? '').data;
  const refusals = new RefusalCount(context.instrument.id);
  const rows: TimedRow[] = [];
  let before = 0;
  for (const line of day.data) {
    const [minute = '', price, volume] = line.split(' ');
    const time = instantInZone(day.date, minute, context.instrument.timeZone);
    if (time === null) {
      refusals.add('bad-time', `${day.date} ${line}`.slice(0, 60));
      continue;
    }
    const total = figure(volume);
    rows.push({
      time,
      open: null,
      high: null,
      low: null,
      close: figure(price),
      volume: total === null ? null : total - before,
    });
    before = total ?? before;
  }
  const bars = intradayBars(PROVIDER, rows, 'end', context, null, refusals);
  return answerOf(bars, refusals);
}

/** Days; the close comes second after the date. Its sixth column is an amount, so there is no volume. */
export function parseTencentDays(body: Uint8Array, context: BarContext): FeedAnswer {
  const { data } = checkBody(tencentDays, jsonBody(body, LABEL), LABEL);
  const entry = entryOf(data, context.instrument.symbols.tencent ?? '');
  const refusals = new RefusalCount(context.instrument.id);
  const rows: DayRow[] = [];
  for (const [day, open, close, high, low] of entry.day ?? []) {
    const date = dayOf(String(day));
    if (date === null) refusals.add('bad-time', String(day));
    else {
      rows.push({
        date,
        open: figure(open),
        close: figure(close),
        high: figure(high),
        low: figure(low),
        volume: null,
      });
    }
  }
  return answerOf(dailyBars(PROVIDER, rows, context, null, refusals), refusals);
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
