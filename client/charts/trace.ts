import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import { lastClosed } from '../../shared/reaction/price-at.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { INTERVAL_MS } from '../../shared/time/interval.ts';
import type { BarView } from '../../shared/timeline/visible.ts';
import { BRIDGED_BARS, type Hold, type Outage, type Path, Points, type Segment } from './path.ts';

/** Sessions that may be missing between two daily closes before the line breaks. */
const BRIDGED_SESSIONS = 3;

/** A price at an instant (UTC ms) in the unit of the axis; NaN where it cannot be said. */
export type ToValue = (price: number, time: number) => number;

/** Stretches of `[from, to]` in which the market trades. */
function openParts(calendar: ExchangeCalendar, from: UtcMs, to: UtcMs): Outage[] {
  return calendar
    .sessions(from, to)
    .flatMap((session) => session.segments)
    .map((part) => ({ from: Math.max(part.open, from), to: Math.min(part.close, to) }))
    .filter((part) => part.to > part.from);
}

/**
 * Turns bars into a line between `from` and `to` (one bar beyond each, so that lines reach the edge). A point stands
 * at its bar's close; a stretch of trading begins with the open of its first bar. Lines never cross a lunch, a
 * closure or an outage of more than three bars. Bars that come later are added to what stands already.
 */
export class LineTracer {
  readonly #calendar: ExchangeCalendar;
  readonly #toValue: ToValue;
  readonly #from: UtcMs;
  readonly #to: UtcMs;
  readonly #points = new Points();
  readonly #segments: Segment[] = [];
  readonly #holds: Hold[] = [];
  readonly #outages: Outage[] = [];
  /** Where the stretch begins that is still open. */
  #start = 0;
  #first = -1;
  #next = 0;
  #lastClose = Number.NaN;
  /** Where views of another interval begin to follow, UTC ms; NaN before. */
  #joint = Number.NaN;
  #last = Number.NaN;
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;

  constructor(calendar: ExchangeCalendar, toValue: ToValue, from: UtcMs, to: UtcMs) {
    this.#calendar = calendar;
    this.#toValue = toValue;
    this.#from = from;
    this.#to = to;
  }

  /** Lowest and highest value inside the range; infinities where there is none. */
  get extent(): { readonly low: number; readonly high: number } {
    return { low: this.#low, high: this.#high };
  }

  /**
   * Adds the bars of `view` that are not in yet and close by `until` (UTC ms). False where the line must be traced anew: the view has fewer bars
   * than before, or begins elsewhere. Its past must be that of the views before.
   */
  follow(view: BarView, until = Number.POSITIVE_INFINITY): boolean {
    const first = this.#firstOf(view);
    const end = Math.min(view.length, lastClosed(view, this.#to) + 2, lastClosed(view, until as UtcMs) + 1);
    if (this.#first < 0) {
      this.#first = first;
      this.#next = first;
    }
    if (first !== this.#first || end < this.#next) return false;
    for (; this.#next < end; this.#next += 1) this.#take(view, this.#next);
    return true;
  }

  /** From here on views of another interval follow: they go on where the line ends. */
  goOn(): void {
    this.#joint = this.#lastClose;
    this.#first = -1;
  }

  #firstOf(view: BarView): number {
    if (Number.isNaN(this.#joint)) return Math.max(0, lastClosed(view, this.#from));
    let first = lastClosed(view, this.#joint as UtcMs) + 1;
    while ((view.openTime[first] as number) < this.#joint) first += 1;
    return first;
  }

  #take(view: BarView, index: number): void {
    const opens = view.openTime[index] as number;
    const segmentsBefore = this.#segments.length;
    const isFirst = Number.isNaN(this.#lastClose);
    if (opens > this.#lastClose) this.#bridge(asUtcMs(opens), INTERVAL_MS[view.interval]);
    const begins = isFirst || this.#segments.length > segmentsBefore;
    const open = view.open[index] as number;
    if (begins && view.interval !== '1d' && !Number.isNaN(open))
      this.#push(opens, this.#toValue(open, opens));
    this.#lastClose = view.closeTime[index] as number;
    this.#last = this.#toValue(view.close[index] as number, this.#lastClose);
    this.#push(this.#lastClose, this.#last);
  }

  /** Decides what stands between two neighbouring bars: the same line, a hold, or an outage. */
  #bridge(nextOpen: UtcMs, barMs: number): void {
    const lastClose = asUtcMs(this.#lastClose);
    if (barMs >= INTERVAL_MS['1d']) {
      if (this.#calendar.sessions(lastClose, nextOpen).length > BRIDGED_SESSIONS) this.#breakLine();
      return;
    }
    const missingMs = this.#calendar.tradingMinutes(lastClose, nextOpen) * MINUTE_MS;
    if (missingMs > BRIDGED_BARS * barMs) {
      this.#breakLine();
      this.#outages.push(...openParts(this.#calendar, lastClose, nextOpen));
    } else if (missingMs < nextOpen - lastClose) {
      this.#breakLine();
      this.#holds.push({ from: lastClose, to: nextOpen, y: this.#last });
      if (nextOpen >= this.#from && lastClose <= this.#to) this.#reach(this.#last);
    }
  }

  #push(x: number, y: number): void {
    this.#points.push(x, y);
    if (x >= this.#from && x <= this.#to) this.#reach(y);
  }

  #reach(value: number): void {
    if (value < this.#low) this.#low = value;
    if (value > this.#high) this.#high = value;
  }

  #breakLine(): void {
    const { length } = this.#points;
    if (length > this.#start) this.#segments.push({ start: this.#start, end: length });
    this.#start = length;
  }

  /** The line as it stands; its columns are views that hold only until the next bar is added. */
  path(): Path {
    const { x, y, length } = this.#points;
    const open = length > this.#start ? [{ start: this.#start, end: length }] : [];
    return {
      x: x.subarray(0, length),
      y: y.subarray(0, length),
      segments: [...this.#segments, ...open],
      holds: this.#holds,
      outages: this.#outages,
    };
  }
}

/** The line of all bars of a view at once. */
export function tracePath(
  view: BarView,
  calendar: ExchangeCalendar,
  toValue: ToValue,
  from: UtcMs,
  to: UtcMs,
): Path {
  const tracer = new LineTracer(calendar, toValue, from, to);
  tracer.follow(view);
  return tracer.path();
}
