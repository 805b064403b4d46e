import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { FeedStatus, MarketFreshness } from '../../shared/protocol/status.ts';

/** Where the poller says what it sees and the API, the gateway and the metrics read it. Not history, never stored. */
export interface Health {
  recordFeed(status: FeedStatus): void;
  recordMarket(freshness: MarketFreshness): void;
  feeds(): readonly FeedStatus[];
  markets(): readonly MarketFreshness[];
  market(id: InstrumentId): MarketFreshness | undefined;
  /** Called after every change, at most once per turn of the event loop. Returns an unsubscribe. */
  onChange(listener: () => void): () => void;
}
