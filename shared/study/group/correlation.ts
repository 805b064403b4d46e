import type { Panel } from './panel.ts';

export interface MeanCorrelation {
  /** Null where no pair has enough common days. */
  readonly mean: number | null;
  readonly pairs: number;
}

/** Mean of the pairwise correlations of abnormal returns over common rows, pairs with at least `minOverlap` of them. */
export function meanCorrelation({ ar, rows }: Panel, minOverlap: number): MeanCorrelation {
  let sum = 0;
  let pairs = 0;
  for (let a = 0; a < ar.length; a++) {
    for (let b = 0; b < a; b++) {
      const r = pairCorrelation(ar[a] as Float64Array, ar[b] as Float64Array, rows, minOverlap);
      if (Number.isNaN(r)) continue;
      sum += r;
      pairs += 1;
    }
  }
  return { mean: pairs === 0 ? null : sum / pairs, pairs };
}

/** NaN below the overlap or where a side does not vary. Two passes: the mean is taken off before anything is squared. */
function pairCorrelation(x: Float64Array, y: Float64Array, rows: number, minOverlap: number): number {
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < rows; i++) {
    const a = x[i] as number;
    const b = y[i] as number;
    // A sum with NaN is NaN.
    if (Number.isNaN(a + b)) continue;
    n += 1;
    sumX += a;
    sumY += b;
  }
  if (n < minOverlap) return Number.NaN;
  const meanX = sumX / n;
  const meanY = sumY / n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < rows; i++) {
    const a = (x[i] as number) - meanX;
    const b = (y[i] as number) - meanY;
    if (Number.isNaN(a + b)) continue;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return xx <= TINY || yy <= TINY ? Number.NaN : xy / Math.sqrt(xx * yy);
}

/** Sum of squares of a series that does not vary but for rounding. */
const TINY = 1e-24;
