/** A stretch of time in which no shown market trades, UTC ms: `[from, to)`. */
export interface Fold {
  readonly from: number;
  readonly to: number;
}

/**
 * Strictly rising, piecewise linear map from instants to shares of the axis: each stretch of shown time takes room by
 * its length, each fold a narrow seam. Because a seam keeps some width, no two instants fall together and the way back
 * is exact.
 */
export interface TimeMap {
  /** Knots, UTC ms, rising. */
  readonly times: Float64Array;
  /** Share of the axis at each knot, 0 at the first and 1 at the last. */
  readonly shares: Float64Array;
  /** Folds inside the range, clipped to it. */
  readonly folds: readonly Fold[];
  /** Share of the axis that shown time has, seams left out. */
  readonly shownShare: number;
  /** Time that is shown, ms. */
  readonly shownMs: number;
}

/** Index of the piece that holds `value`; the first and last piece reach beyond the ends. */
function pieceOf(knots: Float64Array, value: number): number {
  let low = 0;
  let high = knots.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((knots[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function along(from: Float64Array, to: Float64Array, value: number): number {
  const at = pieceOf(from, value);
  const a = from[at] as number;
  const b = from[at + 1] as number;
  const c = to[at] as number;
  return c + ((value - a) / (b - a)) * ((to[at + 1] as number) - c);
}

/** Share of the axis at an instant; below 0 and above 1 outside the range. */
export const shareOf = (map: TimeMap, time: number): number => along(map.times, map.shares, time);

/** Instant at a share of the axis, UTC ms. */
export const timeOf = (map: TimeMap, share: number): number => along(map.shares, map.times, share);
