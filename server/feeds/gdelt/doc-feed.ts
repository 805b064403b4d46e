import type { Provenance } from '../../../shared/market/provenance.ts';
import type { Clock } from '../../../shared/time/clock.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/time/instant.ts';
import { FeedError, type HeadlineFeed } from '../feed.ts';
import type { Http } from '../http.ts';
import { parseArtlist } from './parse.ts';

export const GDELT_BASE_URL = 'https://api.gdeltproject.org';
const DEFAULT_QUERY = '(trump xi) sourcelang:english';

export interface GdeltFeedOptions {
  readonly http: Http;
  readonly clock: Clock;
  readonly provenance: () => Provenance;
  readonly baseUrl?: string;
  readonly query?: string;
}

/**
 * GDELT DOC 2.0, the last hour, one try per run. It sheds load at will: FeedError `busy` is its normal state on many
 * days and no fault of ours.
 */
export function createGdeltFeed(options: GdeltFeedOptions): HeadlineFeed {
  const base = (options.baseUrl ?? GDELT_BASE_URL).replace(/\/+$/, '');
  const parameters = new URLSearchParams({
    query: options.query ?? DEFAULT_QUERY,
    mode: 'artlist',
    format: 'json',
    maxrecords: '250',
    sort: 'datedesc',
    timespan: '1h',
  });
  return {
    id: 'gdelt',
    label: 'GDELT',
    side: 'other',
    everyMs: 15 * MINUTE_MS,
    async read(signal) {
      try {
        const answer = await options.http.get({
          url: `${base}/api/v2/doc/doc?${parameters}`,
          signal,
          retry: false,
          timeoutMs: 30_000,
        });
        return parseArtlist(answer.body, {
          feed: 'gdelt',
          provenance: options.provenance(),
          receivedAt: answer.receivedAt,
          maxAgeMs: 2 * DAY_MS,
        });
      } catch (error) {
        if (error instanceof FeedError && error.kind === 'rate-limited') {
          throw new FeedError('busy', 'GDELT sheds load', { retryAfterMs: error.retryAfterMs, cause: error });
        }
        throw error;
      }
    },
  };
}
