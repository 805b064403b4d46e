/** Identical closes in a row from which on they are taken for filled-in ones (EVENT-STUDY §9). */
const FILLED_RUN = 3;

/**
 * Runs of three and more identical closes, as `[from, to)` positions: which of them was a trade cannot be told.
 *
 * @param closes in order; null or NaN is missing and ends a run.
 */
export function filledRuns(closes: ArrayLike<number | null>): [from: number, to: number][] {
  const runs: [number, number][] = [];
  let start = 0;
  for (let row = 1; row <= closes.length; row += 1) {
    if (row < closes.length && closes[row] === closes[start]) continue;
    if (closes[start] !== null && row - start >= FILLED_RUN) runs.push([start, row]);
    start = row;
  }
  return runs;
}
