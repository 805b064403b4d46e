import type { Side } from '../../../shared/news/headline.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/time/instant.ts';
import { FROZEN_AFTER_MS, type Outlet } from '../rss/outlet.ts';

export const GOOGLE_NEWS_BASE_URL = 'https://news.google.com';

interface Edition {
  readonly hl: string;
  readonly gl: string;
  readonly ceid: string;
  readonly language: string;
}

/** `hl`, `gl` and `ceid` must agree, or the answer is another edition's. */
const ENGLISH: Edition = { hl: 'en-US', gl: 'US', ceid: 'US:en', language: 'en' };
const CHINESE: Edition = { hl: 'zh-CN', gl: 'CN', ceid: 'CN:zh-Hans', language: 'zh-CN' };

function query(
  id: string,
  label: string,
  side: Side,
  q: string,
  edition = ENGLISH,
  frozenAfterMs = FROZEN_AFTER_MS,
): Outlet {
  const parameters = new URLSearchParams({ q, hl: edition.hl, gl: edition.gl, ceid: edition.ceid });
  return {
    id,
    label,
    side,
    url: `${GOOGLE_NEWS_BASE_URL}/rss/search?${parameters}`,
    language: edition.language,
    everyMs: 5 * MINUTE_MS,
    timeZone: null,
    frozenAfterMs,
    userAgent: null,
    byDefault: true,
  };
}

/** Outlets without a feed of their own that works, asked for by site. */
export const GOOGLE_NEWS_QUERIES: readonly Outlet[] = [
  query('google-reuters', 'Reuters', 'us', 'site:reuters.com (China OR tariff) when:1d'),
  query('google-treasury', 'US Treasury', 'us', 'site:treasury.gov when:1d'),
  query('google-xinhua', 'Xinhua', 'china', '(site:news.cn OR site:xinhuanet.com) when:1d'),
  // The ministry may be silent for a week of holidays; its query reaches as far.
  query('google-mofcom', 'MOFCOM', 'china', 'site:mofcom.gov.cn when:7d', CHINESE, 8 * DAY_MS),
  query('google-nikkei', 'Nikkei Asia', 'other', 'site:asia.nikkei.com when:1d'),
];
