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

/** All seams together take no more of the axis than this. */
const MOST_SEAMS = 0.25;

/** The folds of `[from, to]`, cut to it. */
function within(folds: readonly Fold[], from: number, to: number): Fold[] {
  return folds
    .map((fold) => ({ from: Math.max(from, fold.from), to: Math.min(to, fold.to) }))
    .filter((fold) => fold.to > fold.from);
}

/**
 * The map of a range with its folds (in order, apart from each other). `seam`: share of the axis a seam takes. Null
 * where nothing is folded, or nothing but folded time is left: such an axis is linear.
 */
export function foldTime(from: number, to: number, folds: readonly Fold[], seam: number): TimeMap | null {
  const cut = within(folds, from, to);
  const foldedMs = cut.reduce((sum, fold) => sum + fold.to - fold.from, 0);
  const shownMs = to - from - foldedMs;
  if (cut.length === 0 || shownMs <= 0) return null;
  const seamShare = Math.min(seam, MOST_SEAMS / cut.length);
  const shownShare = 1 - seamShare * cut.length;
  const times: number[] = [from];
  const shares: number[] = [0];
  let share = 0;
  const put = (time: number, place: number): void => {
    times.push(time);
    shares.push(place);
    share = place;
  };
  for (const fold of cut) {
    const before = times.at(-1) as number;
    if (fold.from > before) put(fold.from, share + ((fold.from - before) / shownMs) * shownShare);
    put(fold.to, share + seamShare);
  }
  if ((times.at(-1) as number) < to) put(to, 1);
  shares[shares.length - 1] = 1;
  return {
    times: Float64Array.from(times),
    shares: Float64Array.from(shares),
    folds: cut,
    shownShare,
    shownMs,
  };
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

/** The fold an instant lies inside, or null. */
export const foldAt = (map: TimeMap, time: number): Fold | null =>
  map.folds.find((fold) => time > fold.from && time < fold.to) ?? null;
