import type { ProviderId } from './chains.ts';
import { createEastMoneyFeed } from './eastmoney/feed.ts';
import type { QuoteFeed } from './feed.ts';
import { createFrankfurterFeed } from './frankfurter/feed.ts';
import { createNaverFeed } from './naver/feed.ts';
import type { QuoteFeedOptions } from './quote-feed-options.ts';
import { createTencentFeed } from './tencent/feed.ts';
import { createTwseFeed } from './twse/feed.ts';
import { YAHOO_USER_AGENT } from './user-agent.ts';
import { createYahooFeed } from './yahoo/feed.ts';

/** Where an upstream is asked instead of its public address; unset or null = there. */
export interface QuoteBaseUrls {
  readonly yahoo?: readonly string[] | null | undefined;
  readonly eastmoney?: string | null | undefined;
  readonly eastmoneyHistory?: string | null | undefined;
  readonly tencent?: string | null | undefined;
  readonly tencentChart?: string | null | undefined;
  readonly naver?: string | null | undefined;
  readonly naverChart?: string | null | undefined;
  readonly twse?: string | null | undefined;
  readonly frankfurter?: string | null | undefined;
}

export interface QuoteFeedsOptions extends QuoteFeedOptions {
  readonly baseUrls?: QuoteBaseUrls;
  /** Provider ids that may be asked; null = all. */
  readonly enabled?: readonly string[] | null;
  /** User-Agent of one provider; without an entry `userAgent`, for Yahoo a browser-like one. */
  readonly userAgents?: Partial<Record<ProviderId, string>>;
}

/** Leaves out what is not set, since an optional property may not be undefined. */
function given<K extends string, V>(
  entries: Readonly<Record<K, V | null | undefined>>,
): Partial<Record<K, V>> {
  const set = Object.entries(entries).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(set) as Partial<Record<K, V>>;
}

/** Every quote feed that is switched on, in no order: `chainFor` says which to ask first. */
export function createQuoteFeeds(options: QuoteFeedsOptions): readonly QuoteFeed[] {
  const urls = options.baseUrls ?? {};
  const { http, clock, calendars, provenance } = options;
  const base = (provider: ProviderId): QuoteFeedOptions => ({
    http,
    clock,
    calendars,
    ...(provenance && { provenance }),
    userAgent:
      options.userAgents?.[provider] ?? (provider === 'yahoo' ? YAHOO_USER_AGENT : options.userAgent),
  });
  const yahooUrls = (urls.yahoo ?? []).length === 0 ? null : urls.yahoo;
  const feeds = [
    createYahooFeed({ ...base('yahoo'), ...given({ baseUrls: yahooUrls }) }),
    createEastMoneyFeed({
      ...base('eastmoney'),
      ...given({ baseUrl: urls.eastmoney, historyBaseUrl: urls.eastmoneyHistory }),
    }),
    createTencentFeed({
      ...base('tencent'),
      ...given({ baseUrl: urls.tencent, historyBaseUrl: urls.tencentChart }),
    }),
    createNaverFeed({ ...base('naver'), ...given({ baseUrl: urls.naver, chartBaseUrl: urls.naverChart }) }),
    createTwseFeed({ ...base('twse'), ...given({ baseUrl: urls.twse }) }),
    createFrankfurterFeed({ ...base('frankfurter'), ...given({ baseUrl: urls.frankfurter }) }),
  ];
  const { enabled } = options;
  return enabled === null || enabled === undefined
    ? feeds
    : feeds.filter((feed) => enabled.includes(feed.id));
}
