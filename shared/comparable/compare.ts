import type { InstrumentId } from '../market/instrument.ts';
import { mean, median, quantile } from '../statistics/summary.ts';
import type {
  ComparableOutcome,
  ComparablePath,
  ComparableStep,
  MarketComparison,
  PathAxis,
} from './comparable.ts';

/** Below three predecessors there is no mean, median or band. */
const LEAST = 3;

export interface Aligned {
  readonly instrument: InstrumentId;
  readonly axis: PathAxis;
  readonly own: ComparablePath;
  /** On the same axis as the event's own. */
  readonly others: readonly ComparablePath[];
  readonly outcomes: readonly ComparableOutcome[];
}

function stepAt(own: ComparablePath, others: readonly ComparablePath[], index: number): ComparableStep {
  const moves = others.map((path) => path.moves[index] ?? null).filter((move) => move !== null);
  const enough = moves.length >= LEAST;
  return {
    at: own.at[index] as number,
    n: moves.length,
    mean: enough ? mean(moves) : null,
    median: enough ? median(moves) : null,
    bandLow: enough ? quantile(moves, 0.25) : null,
    bandHigh: enough ? quantile(moves, 0.75) : null,
    move: own.moves[index] ?? null,
  };
}

/**
 * Sets one market's move after an event on top of its moves after comparable ones: mean, median and the band from the 25th
 * to the 75th percentile (linear between order statistics) at each step, with the number of paths that have it. Simple
 * moves, never added. Throws RangeError where a path has other steps than the event's own.
 */
export function compare({ instrument, axis, own, others, outcomes }: Aligned): MarketComparison {
  for (const { slug, at } of others) {
    if (at.length !== own.at.length || at.some((step, index) => step !== own.at[index]))
      throw new RangeError(`the path of ${slug} has other steps than that of ${own.slug}`);
  }
  return {
    instrument,
    axis,
    own,
    others,
    steps: own.at.map((_, index) => stepAt(own, others, index)),
    outcomes,
  };
}
