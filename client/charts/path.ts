import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import { lastClosed } from '../../shared/reaction/base-price.ts';
import { asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import { INTERVAL_MS } from '../../shared/time/interval.ts';
import type { BarView } from '../../shared/timeline/visible.ts';

/** A stretch of points that one line may join: `[start, end)` into the columns. */
export interface Segment {
  readonly start: number;
  readonly end: number;
}

/** No trade to be had: the last value holds, dotted. */
export interface Hold {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

/** Bars are missing though the market was open. */
export interface Outage {
  readonly from: number;
  readonly to: number;
}

/** A line as it may honestly be drawn. x UTC ms, y in the unit of the axis. */
export interface Path {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly segments: readonly Segment[];
  readonly holds: readonly Hold[];
  readonly outages: readonly Outage[];
}

/** Missing bars that still count as one line. */
export const BRIDGED_BARS = 3;
/** Sessions that may be missing between two daily closes before the line breaks. */
const BRIDGED_SESSIONS = 3;

export const EMPTY_PATH: Path = {
  x: new Float64Array(0),
  y: new Float64Array(0),
  segments: [],
  holds: [],
  outages: [],
};

/** Stretches of `[from, to]` in which the market trades. */
function openParts(calendar: ExchangeCalendar, from: UtcMs, to: UtcMs): Outage[] {
  return calendar
    .sessions(from, to)
    .flatMap((session) => session.segments)
    .map((part) => ({ from: Math.max(part.open, from), to: Math.min(part.close, to) }))
    .filter((part) => part.to > part.from);
}

class PathBuilder {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly segments: Segment[] = [];
  readonly holds: Hold[] = [];
  readonly outages: Outage[] = [];
  #length = 0;
  #start = 0;

  constructor(capacity: number) {
    this.x = new Float64Array(capacity);
    this.y = new Float64Array(capacity);
  }

  push(x: number, y: number): void {
    this.x[this.#length] = x;
    this.y[this.#length] = y;
    this.#length += 1;
  }

  breakLine(): void {
    if (this.#length > this.#start) this.segments.push({ start: this.#start, end: this.#length });
    this.#start = this.#length;
  }

  finish(): Path {
    this.breakLine();
    const { segments, holds, outages } = this;
    const x = this.x.subarray(0, this.#length);
    return { x, y: this.y.subarray(0, this.#length), segments, holds, outages };
  }
}

/** Decides what stands between two neighbouring bars: the same line, a hold, or an outage. */
function bridge(
  builder: PathBuilder,
  calendar: ExchangeCalendar,
  lastClose: UtcMs,
  nextOpen: UtcMs,
  barMs: number,
  y: number,
): void {
  if (barMs >= INTERVAL_MS['1d']) {
    if (calendar.sessions(lastClose, nextOpen).length > BRIDGED_SESSIONS) builder.breakLine();
    return;
  }
  const missingMs = calendar.tradingMinutes(lastClose, nextOpen) * 60_000;
  if (missingMs > BRIDGED_BARS * barMs) {
    builder.breakLine();
    builder.outages.push(...openParts(calendar, lastClose, nextOpen));
  } else if (missingMs < nextOpen - lastClose) {
    builder.breakLine();
    builder.holds.push({ from: lastClose, to: nextOpen, y });
  }
}

/**
 * Turns bars into a line between `from` and `to` (one bar beyond each, so that lines reach the edge). A point stands
 * at its bar's close; a stretch of trading begins with the open of its first bar. Lines never cross a lunch, a
 * closure or an outage of more than three bars.
 */
export function tracePath(
  view: BarView,
  calendar: ExchangeCalendar,
  toValue: (price: number) => number,
  from: UtcMs,
  to: UtcMs,
): Path {
  const first = Math.max(0, lastClosed(view, from));
  const end = Math.min(view.length, lastClosed(view, to) + 2);
  if (end <= first) return EMPTY_PATH;
  const barMs = INTERVAL_MS[view.interval];
  const builder = new PathBuilder((end - first) * 2);
  let lastClose = Number.NaN;
  let last = Number.NaN;
  for (let index = first; index < end; index += 1) {
    const opens = view.openTime[index] as number;
    const segmentsBefore = builder.segments.length;
    if (opens > lastClose) bridge(builder, calendar, asUtcMs(lastClose), asUtcMs(opens), barMs, last);
    const begins = index === first || builder.segments.length > segmentsBefore;
    const open = view.open[index] as number;
    if (begins && view.interval !== '1d' && !Number.isNaN(open)) builder.push(opens, toValue(open));
    lastClose = view.closeTime[index] as number;
    last = toValue(view.close[index] as number);
    builder.push(lastClose, last);
  }
  return builder.finish();
}

/** Lowest and highest value of the path inside `[from, to]`; infinities where there is none. */
export function pathExtent(path: Path, from: number, to: number): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const take = (value: number): void => {
    if (value < low) low = value;
    if (value > high) high = value;
  };
  for (let index = 0; index < path.x.length; index += 1) {
    const x = path.x[index] as number;
    if (x >= from && x <= to) take(path.y[index] as number);
  }
  for (const hold of path.holds) if (hold.to >= from && hold.from <= to) take(hold.y);
  return { low, high };
}

/**
 * At most about `budget` points: lowest and highest of each bucket of time in their order, with the ends of every
 * segment. Extremes are kept exactly, and buckets lie on the grid of time, so that a growing line does not flicker.
 */
export function thin(path: Path, from: number, to: number, budget: number): Path {
  if (path.x.length <= budget) return path;
  const bucketMs = Math.max(1, (to - from) / (budget / 2));
  const builder = new PathBuilder(path.x.length);
  for (const { start, end } of path.segments) {
    let index = start;
    while (index < end) {
      const bucket = Math.floor((path.x[index] as number) / bucketMs);
      let low = index;
      let high = index;
      let next = index;
      while (next < end && Math.floor((path.x[next] as number) / bucketMs) === bucket) {
        if ((path.y[next] as number) < (path.y[low] as number)) low = next;
        if ((path.y[next] as number) > (path.y[high] as number)) high = next;
        next += 1;
      }
      const kept = [low, high];
      if (index === start) kept.push(start);
      if (next === end) kept.push(end - 1);
      kept.sort((a, b) => a - b);
      kept.forEach((k, i) => {
        if (k !== kept[i - 1]) builder.push(path.x[k] as number, path.y[k] as number);
      });
      index = next;
    }
    builder.breakLine();
  }
  return { ...builder.finish(), holds: path.holds, outages: path.outages };
}

/** Index of the last point at or before `time`, or −1. */
export function pointAt(path: Path, time: number): number {
  let low = 0;
  let high = path.x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((path.x[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
