import type { IncomingBar } from '../../shared/market/bar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { IncomingQuote } from '../../shared/market/quote.ts';
import type { IncomingHeadline, Side } from '../../shared/news/headline.ts';
import type { Refusal } from '../../shared/protocol/refusal.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';

/** What one request gave. Empty arrays are a valid answer (closed market, no news). */
export interface FeedAnswer {
  readonly bars: readonly IncomingBar[];
  readonly quotes: readonly IncomingQuote[];
  readonly headlines: readonly IncomingHeadline[];
  readonly refusals: readonly Refusal[];
  /** Time of the newest record in the answer at its source, UTC ms. */
  readonly newestObservation: UtcMs | null;
}

export const EMPTY_ANSWER: FeedAnswer = {
  bars: [],
  quotes: [],
  headlines: [],
  refusals: [],
  newestObservation: null,
};

/** Closed list of why a whole answer was refused. */
export type FeedErrorKind =
  | 'network' // no connection, reset, DNS
  | 'timeout'
  | 'rate-limited' // 429, or 503 where the host means it
  | 'forbidden' // 401, 403
  | 'not-found' // 404, 422
  | 'server-error' // 5xx
  | 'html-instead' // consent page, JS challenge, proxy
  | 'truncated'
  | 'too-large'
  | 'bad-body' // not the format, fails its schema
  | 'error-inside' // status 200 with an error in the body
  | 'redirected' // to a host that is not the feed's
  | 'frozen' // 200 with old data
  | 'busy'; // the upstream sheds load and says so

export class FeedError extends Error {
  override readonly name = 'FeedError';
  readonly kind: FeedErrorKind;
  readonly retryAfterMs: number | null;
  constructor(
    kind: FeedErrorKind,
    message: string,
    options: { retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

export interface TimeRange {
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** A provider of prices. One instance per upstream; `signal` ends a request that takes too long or a stop. */
export interface QuoteFeed {
  readonly id: string;
  readonly label: string;
  /** True where this provider has a symbol for it and is proved to serve it. */
  carries(instrument: Instrument): boolean;
  readonly intervals: readonly BarInterval[];
  /** How far back each interval reaches, ms; missing = not offered. */
  readonly depthMs: Partial<Record<BarInterval, number>>;
  /** Latest quotes, batched where the upstream can. Providers whose chart answer holds the quote may leave it to `bars`. */
  quotes(instruments: readonly Instrument[], signal: AbortSignal): Promise<FeedAnswer>;
  /** Finished bars of a range; may carry a quote besides. */
  bars(
    instrument: Instrument,
    interval: BarInterval,
    range: TimeRange,
    signal: AbortSignal,
  ): Promise<FeedAnswer>;
}

/** A provider of headlines. */
export interface HeadlineFeed {
  readonly id: string;
  readonly label: string;
  readonly side: Side;
  /** Wished time between two runs, ms. */
  readonly everyMs: number;
  read(signal: AbortSignal): Promise<FeedAnswer>;
}
