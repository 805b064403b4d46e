import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { UtcMs } from '../time/instant.ts';
import { upperBound } from '../timeline/bar-series.ts';
import type { BarView } from '../timeline/visible.ts';
import { hasHalved, measuresOf, NO_PATH } from './path-measures.ts';
import { isPrice } from './price-at.ts';
import type { PathMeasures, PathPoint } from './reaction.ts';

/** The price a path is measured from, and when it stood (UTC ms). */
export interface PathBase {
  readonly price: number;
  readonly time: UtcMs;
}

const FIRST_CAPACITY = 64;
const NEVER = -1;

function grown<A extends Float64Array | Int32Array>(column: A, empty: A): A {
  empty.set(column);
  return empty;
}

/**
 * The path of one market since T0 and all that §4 measures of it, at any instant. Every bar's log move is taken once, and
 * beside it stands what was true of the path when that bar ended: where its peak, trough and extreme lay and which bar
 * had first given half of the extreme back. Nothing at a bar depends on a later one.
 *
 * A bar that holds T0 is not a point of the path, nor is the base. Only over daily bars, whose closes alone are read, day 0
 * is one although it holds T0: then `from` is its open.
 */
export class PathTrack {
  readonly base: PathBase;
  readonly t0: UtcMs;
  /** Bars that begin before are not on the path. */
  readonly from: UtcMs;
  readonly #calendar: ExchangeCalendar;
  #times = new Float64Array(FIRST_CAPACITY);
  #closes = new Float64Array(FIRST_CAPACITY);
  #minutes = new Float64Array(FIRST_CAPACITY);
  #moves = new Float64Array(FIRST_CAPACITY);
  #peakAt = new Int32Array(FIRST_CAPACITY);
  #troughAt = new Int32Array(FIRST_CAPACITY);
  #extremeAt = new Int32Array(FIRST_CAPACITY);
  #halvedAt = new Int32Array(FIRST_CAPACITY);
  #length = 0;
  /** Points within the view that was followed last. */
  #shown = 0;
  /** Bars of `#past` that were read. */
  #read = 0;
  #past = '';
  #rewrites = 0;

  constructor(calendar: ExchangeCalendar, base: PathBase, t0: UtcMs, from = t0) {
    if (!isPrice(base.price))
      throw new RangeError(`base.price must be finite and above 0, not ${base.price}`);
    this.#calendar = calendar;
    this.base = base;
    this.t0 = t0;
    this.from = from;
  }

  /** Grows when a point that was taken is taken back, because its bar was corrected. */
  get rewrites(): number {
    return this.#rewrites;
  }

  /**
   * Takes in what may be seen now; `until` then speaks of no bar beyond it. Costs the bars that are new; where earlier
   * bars were corrected, all from the first that differs.
   */
  follow(view: BarView): this {
    if (view.past !== this.#past) this.#compare(view);
    if (view.length > this.#read) this.#append(view);
    const last = view.length === 0 ? Number.NEGATIVE_INFINITY : (view.closeTime[view.length - 1] as number);
    this.#shown = upperBound(this.#times, this.#length, last);
    return this;
  }

  /** Points whose bar had ended by `time`. Two answers of `until` with equal counts and rewrites are equal. */
  countUntil(time: UtcMs): number {
    return upperBound(this.#times, this.#shown, time);
  }

  /** The path from T0 to the bars that had ended by `time`; the same as `pathMeasures` of those. */
  until(time: UtcMs, floor: number): PathMeasures {
    const now = this.countUntil(time) - 1;
    if (now < 0) return NO_PATH;
    const halved = this.#halvedAt[now] as number;
    return measuresOf(
      {
        peak: this.#point(this.#peakAt[now] as number),
        trough: this.#point(this.#troughAt[now] as number),
        extreme: this.#point(this.#extremeAt[now] as number),
        now: this.#point(now),
      },
      halved === NEVER ? null : (this.#minutes[halved] as number),
      floor,
    );
  }

  #point(at: number): PathPoint {
    return {
      move: this.#moves[at] as number,
      minutes: this.#minutes[at] as number,
      time: this.#times[at] as UtcMs,
    };
  }

  #isPoint(view: BarView, bar: number): boolean {
    const ended = view.closeTime[bar] as number;
    return (
      (view.openTime[bar] as number) >= this.from &&
      ended > this.base.time &&
      isPrice(view.close[bar] as number)
    );
  }

  /** Keeps the points that the bars of another past still bear out. */
  #compare(view: BarView): void {
    let bar = 0;
    let point = 0;
    for (; bar < view.length; bar += 1) {
      if (!this.#isPoint(view, bar)) continue;
      const same = this.#times[point] === view.closeTime[bar] && this.#closes[point] === view.close[bar];
      if (point === this.#length || !same) break;
      point += 1;
    }
    if (point < this.#length) this.#rewrites += 1;
    this.#length = point;
    this.#read = bar;
    this.#past = view.past;
  }

  #append(view: BarView): void {
    for (let bar = this.#read; bar < view.length; bar += 1) {
      if (this.#isPoint(view, bar)) this.#push(view.closeTime[bar] as UtcMs, view.close[bar] as number);
    }
    this.#read = view.length;
  }

  #push(time: UtcMs, close: number): void {
    const at = this.#length;
    if (at === this.#times.length) this.#makeRoom();
    const move = Math.log(close / this.base.price);
    const moves = this.#moves;
    this.#times[at] = time;
    this.#closes[at] = close;
    this.#minutes[at] = this.#calendar.tradingMinutes(this.t0, time);
    moves[at] = move;
    const before = at - 1;
    const peak = at === 0 ? at : (this.#peakAt[before] as number);
    const trough = at === 0 ? at : (this.#troughAt[before] as number);
    const extreme = at === 0 ? at : (this.#extremeAt[before] as number);
    this.#peakAt[at] = move > (moves[peak] as number) ? at : peak;
    this.#troughAt[at] = move < (moves[trough] as number) ? at : trough;
    if (at === 0 || Math.abs(move) > Math.abs(moves[extreme] as number)) {
      this.#extremeAt[at] = at;
      this.#halvedAt[at] = NEVER;
    } else {
      const halved = this.#halvedAt[before] as number;
      this.#extremeAt[at] = extreme;
      this.#halvedAt[at] = halved === NEVER && hasHalved(move, moves[extreme] as number) ? at : halved;
    }
    this.#length += 1;
  }

  #makeRoom(): void {
    const capacity = this.#length * 2;
    this.#times = grown(this.#times, new Float64Array(capacity));
    this.#closes = grown(this.#closes, new Float64Array(capacity));
    this.#minutes = grown(this.#minutes, new Float64Array(capacity));
    this.#moves = grown(this.#moves, new Float64Array(capacity));
    this.#peakAt = grown(this.#peakAt, new Int32Array(capacity));
    this.#troughAt = grown(this.#troughAt, new Int32Array(capacity));
    this.#extremeAt = grown(this.#extremeAt, new Int32Array(capacity));
    this.#halvedAt = grown(this.#halvedAt, new Int32Array(capacity));
  }
}

/**
 * A track over what may be seen now: the `kept` one where it starts from this base, which then grows, else a new one.
 * `follow` it with the views of later frames.
 *
 * @param kept of the same calendar, T0 and `from`; null where there is none yet.
 */
export function trackFrom(
  kept: PathTrack | null,
  view: BarView,
  calendar: ExchangeCalendar,
  base: PathBase,
  t0: UtcMs,
  from = t0,
): PathTrack {
  const same = kept !== null && kept.base.price === base.price && kept.base.time === base.time;
  return (same ? kept : new PathTrack(calendar, base, t0, from)).follow(view);
}
