import type { Side } from '../../../shared/news/headline.ts';
import { MINUTE_MS } from '../../../shared/time/instant.ts';
import { FROZEN_AFTER_MS, type Outlet } from './outlet.ts';

type Given = Pick<Outlet, 'id' | 'label' | 'url'> & Partial<Outlet>;

const group = (side: Side, timeZone: string | null, language: string, feeds: readonly Given[]): Outlet[] =>
  feeds.map((feed) => ({
    side,
    language,
    timeZone,
    everyMs: 3 * MINUTE_MS,
    frozenAfterMs: FROZEN_AFTER_MS,
    userAgent: null,
    byDefault: true,
    ...feed,
  }));

const SLOW = 5 * MINUTE_MS;
const FAST = 2 * MINUTE_MS;
const off = { byDefault: false } as const;

/** Outlets that are read directly; which of them were seen live is in `docs/feeds.md`. */
export const OUTLETS: readonly Outlet[] = [
  ...group('us', 'America/New_York', 'en', [
    {
      id: 'whitehouse-statements',
      label: 'White House, statements',
      url: 'https://www.whitehouse.gov/briefings-statements/feed/',
      everyMs: FAST,
    },
    {
      id: 'whitehouse-actions',
      label: 'White House, presidential actions',
      url: 'https://www.whitehouse.gov/presidential-actions/feed/',
    },
    { id: 'ustr', label: 'USTR', url: 'https://ustr.gov/rss.xml', everyMs: SLOW },
    {
      id: 'fed',
      label: 'Federal Reserve',
      url: 'https://www.federalreserve.gov/feeds/press_all.xml',
      everyMs: SLOW,
      ...off,
    },
    {
      id: 'cnbc-top',
      label: 'CNBC',
      url: 'https://www.cnbc.com/id/100003114/device/rss/rss.html',
      everyMs: FAST,
    },
    {
      id: 'cnbc-world',
      label: 'CNBC, world',
      url: 'https://www.cnbc.com/id/100727362/device/rss/rss.html',
      ...off,
    },
    {
      id: 'cnbc-asia',
      label: 'CNBC, Asia',
      url: 'https://www.cnbc.com/id/19832390/device/rss/rss.html',
      ...off,
    },
    {
      id: 'wsj-world',
      label: 'Wall Street Journal',
      url: 'https://feeds.content.dowjones.io/public/rss/RSSWorldNews',
    },
    {
      id: 'nyt',
      label: 'New York Times',
      url: 'https://rss.nytimes.com/services/xml/rss/nyt/HomePage.xml',
      ...off,
    },
    {
      id: 'ft',
      label: 'Financial Times',
      url: 'https://www.ft.com/rss/home',
      timeZone: 'Europe/London',
      ...off,
    },
  ]),
  ...group('china', 'Asia/Shanghai', 'en', [
    { id: 'cgtn-world', label: 'CGTN', url: 'https://www.cgtn.com/subscribe/rss/section/world.xml' },
    { id: 'cgtn-china', label: 'CGTN, China', url: 'https://www.cgtn.com/subscribe/rss/section/china.xml' },
    {
      id: 'chinanews',
      label: 'China News Service',
      url: 'https://www.chinanews.com.cn/rss/china.xml',
      language: 'zh-CN',
    },
    {
      id: 'chinanews-world',
      label: 'China News Service, world',
      url: 'https://www.chinanews.com.cn/rss/world.xml',
      language: 'zh-CN',
      ...off,
    },
    {
      id: 'chinanews-top',
      label: 'China News Service, top',
      url: 'https://www.chinanews.com.cn/rss/importnews.xml',
      language: 'zh-CN',
      ...off,
    },
    {
      id: 'globaltimes',
      label: 'Global Times',
      url: 'https://www.globaltimes.cn/rss/outbrain.xml',
      everyMs: SLOW,
    },
    {
      id: 'chinadaily-world',
      label: 'China Daily, world',
      url: 'https://www.chinadaily.com.cn/rss/world_rss.xml',
      ...off,
    },
    {
      id: 'chinadaily-china',
      label: 'China Daily, China',
      url: 'https://www.chinadaily.com.cn/rss/china_rss.xml',
      ...off,
    },
    {
      id: 'chinadaily-business',
      label: 'China Daily, business',
      url: 'https://www.chinadaily.com.cn/rss/bizchina_rss.xml',
      ...off,
    },
  ]),
  ...group('other', null, 'en', [
    {
      id: 'scmp',
      label: 'South China Morning Post',
      url: 'https://www.scmp.com/rss/91/feed/',
      timeZone: 'Asia/Hong_Kong',
    },
    {
      id: 'scmp-china',
      label: 'SCMP, China',
      url: 'https://www.scmp.com/rss/4/feed/',
      timeZone: 'Asia/Hong_Kong',
      ...off,
    },
    {
      id: 'scmp-business',
      label: 'SCMP, business',
      url: 'https://www.scmp.com/rss/92/feed/',
      timeZone: 'Asia/Hong_Kong',
      ...off,
    },
    {
      id: 'yonhap',
      label: 'Yonhap',
      url: 'https://en.yna.co.kr/RSS/news.xml',
      timeZone: 'Asia/Seoul',
      everyMs: FAST,
    },
    {
      id: 'cna',
      label: 'CNA',
      url: 'https://www.channelnewsasia.com/api/v1/rss-outbound-feed?_format=xml',
      timeZone: 'Asia/Singapore',
    },
    {
      id: 'cna-asia',
      label: 'CNA, Asia',
      url: 'https://www.channelnewsasia.com/api/v1/rss-outbound-feed?_format=xml&category=6511',
      timeZone: 'Asia/Singapore',
      ...off,
    },
    {
      id: 'cna-business',
      label: 'CNA, business',
      url: 'https://www.channelnewsasia.com/api/v1/rss-outbound-feed?_format=xml&category=6936',
      timeZone: 'Asia/Singapore',
      ...off,
    },
    {
      id: 'straitstimes',
      label: 'The Straits Times',
      url: 'https://www.straitstimes.com/news/asia/rss.xml',
      timeZone: 'Asia/Singapore',
    },
    {
      id: 'nikkei-asia',
      label: 'Nikkei Asia',
      url: 'https://asia.nikkei.com/rss/feed/nar',
      timeZone: 'Asia/Tokyo',
      ...off,
    },
    {
      id: 'bbc-asia',
      label: 'BBC, Asia',
      url: 'https://feeds.bbci.co.uk/news/world/asia/rss.xml',
      timeZone: 'Europe/London',
    },
    {
      id: 'asahi',
      label: 'Asahi Shimbun',
      url: 'https://www.asahi.com/rss/asahi/newsheadlines.rdf',
      language: 'ja',
      timeZone: 'Asia/Tokyo',
      ...off,
    },
    {
      id: 'guardian-world',
      label: 'The Guardian',
      url: 'https://www.theguardian.com/world/rss',
      timeZone: 'Europe/London',
      ...off,
    },
    {
      id: 'abc-au',
      label: 'ABC Australia',
      url: 'https://www.abc.net.au/news/feed/2942460/rss.xml',
      timeZone: 'Australia/Sydney',
      ...off,
    },
    {
      id: 'japan-today',
      label: 'Japan Today',
      url: 'https://japantoday.com/feed/atom',
      timeZone: 'Asia/Tokyo',
      ...off,
    },
  ]),
];
