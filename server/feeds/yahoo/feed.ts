import type { Instrument } from '../../../shared/market/instrument.ts';
import { asUtcMs, DAY_MS, MINUTE_MS } from '../../../shared/time/instant.ts';
import type { BarInterval } from '../../../shared/time/interval.ts';
import { EMPTY_ANSWER, type FeedAnswer, FeedError, type QuoteFeed, type TimeRange } from '../feed.ts';
import type { HttpAnswer } from '../http.ts';
import { askEach, mergeAnswers } from '../quote-answer.ts';
import { provenanceOf, type QuoteFeedOptions } from '../quote-feed-options.ts';
import { parseYahooChart } from './parse.ts';

/** The second is the twin of the first: when one answers 429 the other may not. */
export const YAHOO_BASE_URLS: readonly string[] = [
  'https://query1.finance.yahoo.com',
  'https://query2.finance.yahoo.com',
];

/** Ten years of daily bars are about 250 kB, eight days of minutes about 400 kB. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Longest range of one request (FEEDS §3.1), a little under what Yahoo refuses. */
const SPAN_MS: Readonly<Record<BarInterval, number>> = {
  '1m': 7 * DAY_MS,
  '5m': 55 * DAY_MS,
  '1h': 700 * DAY_MS,
  '1d': 20_000 * DAY_MS,
};

const DEPTH_MS: Readonly<Record<BarInterval, number>> = {
  '1m': 29 * DAY_MS,
  '5m': 59 * DAY_MS,
  '1h': 729 * DAY_MS,
  '1d': 20_000 * DAY_MS,
};

function* spans(range: TimeRange, spanMs: number): Generator<TimeRange> {
  for (let from: number = range.from; from < range.to; from += spanMs) {
    yield { from: asUtcMs(from), to: asUtcMs(Math.min(from + spanMs, range.to)) };
  }
}

export interface YahooOptions extends QuoteFeedOptions {
  readonly baseUrls?: readonly string[];
}

/** Yahoo v8 chart: first for bars and quotes. Every answer carries the quote besides its bars. */
export function createYahooFeed(options: YahooOptions): QuoteFeed {
  const { http, clock, calendars, userAgent } = options;
  const baseUrls = options.baseUrls ?? YAHOO_BASE_URLS;

  async function ask(path: string, signal: AbortSignal): Promise<HttpAnswer> {
    let refused: unknown = new FeedError('network', 'Yahoo: no base URL');
    for (const baseUrl of baseUrls) {
      try {
        return await http.get({
          url: `${baseUrl}${path}`,
          headers: { 'user-agent': userAgent, accept: 'application/json' },
          signal,
          maxBytes: MAX_BYTES,
        });
      } catch (error) {
        refused = error;
        if (!(error instanceof FeedError && error.kind === 'rate-limited')) throw error;
      }
    }
    throw refused;
  }

  async function chart(
    instrument: Instrument,
    interval: BarInterval,
    range: TimeRange,
    signal: AbortSignal,
  ): Promise<FeedAnswer> {
    const period1 = Math.floor(range.from / 1000);
    const period2 = Math.ceil(range.to / 1000);
    const query = `interval=${interval}&period1=${period1}&period2=${period2}&includePrePost=false`;
    const answer = await ask(
      `/v8/finance/chart/${encodeURIComponent(instrument.symbols.yahoo ?? '')}?${query}`,
      signal,
    );
    return parseYahooChart(answer.body, {
      instrument,
      interval,
      range,
      calendar: calendars.get(instrument.mic),
      provenance: provenanceOf(options),
      receivedAt: answer.receivedAt,
    });
  }

  return {
    id: 'yahoo',
    label: 'Yahoo Finance',
    carries: (instrument) => instrument.symbols.yahoo !== undefined,
    intervals: ['1m', '5m', '1h', '1d'],
    depthMs: DEPTH_MS,
    quotes: (instruments, signal) =>
      askEach(instruments, (instrument) => {
        const to = asUtcMs(clock.now() + MINUTE_MS);
        return chart(instrument, '1m', { from: asUtcMs(to - DAY_MS), to }, signal);
      }),
    async bars(instrument, interval, range, signal) {
      const to = asUtcMs(Math.min(range.to, clock.now() + MINUTE_MS));
      if (range.from >= to) return EMPTY_ANSWER;
      const answers: FeedAnswer[] = [];
      for (const span of spans({ from: range.from, to }, SPAN_MS[interval])) {
        answers.push(await chart(instrument, interval, span, signal));
      }
      const merged = mergeAnswers(answers);
      // Every part carries the same quote of now.
      return { ...merged, quotes: merged.quotes.slice(-1) };
    },
  };
}
