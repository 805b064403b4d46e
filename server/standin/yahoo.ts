import type { Session } from '../../shared/calendar/calendar.ts';
import { asUtcMs, DAY_MS, instantOf, MINUTE_MS, SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';
import { json, notFound, type Reply } from './reply.ts';
import type { SeriesBar, SeriesView } from './series.ts';
import type { UpstreamNames } from './symbols.ts';
import type { Asked, World } from './world.ts';
import { offsetMs, zoneAbbreviation } from './zones.ts';

const CACHE = { 'cache-control': 'public, max-age=10, stale-while-revalidate=20' };
const RANGES = ['1d', '5d', '1mo', '3mo', '6mo', '1y', '2y', '5y', '10y', 'ytd', 'max'];
const LENGTHS: Readonly<Record<string, number>> = {
  '1m': MINUTE_MS,
  '2m': 2 * MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '60m': 60 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
};
const DEPTH_DAYS: Readonly<Record<string, number>> = { '1m': 30, '60m': 730, '1h': 730 };
const RANGE_DAYS: Readonly<Record<string, number>> = {
  '1mo': 30,
  '3mo': 91,
  '6mo': 182,
  '1y': 365,
  '2y': 730,
  '5y': 1826,
  '10y': 3652,
};

const seconds = (ms: number): number => Math.floor(ms / SECOND_MS);

function failure(status: number, code: string, description: string): Reply {
  return json({ chart: { result: null, error: { code, description } } }, CACHE, status);
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly range: string;
}

const startOfYear = (now: number): number =>
  Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO('UTC')
    .with({ month: 1, day: 1 })
    .startOfDay().epochMilliseconds;

function spanOf(query: URLSearchParams, view: SeriesView, now: number): Span {
  const period1 = Number(query.get('period1') ?? Number.NaN);
  const period2 = Number(query.get('period2') ?? Number.NaN);
  if (Number.isFinite(period1)) {
    return {
      from: period1 * SECOND_MS,
      to: Number.isFinite(period2) ? period2 * SECOND_MS : now + SECOND_MS,
      range: '',
    };
  }
  const range = query.get('range') ?? '1d';
  const to = now + SECOND_MS;
  if (range === '1d' || range === '5d') {
    const sessions = view.lastSessions(range === '1d' ? 1 : 5);
    return { from: sessions[0]?.open ?? now, to, range };
  }
  if (range === 'ytd') return { from: startOfYear(now), to, range };
  const days = RANGE_DAYS[range];
  return { from: days === undefined ? 0 : now - days * DAY_MS, to, range };
}

const period = (session: { open: number; close: number }, zone: string) => ({
  timezone: zoneAbbreviation(zone, session.open),
  start: seconds(session.open),
  end: seconds(session.close),
  gmtoffset: offsetMs(zone, session.open) / SECOND_MS,
});

/** Currencies are dated in London, whatever week they trade. */
const zoneOf = (names: UpstreamNames, view: SeriesView): string =>
  names.type === 'CURRENCY' ? 'Europe/London' : view.series.calendar.timeZone;

/** Stamp of a daily row: the opening of the exchange, of a currency the midnight its date begins with. */
function dayStamp(names: UpstreamNames, view: SeriesView, openTime: UtcMs): number {
  const session = view.series.calendar.stateAt(openTime).session;
  if (names.type !== 'CURRENCY' || session === null) return openTime;
  return instantOf(session.date, '00:00', zoneOf(names, view));
}

/** The session in progress or the next one; lunch is not in it. */
function currentPeriod(view: SeriesView): Session | null {
  const { calendar } = view.series;
  const { session } = calendar.stateAt(view.at);
  if (session !== null) return session;
  const open = calendar.nextOpen(view.at);
  return open === null ? null : calendar.stateAt(open).session;
}

function metaOf(
  names: UpstreamNames,
  view: SeriesView,
  span: Span,
  interval: string,
): Record<string, unknown> {
  const zone = zoneOf(names, view);
  const intraday = interval in LENGTHS;
  const day = view.day();
  const last = view.last();
  const year = view.days(view.at - 365 * DAY_MS, view.at + 1);
  const before = view.days(span.from - 20 * DAY_MS, span.from).at(-1);
  const regular = currentPeriod(view);
  const at = (time: number) => ({ open: time, close: time });
  return {
    currency: names.currency,
    symbol: names.yahoo,
    exchangeName: names.exchange?.[0] ?? 'YHD',
    fullExchangeName: names.exchange?.[1] ?? 'YHD',
    instrumentType: names.type ?? 'INDEX',
    firstTradeDate: seconds(view.series.daily[0]?.openTime ?? view.at),
    regularMarketTime: last === null ? null : seconds(last.time),
    hasPrePostMarketData: false,
    gmtoffset: offsetMs(zone, view.at) / SECOND_MS,
    timezone: zoneAbbreviation(zone, view.at),
    exchangeTimezoneName: zone,
    regularMarketPrice: last?.price ?? null,
    fiftyTwoWeekHigh: year.length === 0 ? null : Math.max(...year.map((b) => b.high)),
    fiftyTwoWeekLow: year.length === 0 ? null : Math.min(...year.map((b) => b.low)),
    regularMarketDayHigh: day?.bar.high ?? null,
    regularMarketDayLow: day?.bar.low ?? null,
    regularMarketVolume: day?.bar.volume ?? 0,
    longName: names.name,
    shortName: names.name,
    chartPreviousClose: before?.close ?? null,
    ...(intraday ? { previousClose: day?.previousClose ?? null, scale: 3 } : {}),
    priceHint: 2,
    ...(regular === null
      ? {}
      : {
          currentTradingPeriod: {
            pre: period(at(regular.open), zone),
            regular: period(regular, zone),
            post: period(at(regular.close), zone),
          },
        }),
    ...(intraday
      ? {
          tradingPeriods: view.series.calendar
            .sessions(asUtcMs(span.from), asUtcMs(Math.min(span.to, view.at + 1)))
            .map((s) => [period(s, zone)]),
        }
      : {}),
    dataGranularity: interval,
    range: span.range,
    validRanges: RANGES,
  };
}

interface Row {
  readonly time: number;
  readonly bar: SeriesBar | null;
}

/** Minutes of a lunch break that has begun come as rows of nulls. */
function lunchRows(view: SeriesView, span: Span): Row[] {
  const rows: Row[] = [];
  for (const session of view.series.calendar.sessions(
    asUtcMs(span.from),
    asUtcMs(Math.min(span.to, view.at + 1)),
  )) {
    session.segments.slice(1).forEach((segment, i) => {
      const start = (session.segments[i] as { close: number }).close;
      for (let t = start; t < segment.open && t < view.at; t += MINUTE_MS) {
        if (t >= span.from && t < span.to) rows.push({ time: t, bar: null });
      }
    });
  }
  return rows;
}

function rowsOf(names: UpstreamNames, view: SeriesView, span: Span, interval: string): Row[] {
  const length = LENGTHS[interval];
  const forming = view.forming();
  const bars = length === undefined ? view.days(span.from, span.to) : view.bars(length, span.from, span.to);
  const live = forming !== null && view.at < span.to;
  const rows: Row[] = bars
    // A finer bar that is forming is not sent on its grid: the live row below stands for it.
    .filter((b) => interval === '1d' || !live || b.closeTime <= view.at)
    .map((bar) => ({ time: length === undefined ? dayStamp(names, view, bar.openTime) : bar.openTime, bar }));
  if (interval === '1m' && view.minutes(span.from, span.to).length > 0) rows.push(...lunchRows(view, span));
  rows.sort((a, b) => a.time - b.time);
  if (live && forming !== null) {
    const price = forming.close;
    const flat = { ...forming, open: price, high: price, low: price, close: price, volume: 0 };
    rows.push({ time: Math.floor(view.at / SECOND_MS) * SECOND_MS, bar: flat });
  }
  return rows;
}

/** `range=max` silently comes back in months. */
function byMonth(rows: readonly Row[]): Row[] {
  const months = new Map<string, SeriesBar>();
  for (const { bar } of rows) {
    if (bar === null) continue;
    const month = Temporal.Instant.fromEpochMilliseconds(bar.openTime).toString().slice(0, 7);
    const first = months.get(month);
    months.set(month, {
      ...(first ?? bar),
      high: Math.max(first?.high ?? bar.high, bar.high),
      low: Math.min(first?.low ?? bar.low, bar.low),
      close: bar.close,
    });
  }
  return [...months.values()].map((bar) => ({ time: bar.openTime, bar }));
}

function limitsBroken(interval: string, span: Span, now: number): string | null {
  const said = `${interval} data not available for startTime=${seconds(span.from)} and endTime=${seconds(span.to)}.`;
  if (interval === '1m' && span.to - span.from > 8 * DAY_MS) {
    return `${said} Only 8 days worth of 1m granularity data are allowed to be fetched per request.`;
  }
  const depth = DEPTH_DAYS[interval] ?? 60;
  if (interval in LENGTHS && span.range === '' && span.from < now - depth * DAY_MS) {
    return `${said} The requested range must be within the last ${depth} days.`;
  }
  return null;
}

/** `/v8/finance/chart/{symbol}`. */
export function yahoo({ path, query }: Asked, world: World): Reply {
  const match = /\/v8\/finance\/chart\/([^/]+)$/.exec(path);
  if (match === null) return notFound();
  const found = world.view(decodeURIComponent(match[1] as string));
  if (found === undefined) return failure(404, 'Not Found', 'No data found, symbol may be delisted');
  const { names, view } = found;
  const interval = query.get('interval') ?? '1d';
  if (interval !== '1d' && !(interval in LENGTHS)) {
    return failure(422, 'Unprocessable Entity', `Invalid input - interval=${interval} is not supported.`);
  }
  const span = spanOf(query, view, world.now);
  const broken = limitsBroken(interval, span, world.now);
  if (broken !== null) return failure(422, 'Unprocessable Entity', broken);
  const coarse = span.range === 'max';
  const rows = coarse ? byMonth(rowsOf(names, view, span, '1d')) : rowsOf(names, view, span, interval);
  const meta = metaOf(names, view, span, coarse ? '1mo' : interval);
  if (rows.length === 0) {
    return json({ chart: { result: [{ meta, indicators: { quote: [{}] } }], error: null } }, CACHE);
  }
  const price = (key: 'open' | 'high' | 'low' | 'close') =>
    rows.map(({ bar }) => (bar === null ? null : world.widened ? Math.fround(bar[key]) : bar[key]));
  const quote = {
    open: price('open'),
    high: price('high'),
    low: price('low'),
    close: price('close'),
    volume: rows.map(({ bar }) => (bar === null ? null : (bar.volume ?? 0))),
  };
  const adjusted = interval in LENGTHS ? {} : { adjclose: [{ adjclose: quote.close }] };
  const result = {
    meta,
    timestamp: rows.map((r) => seconds(r.time)),
    indicators: { quote: [quote], ...adjusted },
  };
  return json({ chart: { result: [result], error: null } }, CACHE);
}
