import type { ExchangeCalendar, Session } from '../calendar/calendar.ts';
import { lastAtOrBelow, layOut, passedAt, type SessionLine } from '../calendar/session-line.ts';
import { MINUTE_MS, type UtcMs } from '../time/instant.ts';
import { INTERVAL_MS } from '../time/interval.ts';
import { upperBound } from '../timeline/bar-series.ts';
import { filledRuns } from '../timeline/filled-closes.ts';
import type { BarView } from '../timeline/visible.ts';
import { sessionAfter, shutAtT0 } from './event-time.ts';
import { STALE_BARS } from './horizon-moves.ts';
import { isPrice } from './price-at.ts';
import type { EventTime, UsualSample } from './reaction.ts';

/** Why an ordinary session gives no reference move. A closed list. */
export const USUAL_SKIPS = [
  'session-too-short',
  'different-boundaries',
  'no-base',
  'no-trade-yet',
  'stale',
  'no-price',
  'no-close',
  'not-over-at-t0',
] as const;
export type UsualSkip = (typeof USUAL_SKIPS)[number];

/** A reference move (log), or why the session has none. */
type Reference = number | UsualSkip;

/** The sessions before day 0 that are looked back on, the one before them, and day 0 itself, laid out in trading time. */
export interface LookBack {
  readonly line: SessionLine;
  /** Position of the first session that gives a reference. */
  readonly first: number;
  /** Position of day 0; the references are the sessions before it. */
  readonly dayZero: number;
  /** Trading time in ms from the line's first open to each session's open, and to the last close after all of them. */
  readonly passedAtOpen: Float64Array;
  /** References start this long after the open, trading ms; null where they start from the close before. */
  readonly offset: number | null;
  /** No reference may read past it: T0 or the playhead, UTC ms. */
  readonly limit: UtcMs;
}

/**
 * @param fromPreviousClose for an event that is dated by its day alone; a market shut at T0 starts there anyhow.
 * @returns null where the calendar knows no session before day 0.
 */
export function lookBack(
  calendar: ExchangeCalendar,
  event: EventTime & { readonly dayZero: Session },
  limit: UtcMs,
  sessions: number,
  fromPreviousClose: boolean,
): LookBack | null {
  let oldest: Session | null = null;
  for (let k = 0, at: Session | null = event.dayZero; k <= sessions && at !== null; k += 1) {
    at = sessionAfter(calendar, at, -1);
    oldest = at ?? oldest;
  }
  if (oldest === null) return null;
  const line = layOut(0, 0, calendar.sessions(oldest.open, event.dayZero.close));
  const dayZero = line.sessions.length - 1;
  return {
    line,
    first: Math.max(0, dayZero - sessions),
    dayZero,
    passedAtOpen: Float64Array.from([
      ...line.sessionOpen.map((open) => passedAt(line, open)),
      passedAt(line, event.dayZero.close),
    ]),
    offset: fromPreviousClose || shutAtT0(event) ? null : event.offsetMinutes * MINUTE_MS,
    limit: Math.min(limit, event.t0) as UtcMs,
  };
}

/** Where the references of one series start: the bar of their base, by position of the session. */
export interface Starts {
  readonly back: LookBack;
  readonly view: BarView;
  readonly baseIndex: Int32Array;
  readonly skip: readonly (UsualSkip | null)[];
  /** False where the series shows nothing of day 0, so that it cannot say where a move that ends there went. */
  readonly holdsDayZero: boolean;
}

/** Trading time in ms, on the line, at which the reference of a session starts. */
const startOf = (back: LookBack, at: number): number =>
  (back.passedAtOpen[at] as number) + (back.offset ?? 0);

/** Earliest instant at which `passed` ms of trading have gone by on the line, and the session it lies in. */
function segmentAt(line: SessionLine, passed: number): { readonly end: number; readonly owner: number } {
  const segment = Math.max(0, lastAtOrBelow(line.before, passed - 1));
  return {
    end: (line.open[segment] as number) + passed - (line.before[segment] as number),
    owner: line.owner[segment] as number,
  };
}

/**
 * The base of each reference by the rule of the event itself: the last bar with end ≤ the start. A base older than the
 * session before is none: the move would hold a whole day that is missing from the series.
 */
export function startsOf(back: LookBack, view: BarView): Starts {
  const { line, offset, passedAtOpen } = back;
  const baseIndex = new Int32Array(back.dayZero);
  const skip: (UsualSkip | null)[] = new Array(back.dayZero).fill(null);
  for (let at = back.first; at < back.dayZero; at += 1) {
    const session = line.sessions[at] as Session;
    const length = (passedAtOpen[at + 1] as number) - (passedAtOpen[at] as number);
    if (offset !== null && offset > 0 && offset >= length) {
      skip[at] = 'session-too-short';
      continue;
    }
    const instant = offset === null || offset === 0 ? session.open : segmentAt(line, startOf(back, at)).end;
    const index = upperBound(view.closeTime, view.length, instant) - 1;
    const oldest = line.sessions[at - 1]?.open;
    if (index < 0 || oldest === undefined || (view.closeTime[index] as number) <= oldest)
      skip[at] = 'no-base';
    baseIndex[at] = index;
  }
  const newest = view.closeTime[upperBound(view.closeTime, view.length, back.limit) - 1] ?? 0;
  const holdsDayZero = newest > (line.sessionOpen[back.dayZero] as number);
  return { back, view, baseIndex, skip, holdsDayZero };
}

/** Last finished bar at `end` over `price`, the base; `passed` is the trading time at `end`. */
function moveTo(starts: Starts, at: number, end: number, passed: number, price: number): Reference {
  const { closeTime, close, interval, length } = starts.view;
  const index = upperBound(closeTime, length, end) - 1;
  if (index <= (starts.baseIndex[at] as number)) return 'no-trade-yet';
  const time = closeTime[index] as number;
  const oldest = STALE_BARS * INTERVAL_MS[interval];
  if (end - time > oldest && passed - passedAt(starts.back.line, time) > oldest) return 'stale';
  const now = close[index] as number;
  return isPrice(now) && isPrice(price) ? Math.log(now / price) : 'no-price';
}

const baseOf = ({ view, baseIndex }: Starts, at: number): number =>
  view.close[baseIndex[at] as number] as number;

/** The same number of trading minutes on every session, across `crossings` ends of sessions as the event's own move. */
export function minuteReference(starts: Starts, at: number, minutes: number, crossings: number): Reference {
  const skipped = starts.skip[at];
  if (skipped != null) return skipped;
  const { line, dayZero, passedAtOpen, limit } = starts.back;
  const passed = startOf(starts.back, at) + Math.round(minutes * MINUTE_MS);
  if (passed > (passedAtOpen[dayZero + 1] as number)) return 'not-over-at-t0';
  const { end, owner } = segmentAt(line, passed);
  if (end > limit) return 'not-over-at-t0';
  if (owner - at !== crossings) return 'different-boundaries';
  if (owner === dayZero && !starts.holdsDayZero) return 'not-over-at-t0';
  return moveTo(starts, at, end, passed, baseOf(starts, at));
}

/** To the last bar of the same session; from the official close before, where one is given. */
export function closeReference(starts: Starts, at: number, official = Number.NaN): Reference {
  const skipped = starts.skip[at];
  const given = official > 0;
  if (skipped != null && !(given && skipped === 'no-base')) return skipped;
  const { close } = starts.back.line.sessions[at] as Session;
  if (close > starts.back.limit) return 'not-over-at-t0';
  const passed = starts.back.passedAtOpen[at + 1] as number;
  return moveTo(starts, at, close, passed, given ? official : baseOf(starts, at));
}

/**
 * Official closes by position of the session; NaN where the daily bars hold none by the limit, and throughout runs of three
 * and more identical ones, which are filled in and no ordinary days (EVENT-STUDY §9).
 */
export function officialCloses({ line, limit }: LookBack, daily: BarView): Float64Array {
  const closes = Float64Array.from(line.sessions, (session) => {
    if (session.close > limit) return Number.NaN;
    const index = upperBound(daily.closeTime, daily.length, session.close) - 1;
    const kept = index >= 0 && (daily.closeTime[index] as number) > session.open;
    return kept ? (daily.close[index] as number) : Number.NaN;
  });
  for (const [from, to] of filledRuns(closes)) closes.fill(Number.NaN, from, to);
  return closes;
}

/** From the base of `starts`, or from the official close before where that is null, to the close of the k-th session. */
export function dayReference(
  back: LookBack,
  closes: Float64Array,
  starts: Starts | null,
  at: number,
  k: number,
): Reference {
  const skipped = starts?.skip[at];
  if (skipped != null) return skipped;
  const last = back.line.sessions[at + k];
  if (last === undefined || last.close > back.limit) return 'not-over-at-t0';
  const base = starts === null ? closes[at - 1] : baseOnTheDay(starts, at);
  if (base === undefined || !isPrice(base)) return 'no-base';
  const close = closes[at + k] as number;
  return isPrice(close) ? Math.log(close / base) : 'no-close';
}

/** Price at the offset where the series had shown one on that session; NaN where it had not. */
function baseOnTheDay({ back, view, baseIndex }: Starts, at: number): number {
  const index = baseIndex[at] as number;
  const { open } = back.line.sessions[at] as Session;
  return (view.closeTime[index] as number) > open ? (view.close[index] as number) : Number.NaN;
}

/** Gathers the references of all sessions looked back on. */
export function gather(
  back: LookBack,
  about: Pick<UsualSample, 'key' | 'minutes' | 'interval' | 'from' | 'overlapping'>,
  reference: (at: number) => Reference,
): UsualSample {
  const moves: number[] = [];
  const sessions: UsualSample['sessions'][number][] = [];
  const skipped: UsualSample['skipped'][number][] = [];
  for (let at = back.first; at < back.dayZero; at += 1) {
    const { date } = back.line.sessions[at] as Session;
    const move = reference(at);
    if (typeof move === 'number') {
      moves.push(move);
      sessions.push(date);
    } else skipped.push({ date, reason: move });
  }
  return { ...about, moves, sessions, skipped };
}
