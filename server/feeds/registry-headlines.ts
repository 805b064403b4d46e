import type { Provenance } from '../../shared/market/provenance.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { HeadlineFeed } from './feed.ts';
import { createGdeltArchive, type GdeltArchive } from './gdelt/archive.ts';
import { createGdeltFeed } from './gdelt/doc-feed.ts';
import { attributionOf } from './google-news/attribution.ts';
import { GOOGLE_NEWS_BASE_URL, GOOGLE_NEWS_QUERIES } from './google-news/queries.ts';
import type { Http } from './http.ts';
import { createRssFeed } from './rss/feed.ts';
import { type Outlet, type ReadOutlets, readOutlets } from './rss/outlet.ts';
import { OUTLETS } from './rss/outlets.ts';

/** Where an upstream is asked instead of its public address; unset or null = there. */
export interface HeadlineBaseUrls {
  /** Every outlet then lies at `<rss>/<outlet id>`. */
  readonly rss?: string | null | undefined;
  readonly googleNews?: string | null | undefined;
  readonly gdelt?: string | null | undefined;
  readonly gdeltBulk?: string | null | undefined;
}

export interface HeadlineFeedsOptions {
  readonly http: Http;
  readonly clock: Clock;
  /** Asked once per answer. Default `polled`; a run against the stand-in gives `simulated`. */
  readonly provenance?: () => Provenance;
  /** Feed ids that may be read, those that are off by default among them; null = all that are on by default. */
  readonly enabled?: readonly string[] | null;
  /** From `readHeadlineOutlets`; default what ships. */
  readonly outlets?: readonly Outlet[];
  /** Google's terms allow personal readers: off in a public deployment, whatever `enabled` says. */
  readonly googleNews: boolean;
  readonly baseUrls?: HeadlineBaseUrls;
  /** A stand-in that plays all of them: sets every base URL that is not given. */
  readonly standinBaseUrl?: string | null;
  /** Older headlines are refused, ms. Default 30 days. */
  readonly maxAgeMs?: number;
}

const GDELT_ID = 'gdelt';
const SHIPPED: readonly Outlet[] = [...OUTLETS, ...GOOGLE_NEWS_QUERIES];
const GOOGLE_IDS: ReadonlySet<string> = new Set(GOOGLE_NEWS_QUERIES.map((outlet) => outlet.id));

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** The address of an outlet at a stand-in: `<base>/<outlet id>`. */
export const rebase = (outlet: Outlet, base: string): string => `${withoutSlash(base)}/${outlet.id}`;

/** Another origin for Google News; path and query stay, because they carry the question. */
const rebaseGoogle = ({ url }: Outlet, base: string): string =>
  url.startsWith(GOOGLE_NEWS_BASE_URL) ? withoutSlash(base) + url.slice(GOOGLE_NEWS_BASE_URL.length) : url;

type Addresses = Pick<HeadlineFeedsOptions, 'baseUrls' | 'standinBaseUrl'>;

function baseUrlsOf({ baseUrls = {}, standinBaseUrl }: Addresses): HeadlineBaseUrls {
  if (standinBaseUrl === null || standinBaseUrl === undefined) return baseUrls;
  const base = withoutSlash(standinBaseUrl);
  return {
    rss: baseUrls.rss ?? `${base}/rss`,
    googleNews: baseUrls.googleNews ?? `${base}/google-news`,
    gdelt: baseUrls.gdelt ?? `${base}/gdelt`,
    gdeltBulk: baseUrls.gdeltBulk ?? `${base}/gdelt-bulk`,
  };
}

/** What ships, changed and added to by `feeds.json` (parsed; undefined or null where there is none). */
export function readHeadlineOutlets(
  feedsJson: unknown,
  options: { readonly allowPrivateAddresses?: boolean } = {},
): ReadOutlets {
  return readOutlets(feedsJson, SHIPPED, options);
}

/** Every id that `enabled` may name. */
export const headlineFeedIds = (outlets: readonly Outlet[] = SHIPPED): readonly string[] => [
  ...outlets.map((outlet) => outlet.id),
  GDELT_ID,
];

/** Every headline feed that is switched on. */
export function createHeadlineFeeds(options: HeadlineFeedsOptions): readonly HeadlineFeed[] {
  const { http, clock, enabled = null } = options;
  const provenance = options.provenance ?? (() => 'polled' as const);
  const urls = baseUrlsOf(options);
  const isOn = (id: string, byDefault: boolean): boolean =>
    enabled === null ? byDefault : enabled.includes(id);
  const feeds: HeadlineFeed[] = [];
  for (const outlet of options.outlets ?? SHIPPED) {
    const isGoogle = GOOGLE_IDS.has(outlet.id) || URL.parse(outlet.url)?.hostname === 'news.google.com';
    if (!isOn(outlet.id, outlet.byDefault) || (isGoogle && !options.googleNews)) continue;
    const base = isGoogle ? urls.googleNews : urls.rss;
    const url = base == null ? outlet.url : isGoogle ? rebaseGoogle(outlet, base) : rebase(outlet, base);
    const here = { ...outlet, url };
    feeds.push(
      createRssFeed({
        outlet: here,
        http,
        clock,
        provenance,
        conditional: !isGoogle,
        ...(isGoogle ? { attribute: attributionOf(here) } : {}),
        ...(options.maxAgeMs === undefined ? {} : { maxAgeMs: options.maxAgeMs }),
      }),
    );
  }
  if (isOn(GDELT_ID, true)) {
    feeds.push(
      createGdeltFeed({ http, clock, provenance, ...(urls.gdelt == null ? {} : { baseUrl: urls.gdelt }) }),
    );
  }
  return feeds;
}

/** GDELT's past, for back-fill. */
export function createHeadlineArchive(
  options: Pick<HeadlineFeedsOptions, 'http' | 'provenance'> & Addresses,
): GdeltArchive {
  const { gdeltBulk } = baseUrlsOf(options);
  return createGdeltArchive({
    http: options.http,
    ...(options.provenance === undefined ? {} : { provenance: options.provenance }),
    ...(gdeltBulk == null ? {} : { baseUrl: gdeltBulk }),
  });
}
