import type { Instrument } from '../../../shared/market/instrument.ts';
import { DAY_MS, localDateAt } from '../../../shared/time/instant.ts';
import type { BarInterval } from '../../../shared/time/interval.ts';
import { EMPTY_ANSWER, FeedError, type QuoteFeed, type TimeRange } from '../feed.ts';
import type { BarContext } from '../quote-answer.ts';
import { provenanceOf, type QuoteFeedOptions } from '../quote-feed-options.ts';
import { parseEastMoneyKlines, parseEastMoneyQuotes, parseEastMoneyTrends } from './parse.ts';

export const EASTMONEY_BASE_URL = 'https://push2.eastmoney.com';
export const EASTMONEY_HISTORY_BASE_URL = 'https://push2his.eastmoney.com';

const BEIJING = 'Asia/Shanghai';
/** `trends2` goes back five trading days; this many calendar days are sure to lie within them. */
const TRENDS_DAYS = 5;

export interface EastMoneyOptions extends QuoteFeedOptions {
  readonly baseUrl?: string;
  readonly historyBaseUrl?: string;
}

/** EastMoney: second for bars, one batched call for quotes. Bans by address when asked often: a fallback only. */
export function createEastMoneyFeed(options: EastMoneyOptions): QuoteFeed {
  const { http, clock, calendars, userAgent } = options;
  const baseUrl = options.baseUrl ?? EASTMONEY_BASE_URL;
  const historyBaseUrl = options.historyBaseUrl ?? options.baseUrl ?? EASTMONEY_HISTORY_BASE_URL;
  const get = (url: string, signal: AbortSignal) =>
    http.get({ url, headers: { 'user-agent': userAgent }, signal, maxBytes: 8 * 1024 * 1024 });

  function contextOf(
    instrument: Instrument,
    interval: BarInterval,
    range: TimeRange,
  ): Omit<BarContext, 'receivedAt'> {
    return {
      instrument,
      interval,
      range,
      calendar: calendars.get(instrument.mic),
      provenance: provenanceOf(options),
    };
  }

  function trendsUrl(secid: string, range: TimeRange): string {
    const days = Math.min(TRENDS_DAYS, Math.max(1, Math.ceil((clock.now() - range.from) / DAY_MS)));
    return (
      `${historyBaseUrl}/api/qt/stock/trends2/get?secid=${secid}&ndays=${days}&iscr=0` +
      '&fields1=f1,f2,f3,f4,f5,f6,f7,f8,f9,f10,f11,f12,f13&fields2=f51,f52,f53,f54,f55,f56,f57,f58'
    );
  }

  function klinesUrl(secid: string, klt: string, range: TimeRange): string {
    const day = (time: TimeRange['from']) => localDateAt(time, BEIJING).replaceAll('-', '');
    return (
      `${historyBaseUrl}/api/qt/stock/kline/get?secid=${secid}&klt=${klt}&fqt=0&beg=${day(range.from)}` +
      `&end=${day(range.to)}&lmt=100000&fields1=f1,f2,f3&fields2=f51,f52,f53,f54,f55,f56,f57,f58`
    );
  }

  return {
    id: 'eastmoney',
    label: 'EastMoney',
    carries: (instrument) => instrument.symbols.eastmoney !== undefined,
    intervals: ['1m', '5m', '1d'],
    depthMs: { '1m': TRENDS_DAYS * DAY_MS, '5m': 30 * DAY_MS, '1d': 13_000 * DAY_MS },
    async quotes(instruments, signal) {
      if (instruments.length === 0) return EMPTY_ANSWER;
      const secids = instruments.map((i) => i.symbols.eastmoney).join(',');
      const answer = await get(
        `${baseUrl}/api/qt/ulist.np/get?fltt=2&invt=2&secids=${secids}` +
          '&fields=f1,f2,f3,f4,f12,f13,f14,f15,f16,f17,f18,f124',
        signal,
      );
      return parseEastMoneyQuotes(answer.body, instruments, {
        provenance: provenanceOf(options),
        receivedAt: answer.receivedAt,
      });
    },
    async bars(instrument, interval, range, signal) {
      const secid = instrument.symbols.eastmoney ?? '';
      const context = contextOf(instrument, interval, range);
      if (interval === '1h') throw new FeedError('not-found', 'EastMoney: no hourly bars are read here');
      if (interval === '1m') {
        const answer = await get(trendsUrl(secid, range), signal);
        return parseEastMoneyTrends(answer.body, { ...context, receivedAt: answer.receivedAt });
      }
      const answer = await get(klinesUrl(secid, interval === '1d' ? '101' : '5', range), signal);
      return parseEastMoneyKlines(answer.body, { ...context, receivedAt: answer.receivedAt });
    },
  };
}
