/** Consistency factor of the median absolute deviation at the normal distribution (Rousseeuw & Croux 1993). */
export const MAD_FACTOR = 1.4826;

/** Median of ascending values: the mean of the two middle ones for an even count. NaN of none. */
export function medianOfSorted(ascending: ArrayLike<number>): number {
  const middle = ascending.length >> 1;
  const high = ascending[middle] ?? Number.NaN;
  return ascending.length % 2 === 1 ? high : ((ascending[middle - 1] ?? Number.NaN) + high) / 2;
}

/** Robust scale: 1.4826 × median(|xᵢ − centre|), in the unit of the values (EVENT-STUDY §3). NaN of none. */
export const madScale = (values: Float64Array, centre: number): number =>
  MAD_FACTOR * medianOfSorted(values.map((x) => Math.abs(x - centre)).sort());

/** How many of some ascending values are smaller than `value`. */
export function countBelow(ascending: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of some ascending values are at most `value`. */
export function countUpTo(ascending: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Percentile by mid-rank, 0–100: `100·(#{xᵢ<x} + ½#{xᵢ=x})/n`, of ascending values. NaN of none. */
export const midRankPercentile = (ascending: ArrayLike<number>, value: number): number =>
  (50 * (countBelow(ascending, value) + countUpTo(ascending, value))) / ascending.length;
