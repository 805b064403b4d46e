import type { Side } from '../../shared/news/headline.ts';
import type { FeedState, FeedStatus } from '../../shared/protocol/status.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { FeedError } from '../feeds/feed.ts';
import type { Health } from '../runtime/health.ts';
import { errorWords, span, staleWords } from './words.ts';

/** What one subject (an instrument, or the feed as a whole) last gave. */
type Outcome =
  | { readonly type: 'ok'; readonly at: UtcMs }
  | { readonly type: 'stale'; readonly at: UtcMs; readonly newest: UtcMs }
  | { readonly type: 'failed'; readonly at: UtcMs; readonly error: FeedError };

export interface LedgerFeed {
  readonly id: string;
  readonly label: string;
  readonly kind: 'quotes' | 'headlines';
  readonly side: Side | null;
}

export interface Answered {
  readonly newestObservation: UtcMs | null;
  readonly refusals: number;
  /** The data are too old for a market that trades. */
  readonly stale: boolean;
  /** The age tells the provider's delay: the market trades and the data are of now. */
  readonly measures: boolean;
}

/**
 * Outcomes this much older than the newest one are of an earlier round: a market that has shut is not asked again, and
 * its last good answer must not hide that all others fail now.
 */
const SAME_ROUND_MS = 45_000;
/** A subject's last outcome is worth saying this long; longer than the slowest poll of an open market. */
const RECENT_MS = 6 * MINUTE_MS;

interface Page {
  readonly feed: LedgerFeed;
  readonly outcomes: Map<string, Outcome>;
  state: FeedState;
  since: UtcMs | null;
  lastSuccess: UtcMs | null;
  newestObservation: UtcMs | null;
  lagMs: number | null;
  nextRun: UtcMs | null;
  pausedUntil: UtcMs | null;
  refusals: number;
  /** Says more than that it answers. */
  note: string | null;
  said: string;
}

/** What is known of each feed, and the one sentence the page shows of it; says it to Health only when it changes. */
export class FeedLedger {
  readonly #health: Health;
  readonly #clock: Clock;
  readonly #pages = new Map<string, Page>();

  constructor(health: Health, clock: Clock) {
    this.#health = health;
    this.#clock = clock;
  }

  open(feed: LedgerFeed): void {
    this.#pages.set(feed.id, {
      feed,
      outcomes: new Map(),
      state: 'waiting',
      since: null,
      lastSuccess: null,
      newestObservation: null,
      lagMs: null,
      nextRun: null,
      pausedUntil: null,
      refusals: 0,
      note: null,
      said: '',
    });
    this.#say(feed.id);
  }

  answered(feedId: string, subject: string, answer: Answered): void {
    const page = this.#pages.get(feedId);
    if (page === undefined) return;
    const at = this.#clock.now();
    const { newestObservation: newest } = answer;
    page.outcomes.set(
      subject,
      answer.stale && newest !== null ? { type: 'stale', at, newest } : { type: 'ok', at },
    );
    page.lastSuccess = at;
    page.pausedUntil = null;
    page.refusals += answer.refusals;
    if (newest !== null && (page.newestObservation === null || newest > page.newestObservation)) {
      // What lay in an outlet's feed before we first looked tells nothing of how late we are.
      const measures = answer.measures && (page.feed.kind === 'quotes' || page.newestObservation !== null);
      page.newestObservation = newest;
      if (measures) page.lagMs = Math.max(0, at - newest);
    }
    this.#say(feedId);
  }

  failed(feedId: string, subject: string, error: FeedError): void {
    const page = this.#pages.get(feedId);
    if (page === undefined) return;
    const at = this.#clock.now();
    page.outcomes.set(subject, { type: 'failed', at, error });
    if (error.retryAfterMs !== null) page.pausedUntil = asUtcMs(at + Math.ceil(error.retryAfterMs));
    this.#say(feedId);
  }

  /** What a feed that is not polled for news does just now; said while nothing is wrong with it. */
  note(feedId: string, words: string): void {
    const page = this.#pages.get(feedId);
    if (page === undefined) return;
    page.note = words;
    this.#say(feedId);
  }

  /** It has nothing to do: its last outcome is no longer a sign of whether it can be reached. */
  rest(feedId: string, words: string): void {
    this.#pages.get(feedId)?.outcomes.clear();
    this.note(feedId, words);
  }

  /** Until when the feed asked to be left alone, UTC ms; null = it may be asked. */
  pausedUntil(feedId: string): UtcMs | null {
    const until = this.#pages.get(feedId)?.pausedUntil ?? null;
    return until !== null && until > this.#clock.now() ? until : null;
  }

  nextRun(feedId: string, at: UtcMs | null): void {
    const page = this.#pages.get(feedId);
    if (page === undefined || page.nextRun === at) return;
    page.nextRun = at;
    this.#say(feedId);
  }

  /** Brings spans of time in the words up to now, and says what the watchdog found (by feed id). */
  refresh(found: ReadonlyMap<string, string> = new Map()): void {
    for (const id of this.#pages.keys()) this.#say(id, found.get(id));
  }

  #judge(page: Page, found: string | undefined): { readonly state: FeedState; readonly words: string } {
    const now = this.#clock.now();
    const all = [...page.outcomes];
    if (found !== undefined) return { state: 'failing', words: found };
    if (all.length === 0) return { state: 'waiting', words: page.note ?? 'Not asked yet' };
    const newestAt = Math.max(...all.map(([, o]) => o.at));
    const recent = all.filter(([, o]) => o.at >= newestAt - RECENT_MS);
    const round = recent.filter(([, o]) => o.at >= newestAt - SAME_ROUND_MS);
    const last = recent.flatMap(([, o]) => (o.type === 'failed' ? [o] : [])).sort((a, b) => b.at - a.at)[0];
    const paused = page.pausedUntil !== null && page.pausedUntil > now ? page.pausedUntil - now : null;
    if (paused !== null && last !== undefined) {
      return { state: 'paused', words: errorWords(last.error, paused) };
    }
    if (last !== undefined && round.every(([, o]) => o.type === 'failed')) {
      const { kind } = last.error;
      const state = kind === 'busy' || kind === 'frozen' ? kind : 'failing';
      return { state, words: errorWords(last.error, null) };
    }
    const stale = recent.flatMap(([, o]) => (o.type === 'stale' ? [o.newest] : []));
    const good = recent.filter(([, o]) => o.type === 'ok').length;
    // Markets differ in what delay is normal; the feed as a whole stands still when most of them say so.
    if (stale.length > good) {
      return { state: 'frozen', words: staleWords(page.feed.label, now - Math.max(...stale)) };
    }
    return { state: 'ok', words: page.note ?? okWords(page, recent) };
  }

  #say(id: string, found?: string): void {
    const page = this.#pages.get(id);
    if (page === undefined) return;
    const { state, words } = this.#judge(page, found);
    if (state !== page.state) {
      page.state = state;
      page.since = this.#clock.now();
    }
    const { feed } = page;
    const status: FeedStatus = {
      feed: feed.id,
      label: feed.label,
      kind: feed.kind,
      side: feed.side,
      state,
      words,
      lastSuccess: page.lastSuccess,
      newestObservation: page.newestObservation,
      lagMs: page.lagMs,
      nextRun: page.nextRun,
      since: page.since,
      refusals: page.refusals,
    };
    const said = JSON.stringify(status);
    if (said === page.said) return;
    page.said = said;
    this.#health.recordFeed(status);
  }
}

function okWords(page: Page, recent: readonly (readonly [string, Outcome])[]): string {
  const lag = page.lagMs === null || page.lagMs < MINUTE_MS ? '' : `, ${span(page.lagMs)} behind`;
  const failed = recent.filter(([, o]) => o.type === 'failed');
  const first = failed[0]?.[1];
  if (first?.type !== 'failed') return `Answers${lag}`;
  const names = failed.slice(0, 3).map(([subject]) => subject);
  const more = failed.length > names.length ? ` and ${failed.length - names.length} more` : '';
  const who = `${failed.length} of ${recent.length} (${names.join(', ')}${more})`;
  return `Answers${lag}, but not for ${who}: ${errorWords(first.error, null)}`;
}
