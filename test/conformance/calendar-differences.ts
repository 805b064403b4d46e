/**
 * Days on which our calendars differ on purpose from the answer files, each with its reason and where that is said. A
 * document named here stands in the data file of the exchange too, unless it is a history.
 */
export interface Difference {
  readonly mic: string;
  readonly reason: string;
  readonly source: string;
  /** The days it covers. */
  readonly on: (date: string) => boolean;
  /** What may differ; the rest must agree. */
  readonly differs: 'no session' | 'not in answers' | 'hours' | 'break' | 'close and break';
}

/** Each of these days must exist as a difference: a stale one fails. */
const days = (text: string) => {
  const set = new Set(text.split(' '));
  return (date: string): boolean => set.has(date);
};
const between =
  (from: string, to: string) =>
  (date: string): boolean =>
    date >= from && date <= to;
const always = (): boolean => true;

const HALF_DAYS_OF_SINGAPORE =
  '2017-01-27 2018-02-15 2018-12-24 2018-12-31 2019-02-04 2019-12-24 2019-12-31 2020-01-24 2020-12-24 2020-12-31 ' +
  '2021-02-11 2021-12-24 2021-12-31 2022-01-31 2024-02-09 2024-12-24 2024-12-31 2025-01-28 2025-12-24 2025-12-31 ' +
  '2026-02-16 2026-12-24 2026-12-31';

/** Whole days that the answers have wrong, or that they leave out. */
const SINGLE_DAYS: readonly (readonly [
  mic: string,
  dates: string,
  differs: Difference['differs'],
  reason: string,
  source: string,
])[] = [
  [
    'XHKG',
    '2023-09-01 2023-09-08',
    'no session',
    'typhoon Saola and black rain; no Hang Seng bar',
    'https://github.com/gerrymanoim/exchange_calendars/issues/600',
  ],
  [
    'XHKG',
    '2020-08-19 2021-06-28',
    'hours',
    'late open at 13:30',
    'https://github.com/gerrymanoim/exchange_calendars/issues/142',
  ],
  [
    'XTAI',
    '2023-01-18',
    'no session',
    'settlement only before Lunar New Year; no bar',
    'https://www.kgi.com.tw/zh-tw/product-market/calendar-overview/stock-market-calendar',
  ],
  [
    'XTAI',
    '2022-02-04',
    'no session',
    'Lunar New Year; no bar',
    'https://github.com/gerrymanoim/exchange_calendars/issues/164',
  ],
  [
    'XTAI',
    '2024-10-31',
    'no session',
    'typhoon Kong-rey; no bar',
    'https://www.ndtvprofit.com/world/as-taiwan-braces-for-super-typhoon-kong-rey-check-live-tracker-landfall-time-and-more',
  ],
  [
    'XTAI',
    '2017-02-18 2017-06-03 2017-09-30 2018-03-31 2018-12-22',
    'not in answers',
    'make-up Saturdays; the turnover of the three of 2017 is on record',
    'https://news.pts.org.tw/article/396371',
  ],
  [
    'XASX',
    '2022-12-23 2022-12-30',
    'hours',
    'early closes on the last weekday before a weekend Christmas and New Year, as in 2017 and 2023',
    'https://github.com/gerrymanoim/exchange_calendars (the rule of xasx, and XNZE has both days)',
  ],
  [
    'XKRX',
    '2026-12-30',
    'hours',
    'a 10:00 open on the last session of the year is an artefact',
    'No such day in any other year of the same file',
  ],
  [
    'XKRX',
    '2026-07-17',
    'no session',
    'Constitution Day, a public holiday again from 2026; the exchange shuts on public holidays',
    'https://www.segye.com/newsView/20260203515669; https://github.com/lballabio/QuantLib/pull/2685',
  ],
  [
    'XKRX',
    '2026-11-19',
    'hours',
    'university entrance exam: 10:00 to 16:30 as every year; provisional',
    'https://news1.kr/amp/society/education/5511338',
  ],
  [
    'XPHS',
    '2020-01-13 2020-03-17 2020-03-18 2020-11-12 2022-09-26 2024-07-24',
    'no session',
    'eruption, lockdown, typhoons',
    'The reports in shared/calendar/exchanges/xphs.ts; no PSEi bar in 2020',
  ],
  [
    'XPHS',
    '2021-12-24 2021-12-31',
    'not in answers',
    'half days by a memorandum of the exchange; the close of the 31st was reported',
    'https://news.abs-cbn.com/business/12/15/21/pse-sets-half-day-trading-for-dec-24-31; https://business.inquirer.net/337935/omicron-not-santa-came-to-town-marring-last-trading-day-of-2021',
  ],
  [
    'XIDX',
    '2022-04-29 2022-05-04 2022-05-05 2022-05-06',
    'no session',
    'Lebaran leave; no bar',
    'https://www.traderharian.com/berita/berita-saham/bursa-saham-indonesia-kembali-buka-senin-9-mei-2022/',
  ],
  [
    'XIDX',
    '2025-08-18',
    'no session',
    'leave after Independence Day, by a late announcement of the exchange',
    'https://www.suara.com/bisnis/2025/08/18/084417/perhatian-perdagangan-saham-hari-ini-libur',
  ],
  [
    'XKLS',
    '2021-12-03',
    'no session',
    'Malaysia Cup holiday of the Federal Territories',
    'https://themalaysianreserve.com/2021/12/02/bursa-malaysia-will-be-closed-tomorrow/',
  ],
  [
    'XKLS',
    '2022-11-18',
    'no session',
    'holiday before the general election',
    'https://www.reuters.com/markets/asia/malaysia-markets-close-friday-ahead-general-election-2022-11-16/',
  ],
  [
    'XBKK',
    '2020-04-13 2020-04-14 2020-04-15',
    'not in answers',
    'Songkran was postponed in the pandemic and the markets stayed open',
    'https://www.bangkokpost.com/business/1881425/financial-markets-to-stay-open-during-april-13-15',
  ],
  [
    'XBKK',
    '2020-07-27',
    'no session',
    'day in lieu of Songkran',
    'https://www.marketscreener.com/news/Bank-of-Thailand-Announcement-of-a-substitute-holiday-for-Songkran-festival-for-Financial-Institut--30865212/',
  ],
  [
    'XBKK',
    '2020-09-04 2020-09-07',
    'no session',
    'days in lieu of Songkran',
    'http://thai.news-agency.jp/master_areaes/modules/article/index.php?page=article&storyid=12795',
  ],
  [
    'XBOM',
    '2017-10-19 2018-11-07 2019-10-27 2020-11-14 2021-11-04 2022-10-24 2023-11-12 2024-11-01 2025-10-21',
    'not in answers',
    'Muhurat session; the histories have a bar on those that are weekdays',
    'The circulars and reports in shared/calendar/exchanges/xbom.ts',
  ],
  [
    'XBOM',
    '2020-02-01',
    'not in answers',
    'Saturday of the budget, by a circular',
    'https://www.news18.com/news/business/stock-markets-to-be-open-on-february-1-day-of-union-budget-announces-bse-2468667.html',
  ],
  [
    'XBOM',
    '2026-02-01',
    'not in answers',
    'Sunday of the budget, by circulars of both exchanges',
    'https://www.business-standard.com/amp/budget/news/budget-2026-bse-nse-trading-session-sunday-february-1-time-126011601035_1.html',
  ],
  [
    'XBOM',
    '2024-03-02 2024-05-18',
    'not in answers',
    'two short sessions to try the recovery site, by circulars of both exchanges',
    'https://www.business-standard.com/markets/news/special-trading-session-on-saturday-may-18-2024-date-time-nse-bse-124051700163_1.html',
  ],
  [
    'XBOM',
    '2021-02-24',
    'hours',
    'prolonged to 17:00 after the halt of the NSE',
    'https://www.devdiscourse.com/article/business/1471373-bse-nse-to-remain-open-till-5-pm',
  ],
];

/** Rules that hold for long: five exchanges have breaks that the answers do not model. */
const LONG_RULES: readonly Difference[] = [
  {
    mic: 'XSES',
    on: days(HALF_DAYS_OF_SINGAPORE),
    differs: 'close and break',
    reason: 'half days on the eves of Lunar New Year, Christmas and New Year',
    source: 'https://global.usmartsecurities.com/help-key/tradinghours1',
  },
  {
    mic: 'XSES',
    on: between('2017-11-13', '2099-12-31'),
    differs: 'break',
    reason: 'midday break',
    source:
      'http://www.straitstimes.com/business/companies-markets/sgx-reinstates-popular-lunch-break-after-six-years',
  },
  {
    mic: 'XKLS',
    on: always,
    differs: 'break',
    reason: 'midday break',
    source: 'https://moomoo.com/my/support/topic9_41',
  },
  {
    mic: 'XBKK',
    on: always,
    differs: 'break',
    reason: 'midday break',
    source: 'https://www.nomuradirect.com/en/knowledge/time-trading.aspx',
  },
  {
    mic: 'XIDX',
    on: between('2020-03-30', '2023-03-31'),
    differs: 'close and break',
    reason: 'shorter days in the pandemic',
    source: 'https://www.hs-sec.co.jp/news/news.php?label=202003301',
  },
  {
    mic: 'XIDX',
    on: always,
    differs: 'break',
    reason: 'midday break',
    source: 'https://globalmarkets.poems.com.sg/markets-we-offer/indonesia-idx/',
  },
  {
    mic: 'XPHS',
    on: between('2020-03-16', '2099-12-31'),
    differs: 'close and break',
    reason: 'closes at 13:00 in the pandemic, at 15:00 since',
    source:
      'https://news.abs-cbn.com/business/11/23/21/pse-to-revert-back-to-pre-pandemic-trading-hours-starting-dec-6',
  },
  {
    mic: 'XPHS',
    on: always,
    differs: 'break',
    reason: 'midday break',
    source:
      'https://www.rappler.com/business/254633-pse-trading-hours-metro-manila-lockdown-march-16-april-14-2020',
  },
];

/** First match wins, so single days stand before the rules that hold long. */
export const DIFFERENCES: readonly Difference[] = [
  ...SINGLE_DAYS.flatMap(([mic, dates, differs, reason, source]) =>
    dates.split(' ').map((date): Difference => ({ mic, on: days(date), differs, reason, source })),
  ),
  ...LONG_RULES,
];
