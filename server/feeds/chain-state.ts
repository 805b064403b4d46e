/** Good answers in a row after which a better provider is trusted again. */
export const GOOD_ANSWERS_TO_RETURN = 3;

/** Which provider of one instrument's chain is in use. Immutable; made by `startChain`, changed by `nextChain`. */
export interface ChainState {
  /** Provider ids, best first; never empty. */
  readonly chain: readonly string[];
  /** Index in `chain` of the provider whose records are taken. */
  readonly inUse: number;
  /** Good answers in a row of each better provider that is being tried again, by id. */
  readonly goodInARow: Readonly<Record<string, number>>;
}

/** What an answer was worth: `stale` is a 200 with old data, `failed` any FeedError or an answer without the symbol. */
export type ChainOutcome = 'good' | 'stale' | 'failed';

/** Throws RangeError for an empty chain. */
export function startChain(chain: readonly string[]): ChainState {
  if (chain.length === 0) throw new RangeError('a chain needs at least one provider');
  return { chain, inUse: 0, goodInARow: {} };
}

export const providerInUse = (state: ChainState): string => state.chain[state.inUse] as string;

/** Better providers than the one in use: to be tried now and then, so that the chain can return. */
export const betterProviders = (state: ChainState): readonly string[] => state.chain.slice(0, state.inUse);

const withCount = (state: ChainState, provider: string, count: number): ChainState => ({
  ...state,
  goodInARow: { ...state.goodInARow, [provider]: count },
});

/**
 * The state after one answer. A failure or stale data of the provider in use moves on to the next one; the last one
 * hands back to the first, so that all are tried in turn. A better provider takes over after
 * `GOOD_ANSWERS_TO_RETURN` good answers in a row. Answers of providers further down change nothing.
 */
export function nextChain(state: ChainState, provider: string, outcome: ChainOutcome): ChainState {
  const index = state.chain.indexOf(provider);
  if (index === -1 || index > state.inUse) return state;
  if (index === state.inUse) {
    if (outcome === 'good') return state;
    return { ...state, inUse: (state.inUse + 1) % state.chain.length, goodInARow: {} };
  }
  if (outcome !== 'good') return withCount(state, provider, 0);
  const count = (state.goodInARow[provider] ?? 0) + 1;
  if (count < GOOD_ANSWERS_TO_RETURN) return withCount(state, provider, count);
  return { ...state, inUse: index, goodInARow: {} };
}
