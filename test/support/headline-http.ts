import { FeedError } from '../../server/feeds/feed.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../server/feeds/http.ts';
import type { ParseContext } from '../../server/feeds/rss/parse.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { parseInstant } from '../../shared/time/instant.ts';

/** What the next request gets: a body, "not modified", or an error. */
export type Planned = string | Uint8Array | 'not-modified' | FeedError;

/** An `Http` that answers from a plan, one entry a request; the last one stays. */
export class PlannedHttp implements Http {
  readonly requests: HttpRequest[] = [];
  readonly #plan: Planned[];
  readonly #clock: Clock;
  readonly #contentType: string;

  constructor(clock: Clock, plan: readonly Planned[], contentType = 'application/rss+xml') {
    this.#clock = clock;
    this.#plan = [...plan];
    this.#contentType = contentType;
  }

  async get(request: HttpRequest): Promise<HttpAnswer> {
    this.requests.push(request);
    const next = this.#plan.length > 1 ? this.#plan.shift() : this.#plan[0];
    if (next === undefined) throw new FeedError('not-found', 'nothing planned');
    if (next instanceof FeedError) throw next;
    const notModified = next === 'not-modified';
    const body = typeof next === 'string' ? new TextEncoder().encode(notModified ? '' : next) : next;
    return {
      status: notModified ? 304 : 200,
      notModified,
      headers: { 'content-type': this.#contentType },
      body,
      url: request.url,
      receivedAt: this.#clock.now(),
    };
  }
}

export const NOW = parseInstant('2025-10-30T03:00:00Z');

export function parseContext(changes: Partial<ParseContext> = {}): ParseContext {
  return {
    feed: 'test',
    source: 'Test Post',
    side: 'other',
    language: 'en',
    timeZone: null,
    provenance: 'polled',
    url: 'https://news.example.com/feed.xml',
    receivedAt: NOW,
    previousNewest: null,
    maxAgeMs: 30 * 86_400_000,
    firstSeen: new Map(),
    ...changes,
  };
}

export const item = (inside: string): string => `<item>${inside}</item>`;

export const rss = (...items: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Test</title>` +
  `<link>https://news.example.com/</link>${items.join('')}</channel></rss>`;
