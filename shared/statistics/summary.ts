/** Arithmetic mean; null of an empty sample. */
export function mean(values: ArrayLike<number>): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

/** A standard deviation at or below this is the rounding of a constant series (EVENT-STUDY §9). */
export const ZERO_SPREAD = 1e-12;

/** Standard deviation with divisor n − 1, about the mean; null for fewer than two values. */
export function sampleSd(values: ArrayLike<number>): number | null {
  const centre = mean(values);
  if (centre === null || values.length < 2) return null;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - centre) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}

/** The mean of the two middle values for an even count (EVENT-STUDY §3); null of an empty sample. */
export const median = (values: ArrayLike<number>): number | null => quantile(values, 0.5);

/**
 * Quantile by linear interpolation between order statistics (type 7 of Hyndman & Fan 1996). The values are not reordered.
 *
 * @param probability in [0, 1].
 * @returns null of an empty sample.
 */
export function quantile(values: ArrayLike<number>, probability: number): number | null {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`probability must lie in [0, 1], not ${probability}`);
  }
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const at = probability * (sorted.length - 1);
  const low = Math.floor(at);
  const below = sorted[low] as number;
  const above = sorted[Math.min(low + 1, sorted.length - 1)] as number;
  // The middle of two as (a + b) / 2: exact where interpolation would round twice.
  return at - low === 0.5 ? (below + above) / 2 : below + (at - low) * (above - below);
}

/**
 * Pearson correlation of two lists of the same length; null for fewer than two pairs or where a list is constant.
 */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  if (x.length !== y.length) throw new RangeError(`x has ${x.length} values and y ${y.length}`);
  const meanX = mean(x);
  const meanY = mean(y);
  if (meanX === null || meanY === null) return null;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const dx = (x[i] as number) - meanX;
    const dy = (y[i] as number) - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}
