import axios, { type AxiosInstance, type AxiosRequestConfig, isAxiosError } from 'axios';
import type { Clock } from '../../shared/time/clock.ts';
import { FeedError } from './feed.ts';
import { CallerGaveUp, createHostGate, DEFAULT_GATE, type GateOptions, type HostGate } from './host-gate.ts';
import { defaultHostPolicy, type HostPolicy, hostKey, isLoopback, sameHostFamily } from './host-policy.ts';
import type { Http, HttpAnswer, HttpRequest } from './http.ts';
import { statusError } from './http-status.ts';

const DEFAULT_MAX_BYTES = 2 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 15_000;
const MAX_REDIRECTS = 5;
/** Validators are small; this bounds them where URLs carry a changing time. */
const MAX_VALIDATORS = 2000;

export interface HttpOptions {
  readonly clock: Clock;
  /** Sent unless a request carries its own `user-agent`. */
  readonly userAgent: string;
  readonly hostPolicy?: (hostname: string) => HostPolicy;
  /** May an upstream send us to a host outside its own family? Default: never. */
  readonly allowRedirect?: (from: URL, to: URL) => boolean;
  readonly gate?: Partial<GateOptions>;
  /** Name resolution, as axios takes it; for tests and for operators who refuse some addresses. */
  readonly lookup?: NonNullable<AxiosRequestConfig['lookup']>;
}

interface Validators {
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

function lowerCaseHeaders(headers: object): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && value !== null) {
      result[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
    }
  }
  return result;
}

const TRUNCATED = /aborted|unexpected end of file|socket hang up after|premature close/i;

/** The kind of a failed transfer, from what axios and Node say. */
function transferError(error: unknown, host: string, maxBytes: number): FeedError {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
    if (cause instanceof FeedError) return cause;
    cause = cause.cause;
  }
  const code = isAxiosError(error) ? error.code : undefined;
  const message = error instanceof Error ? error.message : String(error);
  const make = (kind: FeedError['kind'], words: string) =>
    new FeedError(kind, `${host}: ${words}`, { cause: error });
  if (/maxContentLength|maxBodyLength/.test(message)) return make('too-large', `more than ${maxBytes} bytes`);
  if (code === 'ERR_FR_TOO_MANY_REDIRECTS') return make('redirected', `more than ${MAX_REDIRECTS} redirects`);
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return make('timeout', 'no answer in time');
  if (TRUNCATED.test(message)) return make('truncated', 'the answer broke off');
  return make('network', code === undefined ? message : `${code} ${message}`);
}

/** Remembers what an upstream called its last answer, so that an unchanged one is not sent again. */
class ValidatorCache {
  readonly #byUrl = new Map<string, Validators>();

  headersFor(url: string): Record<string, string> {
    const known = this.#byUrl.get(url);
    return {
      ...(known?.etag === undefined ? {} : { 'if-none-match': known.etag }),
      ...(known?.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
    };
  }

  remember(url: string, headers: Readonly<Record<string, string>>): void {
    this.#byUrl.delete(url);
    const { etag, 'last-modified': lastModified } = headers;
    if (etag === undefined && lastModified === undefined) return;
    this.#byUrl.set(url, { etag, lastModified });
    const oldest = this.#byUrl.keys().next().value;
    if (this.#byUrl.size > MAX_VALIDATORS && oldest !== undefined) this.#byUrl.delete(oldest);
  }
}

interface Transfer {
  readonly instance: AxiosInstance;
  readonly options: HttpOptions;
  readonly validators: ValidatorCache;
}

function requestConfig(
  { options, validators }: Transfer,
  request: HttpRequest,
  url: URL,
  signal: AbortSignal,
): AxiosRequestConfig {
  return {
    url: request.url,
    headers: {
      accept: '*/*',
      'user-agent': options.userAgent,
      ...(request.conditional === true ? validators.headersFor(request.url) : {}),
      ...request.headers,
    },
    signal,
    timeout: request.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    maxContentLength: request.maxBytes ?? DEFAULT_MAX_BYTES,
    maxBodyLength: request.maxBytes ?? DEFAULT_MAX_BYTES,
    beforeRedirect: (next: { href?: string }) => {
      const to = new URL(next.href ?? '', url);
      const allowed = sameHostFamily(url.hostname, to.hostname) || options.allowRedirect?.(url, to) === true;
      if (!allowed || (url.protocol === 'https:' && to.protocol !== 'https:')) {
        throw new FeedError('redirected', `${url.host} redirects to ${to.protocol}//${to.host}`);
      }
    },
    ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
    ...(isLoopback(url.hostname) ? { proxy: false as const } : {}),
  };
}

async function transferOnce(
  transfer: Transfer,
  request: HttpRequest,
  url: URL,
  policy: HostPolicy,
): Promise<HttpAnswer> {
  const { options, validators, instance } = transfer;
  // axios' own timeout ends at the first bytes of some answers; this one bounds the whole transfer.
  const limit = AbortSignal.timeout(request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const signal = AbortSignal.any([request.signal, limit]);
  try {
    const response = await instance.request<Uint8Array>(requestConfig(transfer, request, url, signal));
    const headers = lowerCaseHeaders(response.headers);
    const body = new Uint8Array(response.data);
    const notModified = response.status === 304 && request.conditional === true;
    if (response.status !== 200 && !notModified) {
      throw statusError(
        { status: response.status, host: url.host, headers, body },
        options.clock.now(),
        policy.unavailableMeansBusy === true,
      );
    }
    if (request.conditional === true && !notModified) validators.remember(request.url, headers);
    const finalUrl = (response.request as { res?: { responseUrl?: string } } | undefined)?.res?.responseUrl;
    return {
      status: response.status,
      notModified,
      headers,
      body,
      url: finalUrl ?? request.url,
      receivedAt: options.clock.now(),
    };
  } catch (error) {
    if (error instanceof FeedError) throw error;
    if (request.signal.aborted) throw new CallerGaveUp('given up by the caller', { cause: error });
    if (limit.aborted) throw new FeedError('timeout', `${url.host}: no answer in time`, { cause: error });
    throw transferError(error, url.host, request.maxBytes ?? DEFAULT_MAX_BYTES);
  }
}

/**
 * `Http` over axios: bytes only, size and time limits, redirects within the upstream's own hosts, conditional GET,
 * and per host one queue, retries with jitter and a circuit breaker. Rejects with FeedError only; where the caller's
 * signal ended it, with kind `timeout`, which counts against no host.
 */
export function createHttp(options: HttpOptions): Http {
  const hostPolicy = options.hostPolicy ?? defaultHostPolicy;
  const transfer: Transfer = {
    options,
    validators: new ValidatorCache(),
    instance: axios.create({
      method: 'get',
      responseType: 'arraybuffer',
      maxRedirects: MAX_REDIRECTS,
      validateStatus: () => true,
      decompress: true,
    }),
  };
  const gates = new Map<string, { readonly gate: HostGate; readonly policy: HostPolicy }>();

  function gateOf(url: URL) {
    const key = hostKey(url);
    const known = gates.get(key);
    if (known !== undefined) return known;
    const policy = hostPolicy(url.hostname);
    const gate = createHostGate(url.host, policy, options.clock, { ...DEFAULT_GATE, ...options.gate });
    const made = { gate, policy };
    gates.set(key, made);
    return made;
  }

  return {
    async get(request) {
      if (!URL.canParse(request.url)) throw new FeedError('network', `not a URL: ${request.url}`);
      const url = new URL(request.url);
      const { gate, policy } = gateOf(url);
      try {
        return await gate.run(
          () => transferOnce(transfer, request, url, policy),
          request.signal,
          request.retry !== false,
        );
      } catch (error) {
        if (error instanceof FeedError) throw error;
        if (error instanceof CallerGaveUp) {
          throw new FeedError('timeout', `${url.host}: ${error.message}`, { cause: error });
        }
        throw new FeedError('network', `${url.host}: ${String(error)}`, { cause: error });
      }
    },
  };
}
