import { EMPTY_ANSWER, type QuoteFeed } from '../feed.ts';
import { provenanceOf, type QuoteFeedOptions } from '../quote-feed-options.ts';
import { parseTwseQuotes } from './parse.ts';

export const TWSE_BASE_URL = 'https://mis.twse.com.tw';

export interface TwseOptions extends QuoteFeedOptions {
  readonly baseUrl?: string;
}

/** Taiwan's own quotes in real time; no bars. Above three requests in five seconds the address is cut off. */
export function createTwseFeed(options: TwseOptions): QuoteFeed {
  const { http, clock, calendars, userAgent } = options;
  const baseUrl = options.baseUrl ?? TWSE_BASE_URL;
  return {
    id: 'twse',
    label: 'TWSE MIS',
    carries: (instrument) => instrument.symbols.twse !== undefined,
    intervals: [],
    depthMs: {},
    async quotes(instruments, signal) {
      if (instruments.length === 0) return EMPTY_ANSWER;
      const channels = instruments.map((i) => i.symbols.twse).join('|');
      const answer = await http.get({
        url: `${baseUrl}/stock/api/getStockInfo.jsp?ex_ch=${encodeURIComponent(channels)}&json=1&delay=0&_=${clock.now()}`,
        headers: { 'user-agent': userAgent },
        signal,
      });
      return parseTwseQuotes(answer.body, instruments, {
        provenance: provenanceOf(options),
        receivedAt: answer.receivedAt,
        calendarOf: (instrument) => calendars.get(instrument.mic),
      });
    },
    bars: async () => EMPTY_ANSWER,
  };
}
