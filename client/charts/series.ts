import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import type { Base } from '../../shared/reaction/base-price.ts';
import { asUtcMs, DAY_MS, MINUTE_MS } from '../../shared/time/instant.ts';
import { INTERVAL_MS } from '../../shared/time/interval.ts';
import type { BarView } from '../../shared/timeline/visible.ts';
import type { ChartInput } from './chart-input.ts';
import type { SeriesMark } from './palette.ts';
import { BRIDGED_BARS, EMPTY_PATH, type Hold, type Outage, type Path, pointAt } from './path.ts';
import { type Rebasing, rebasing, showsPrices } from './rebasing.ts';
import { Thinner } from './thin.ts';
import { LineTracer } from './trace.ts';
import { type Part, partsFor, pastOf } from './views.ts';

/** At most this many points a line: PERF keeps 20 lines within a frame at it. */
const MAX_POINTS = 400;
/** Bars that may be late before an open market counts as stale. */
const STALE_BARS = 3;
const AFTER_CLOSE_MS = 5 * MINUTE_MS;

type DataAge = 'current' | 'delayed' | 'stale';

/** A single published price: drawn as a stem, never joined to others. */
interface PublishedMark {
  readonly time: number;
  readonly value: number;
  readonly price: number;
  readonly kind: 'quote' | 'close';
}

/** Price after the last finished bar. */
export interface Head {
  readonly time: number;
  readonly value: number;
  /** False over more than three missing bars: then it stands alone. */
  readonly joined: boolean;
}

export interface Waiting {
  readonly from: number;
  /** Next open, UTC ms; null where the calendar does not know. */
  readonly until: number | null;
}

export interface SceneSeries {
  readonly id: InstrumentId;
  readonly instrument: Instrument;
  readonly state: 'line' | 'marks' | 'waiting' | 'missing';
  readonly mark: SeriesMark | null;
  readonly selected: boolean;
  readonly path: Path;
  readonly marks: readonly PublishedMark[];
  /** Where the line ends inside the range; null where nothing is to be seen. */
  readonly end: { readonly time: number; readonly value: number } | null;
  /** A quote newer than the last bar: the line goes on to it, straight, as far as it may. */
  readonly head: Head | null;
  /** From its end to now: the price stands still and says so. */
  readonly tail: Hold | null;
  readonly outage: Outage | null;
  readonly age: DataAge;
  readonly waiting: Waiting | null;
  readonly base: Base | null;
  /** Currency the moves are told in, where the chart was asked for US dollars; null while all are local. */
  readonly currency: string | null;
  /** Markets whose place it takes while they wait; empty of a market of the watchlist. */
  readonly standsFor: readonly Instrument[];
  readonly extent: { readonly low: number; readonly high: number };
}

function publishedMarks(input: ChartInput, instrument: InstrumentId, rebase: Rebasing): PublishedMark[] {
  const inside = (time: number): boolean => time >= input.from && time <= input.to;
  const marks: PublishedMark[] = [];
  for (const quote of input.frame.quotes(instrument)) {
    if (!inside(quote.time)) continue;
    marks.push({
      time: quote.time,
      value: rebase.toValue(quote.price, quote.time),
      price: quote.price,
      kind: 'quote',
    });
  }
  const daily = input.frame.bars(instrument, '1d');
  for (let index = 0; index < daily.length; index += 1) {
    const time = daily.closeTime[index] as number;
    if (!inside(time)) continue;
    const price = daily.close[index] as number;
    const same = marks.findIndex((m) => Math.abs(m.time - time) < MINUTE_MS);
    if (same >= 0) marks.splice(same, 1);
    marks.push({ time, value: rebase.toValue(price, time), price, kind: 'close' });
  }
  return marks.filter((m) => !Number.isNaN(m.value)).sort((a, b) => a.time - b.time);
}

/** What is said between a line's last point and now. */
function lineTail(
  input: ChartInput,
  instrument: Instrument,
  calendar: ExchangeCalendar,
  view: BarView,
  last: { time: number; value: number },
): Pick<SceneSeries, 'tail' | 'outage' | 'age'> {
  const edge = Math.min(input.frame.playhead, input.now.time, input.to);
  const live = input.now.kind === 'live';
  const simulated = view.simulatedCount === view.length;
  const delayed = live && instrument.delayMinutes > 0 && !simulated;
  const age: DataAge = delayed ? 'delayed' : 'current';
  const none = { tail: null, outage: null, age };
  const barMs = INTERVAL_MS[view.interval];
  if (edge <= last.time || view.interval === '1d') return none;
  const hold: Hold = { from: last.time, to: edge, y: last.value };
  const missedMs =
    calendar.tradingMinutes(asUtcMs(Math.round(last.time)), asUtcMs(Math.round(edge))) * MINUTE_MS;
  const allowedMs = STALE_BARS * barMs + (live ? instrument.delayMinutes * MINUTE_MS : 0);
  const open = calendar.stateAt(asUtcMs(Math.round(edge))).state === 'open';
  if (missedMs > allowedMs) {
    const lost = input.connectionLostSince;
    if (live && (lost === null || lost > last.time + allowedMs))
      return { tail: hold, outage: null, age: 'stale' };
    return { ...none, outage: { from: last.time, to: edge } };
  }
  return open ? none : { ...none, tail: hold };
}

/** The newest quote, where it is younger than the last finished bar: what the table calls the last price. */
function headOf(
  input: ChartInput,
  calendar: ExchangeCalendar,
  view: BarView,
  rebase: Rebasing,
  lastBar: number,
): Head | null {
  const last = input.frame.lastPrice(view.instrument);
  if (last === null || last.from !== 'quote' || last.time <= lastBar || last.time > input.to) return null;
  const missed = calendar.tradingMinutes(asUtcMs(Math.round(lastBar)), last.time) * MINUTE_MS;
  // The official close comes a little after the last bar; later quotes of a closed market stand alone.
  const near = missed > 0 || last.time - lastBar <= AFTER_CLOSE_MS;
  const joined = near && missed <= (BRIDGED_BARS + 1) * INTERVAL_MS[view.interval];
  return { time: last.time, value: rebase.toValue(last.price, last.time), joined };
}

function waitingSince(input: ChartInput, calendar: ExchangeCalendar, lastTime: number): Waiting | null {
  if (input.base !== 't0' || input.t0 > input.frame.playhead || lastTime > input.t0) return null;
  if (input.now.kind === 'archive') return null;
  const edge = asUtcMs(Math.max(input.t0, Math.min(input.frame.playhead, input.now.time)));
  return { from: input.t0, until: calendar.stateAt(edge).state === 'open' ? null : calendar.nextOpen(edge) };
}

/** A market's line as far as it was traced; bars that come are added to it. */
class Line {
  readonly #tracer: LineTracer;
  readonly #thinner: Thinner;
  /** Index of the part that is being followed; those before it are in. */
  #at = 0;
  #seen = '';
  #path = EMPTY_PATH;

  constructor(tracer: LineTracer, thinner: Thinner) {
    this.#tracer = tracer;
    this.#thinner = thinner;
  }

  get path(): Path {
    return this.#path;
  }

  get extent(): SceneSeries['extent'] {
    return this.#tracer.extent;
  }

  /** False where the line must be traced anew. */
  follow(parts: readonly Part[]): boolean {
    const seen = parts.map(({ view }) => view.key).join();
    if (seen === this.#seen) return true;
    for (let at = this.#at; at < parts.length; at += 1) {
      if (at > this.#at) this.#tracer.goOn();
      this.#at = at;
      const { view, until } = parts[at] as Part;
      if (!this.#tracer.follow(view, until)) return false;
    }
    this.#seen = seen;
    const whole = this.#tracer.path();
    this.#path = whole.x.length > MAX_POINTS ? this.#thinner.follow(whole) : whole;
    return true;
  }
}

/** Remembers traced lines, so that a frame costs the bars that were added since the one before. */
export class SeriesCache {
  readonly #lines = new Map<InstrumentId, { key: string; line: Line }>();

  line(instrument: InstrumentId, key: string, parts: readonly Part[], make: () => Line): Line {
    const known = this.#lines.get(instrument);
    if (known !== undefined && known.key === key && known.line.follow(parts)) return known.line;
    const line = make();
    line.follow(parts);
    this.#lines.set(instrument, { key, line });
    return line;
  }
}

/** Spends the points of a line on the time its market trades, so that days in a row are not drawn coarser. */
function thinnerOf({ from, to }: ChartInput, calendar: ExchangeCalendar): Thinner {
  const tradingMs = calendar.tradingMinutes(from, to) * MINUTE_MS;
  return new Thinner(0, tradingMs > 0 ? tradingMs : to - from, MAX_POINTS);
}

/** One market as the chart shows it. */
export function sceneSeries(
  input: ChartInput,
  instrument: Instrument,
  mark: SeriesMark | null,
  cache: SeriesCache,
  standsFor: readonly Instrument[] = [],
): SceneSeries {
  const calendar = input.calendars.get(instrument.mic);
  const rebase = rebasing(input, instrument, calendar);
  const parts = partsFor(input, instrument.id);
  const { view } = parts.at(-1) as Part;
  const selected = input.selected === instrument.id;
  const nothing = {
    path: EMPTY_PATH,
    marks: [],
    end: null,
    head: null,
    tail: null,
    outage: null,
    age: 'current',
  } as const;
  const { base, currency } = rebase;
  const shared = { id: instrument.id, instrument, mark, selected, base, currency, standsFor };
  const empty = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY };
  const hasBase = rebase.base !== null || showsPrices(input);
  if (!hasBase) return { ...shared, ...nothing, state: 'missing', waiting: null, extent: empty };

  const lastPrice = input.frame.lastPrice(instrument.id);
  const waiting = waitingSince(input, calendar, lastPrice?.time ?? Number.NEGATIVE_INFINITY);
  const intraday = view.interval !== '1d' || input.to - input.from > 4 * DAY_MS;
  if (!intraday) {
    const marks = publishedMarks(input, instrument.id, rebase);
    const last = marks.at(-1);
    const end = last === undefined ? null : { time: last.time, value: last.value };
    const values = marks.map((m) => m.value);
    const extent = { low: Math.min(...values), high: Math.max(...values) };
    const state = marks.length > 0 ? 'marks' : waiting === null ? 'missing' : 'waiting';
    return { ...shared, ...nothing, marks, end, state, waiting, extent };
  }
  const key = `${pastOf(parts)}|${rebase.key}|${input.from}|${input.to}`;
  const { path, extent } = cache.line(
    instrument.id,
    key,
    parts,
    () =>
      new Line(new LineTracer(calendar, rebase.toValue, input.from, input.to), thinnerOf(input, calendar)),
  );
  const at = pointAt(path, input.to);
  if (at < 0) {
    return { ...shared, ...nothing, state: waiting === null ? 'missing' : 'waiting', waiting, extent: empty };
  }
  const state = waiting !== null ? 'waiting' : 'line';
  const lastPoint = { time: path.x[at] as number, value: path.y[at] as number };
  if (at < path.x.length - 1 || waiting !== null) {
    return { ...shared, ...nothing, state, path, end: lastPoint, waiting, extent };
  }
  const head = headOf(input, calendar, view, rebase, lastPoint.time);
  const end = head ?? lastPoint;
  const rest = lineTail(input, instrument, calendar, view, end);
  const whole =
    head === null
      ? extent
      : { low: Math.min(extent.low, head.value), high: Math.max(extent.high, head.value) };
  return { ...shared, ...nothing, state, path, end, head, ...rest, waiting, extent: whole };
}
