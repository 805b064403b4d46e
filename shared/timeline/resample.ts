import { MINUTE_MS, type UtcMs } from '../time/instant.ts';
import { upperBound } from './bar-series.ts';
import type { BarView } from './bar-view.ts';

/** Columns of bars that returns are made from, ordered by time; a missing number is NaN. Every view has them. */
export type PriceBars = Pick<BarView, 'length' | 'openTime' | 'closeTime' | 'open' | 'close'>;

/** Half-open `[open, close)`, UTC ms. */
export interface Span {
  readonly open: UtcMs;
  readonly close: UtcMs;
}

/**
 * Coarser bars out of finer ones: steps of `minutes` counted from the open of each trading segment, the last one cut short
 * by its close. A step opens with its first bar and closes with its last; one without any bar is missing, not zero, and
 * bars outside the segments, such as a closing auction, are in none.
 *
 * @param segments in order of time.
 * @param playhead a step that ends later is not given, however many of its bars have ended.
 * @throws RangeError where `minutes` is not above 0.
 */
export function resample(
  bars: PriceBars,
  segments: readonly Span[],
  minutes: number,
  playhead: UtcMs,
): PriceBars {
  if (!(minutes > 0)) throw new RangeError(`minutes must be above 0, not ${minutes}`);
  const columns = { openTime: [], closeTime: [], open: [], close: [] } as Record<
    'openTime' | 'closeTime' | 'open' | 'close',
    number[]
  >;
  for (const segment of segments) {
    let bar = upperBound(bars.openTime, bars.length, segment.open - 1);
    for (let begin: number = segment.open; begin < segment.close; begin += minutes * MINUTE_MS) {
      const end = Math.min(begin + minutes * MINUTE_MS, segment.close);
      if (end > playhead) break;
      let first = -1;
      let last = -1;
      for (; bar < bars.length && (bars.openTime[bar] as number) < end; bar += 1) {
        if ((bars.closeTime[bar] as number) > end) continue;
        if (first === -1) first = bar;
        last = bar;
      }
      if (first === -1) continue;
      columns.openTime.push(begin);
      columns.closeTime.push(end);
      columns.open.push(bars.open[first] as number);
      columns.close.push(bars.close[last] as number);
    }
  }
  return {
    length: columns.openTime.length,
    openTime: Float64Array.from(columns.openTime),
    closeTime: Float64Array.from(columns.closeTime),
    open: Float64Array.from(columns.open),
    close: Float64Array.from(columns.close),
  };
}
