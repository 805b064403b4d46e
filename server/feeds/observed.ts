import type { Clock } from '../../shared/time/clock.ts';
import { type FeedAnswer, FeedError, type HeadlineFeed, type QuoteFeed } from './feed.ts';

/** Told after every request: `outcome` is `ok` or a FeedErrorKind, `seconds` of the wall. */
export type OnFetched = (feed: string, outcome: string, seconds: number) => void;

async function timed(
  feed: string,
  wall: Clock,
  told: OnFetched,
  ask: () => Promise<FeedAnswer>,
): Promise<FeedAnswer> {
  const began = wall.now();
  let outcome = 'ok';
  try {
    return await ask();
  } catch (error) {
    outcome = error instanceof FeedError ? error.kind : 'fault';
    throw error;
  } finally {
    told(feed, outcome, (wall.now() - began) / 1000);
  }
}

/** The same feed, each of its requests told to `told`. */
export function observedQuotes(feed: QuoteFeed, wall: Clock, told: OnFetched): QuoteFeed {
  return {
    id: feed.id,
    label: feed.label,
    intervals: feed.intervals,
    depthMs: feed.depthMs,
    carries: (instrument) => feed.carries(instrument),
    quotes: (...args) => timed(feed.id, wall, told, () => feed.quotes(...args)),
    bars: (...args) => timed(feed.id, wall, told, () => feed.bars(...args)),
  };
}

export function observedHeadlines(feed: HeadlineFeed, wall: Clock, told: OnFetched): HeadlineFeed {
  return {
    id: feed.id,
    label: feed.label,
    side: feed.side,
    // It follows the upstream's own `ttl`.
    get everyMs() {
      return feed.everyMs;
    },
    read: (signal) => timed(feed.id, wall, told, () => feed.read(signal)),
  };
}
