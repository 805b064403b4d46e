import { DAY_MS } from '../../../shared/time/instant.ts';
import { EMPTY_ANSWER, FeedError, type QuoteFeed } from '../feed.ts';
import { provenanceOf, type QuoteFeedOptions } from '../quote-feed-options.ts';
import { parseTencentDays, parseTencentMinutes, parseTencentQuotes } from './parse.ts';

export const TENCENT_BASE_URL = 'https://qt.gtimg.cn';
export const TENCENT_HISTORY_BASE_URL = 'https://web.ifzq.gtimg.cn';

/** Rows of one daily answer; the upstream gives no more. */
const DAYS = 800;

export interface TencentOptions extends QuoteFeedOptions {
  readonly baseUrl?: string;
  readonly historyBaseUrl?: string;
}

/** Tencent: steady for Hong Kong, China and US quotes; no Japan, Korea, Taiwan, ASEAN. Minutes of today only. */
export function createTencentFeed(options: TencentOptions): QuoteFeed {
  const { http, calendars, userAgent } = options;
  const baseUrl = options.baseUrl ?? TENCENT_BASE_URL;
  const historyBaseUrl = options.historyBaseUrl ?? options.baseUrl ?? TENCENT_HISTORY_BASE_URL;
  const get = (url: string, signal: AbortSignal) =>
    http.get({ url, headers: { 'user-agent': userAgent }, signal });

  return {
    id: 'tencent',
    label: 'Tencent',
    carries: (instrument) => instrument.symbols.tencent !== undefined,
    intervals: ['1m', '1d'],
    depthMs: { '1m': DAY_MS, '1d': DAYS * DAY_MS },
    async quotes(instruments, signal) {
      if (instruments.length === 0) return EMPTY_ANSWER;
      const codes = instruments.map((i) => i.symbols.tencent).join(',');
      const answer = await get(`${baseUrl}/q=${codes}`, signal);
      return parseTencentQuotes(answer.body, instruments, {
        provenance: provenanceOf(options),
        receivedAt: answer.receivedAt,
      });
    },
    async bars(instrument, interval, range, signal) {
      const code = instrument.symbols.tencent ?? '';
      const context = {
        instrument,
        interval,
        range,
        calendar: calendars.get(instrument.mic),
        provenance: provenanceOf(options),
      };
      if (interval === '1m') {
        const answer = await get(`${historyBaseUrl}/appstock/app/minute/query?code=${code}`, signal);
        return parseTencentMinutes(answer.body, { ...context, receivedAt: answer.receivedAt });
      }
      if (interval !== '1d') throw new FeedError('not-found', `Tencent: no ${interval} bars are read here`);
      const url = `${historyBaseUrl}/appstock/app/kline/kline?param=${code},day,,,${DAYS}`;
      const answer = await get(url, signal);
      return parseTencentDays(answer.body, { ...context, receivedAt: answer.receivedAt });
    },
  };
}
