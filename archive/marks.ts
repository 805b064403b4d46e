import type { InstrumentId } from '../shared/market/instrument.ts';
import type { LocalDate, UtcMs } from '../shared/time/instant.ts';

/** A stretch of instants, both ends included, UTC ms. */
export interface MarkWindow {
  readonly earliest: UtcMs;
  readonly latest: UtcMs;
}

/** A value the press printed in full for a minute; the market stood there. */
export interface MarkPoint {
  readonly time: UtcMs;
  readonly value: number;
}

/** A rounded press figure: somewhere in `window` (best estimate `time`) the value lay in [`low`, `high`]. */
export interface MarkBound {
  readonly time: UtcMs;
  readonly window: MarkWindow;
  readonly low: number;
  readonly high: number;
}

/**
 * The highest (lowest) value of the day up to `window.latest`, reached inside `window`. `exact` is false where the
 * press rounded it ("near 51,638").
 */
export interface MarkExtreme {
  readonly kind: 'high' | 'low';
  readonly value: number;
  readonly exact: boolean;
  readonly window: MarkWindow;
}

/**
 * All published figures of one market on one day, in points. Open, high, low and close are exact; null where nothing
 * was published. Points are ordered by time and lie inside the session; a close printed later is dated at the close.
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
