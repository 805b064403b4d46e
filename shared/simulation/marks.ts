import type { InstrumentId } from '../market/instrument.ts';
import type { LocalDate, UtcMs } from '../time/instant.ts';

/** Seed of the shipped simulation; shown in the footer while it runs. */
export const SIMULATION_SEED = 1031;

/** A stretch of instants, both ends included, UTC ms. */
export interface MarkWindow {
  readonly earliest: UtcMs;
  readonly latest: UtcMs;
}

/** A figure printed in full: at `time` the price was `value`. */
export interface MarkPoint {
  readonly time: UtcMs;
  readonly value: number;
}

/** A rounded figure: at some instant of `window`, best at `time`, the price lay in `[low, high]`. */
export interface MarkBound {
  readonly time: UtcMs;
  readonly window: MarkWindow;
  readonly low: number;
  readonly high: number;
}

/**
 * The highest (lowest) price of the day up to `window.latest`, reached inside `window`. `exact` is false where the
 * press rounded it ("near 51,638").
 */
export interface MarkExtreme {
  readonly kind: 'high' | 'low';
  readonly value: number;
  readonly exact: boolean;
  readonly window: MarkWindow;
}

/**
 * All published figures of one market on one day, in points: the shape the archive ships. Open, high, low and close are
 * exact; null where nothing was published. Points are ordered by time and lie inside the session; a close printed later
 * is dated at the close.
 */
export interface DayMarks {
  readonly instrument: InstrumentId;
  readonly date: LocalDate;
  readonly previousDate: LocalDate;
  readonly previousClose: number;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number;
  readonly points: readonly MarkPoint[];
  readonly bounds: readonly MarkBound[];
  readonly extremes: readonly MarkExtreme[];
}

/** A published close on a date of the exchange's own calendar. */
export interface KeyClose {
  readonly date: LocalDate;
  readonly close: number;
}

/** A bar of the simulated path; becomes a record only with an instrument, a provider and the word `simulated`. */
export interface PathBar {
  readonly openTime: UtcMs;
  readonly closeTime: UtcMs;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}
