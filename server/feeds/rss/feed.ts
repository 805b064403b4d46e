import type { Provenance } from '../../../shared/market/provenance.ts';
import type { Clock } from '../../../shared/time/clock.ts';
import { asUtcMs, DAY_MS, formatInstant, MINUTE_MS, type UtcMs } from '../../../shared/time/instant.ts';
import { EMPTY_ANSWER, type FeedAnswer, FeedError, type HeadlineFeed } from '../feed.ts';
import type { Http, HttpAnswer } from '../http.ts';
import { MAX_FEED_BYTES } from './charset.ts';
import type { Outlet } from './outlet.ts';
import { type ParseContext, type ParsedFeed, parseFeedBody } from './parse.ts';

export interface RssFeedOptions {
  readonly outlet: Outlet;
  readonly http: Http;
  readonly clock: Clock;
  /** Asked once per answer: `polled`, or `simulated` against the stand-in. */
  readonly provenance: () => Provenance;
  /** Older items are refused. Default 30 days. */
  readonly maxAgeMs?: number;
  /** Off where the host knows no validators (Google News). Default true. */
  readonly conditional?: boolean;
  readonly attribute?: NonNullable<ParseContext['attribute']>;
}

export const MAX_AGE_MS = 30 * DAY_MS;

/** A feed's `ttl` may slow us down to this; longer would make a live page late, and conditional GET spares the host. */
const LONGEST_TTL_MS = 5 * MINUTE_MS;
const REMEMBERED = 2000;
const ACCEPT =
  'application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5';

/** When items whose date cannot be used were first seen, so that they do not wander with every read. */
class FirstSeen {
  readonly times = new Map<string, UtcMs>();

  note(answer: FeedAnswer): void {
    for (const { id, time, dateDoubtful } of answer.headlines) {
      if (!dateDoubtful || this.times.has(id)) continue;
      this.times.set(id, time);
      const oldest = this.times.keys().next().value;
      if (this.times.size > REMEMBERED && oldest !== undefined) this.times.delete(oldest);
    }
  }
}

/**
 * One outlet's feed. `read` throws FeedError; `frozen` where the newest item is older than the outlet's limit, and
 * then nothing is taken. A feed without any date is read, its items marked doubtful. An unmodified feed gives its last
 * answer again: what was not stored then gets another chance, what was is known.
 */
export function createRssFeed(options: RssFeedOptions): HeadlineFeed {
  const { outlet, http, clock } = options;
  const firstSeen = new FirstSeen();
  let newest: UtcMs | null = null;
  let ttlMs = 0;
  /** What the last body that came gave: an answer, or why there is none. */
  let last: { readonly answer: FeedAnswer } | { readonly error: FeedError } | null = null;

  function parse(answer: HttpAnswer): ParsedFeed {
    return parseFeedBody(answer.body, answer.headers['content-type'] ?? null, {
      feed: outlet.id,
      source: outlet.label,
      side: outlet.side,
      language: outlet.language,
      timeZone: outlet.timeZone,
      provenance: options.provenance(),
      url: answer.url,
      receivedAt: answer.receivedAt,
      previousNewest: newest,
      maxAgeMs: options.maxAgeMs ?? MAX_AGE_MS,
      firstSeen: firstSeen.times,
      ...(options.attribute === undefined ? {} : { attribute: options.attribute }),
    });
  }

  function refuseFrozen(since: UtcMs | null): void {
    if (since === null || clock.now() - since <= outlet.frozenAfterMs) return;
    throw new FeedError('frozen', `frozen since ${formatInstant(since).slice(0, 10)}`);
  }

  let age: UtcMs | null = null;

  function take(answer: HttpAnswer): FeedAnswer {
    const parsed = parse(answer);
    ttlMs = Math.min(parsed.ttlMs ?? 0, LONGEST_TTL_MS);
    age = parsed.newest ?? parsed.newestHint;
    refuseFrozen(age);
    if (parsed.newest !== null) newest = asUtcMs(Math.max(parsed.newest, newest ?? parsed.newest));
    const result: FeedAnswer = {
      ...EMPTY_ANSWER,
      headlines: parsed.headlines,
      refusals: parsed.refusals,
      newestObservation: parsed.newest,
    };
    firstSeen.note(result);
    return result;
  }

  return {
    id: outlet.id,
    label: outlet.label,
    side: outlet.side,
    get everyMs() {
      return Math.max(outlet.everyMs, ttlMs);
    },
    async read(signal) {
      const answer = await http.get({
        url: outlet.url,
        signal,
        headers: { accept: ACCEPT, ...(outlet.userAgent === null ? {} : { 'user-agent': outlet.userAgent }) },
        maxBytes: MAX_FEED_BYTES,
        conditional: options.conditional ?? true,
      });
      if (answer.notModified) {
        if (last === null) return EMPTY_ANSWER;
        if ('error' in last) throw last.error;
        refuseFrozen(age);
        return last.answer;
      }
      try {
        last = { answer: take(answer) };
        return last.answer;
      } catch (error) {
        const known =
          error instanceof FeedError ? error : new FeedError('bad-body', String(error), { cause: error });
        last = { error: known };
        throw known;
      }
    },
  };
}
