import type { FeedStatus } from '../../shared/protocol/status.ts';
import { UNREACHABLE } from './words.ts';

/**
 * True when no upstream can be reached: every feed that is switched on and was asked failed for want of a connection.
 * Feeds not asked yet say nothing; when none was, nothing is known and the answer is false.
 */
export function isOffline(feeds: readonly FeedStatus[]): boolean {
  const asked = feeds.filter((feed) => feed.state !== 'off' && feed.state !== 'waiting');
  return asked.length > 0 && asked.every((feed) => feed.words.startsWith(UNREACHABLE));
}
