import { DAY_MS, localDateAt } from '../../../shared/time/instant.ts';
import { EMPTY_ANSWER, FeedError, type QuoteFeed } from '../feed.ts';
import { provenanceOf, type QuoteFeedOptions } from '../quote-feed-options.ts';
import { parseFrankfurterLatest, parseFrankfurterSeries } from './parse.ts';

export const FRANKFURTER_BASE_URL = 'https://api.frankfurter.dev';

const FRANKFURT = 'Europe/Berlin';

export interface FrankfurterOptions extends QuoteFeedOptions {
  readonly baseUrl?: string;
}

/** Frankfurter: the ECB's daily reference rates for USD/KRW and USD/JPY; no CNH. */
export function createFrankfurterFeed(options: FrankfurterOptions): QuoteFeed {
  const { http, calendars, userAgent } = options;
  const baseUrl = options.baseUrl ?? FRANKFURTER_BASE_URL;
  const get = (path: string, signal: AbortSignal) =>
    http.get({ url: `${baseUrl}/v1/${path}`, headers: { 'user-agent': userAgent }, signal });

  return {
    id: 'frankfurter',
    label: 'Frankfurter (ECB)',
    carries: (instrument) => instrument.symbols.frankfurter !== undefined,
    intervals: ['1d'],
    depthMs: { '1d': 9700 * DAY_MS },
    async quotes(instruments, signal) {
      if (instruments.length === 0) return EMPTY_ANSWER;
      const symbols = instruments.map((i) => i.symbols.frankfurter).join(',');
      const answer = await get(`latest?base=USD&symbols=${symbols}`, signal);
      return parseFrankfurterLatest(answer.body, instruments, {
        provenance: provenanceOf(options),
        receivedAt: answer.receivedAt,
      });
    },
    async bars(instrument, interval, range, signal) {
      if (interval !== '1d') throw new FeedError('not-found', 'Frankfurter: has daily rates only');
      const span = `${localDateAt(range.from, FRANKFURT)}..${localDateAt(range.to, FRANKFURT)}`;
      const answer = await get(`${span}?base=USD&symbols=${instrument.symbols.frankfurter}`, signal);
      return parseFrankfurterSeries(answer.body, {
        instrument,
        interval,
        range,
        calendar: calendars.get(instrument.mic),
        provenance: provenanceOf(options),
        receivedAt: answer.receivedAt,
      });
    },
  };
}
