import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { FeedStatus, MarketFreshness } from '../../shared/protocol/status.ts';
import type { Health } from './health.ts';

/** Health in memory: the last word on each feed and market, in the order in which they were first named. */
export class HealthRegistry implements Health {
  readonly #feeds = new Map<string, FeedStatus>();
  readonly #markets = new Map<InstrumentId, MarketFreshness>();
  readonly #listeners = new Set<() => void>();
  #saying = false;

  recordFeed(status: FeedStatus): void {
    this.#feeds.set(status.feed, status);
    this.#sayOnce();
  }

  recordMarket(freshness: MarketFreshness): void {
    this.#markets.set(freshness.instrument, freshness);
    this.#sayOnce();
  }

  feeds(): readonly FeedStatus[] {
    return [...this.#feeds.values()];
  }

  markets(): readonly MarketFreshness[] {
    return [...this.#markets.values()];
  }

  market(id: InstrumentId): MarketFreshness | undefined {
    return this.#markets.get(id);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #sayOnce(): void {
    if (this.#saying) return;
    this.#saying = true;
    setImmediate(() => {
      this.#saying = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }
}
