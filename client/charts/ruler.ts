import type { Fold } from './time-map.ts';

/** Counts the time an axis shows, so that a pan by a hand's breadth is one on every axis. */
export interface Ruler {
  /** Shown time up to an instant, ms from a start of its own. */
  shownAt(time: number): number;
  /** Earliest instant by which so much has been shown, UTC ms; at a seam its later end. */
  timeAt(shown: number): number;
}

/** All time is shown. */
export const CLOCK_RULER: Ruler = { shownAt: (time) => time, timeAt: (shown) => shown };

/** Time without its folds (in order, apart from each other). */
export function foldedRuler(folds: readonly Fold[]): Ruler {
  const before: number[] = [];
  let sum = 0;
  for (const fold of folds) {
    before.push(sum);
    sum += fold.to - fold.from;
  }
  /** Index of the last fold for which `begins` holds, or −1. */
  const last = (begins: (index: number) => boolean): number => {
    let low = 0;
    let high = folds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (begins(middle)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const startOf = (index: number): number => (folds[index] as Fold).from;
  return {
    shownAt(time) {
      const at = last((index) => startOf(index) <= time);
      if (at < 0) return time;
      const fold = folds[at] as Fold;
      return time - (before[at] as number) - (Math.min(time, fold.to) - fold.from);
    },
    timeAt(shown) {
      const at = last((index) => startOf(index) - (before[index] as number) <= shown);
      if (at < 0) return shown;
      const fold = folds[at] as Fold;
      return shown + (before[at] as number) + (fold.to - fold.from);
    },
  };
}
