/** What the upstreams call an instrument: their symbol, names and codes, written from their answers. */
export interface UpstreamNames {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly yahoo?: string;
  /** Yahoo's short and long name of the exchange. */
  readonly exchange?: readonly [code: string, full: string];
  readonly type?: 'INDEX' | 'EQUITY' | 'ETF' | 'CURRENCY' | 'FUTURE';
  /** Minutes by which Yahoo serves it late. */
  readonly yahooDelay?: number;
  readonly eastmoney?: string;
  readonly tencent?: string;
  readonly naver?: string;
  readonly twse?: string;
  readonly frankfurter?: string;
  /** Name in the local script, where an upstream sends that. */
  readonly localName?: string;
}

const OSA = ['OSA', 'Osaka'] as const;
const HKG = ['HKG', 'HKSE'] as const;
const SHH = ['SHH', 'Shanghai'] as const;
const NYQ = ['NYQ', 'NYSE'] as const;

const index = (
  id: string,
  name: string,
  currency: string,
  yahoo: string,
  exchange: readonly [string, string],
  rest: Partial<UpstreamNames> = {},
): UpstreamNames => ({ id, name, currency, yahoo, exchange, type: 'INDEX', yahooDelay: 15, ...rest });

const share = (id: string, name: string, secid: string, type: 'EQUITY' | 'ETF' = 'ETF'): UpstreamNames => ({
  id,
  name,
  currency: 'USD',
  yahoo: id,
  exchange: NYQ,
  type,
  yahooDelay: 0,
  eastmoney: secid,
  tencent: `us${id}`,
});

const currency = (id: string, symbol: string, frankfurter?: string): UpstreamNames => ({
  id,
  name: `USD/${id.slice(3)}`,
  currency: id.slice(3),
  yahoo: symbol,
  exchange: ['CCY', 'CCY'],
  type: 'CURRENCY',
  yahooDelay: 0,
  ...(frankfurter === undefined ? {} : { frankfurter }),
});

/** TOPIX is left out on purpose: no keyless upstream carries it. */
export const UPSTREAM_NAMES: readonly UpstreamNames[] = [
  index('N225', 'Nikkei 225', 'JPY', '^N225', OSA, {
    yahooDelay: 20,
    eastmoney: '100.N225',
    localName: '日经225',
  }),
  index('HSI', 'HANG SENG INDEX', 'HKD', '^HSI', HKG, {
    eastmoney: '100.HSI',
    tencent: 'hkHSI',
    localName: '恒生指数',
  }),
  index('HSCE', 'HANG SENG CHINA ENT. INDEX', 'HKD', '^HSCE', HKG, {
    eastmoney: '100.HSCEI',
    tencent: 'hkHSCEI',
    localName: '国企指数',
  }),
  index('HSTECH', 'HANG SENG TECH', 'HKD', 'HSTECH.HK', HKG, {
    eastmoney: '124.HSTECH',
    tencent: 'hkHSTECH',
    localName: '恒生科技指数',
  }),
  index('SSEC', 'SSE Composite Index', 'CNY', '000001.SS', SHH, {
    yahooDelay: 30,
    eastmoney: '1.000001',
    tencent: 'sh000001',
    localName: '上证指数',
  }),
  index('CSI300', 'CSI 300 Index', 'CNY', '000300.SS', SHH, {
    yahooDelay: 30,
    eastmoney: '1.000300',
    tencent: 'sh000300',
    localName: '沪深300',
  }),
  index('SZCOMP', 'Shenzhen Index', 'CNY', '399001.SZ', ['SHZ', 'Shenzhen'], {
    yahooDelay: 30,
    eastmoney: '0.399001',
    tencent: 'sz399001',
    localName: '深证成指',
  }),
  index('KS11', 'KOSPI Composite Index', 'KRW', '^KS11', ['KSC', 'KSE'], {
    yahooDelay: 20,
    eastmoney: '100.KS11',
    naver: 'KOSPI',
    localName: '코스피',
  }),
  index('KQ11', 'KOSDAQ Composite Index', 'KRW', '^KQ11', ['KOE', 'KOSDAQ'], {
    yahooDelay: 20,
    naver: 'KOSDAQ',
    localName: '코스닥',
  }),
  index('TWII', 'TSEC CAPITALIZATION WEIGHTED ST', 'TWD', '^TWII', ['TAI', 'Taiwan'], {
    yahooDelay: 20,
    eastmoney: '100.TWII',
    twse: 'tse_t00.tw',
    localName: '發行量加權股價指數',
  }),
  index('AXJO', 'S&P/ASX 200', 'AUD', '^AXJO', ['ASX', 'ASX'], { yahooDelay: 20, eastmoney: '100.AS51' }),
  index('NZ50', 'S&P/NZX 50 INDEX GROSS', 'NZD', '^NZ50', ['NZE', 'NZSE'], { eastmoney: '100.NZ50' }),
  index('NSEI', 'NIFTY 50', 'INR', '^NSEI', ['NSI', 'NSE']),
  index('BSESN', 'S&P BSE SENSEX', 'INR', '^BSESN', ['BSE', 'BSE'], { eastmoney: '100.SENSEX' }),
  index('STI', 'STI Index', 'SGD', '^STI', ['SES', 'SES'], { eastmoney: '100.STI' }),
  index('KLSE', 'FTSE Bursa Malaysia KLCI', 'MYR', '^KLSE', ['KLS', 'Kuala Lumpur'], {
    eastmoney: '100.KLSE',
  }),
  index('JKSE', 'IDX COMPOSITE', 'IDR', '^JKSE', ['JKT', 'Jakarta'], { eastmoney: '100.JKSE' }),
  index('SETI', 'SET_SET Index', 'THB', '^SET.BK', ['SET', 'Thailand'], { eastmoney: '100.SET' }),
  index('PSEI', 'PSEi INDEX', 'PHP', 'PSEI.PS', ['PHS', 'Philippines'], { eastmoney: '100.PSI' }),
  index('VNINDEX', 'VN-Index', 'VND', '^VNINDEX.VN', ['VSE', 'Vietnam'], { eastmoney: '100.VNINDEX' }),
  index('GSPC', 'S&P 500', 'USD', '^GSPC', ['SNP', 'SNP'], {
    yahooDelay: 0,
    eastmoney: '100.SPX',
    tencent: 'us.INX',
    localName: '标普500',
  }),
  index('VIX', 'CBOE Volatility Index', 'USD', '^VIX', ['CXI', 'Cboe Indices']),
  index('SOX', 'PHLX Semiconductor', 'USD', '^SOX', ['NIM', 'Nasdaq GIDS'], { yahooDelay: 0 }),
  share('MP', 'MP Materials Corp.', '106.MP', 'EQUITY'),
  share('REMX', 'VanEck Rare Earth and Strategic', '107.REMX'),
  share('EWY', 'iShares MSCI South Korea ETF', '107.EWY'),
  share('EWW', 'iShares MSCI Mexico ETF', '107.EWW'),
  share('VNM', 'VanEck Vietnam ETF', '107.VNM'),
  share('FXI', 'iShares China Large-Cap ETF', '107.FXI'),
  share('ORCL', 'Oracle Corporation', '106.ORCL', 'EQUITY'),
  share('TSM', 'Taiwan Semiconductor', '106.TSM', 'EQUITY'),
  {
    id: 'ACWI',
    name: 'iShares MSCI ACWI ETF',
    currency: 'USD',
    yahoo: 'ACWI',
    exchange: ['NGM', 'NasdaqGM'],
    type: 'ETF',
    yahooDelay: 0,
  },
  {
    id: 'LYC',
    name: 'LYNAS FPO',
    currency: 'AUD',
    yahoo: 'LYC.AX',
    exchange: ['ASX', 'ASX'],
    type: 'EQUITY',
    yahooDelay: 20,
  },
  {
    id: 'CNRE',
    name: 'CHINA NORTHERN RARE EARTH',
    currency: 'CNY',
    yahoo: '600111.SS',
    exchange: SHH,
    type: 'EQUITY',
    yahooDelay: 30,
    eastmoney: '1.600111',
    tencent: 'sh600111',
    localName: '北方稀土',
  },
  {
    id: 'SMIC',
    name: 'SMIC',
    currency: 'HKD',
    yahoo: '0981.HK',
    exchange: HKG,
    type: 'EQUITY',
    yahooDelay: 15,
    eastmoney: '116.00981',
    tencent: 'hk00981',
    localName: '中芯国际',
  },
  currency('USDCNH', 'CNH=X'),
  currency('USDKRW', 'KRW=X', 'KRW'),
  currency('USDJPY', 'JPY=X', 'JPY'),
  {
    id: 'SOYBEAN',
    name: 'Soybean Futures',
    currency: 'USX',
    yahoo: 'ZS=F',
    exchange: ['CBT', 'CBOT'],
    type: 'FUTURE',
    yahooDelay: 10,
  },
];
