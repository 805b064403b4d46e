import type { Fold, TimeMap } from './time-map.ts';

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

/** The fold an instant lies inside, or null. */
export const foldAt = (map: TimeMap, time: number): Fold | null =>
  map.folds.find((fold) => time > fold.from && time < fold.to) ?? null;
