import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import {
  betterProviders,
  type ChainOutcome,
  type ChainState,
  nextChain,
  providerInUse,
  startChain,
} from '../feeds/chain-state.ts';
import { type ChainPurpose, chainFor } from '../feeds/chains.ts';
import type { QuoteFeed } from '../feeds/feed.ts';

/** The chain of each instrument and purpose, over the feeds that are switched on and carry it. */
export class ChainBook {
  readonly #feeds: ReadonlyMap<string, QuoteFeed>;
  readonly #states = new Map<string, ChainState>();
  /** Last trial of a better provider, by chain. */
  readonly #triedAt = new Map<string, UtcMs>();

  constructor(feeds: readonly QuoteFeed[]) {
    this.#feeds = new Map(feeds.map((feed) => [feed.id, feed]));
  }

  feed(id: string): QuoteFeed | undefined {
    return this.#feeds.get(id);
  }

  /** Feeds to ask, best first; empty where nobody carries the instrument. */
  order(instrument: Instrument, purpose: ChainPurpose): readonly string[] {
    return chainFor(instrument, purpose).filter((id) => this.#feeds.get(id)?.carries(instrument) === true);
  }

  #key(instrument: InstrumentId, purpose: ChainPurpose): string {
    return `${purpose}|${instrument}`;
  }

  #state(instrument: Instrument, purpose: ChainPurpose): ChainState | null {
    const key = this.#key(instrument.id, purpose);
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const order = this.order(instrument, purpose);
    if (order.length === 0) return null;
    const state = startChain(order);
    this.#states.set(key, state);
    return state;
  }

  inUse(instrument: Instrument, purpose: ChainPurpose): string | null {
    const state = this.#state(instrument, purpose);
    return state === null ? null : providerInUse(state);
  }

  note(instrument: Instrument, purpose: ChainPurpose, provider: string, outcome: ChainOutcome): void {
    const state = this.#state(instrument, purpose);
    if (state === null) return;
    this.#states.set(this.#key(instrument.id, purpose), nextChain(state, provider, outcome));
  }

  /** A better provider whose turn it is to be tried again, at most one each `everyMs`; null when none. */
  trial(instrument: Instrument, purpose: ChainPurpose, now: UtcMs, everyMs: number): string | null {
    const state = this.#state(instrument, purpose);
    const better = state === null ? undefined : betterProviders(state)[0];
    if (better === undefined) return null;
    const key = this.#key(instrument.id, purpose);
    const tried = this.#triedAt.get(key);
    if (tried === undefined) {
      // The clock of trials starts when the chain has moved on.
      this.#triedAt.set(key, now);
      return null;
    }
    if (now - tried < everyMs) return null;
    this.#triedAt.set(key, now);
    return better;
  }
}
