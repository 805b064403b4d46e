import type { IncomingBar } from '../../shared/market/bar.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { UtcMs } from '../../shared/time/instant.ts';

export interface NaiveMove {
  readonly percent: number | null;
  readonly peak: number | null;
}

/** What one writes first: filter what had closed by the playhead, look up the base, map to moves, take the extreme. */
export function naiveMoves(
  bars: ReadonlyMap<InstrumentId, readonly IncomingBar[]>,
  playhead: UtcMs,
  t0: UtcMs,
): NaiveMove[] {
  return [...bars.values()].map((all) => {
    const seen = all.filter((bar) => bar.closeTime <= playhead);
    const base = seen.filter((bar) => bar.closeTime <= t0).at(-1);
    const since = seen.filter((bar) => bar.closeTime > t0);
    if (base === undefined || since.length === 0) return { percent: null, peak: null };
    const moves = since.map((bar) => 100 * (bar.close / base.close - 1));
    const peak = [...moves].sort((a, b) => Math.abs(b) - Math.abs(a))[0] ?? null;
    return { percent: moves.at(-1) ?? null, peak };
  });
}
