import type { z } from 'zod/mini';
import type { Instrument, InstrumentId, instrumentKind, Mic } from './instrument.ts';

type Kind = z.infer<typeof instrumentKind>;

/** What all instruments of one exchange share. `delayMinutes` is the documented delay of the free quote. */
interface Venue {
  readonly mic: string;
  readonly timeZone: string;
  readonly city: string;
  readonly currency: string;
  readonly region: Instrument['region'];
  readonly delayMinutes: number;
}

const venue = (
  mic: string,
  timeZone: string,
  city: string,
  currency: string,
  region: Instrument['region'],
  delayMinutes: number,
): Venue => ({ mic, timeZone, city, currency, region, delayMinutes });

const TOKYO = venue('XTKS', 'Asia/Tokyo', 'Tokyo', 'JPY', 'north-asia', 20);
const HONG_KONG = venue('XHKG', 'Asia/Hong_Kong', 'Hong Kong', 'HKD', 'greater-china', 15);
const SHANGHAI = venue('XSHG', 'Asia/Shanghai', 'Shanghai', 'CNY', 'greater-china', 30);
const SHENZHEN = venue('XSHE', 'Asia/Shanghai', 'Shenzhen', 'CNY', 'greater-china', 30);
const SEOUL = venue('XKRX', 'Asia/Seoul', 'Seoul', 'KRW', 'north-asia', 20);
const TAIPEI = venue('XTAI', 'Asia/Taipei', 'Taipei', 'TWD', 'greater-china', 20);
const SYDNEY = venue('XASX', 'Australia/Sydney', 'Sydney', 'AUD', 'oceania', 20);
const WELLINGTON = venue('XNZE', 'Pacific/Auckland', 'Wellington', 'NZD', 'oceania', 15);
const MUMBAI_NSE = venue('XNSE', 'Asia/Kolkata', 'Mumbai', 'INR', 'south-asia', 15);
const MUMBAI_BSE = venue('XBOM', 'Asia/Kolkata', 'Mumbai', 'INR', 'south-asia', 15);
const SINGAPORE = venue('XSES', 'Asia/Singapore', 'Singapore', 'SGD', 'southeast-asia', 15);
const KUALA_LUMPUR = venue('XKLS', 'Asia/Kuala_Lumpur', 'Kuala Lumpur', 'MYR', 'southeast-asia', 15);
const JAKARTA = venue('XIDX', 'Asia/Jakarta', 'Jakarta', 'IDR', 'southeast-asia', 15);
const BANGKOK = venue('XBKK', 'Asia/Bangkok', 'Bangkok', 'THB', 'southeast-asia', 15);
const MANILA = venue('XPHS', 'Asia/Manila', 'Manila', 'PHP', 'southeast-asia', 15);
const HCM_CITY = venue('XSTC', 'Asia/Ho_Chi_Minh', 'HCM City', 'VND', 'southeast-asia', 15);
const NEW_YORK = venue('XNYS', 'America/New_York', 'New York', 'USD', 'americas', 15);
const CHICAGO = venue('XCBT', 'America/Chicago', 'Chicago', 'USX', 'americas', 15);
/** Currencies follow the New York trade date; nobody's exchange, so nobody's delay rule but the default. */
const FX_WEEK = venue('FX', 'America/New_York', 'New York', 'USD', 'global', 15);

interface Rest {
  readonly kind?: Kind;
  readonly set?: Instrument['set'];
  readonly shortName?: string;
  readonly currency?: string;
  readonly priceTick?: number;
  readonly delayMinutes?: number;
  readonly standIn?: string;
  readonly symbols: Instrument['symbols'];
}

function define(id: string, name: string, at: Venue, rest: Rest): Instrument {
  return {
    id: id as InstrumentId,
    name,
    shortName: rest.shortName ?? name,
    kind: rest.kind ?? 'index',
    mic: at.mic as Mic,
    timeZone: at.timeZone,
    city: at.city,
    currency: rest.currency ?? at.currency,
    region: at.region,
    priceTick: rest.priceTick ?? 0.01,
    symbols: rest.symbols,
    delayMinutes: rest.delayMinutes ?? at.delayMinutes,
    ...(rest.standIn === undefined ? {} : { standIn: rest.standIn as InstrumentId }),
    set: rest.set ?? 'core',
  };
}

const usShare = (id: string, name: string, venueCode: 106 | 107, rest: Omit<Rest, 'symbols'>): Instrument =>
  define(id, name, NEW_YORK, {
    kind: 'equity',
    ...rest,
    symbols: { yahoo: id, eastmoney: `${venueCode}.${id}`, tencent: `us${id}` },
  });

/** The first watchlist: the indices of Asia and Oceania. */
const CORE: readonly Instrument[] = [
  define('N225', 'Nikkei 225', TOKYO, {
    symbols: { yahoo: '^N225', eastmoney: '100.N225' },
    standIn: 'USDJPY',
  }),
  // No keyless source carries TOPIX: it lives on published figures and imports.
  define('TOPIX', 'TOPIX', TOKYO, { symbols: {}, standIn: 'USDJPY' }),
  define('HSI', 'Hang Seng', HONG_KONG, {
    symbols: { yahoo: '^HSI', eastmoney: '100.HSI', tencent: 'hkHSI' },
    standIn: 'FXI',
  }),
  define('HSCE', 'Hang Seng China Enterprises', HONG_KONG, {
    shortName: 'HS China Ent.',
    symbols: { yahoo: '^HSCE', eastmoney: '100.HSCEI', tencent: 'hkHSCEI' },
    standIn: 'FXI',
  }),
  define('SSEC', 'Shanghai Composite', SHANGHAI, {
    shortName: 'Shanghai Comp.',
    symbols: { yahoo: '000001.SS', eastmoney: '1.000001', tencent: 'sh000001' },
    standIn: 'FXI',
  }),
  define('CSI300', 'CSI 300', SHANGHAI, {
    symbols: { yahoo: '000300.SS', eastmoney: '1.000300', tencent: 'sh000300' },
    standIn: 'FXI',
  }),
  define('SZCOMP', 'Shenzhen Component', SHENZHEN, {
    shortName: 'Shenzhen Comp.',
    symbols: { yahoo: '399001.SZ', eastmoney: '0.399001', tencent: 'sz399001' },
    standIn: 'FXI',
  }),
  define('KS11', 'KOSPI', SEOUL, {
    symbols: { yahoo: '^KS11', eastmoney: '100.KS11', naver: 'KOSPI' },
    standIn: 'EWY',
  }),
  define('KQ11', 'KOSDAQ', SEOUL, {
    symbols: { yahoo: '^KQ11', naver: 'KOSDAQ' },
    standIn: 'EWY',
  }),
  define('TWII', 'TAIEX', TAIPEI, {
    symbols: { yahoo: '^TWII', eastmoney: '100.TWII', twse: 'tse_t00.tw' },
    standIn: 'TSM',
  }),
  define('AXJO', 'S&P/ASX 200', SYDNEY, { symbols: { yahoo: '^AXJO', eastmoney: '100.AS51' } }),
  define('NZ50', 'S&P/NZX 50', WELLINGTON, { symbols: { yahoo: '^NZ50', eastmoney: '100.NZ50' } }),
  define('NSEI', 'Nifty 50', MUMBAI_NSE, { symbols: { yahoo: '^NSEI' } }),
  define('BSESN', 'BSE Sensex', MUMBAI_BSE, { symbols: { yahoo: '^BSESN', eastmoney: '100.SENSEX' } }),
  define('STI', 'Straits Times Index', SINGAPORE, {
    shortName: 'Straits Times',
    symbols: { yahoo: '^STI', eastmoney: '100.STI' },
  }),
  define('KLSE', 'FTSE Bursa Malaysia KLCI', KUALA_LUMPUR, {
    shortName: 'KLCI',
    symbols: { yahoo: '^KLSE', eastmoney: '100.KLSE' },
  }),
  define('JKSE', 'Jakarta Composite', JAKARTA, {
    shortName: 'Jakarta Comp.',
    symbols: { yahoo: '^JKSE', eastmoney: '100.JKSE' },
  }),
  define('SETI', 'SET Index', BANGKOK, { symbols: { yahoo: '^SET.BK', eastmoney: '100.SET' } }),
  define('PSEI', 'PSEi', MANILA, { symbols: { yahoo: 'PSEI.PS', eastmoney: '100.PSI' } }),
  define('VNINDEX', 'VN-Index', HCM_CITY, {
    symbols: { yahoo: '^VNINDEX.VN', eastmoney: '100.VNINDEX' },
    standIn: 'VNM',
  }),
];

const RARE_EARTHS: readonly Instrument[] = [
  usShare('MP', 'MP Materials', 106, { set: 'rare-earths' }),
  define('LYC', 'Lynas Rare Earths', SYDNEY, {
    shortName: 'Lynas',
    kind: 'equity',
    set: 'rare-earths',
    symbols: { yahoo: 'LYC.AX' },
  }),
  usShare('REMX', 'VanEck Rare Earth ETF', 107, {
    shortName: 'Rare Earth ETF',
    kind: 'etf',
    set: 'rare-earths',
  }),
  define('CNRE', 'China Northern Rare Earth', SHANGHAI, {
    shortName: 'China N. Rare E.',
    kind: 'equity',
    set: 'rare-earths',
    symbols: { yahoo: '600111.SS', eastmoney: '1.600111', tencent: 'sh600111' },
  }),
];

const TECH: readonly Instrument[] = [
  define('SOX', 'PHLX Semiconductor', NEW_YORK, {
    shortName: 'PHLX Semicond.',
    set: 'tech',
    symbols: { yahoo: '^SOX' },
  }),
  define('HSTECH', 'Hang Seng Tech', HONG_KONG, {
    set: 'tech',
    symbols: { yahoo: 'HSTECH.HK', eastmoney: '124.HSTECH', tencent: 'hkHSTECH' },
  }),
  define('SMIC', 'SMIC', HONG_KONG, {
    kind: 'equity',
    set: 'tech',
    symbols: { yahoo: '0981.HK', eastmoney: '116.00981', tencent: 'hk00981' },
  }),
  usShare('TSM', 'TSMC (New York)', 106, { set: 'tech' }),
  usShare('ORCL', 'Oracle', 106, { set: 'tech' }),
];

const CURRENCIES: readonly Instrument[] = [
  define('USDCNH', 'USD/CNH', FX_WEEK, {
    kind: 'fx',
    set: 'currencies',
    currency: 'CNH',
    priceTick: 0.0001,
    symbols: { yahoo: 'CNH=X' },
  }),
  define('USDKRW', 'USD/KRW', FX_WEEK, {
    kind: 'fx',
    set: 'currencies',
    currency: 'KRW',
    symbols: { yahoo: 'KRW=X', frankfurter: 'KRW' },
  }),
  define('USDJPY', 'USD/JPY', FX_WEEK, {
    kind: 'fx',
    set: 'currencies',
    currency: 'JPY',
    priceTick: 0.001,
    symbols: { yahoo: 'JPY=X', frankfurter: 'JPY' },
  }),
];

const TRADE_EXPOSED: readonly Instrument[] = [
  usShare('VNM', 'VanEck Vietnam ETF', 107, { shortName: 'Vietnam ETF', kind: 'etf', set: 'trade-exposed' }),
  usShare('EWY', 'iShares MSCI South Korea ETF', 107, {
    shortName: 'South Korea ETF',
    kind: 'etf',
    set: 'trade-exposed',
  }),
  usShare('EWW', 'iShares MSCI Mexico ETF', 107, {
    shortName: 'Mexico ETF',
    kind: 'etf',
    set: 'trade-exposed',
  }),
  usShare('FXI', 'iShares China Large-Cap ETF', 107, {
    shortName: 'China ETF',
    kind: 'etf',
    set: 'trade-exposed',
  }),
];

const BENCHMARKS: readonly Instrument[] = [
  define('GSPC', 'S&P 500', NEW_YORK, {
    set: 'benchmarks',
    symbols: { yahoo: '^GSPC', eastmoney: '100.SPX', tencent: 'us.INX' },
  }),
  define('ACWI', 'iShares MSCI ACWI ETF', NEW_YORK, {
    shortName: 'World ETF',
    kind: 'etf',
    set: 'benchmarks',
    // Listed on NASDAQ, which Yahoo carries without delay.
    delayMinutes: 0,
    symbols: { yahoo: 'ACWI' },
  }),
  define('VIX', 'CBOE VIX', NEW_YORK, { set: 'benchmarks', symbols: { yahoo: '^VIX' } }),
  // Quoted in US cents a bushel, hence USX.
  define('SOYBEAN', 'Soybean futures', CHICAGO, {
    shortName: 'Soybeans',
    kind: 'future',
    set: 'benchmarks',
    priceTick: 0.25,
    symbols: { yahoo: 'ZS=F' },
  }),
];

/** Every instrument the product ships, the first watchlist first. A user's `instruments.json` is merged over it. */
export const INSTRUMENTS: readonly Instrument[] = [
  ...CORE,
  ...RARE_EARTHS,
  ...TECH,
  ...CURRENCIES,
  ...TRADE_EXPOSED,
  ...BENCHMARKS,
];
