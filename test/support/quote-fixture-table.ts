import type { FeedErrorKind } from '../../server/feeds/feed.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { RefusalCode } from '../../shared/protocol/refusal.ts';
import type { BarInterval } from '../../shared/time/interval.ts';

/** The instrument a file is read for; XNYS and USD where nothing is said. */
export interface Asked {
  readonly mic?: string;
  readonly currency?: string;
  readonly interval?: BarInterval;
  readonly symbols?: Instrument['symbols'];
}

/** What a file must give: counts of records and of refusals by code, or the kind of the whole refusal. */
export type Expected =
  | {
      readonly bars: number;
      readonly quotes: number;
      readonly previousClose?: number | null;
      readonly refused?: Partial<Record<RefusalCode, number>>;
    }
  | FeedErrorKind;

export interface Row extends Asked {
  /** HTTP status the body came with, where the file itself does not say it. */
  readonly status?: number;
  readonly expect: Expected;
}

const ONE_BAR = { bars: 1, quotes: 1, previousClose: null };
const NO_BAR = { bars: 0, quotes: 1 };
/** MIS gives no bars; a list of channels, or an answer about others, names nothing for the asked one. */
const TAIEX = { mic: 'XTAI', currency: 'TWD', symbols: { twse: 'tse_t00.tw' } };
const TSMC = { ...TAIEX, symbols: { twse: 'tse_2330.tw' } };
const otherEndpoint: Row = { expect: 'bad-body' };

/** Every quote fixture and what it must give. */
export const QUOTE_FIXTURES: Readonly<Record<string, Row>> = {
  'yahoo/401-invalid-crumb.json': { status: 401, expect: 'forbidden' },
  'yahoo/422-1m-range.json': { status: 422, expect: 'not-found' },
  'yahoo/429-body.txt': { status: 429, expect: 'rate-limited' },
  'yahoo/bradjacobs__aapl_chart_5d_cl.json': {
    expect: { bars: 5, quotes: 1, previousClose: 131.94 },
  },
  'yahoo/bradjacobs__aapl_chart_5d_cl_adjcl.json': {
    expect: { bars: 5, quotes: 1, previousClose: 131.94 },
  },
  'yahoo/bradjacobs__aapl_chart_5d_formatted.json': {
    expect: { bars: 5, quotes: 1, previousClose: 131.94 },
  },
  'yahoo/bradjacobs__aapl_chart_5d_no_ts.json': {
    expect: { ...NO_BAR, previousClose: null, refused: { 'unequal-arrays': 1 } },
  },
  'yahoo/bradjacobs__aapl_chart_no_results.json': {
    interval: '1h',
    expect: { ...NO_BAR, previousClose: 131.46 },
  },
  'yahoo/bradjacobs__aapl_spark_5d_v7.json': otherEndpoint,
  'yahoo/chart-7974.T-1d-2026-09.json': {
    mic: 'XTKS',
    currency: 'JPY',
    // Implied by the change of -1.171 %, which Yahoo rounds.
    expect: { bars: 18, quotes: 1, previousClose: 8100 / (1 - 0.01171) },
  },
  'yahoo/chart-ALL.AX-1d-2022-01.json': {
    mic: 'XASX',
    currency: 'AUD',
    expect: { bars: 64, quotes: 1, previousClose: 44.15 },
  },
  'yahoo/chart-BZ_F-2026-08.json': { expect: { bars: 23, quotes: 1, previousClose: 79.36 } },
  // Frankfurt has no calendar here; the currency week has the same weekdays.
  'yahoo/chart-MUV2.DE-1d.json': {
    mic: 'FX',
    currency: 'EUR',
    expect: { bars: 124, quotes: 1, previousClose: null },
  },
  'yahoo/chart-null-closes.made-up.json': {
    expect: { bars: 4, quotes: 1, previousClose: null, refused: { 'null-close': 1 } },
  },
  'yahoo/chart-unknown-symbol.json': { status: 404, expect: 'not-found' },
  'yahoo/quote-bad-request.json': { expect: 'error-inside' },
  'yahoo/quote-many-symbols.json': otherEndpoint,
  // `range=max` style coarsening: months where days were asked.
  'yahoo/scheb__dividendData.json': { expect: { ...NO_BAR, refused: { 'wrong-granularity': 1 } } },
  'yahoo/scheb__exchangeRate.json': otherEndpoint,
  'yahoo/scheb__historicalData.json': { expect: { bars: 10, quotes: 1, previousClose: 229.04 } },
  'yahoo/scheb__noData.json': { expect: 'not-found' },
  'yahoo/scheb__nullQuote.json': otherEndpoint,
  'yahoo/scheb__quote.json': otherEndpoint,
  'yahoo/scheb__searchResult.json': otherEndpoint,
  'yahoo/recorded/chart-0P000071W8.TO-2020-01-01-to-2020-01-03.json': { expect: ONE_BAR },
  'yahoo/recorded/chart-AAPL-2020-08-31-to-2020-11-07.json': {
    expect: { bars: 49, quotes: 1, previousClose: null },
  },
  'yahoo/recorded/chart-AAPL-2025-02-01-to-2025-02-02-includePrePost-false-interval-1m.json': {
    interval: '1m',
    // Never `chartPreviousClose`, which is 236 here.
    expect: { ...NO_BAR, previousClose: 244.47 },
  },
  'yahoo/recorded/chart-AAPL.json': { expect: ONE_BAR },
  'yahoo/recorded/chart-BABA-2020-01-01-to-2020-01-03.json': { expect: ONE_BAR },
  'yahoo/recorded/chart-BTC-USD-2020-01-01-to-2020-01-03.json': { mic: 'FX', expect: { bars: 3, quotes: 1 } },
  'yahoo/recorded/chart-EURUSD_X-2020-01-01-to-2020-01-03.json': {
    mic: 'FX',
    expect: { bars: 3, quotes: 1 },
  },
  'yahoo/recorded/chart-GC_F-2020-01-01-to-2020-01-03.json': { expect: ONE_BAR },
  'yahoo/recorded/chart-OCDO.L-2020-01-01-to-2020-01-03.json': {
    mic: 'FX',
    currency: 'GBP',
    expect: ONE_BAR,
  },
  'yahoo/recorded/chart-TSLA-2025-01-01-to-2025-01-02-interval-1h.fake.json': {
    interval: '1h',
    expect: { ...NO_BAR, previousClose: 354.11 },
  },
  'yahoo/recorded/chart-WSKT.JK-2020-01-01-to-2020-01-03.json': {
    mic: 'XIDX',
    currency: 'IDR',
    expect: ONE_BAR,
  },
  'yahoo/recorded/chart-WSU.DE-2023-08-04-to-2023-08-09.json': {
    mic: 'FX',
    currency: 'EUR',
    expect: { bars: 3, quotes: 1 },
  },
  'yahoo/recorded/chart-notimestamp-quotes-length.fake.json': {
    expect: { ...NO_BAR, refused: { 'unequal-arrays': 1 } },
  },
  'yahoo/recorded/chart-notimestamp-weird-quote.fake.json': {
    expect: { ...NO_BAR, refused: { 'unequal-arrays': 1 } },
  },
  'yahoo/recorded/getCrumb-getcrumb.json': otherEndpoint,
  'yahoo/recorded/getCrumb-quote-AAPL-collectConsent.html.json': { expect: 'html-instead' },
  'yahoo/recorded/getCrumb-quote-AAPL-collectConsentSubmit.json': { expect: 'redirected' },
  'yahoo/recorded/getCrumb-quote-AAPL-consent-final-redirect.html.json': { expect: 'redirected' },
  'yahoo/recorded/getCrumb-quote-AAPL-consent.html.json': { expect: 'redirected' },
  'yahoo/recorded/getCrumb-quote-AAPL-copyConsent.json': { expect: 'redirected' },
  'yahoo/recorded/getCrumb-quote-AAPL.json': { expect: 'redirected' },
  'yahoo/recorded/historical-via-chart-0P0000XTS7-2024-09-12-to-2024-09-16.json': {
    expect: { bars: 2, quotes: 1 },
  },
  'yahoo/recorded/historical-via-chart-MSFT-dividends-2021-02-01-to-2022-01-31.csv.json': {
    expect: { bars: 252, quotes: 1, previousClose: null },
  },
  'yahoo/recorded/historical-via-chart-NVDA-split-2021-02-01-to-2022-01-31.csv.json': {
    expect: { bars: 252, quotes: 1, previousClose: null },
  },
  'yahoo/recorded/quote-AAPL-BABA.json': otherEndpoint,
  'yahoo/recorded/quote-AAPL.json': otherEndpoint,
  'yahoo/recorded/quote-ADH.json': otherEndpoint,
  'yahoo/recorded/quote-APS.AX.json': otherEndpoint,
  'yahoo/recorded/quote-BTC-USD.json': otherEndpoint,
  'yahoo/recorded/quote-EURUSD_X.json': otherEndpoint,
  'yahoo/recorded/quote-GC_F.json': otherEndpoint,
  'yahoo/recorded/quote-MSFT-fields-beta.json': otherEndpoint,
  'yahoo/recorded/quote-OCDO.L.json': otherEndpoint,
  'yahoo/recorded/quote-SIX.json': otherEndpoint,
  'yahoo/recorded/quote-TSLA-fields-symbol-shortName.json': otherEndpoint,
  'yahoo/recorded/quote-WSKT.JK.json': otherEndpoint,
  'yahoo/recorded/quote-_VXAPL.json': otherEndpoint,
  'yahoo/recorded/recommendationsBySymbol-BABA.json': otherEndpoint,
  'yahoo/recorded/search-AAPL.json': otherEndpoint,
  'yahoo/recorded/search-BABA.json': otherEndpoint,
  'yahoo/recorded/search-EURUSD_X.json': otherEndpoint,
  'yahoo/recorded/search-GC_F.json': otherEndpoint,
  'yahoo/recorded/search-NO0010123060.json': otherEndpoint,
  'yahoo/recorded/search-_VXAPL.json': otherEndpoint,
  'yahoo/recorded/search-badResult.fake.json': otherEndpoint,
  'yahoo/recorded/trendingSymbols-AU.json': otherEndpoint,

  // `stock/get` is not read here: its prices are scaled integers.
  'eastmoney/sh600519.json': { symbols: { eastmoney: '1.600519' }, expect: 'bad-body' },
  'eastmoney/stock-get-116.00700-2026-08-07.json': {
    symbols: { eastmoney: '116.00700' },
    expect: 'bad-body',
  },
  'eastmoney/ulist-2026-09.json': {
    mic: 'XTKS',
    symbols: { eastmoney: '100.N225' },
    expect: { bars: 0, quotes: 1, previousClose: 65018.95 - 884.11 },
  },
  'eastmoney/ulist-dash-2026-09-11.json': {
    mic: 'XTKS',
    symbols: { eastmoney: '100.N225' },
    expect: { bars: 0, quotes: 0, refused: { 'bad-number': 1 } },
  },

  'tencent/hk00700-2026-08-07.txt': {
    mic: 'XHKG',
    symbols: { tencent: 'hk00700' },
    expect: { bars: 0, quotes: 1, previousClose: 479.2 },
  },
  'tencent/hkHSI-2026-08-18.txt': {
    mic: 'XHKG',
    symbols: { tencent: 'hkHSI' },
    expect: { bars: 0, quotes: 1, previousClose: 25453.23 },
  },
  'tencent/none-match.txt': {
    symbols: { tencent: 'hkhsi' },
    expect: { bars: 0, quotes: 0, refused: { 'unknown-symbol': 1 } },
  },
  'tencent/sh000001-2025-12-05.partial.txt': {
    mic: 'XSHG',
    symbols: { tencent: 'sh000001' },
    expect: { bars: 0, quotes: 1, previousClose: 3875.79 },
  },
  'tencent/sh510500.txt': {
    mic: 'XSHG',
    symbols: { tencent: 'sh510500' },
    expect: { bars: 0, quotes: 1, previousClose: 7.149 },
  },
  'tencent/whUSDCNY-2026-08-18.txt': {
    mic: 'FX',
    symbols: { tencent: 'whUSDCNY' },
    expect: { bars: 0, quotes: 1, previousClose: 6.7399 },
  },

  'naver/fchart-005930-day.xml': {
    mic: 'XKRX',
    currency: 'KRW',
    interval: '1d',
    // Adjusting prices rounded three of them beyond their own high or low; those figures are left out.
    expect: { bars: 2832, quotes: 0, refused: { 'bad-number': 3 } },
  },
  // Another endpoint than the polling one that is read here.
  'naver/integration-indicators-2026-08-28.json': {
    mic: 'XKRX',
    symbols: { naver: 'KOSPI' },
    expect: 'bad-body',
  },

  'twse/mis-twse-indices-quote.json': { ...TAIEX, expect: { bars: 0, quotes: 1, previousClose: 17910.37 } },
  'twse/mis-twse-stocks-quote.json': { ...TSMC, expect: { bars: 0, quotes: 1, previousClose: 593 } },
  'twse/mis-twse-stocks-quote-odd.json': { ...TSMC, expect: { bars: 0, quotes: 1, previousClose: 593 } },
  'twse/mis-twse-twse-listed-indices.json': {
    ...TAIEX,
    expect: { bars: 0, quotes: 0, refused: { 'bad-number': 1 } },
  },
  'twse/mis-twse-tpex-listed-indices.json': {
    ...TAIEX,
    expect: { bars: 0, quotes: 0, refused: { 'unknown-symbol': 1 } },
  },
  'twse/mis-taifex-futures-quote-detail.json': { ...TAIEX, expect: 'bad-body' },
  'twse/mis-taifex-futures-quote-list.json': { ...TAIEX, expect: 'bad-body' },
  'twse/mis-taifex-futures-quote-list-afterhours.json': { ...TAIEX, expect: 'bad-body' },
  'twse/taifex-exchange-rates.csv': { ...TAIEX, expect: 'bad-body' },
  'twse/taifex-exchange-rates-no-data.csv': { ...TAIEX, expect: 'html-instead' },
  'twse/taifex-futures-historical-no-data.csv': { ...TAIEX, expect: 'bad-body' },
  'twse/taifex-futures-institutional-datetime-error.html': { ...TAIEX, expect: 'html-instead' },
  'twse/taifex-futures-institutional-no-data.html': { ...TAIEX, expect: 'html-instead' },
  'twse/tpex-indices-historical.json': { ...TAIEX, expect: 'bad-body' },
  'twse/tpex-indices-historical-no-data.json': { ...TAIEX, expect: 'bad-body' },
  'twse/twse-indices-historical-no-data.json': { ...TAIEX, expect: 'error-inside' },
  'twse/twse-indices-trades.json': { ...TAIEX, expect: 'bad-body' },
  'twse/twse-indices-trades-no-data.json': { ...TAIEX, expect: 'error-inside' },
  'twse/twse-market-breadth.json': { ...TAIEX, expect: 'bad-body' },
  'twse/twse-market-trades.json': { ...TAIEX, expect: 'bad-body' },
  'twse/twse-market-trades-no-data.json': { ...TAIEX, expect: 'error-inside' },

  // Its base is GBP; the product asks for USD and takes nothing else.
  'fx/frankfurter_latest.json': { mic: 'FX', symbols: { frankfurter: 'JPY' }, expect: 'bad-body' },
};
