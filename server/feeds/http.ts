import type { UtcMs } from '../../shared/time/instant.ts';

/** One GET. Bodies come as bytes: charsets are the parser's matter. */
export interface HttpRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Refused above this many bytes, after decompression. Default 2 MB. */
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
  /** Sends If-None-Match / If-Modified-Since from the last answer of this URL; a 304 then gives `notModified`. */
  readonly conditional?: boolean;
  /** No retry at all (GDELT, Yahoo on 429). Default: network errors and 5xx are retried twice with jitter. */
  readonly retry?: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly notModified: boolean;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** After redirects. */
  readonly url: string;
  readonly receivedAt: UtcMs;
}

/** Throws FeedError for everything that is not a usable answer, including every status but 200 and 304. */
export interface Http {
  get(request: HttpRequest): Promise<HttpAnswer>;
}
