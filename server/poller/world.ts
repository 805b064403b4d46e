import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { FeedError, type HeadlineFeed } from '../feeds/feed.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Store } from '../store/store.ts';
import type { ChainBook } from './chain-book.ts';
import type { FeedLedger } from './feed-ledger.ts';
import type { MarketLedger } from './market-ledger.ts';

/** What every run of the poller works with. */
export interface PollWorld {
  readonly clock: Clock;
  readonly calendars: Calendars;
  readonly instruments: readonly Instrument[];
  readonly chains: ChainBook;
  readonly headlineFeeds: ReadonlyMap<string, HeadlineFeed>;
  readonly ingest: Ingest;
  readonly store: Store;
  readonly feeds: FeedLedger;
  readonly markets: MarketLedger;
  /** Ends every request when the poller stops. */
  readonly signal: AbortSignal;
}

/** Whatever a feed throws as a FeedError: what is not one is a fault of ours inside a parser. */
export function asFeedError(error: unknown): FeedError {
  if (error instanceof FeedError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new FeedError('bad-body', `not foreseen: ${message}`, { cause: error });
}
