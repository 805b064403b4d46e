import type { Instrument } from '../../../shared/market/instrument.ts';
import { DAY_MS, localDateAt, type UtcMs } from '../../../shared/time/instant.ts';
import { EMPTY_ANSWER, type FeedAnswer, FeedError, type QuoteFeed, type TimeRange } from '../feed.ts';
import type { BarContext } from '../quote-answer.ts';
import { provenanceOf, type QuoteFeedOptions } from '../quote-feed-options.ts';
import { parseNaverChartXml, parseNaverDays, parseNaverMinutes, parseNaverQuotes } from './parse.ts';

export const NAVER_BASE_URL = 'https://polling.finance.naver.com';
export const NAVER_CHART_BASE_URL = 'https://api.stock.naver.com';
export const NAVER_XML_BASE_URL = 'https://fchart.stock.naver.com';

const SEOUL = 'Asia/Seoul';
/** Bars the old chart host gives at most, newest last. */
const XML_ROWS = 2500;

export interface NaverOptions extends QuoteFeedOptions {
  readonly baseUrl?: string;
  readonly chartBaseUrl?: string;
  readonly xmlBaseUrl?: string;
}

function compactDay(time: UtcMs): string {
  return localDateAt(time, SEOUL).replaceAll('-', '');
}

/** Naver: KOSPI and KOSDAQ undelayed; may refuse addresses outside Korea. */
export function createNaverFeed(options: NaverOptions): QuoteFeed {
  const { http, calendars, userAgent } = options;
  const baseUrl = options.baseUrl ?? NAVER_BASE_URL;
  const chartBaseUrl = options.chartBaseUrl ?? options.baseUrl ?? NAVER_CHART_BASE_URL;
  const xmlBaseUrl = options.xmlBaseUrl ?? options.chartBaseUrl ?? options.baseUrl ?? NAVER_XML_BASE_URL;
  const get = (url: string, signal: AbortSignal) =>
    http.get({ url, headers: { 'user-agent': userAgent }, signal });

  const chartUrl = (instrument: Instrument, kind: 'minute' | 'day', { from, to }: TimeRange) =>
    `${chartBaseUrl}/chart/domestic/index/${instrument.symbols.naver}/${kind}` +
    `?startDateTime=${compactDay(from)}0000&endDateTime=${compactDay(to)}2359`;

  async function days(
    instrument: Instrument,
    context: Omit<BarContext, 'receivedAt'>,
    signal: AbortSignal,
  ): Promise<FeedAnswer> {
    try {
      const answer = await get(chartUrl(instrument, 'day', context.range), signal);
      return parseNaverDays(answer.body, { ...context, receivedAt: answer.receivedAt });
    } catch (error) {
      const stop = error instanceof FeedError && (error.kind === 'rate-limited' || signal.aborted);
      if (!(error instanceof FeedError) || stop) throw error;
    }
    // The old chart host still carries the days when the new one refuses or has changed its format.
    const query = `symbol=${instrument.symbols.naver}&timeframe=day&count=${XML_ROWS}&requestType=0`;
    const answer = await get(`${xmlBaseUrl}/sise.nhn?${query}`, signal);
    return parseNaverChartXml(answer.body, { ...context, receivedAt: answer.receivedAt });
  }

  return {
    id: 'naver',
    label: 'Naver Finance',
    carries: (instrument) => instrument.symbols.naver !== undefined,
    intervals: ['1m', '1d'],
    depthMs: { '1m': 6 * DAY_MS, '1d': 3650 * DAY_MS },
    async quotes(instruments, signal) {
      if (instruments.length === 0) return EMPTY_ANSWER;
      const codes = instruments.map((i) => i.symbols.naver).join(',');
      const answer = await get(`${baseUrl}/api/realtime/domestic/index/${codes}`, signal);
      return parseNaverQuotes(answer.body, instruments, {
        provenance: provenanceOf(options),
        receivedAt: answer.receivedAt,
        calendarOf: (instrument) => calendars.get(instrument.mic),
      });
    },
    async bars(instrument, interval, range, signal) {
      const context = {
        instrument,
        interval,
        range,
        calendar: calendars.get(instrument.mic),
        provenance: provenanceOf(options),
      };
      if (interval === '1d') return days(instrument, context, signal);
      if (interval !== '1m') throw new FeedError('not-found', `Naver: no ${interval} bars are read here`);
      const answer = await get(chartUrl(instrument, 'minute', range), signal);
      return parseNaverMinutes(answer.body, { ...context, receivedAt: answer.receivedAt });
    },
  };
}
