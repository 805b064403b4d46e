/** How one host is asked. */
export interface HostPolicy {
  /** Requests in flight at once. */
  readonly concurrency: number;
  /** At most one request starts in this many ms; 0 = no limit. */
  readonly intervalMs: number;
  /** At most this many requests in any hour. */
  readonly perHour?: number;
  /** The host answers 503 where it means "too fast" (Google News). */
  readonly unavailableMeansBusy?: boolean;
}

const UNLIMITED: HostPolicy = { concurrency: 32, intervalMs: 0 };
const DEFAULT: HostPolicy = { concurrency: 2, intervalMs: 500 };

const BY_HOST: readonly (readonly [suffix: string, policy: HostPolicy])[] = [
  ['finance.yahoo.com', { concurrency: 2, intervalMs: 1000, perHour: 1800 }],
  ['eastmoney.com', { concurrency: 1, intervalMs: 2000 }],
  ['mis.twse.com.tw', { concurrency: 1, intervalMs: 2000 }],
  ['news.google.com', { concurrency: 1, intervalMs: 2000, unavailableMeansBusy: true }],
  ['api.gdeltproject.org', { concurrency: 1, intervalMs: 5500 }],
];

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname === '::1' || /^127\./.test(hostname);
}

/** Limits of FEEDS.md by host name; a loopback host (a stand-in) has none. */
export function defaultHostPolicy(hostname: string): HostPolicy {
  if (isLoopback(hostname)) return UNLIMITED;
  const found = BY_HOST.find(([suffix]) => hostname === suffix || hostname.endsWith(`.${suffix}`));
  return found?.[1] ?? DEFAULT;
}

/**
 * What shares one queue and one breaker: the host. On loopback also the first path segment (of outlets the second
 * too), because one stand-in plays several upstreams there and a fault of one must not stop the others.
 */
export function hostKey(url: URL): string {
  if (!isLoopback(url.hostname)) return url.host;
  const [, first = '', second = ''] = url.pathname.split('/');
  return first === 'rss' ? `${url.host}/rss/${second}` : `${url.host}/${first}`;
}

/** Second-level names under which a two-letter domain registers its names (`com.tw`, `co.jp`). */
const REGISTRY_LABELS = new Set(['ac', 'co', 'com', 'edu', 'gov', 'go', 'ne', 'net', 'or', 'org']);

function hostFamily(hostname: string): string {
  if (/^[\d.]+$/.test(hostname) || hostname.startsWith('[')) return hostname;
  const labels = hostname.split('.');
  const [second = '', top = ''] = labels.slice(-2);
  const kept = top.length === 2 && REGISTRY_LABELS.has(second) ? 3 : 2;
  return labels.slice(-kept).join('.');
}

/** True where both hosts belong to one registrable name, so a redirect between them is the upstream's own. */
export const sameHostFamily = (a: string, b: string): boolean => hostFamily(a) === hostFamily(b);
