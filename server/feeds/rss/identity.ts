import { createHash } from 'node:crypto';

/** Parameters that say where a reader came from, never what is read. */
const TRACKING =
  /^(?:utm_\w+|at_\w+|ns_\w+|gaa_\w+|__source|_hsenc|_hsmi|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_cid|mc_eid|cmp|cmpid|ocid|ncid|smid|smtyp|sref|srnd|tpcc|ftag|xtor|wt_mc|wt\.mc|traffic_source|taid|guccounter|intcid|ref_src|soc_src|soc_trk|emc|partner)$/i;

/** `mod=rss_markets`, `source=rss----7`, `rss=1`: the feed speaking of itself. */
const namesTheFeed = (key: string, value: string): boolean =>
  /^rss/i.test(value) || /^(?:rss|from_rss)$/i.test(key);

/** A fragment that counts versions (`#0` at the BBC) or tracks (`#xtor=…`). */
const PASSING_FRAGMENT = /^#(?:\d*|[\w-]+=.*|ref-\w+|rss)$/i;

/** An absolute http(s) URL without credentials, or null. `base` makes relative links whole. */
export function webLink(raw: string, base: string | null): URL | null {
  const text = raw.trim();
  if (text === '') return null;
  const url = URL.parse(text, base ?? undefined);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '')
    return null;
  // Asked first: setting one parses the URL again.
  if (url.username !== '') url.username = '';
  if (url.password !== '') url.password = '';
  return url;
}

/**
 * One name for one article: https, no tracking parameters, the others sorted, no passing fragment, no slash at the
 * end. For comparing only; what is shown is the link as the outlet gives it.
 */
export function normalisedLink(url: URL): string {
  let query = '';
  if (url.search !== '') {
    const kept = [...url.searchParams].filter(
      ([key, value]) => !TRACKING.test(key) && !namesTheFeed(key, value),
    );
    kept.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0));
    if (kept.length > 0) query = `?${new URLSearchParams(kept)}`;
  }
  const path = url.pathname.length > 1 ? url.pathname.replace(/\/+$/, '') : '';
  const hash = PASSING_FRAGMENT.test(url.hash) ? '' : url.hash;
  return `https://${url.host}${path}${query}${hash}`;
}

const MAX_KEY = 500;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** `feed:key`, at most 600 characters; of a key that is too long the beginning and a digest stay. */
export function headlineId(feed: string, key: string): string {
  return key.length <= MAX_KEY ? `${feed}:${key}` : `${feed}:${key.slice(0, 400)}~${digest(key)}`;
}

/**
 * What an item is known by within its feed: its guid (a guid that is a link in its normal form), else its link, else
 * its title.
 */
export function identityKey(guid: string | null, link: URL | null, title: string): string {
  if (guid !== null && guid.trim() !== '') {
    const text = guid.trim();
    const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
    return url === null ? text : normalisedLink(url);
  }
  return link === null ? `title~${digest(title)}` : normalisedLink(link);
}
