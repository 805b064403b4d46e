import type { UtcMs } from '../time/instant.ts';

/** Close to close: row i is ln(closes[i + 1] / closes[i]), so one row less than closes; null beside a missing close. */
export function logReturns(closes: readonly (number | null)[]): readonly (number | null)[] {
  const returns: (number | null)[] = [];
  for (let row = 1; row < closes.length; row += 1) {
    const before = closes[row - 1] ?? null;
    const now = closes[row] ?? null;
    returns.push(before === null || now === null ? null : Math.log(now / before));
  }
  return returns;
}

/** A session's close; the price is null where no bar of it is known. */
export interface SessionClose {
  readonly closeTime: UtcMs;
  readonly close: number | null;
}

export interface AlignedBenchmark {
  /** Log returns beside the asset's, one row less than its closes. */
  readonly returns: readonly (number | null)[];
  /** The benchmark close that each return ends with, UTC ms; null where the benchmark has none yet. */
  readonly closeTimes: readonly (UtcMs | null)[];
}

/**
 * Pairs a benchmark with an asset by instant (EVENT-STUDY §6): beside each close of the asset stands the last close of the
 * benchmark at or before it. An asset's holiday sums the benchmark's days; no new benchmark close gives null, not zero;
 * a benchmark session whose close is unknown gives null on both sides.
 *
 * @param assetCloses times of the asset's closes in order.
 * @param benchmarkCloses in order of time.
 */
export function alignAsOf(
  assetCloses: readonly Pick<SessionClose, 'closeTime'>[],
  benchmarkCloses: readonly SessionClose[],
): AlignedBenchmark {
  const returns: (number | null)[] = [];
  const closeTimes: (UtcMs | null)[] = [];
  let next = 0;
  let before: SessionClose | null = null;
  for (let row = 0; row < assetCloses.length; row += 1) {
    const time = (assetCloses[row] as SessionClose).closeTime;
    while (next < benchmarkCloses.length && (benchmarkCloses[next] as SessionClose).closeTime <= time)
      next += 1;
    const now = benchmarkCloses[next - 1] ?? null;
    if (row > 0) {
      const known = before?.close != null && now?.close != null && now !== before;
      returns.push(known ? Math.log((now.close as number) / (before?.close as number)) : null);
      closeTimes.push(now?.closeTime ?? null);
    }
    before = now;
  }
  return { returns, closeTimes };
}
