import { countBelow, madScale, medianOfSorted, midRankPercentile } from '../statistics/robust.ts';
import type { Reason, Unusualness } from './reaction.ts';

/** EVENT-STUDY §3: below the first nothing is shown, below the second no percentile and no p. */
export const MIN_SCALE_SAMPLE = 20;
export const MIN_PERCENTILE_SAMPLE = 40;

/** A sample of log moves, ordered once, so that judging a move is two binary searches. */
export interface PreparedSample {
  readonly sorted: Float64Array;
  /** |xᵢ|, ascending. */
  readonly magnitudes: Float64Array;
  readonly median: number;
  readonly scale: number;
  /** References that overlap are not independent: no p. */
  readonly overlapping: boolean;
}

/** Orders a sample; nulls and values that are not finite are missing and do not count. */
export function prepareSample(sample: readonly (number | null)[], overlapping = false): PreparedSample {
  const sorted = Float64Array.from(sample.filter((x): x is number => Number.isFinite(x))).sort();
  const median = medianOfSorted(sorted);
  return {
    sorted,
    magnitudes: sorted.map(Math.abs).sort(),
    median,
    scale: madScale(sorted, median),
    overlapping,
  };
}

const SMALL: Reason = 'insufficient-sample';
const NOTHING = { median: null, scale: null, z: null, percentile: null, absolutePercentile: null, p: null };
const NO_RANKS = { percentile: SMALL, absolutePercentile: SMALL, p: SMALL };
const ALL_SMALL = { median: SMALL, scale: SMALL, z: SMALL, ...NO_RANKS };

/**
 * How unusual a log move is against a prepared sample (EVENT-STUDY §3): robust z, percentile by mid-rank, the same of
 * absolute moves, and `p = (1 + #{|xᵢ| ≥ |x|})/(n + 1)`. What the sample cannot carry is null with its reason.
 *
 * @throws RangeError where `value` is not finite.
 */
export function judge(prepared: PreparedSample, value: number): Unusualness {
  if (!Number.isFinite(value)) throw new RangeError(`a move must be a finite number, not ${value}`);
  const { sorted, magnitudes, median, scale, overlapping } = prepared;
  const n = sorted.length;
  if (n < MIN_SCALE_SAMPLE) return { n, ...NOTHING, missing: ALL_SMALL };
  const z = scale === 0 ? null : (value - median) / scale;
  const noZ: Unusualness['missing'] = z === null ? { z: 'zero-scale' } : {};
  if (n < MIN_PERCENTILE_SAMPLE) {
    return { ...NOTHING, n, median, scale, z, missing: { ...noZ, ...NO_RANKS } };
  }
  const size = Math.abs(value);
  return {
    n,
    median,
    scale,
    z,
    percentile: midRankPercentile(sorted, value),
    absolutePercentile: midRankPercentile(magnitudes, size),
    p: overlapping ? null : (1 + n - countBelow(magnitudes, size)) / (n + 1),
    missing: overlapping ? { ...noZ, p: 'overlapping-sample' } : noZ,
  };
}

/** How unusual a log move is against the moves of ordinary days; nulls in the sample are missing values. */
export const unusualness = (sample: readonly (number | null)[], value: number): Unusualness =>
  judge(prepareSample(sample), value);
