import type { ExchangeCalendar } from '../../../shared/calendar/calendar.ts';
import type { IncomingBar } from '../../../shared/market/bar.ts';
import type { IncomingQuote } from '../../../shared/market/quote.ts';
import { asUtcMs, type LocalDate, localDateAt, type UtcMs } from '../../../shared/time/instant.ts';
import { type DayRow, dailyBars, intradayBars, type TimedRow } from '../bars.ts';
import { checkBody, jsonBody } from '../body.ts';
import { type FeedAnswer, FeedError } from '../feed.ts';
import { unwidened } from '../figure.ts';
import { type BarContext, checkedQuote, newest } from '../quote-answer.ts';
import { RefusalCount } from '../refusal-count.ts';
import { type YahooMeta, type YahooResult, yahooChart, yahooFinanceError } from './wire.ts';

const PROVIDER = 'yahoo';
const LABEL = 'Yahoo chart';

/** Quoted in hundredths of the currency named beside them. */
const MINOR_UNITS: Readonly<Record<string, string>> = { GBp: 'GBP', GBX: 'GBP', ILA: 'ILS', ZAc: 'ZAR' };

/** `60m` and `1h` are the same to Yahoo. */
const sameGranularity = (asked: string, given: string): boolean =>
  given === asked || (asked === '1h' && given === '60m');

function resultOf(body: Uint8Array): YahooResult {
  const decoded = jsonBody(body, LABEL);
  const other = yahooFinanceError.safeParse(decoded);
  if (other.success) {
    const { code, description } = other.data.finance.error;
    throw new FeedError('error-inside', `${LABEL}: ${code ?? 'error'}: ${description ?? ''}`);
  }
  const { chart } = checkBody(yahooChart, decoded, LABEL);
  const result = chart.result?.[0];
  if (result === undefined) {
    const { code, description } = chart.error ?? {};
    throw new FeedError('error-inside', `${LABEL}: ${code ?? 'no result'}: ${description ?? ''}`);
  }
  const { meta } = result;
  if (
    meta.exchangeName === 'YHD' ||
    (meta.instrumentType === 'MUTUALFUND' && (meta.currency ?? null) === null)
  ) {
    throw new FeedError('not-found', `${LABEL}: ${meta.symbol} is a placeholder of a dead symbol`);
  }
  return result;
}

type Column = readonly (number | null)[] | null;
type Columns = Readonly<Record<'open' | 'high' | 'low' | 'close' | 'volume', Column>>;

/** A price as the exchange had it: not widened from 32 bits, in the currency's main unit. */
function priceAt(column: Column, index: number, divisor: number): number | null {
  const value = column === null ? null : (column[index] as number | null);
  if (value === null) return null;
  return divisor === 1 ? unwidened(value) : unwidened(value) / divisor;
}

/** The five columns and their stamps, or null with the reason where they do not belong together. */
function columnsOf(
  result: YahooResult,
  refusals: RefusalCount,
): { readonly stamps: readonly (number | null)[]; readonly columns: Columns } | null {
  const stamps = result.timestamp ?? [];
  const quote = result.indicators.quote?.[0] ?? {};
  const columns: Columns = {
    open: quote.open ?? null,
    high: quote.high ?? null,
    low: quote.low ?? null,
    close: quote.close ?? null,
    volume: quote.volume ?? null,
  };
  for (const [name, column] of Object.entries(columns)) {
    if (column !== null && column.length !== stamps.length) {
      refusals.add('unequal-arrays', `${name} has ${column.length} values, timestamp ${stamps.length}`);
      return null;
    }
  }
  return { stamps, columns };
}

function rowsOf(result: YahooResult, divisor: number, refusals: RefusalCount): readonly TimedRow[] {
  const found = columnsOf(result, refusals);
  if (found === null) return [];
  const { stamps, columns } = found;
  const { open, high, low, close, volume } = columns;
  const rows: TimedRow[] = [];
  for (let i = 0; i < stamps.length; i++) {
    const stamp = stamps[i] ?? null;
    if (stamp === null) {
      refusals.add('no-time', `timestamp[${i}] is null`);
      continue;
    }
    rows.push({
      time: stamp * 1000,
      open: priceAt(open, i, divisor),
      high: priceAt(high, i, divisor),
      low: priceAt(low, i, divisor),
      close: priceAt(close, i, divisor),
      volume: volume?.[i] ?? null,
    });
  }
  return rows;
}

/** Zone names that were looked up before: asking the machine costs as much as half a parse. */
const zoneKnown = new Map<string, boolean>();

function isZone(name: string): boolean {
  const before = zoneKnown.get(name);
  if (before !== undefined) return before;
  let known = true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    known = false;
  }
  // Bounded: a hostile answer may name anything.
  if (zoneKnown.size < 1000) zoneKnown.set(name, known);
  return known;
}

/** Yahoo's own zone name where this machine knows it, else the instrument's. */
function zoneOf(meta: YahooMeta, fallback: string): string {
  const name = meta.exchangeTimezoneName;
  return name !== null && name !== undefined && isZone(name) ? name : fallback;
}

const daysOf = (rows: readonly TimedRow[], zone: string): readonly DayRow[] =>
  rows.map(({ time, ...figures }) => ({ ...figures, date: localDateAt(asUtcMs(time), zone) }));

/** The daily close of the session before the quote's own day; of an older answer there is none. */
function closeBefore(days: readonly DayRow[], today: LocalDate, calendar: ExchangeCalendar): number | null {
  const open = calendar.session(today)?.open;
  const before = open === undefined ? null : calendar.previousSession(open);
  return days.findLast((day) => day.date === before?.date && day.close !== null)?.close ?? null;
}

/**
 * Previous closes, best first (FEEDS §3.1): `previousClose`, the one the change implies, the last daily close before
 * today. Never `chartPreviousClose`, which belongs to the range that was asked for.
 */
function previousCloses(
  meta: YahooMeta,
  divisor: number,
  days: readonly DayRow[],
  zone: string,
  calendar: ExchangeCalendar,
): readonly (number | null)[] {
  const percent = meta.regularMarketChangePercent;
  const price = meta.regularMarketPrice;
  const time = meta.regularMarketTime;
  return [
    typeof meta.previousClose === 'number' ? unwidened(meta.previousClose) / divisor : null,
    typeof percent === 'number' && typeof price === 'number' ? price / divisor / (1 + percent / 100) : null,
    typeof time === 'number' && days.length > 0
      ? closeBefore(days, localDateAt(asUtcMs(time * 1000), zone), calendar)
      : null,
  ];
}

/** The quote of the meta fields; an answer that names neither price nor time offers none. */
function quoteOf(
  meta: YahooMeta,
  divisor: number,
  previous: readonly (number | null)[],
  context: BarContext,
  refusals: RefusalCount,
): IncomingQuote | null {
  const time = meta.regularMarketTime ?? null;
  const price = meta.regularMarketPrice ?? null;
  if (time === null && price === null) return null;
  const raw = {
    time: time === null ? null : time * 1000,
    price: price === null ? null : unwidened(price) / divisor,
    previousCloses: previous,
  };
  return checkedQuote(PROVIDER, raw, context, refusals);
}

function barsOf(
  rows: readonly TimedRow[],
  days: readonly DayRow[],
  context: BarContext,
  observed: UtcMs | null,
  granularity: string,
  refusals: RefusalCount,
): readonly IncomingBar[] {
  if (rows.length === 0) return [];
  if (!sameGranularity(context.interval, granularity)) {
    refusals.add('wrong-granularity', `asked ${context.interval}, received ${granularity}`);
    return [];
  }
  return context.interval === '1d'
    ? dailyBars(PROVIDER, days, context, observed, refusals)
    : intradayBars(PROVIDER, rows, 'start', context, observed, refusals);
}

/**
 * Bars and quote of one v8 chart answer. Throws FeedError for a body that is not a chart or carries an error;
 * everything else that is not taken is counted in the refusals.
 */
export function parseYahooChart(body: Uint8Array, context: BarContext): FeedAnswer {
  const { instrument } = context;
  const result = resultOf(body);
  const { meta } = result;
  const refusals = new RefusalCount(instrument.id);
  const divisor = MINOR_UNITS[meta.currency ?? ''] === instrument.currency ? 100 : 1;
  const zone = zoneOf(meta, instrument.timeZone);
  const rows = rowsOf(result, divisor, refusals);
  const days = meta.dataGranularity === '1d' ? daysOf(rows, zone) : [];
  const quote = quoteOf(
    meta,
    divisor,
    previousCloses(meta, divisor, days, zone, context.calendar),
    context,
    refusals,
  );
  const observed = quote?.time ?? null;
  const bars = barsOf(rows, days, context, observed, meta.dataGranularity ?? context.interval, refusals);
  return {
    bars,
    quotes: quote === null ? [] : [quote],
    headlines: [],
    refusals: refusals.list(),
    newestObservation: newest(observed, bars.at(-1)?.closeTime ?? null),
  };
}
