import assert from 'node:assert/strict';
import { createHttp } from '../../server/feeds/axios-http.ts';
import type { QuoteFeed } from '../../server/feeds/feed.ts';
import { createQuoteFeeds } from '../../server/feeds/registry-quotes.ts';
import { createStandin, type Standin, standinEnvironment } from '../../server/standin/standin.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { incomingBar } from '../../shared/market/bar.ts';
import { incomingQuote } from '../../shared/market/quote.ts';
import { formatInstant, parseInstant } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import { shippedInstrument } from '../support/chart-answer.ts';
import { seriesOf } from '../support/standin-series.ts';
import { TestClock } from '../support/test-clock.ts';

/** Later than the last close below and its delay, so that every bar of the day is finished. */
const AFTERNOON = '2025-10-30T08:30:00Z';
const MIDDAY = '2025-10-30T02:05:20Z';
const DAY = { from: parseInstant('2025-10-29T23:00:00Z'), to: parseInstant('2025-10-30T09:00:00Z') };
const HISTORY = { from: parseInstant('2025-10-01T00:00:00Z'), to: parseInstant('2025-10-30T00:00:00Z') };

const series = [
  seriesOf('N225', 'XTKS', 51_307.65),
  seriesOf('HSI', 'XHKG', 26_346.14),
  seriesOf('SSEC', 'XSHG', 4016.33),
  seriesOf('KS11', 'XKRX', 4081.15),
  seriesOf('TWII', 'XTAI', 28_294.74),
];

const CARRIED: readonly (readonly [provider: string, instrument: string])[] = [
  ['yahoo', 'N225'],
  ['yahoo', 'HSI'],
  ['eastmoney', 'SSEC'],
  ['eastmoney', 'N225'],
  ['tencent', 'HSI'],
  ['tencent', 'SSEC'],
  ['naver', 'KS11'],
  ['twse', 'TWII'],
];

describe('contract of every quote feed, against the stand-in', () => {
  let standin: Standin;
  let clock: TestClock;
  let feeds: readonly QuoteFeed[];

  async function startAt(now: string): Promise<void> {
    clock = new TestClock(now);
    standin = createStandin({ clock, series, delayMinutes: () => 0, widened: false });
    const env: Partial<Record<string, string>> = standinEnvironment((await standin.start()).baseUrl);
    feeds = createQuoteFeeds({
      http: createHttp({ clock, userAgent: 'market-reaction/0.0.0', gate: { retryDelayMs: 1 } }),
      clock,
      calendars: createCalendars(),
      userAgent: 'market-reaction/0.0.0',
      provenance: () => 'simulated',
      baseUrls: {
        yahoo: (env.YAHOO_BASE_URL ?? '').split(','),
        eastmoney: env.EASTMONEY_BASE_URL,
        eastmoneyHistory: env.EASTMONEY_HISTORY_BASE_URL,
        tencent: env.TENCENT_BASE_URL,
        tencentChart: env.TENCENT_CHART_BASE_URL,
        naver: env.NAVER_BASE_URL,
        naverChart: env.NAVER_CHART_BASE_URL,
        twse: env.TWSE_BASE_URL,
        frankfurter: env.FRANKFURTER_BASE_URL,
      },
    });
  }
  afterEach(() => standin.stop());

  const signal = () => new AbortController().signal;
  const feedOf = (id: string): QuoteFeed => feeds.find((f) => f.id === id) ?? assert.fail(`no feed ${id}`);
  const seriesOfId = (id: string) => series.find((s) => s.id === id) ?? assert.fail(`no series ${id}`);

  /** Open time → close, of the stand-in's own path. */
  function truth(id: string, interval: BarInterval): ReadonlyMap<string, number> {
    const rows = interval === '1d' ? seriesOfId(id).daily : seriesOfId(id).minute;
    return new Map(rows.map((bar) => [formatInstant(bar.openTime), bar.close]));
  }

  for (const [provider, id] of CARRIED) {
    it(`${provider} quotes ${id} with its own time, as simulated`, async () => {
      await startAt(MIDDAY);
      const instrument = shippedInstrument(id);
      assert.ok(feedOf(provider).carries(instrument));
      const answer = await feedOf(provider).quotes([instrument], signal());
      const quote = answer.quotes.at(-1) ?? assert.fail(JSON.stringify(answer.refusals));
      incomingQuote.parse(quote);
      assert.equal(quote.provider, provider);
      assert.equal(quote.provenance, 'simulated');
      assert.ok(quote.time <= clock.now() && clock.now() - quote.time <= 120_000, formatInstant(quote.time));
      assert.equal(quote.previousClose, seriesOfId(id).daily.at(-1)?.close);
      assert.equal(answer.newestObservation, quote.time);
    });

    for (const interval of ['1m', '1d'] as const) {
      it(`${provider} gives the finished ${interval} bars of ${id}, or says it has none`, async () => {
        await startAt(AFTERNOON);
        const feed = feedOf(provider);
        const range = interval === '1d' ? HISTORY : DAY;
        if (!feed.intervals.includes(interval)) return;
        const answer = await feed.bars(shippedInstrument(id), interval, range, signal());
        const expected = truth(id, interval);
        assert.ok(answer.bars.length > 10, `${answer.bars.length} bars`);
        for (const bar of answer.bars) {
          incomingBar.parse(bar);
          assert.equal(bar.provenance, 'simulated');
          assert.equal(bar.close, expected.get(formatInstant(bar.openTime)), formatInstant(bar.openTime));
        }
        const inRange = [...expected.keys()].filter((t) => {
          const time = parseInstant(t);
          return time >= range.from && time < range.to;
        });
        assert.equal(answer.bars.length, inRange.length);
      });
    }

    it(`${provider} gives no bar of ${id} that is still forming`, async () => {
      await startAt(MIDDAY);
      const feed = feedOf(provider);
      if (!feed.intervals.includes('1m')) return;
      const answer = await feed.bars(shippedInstrument(id), '1m', DAY, signal());
      assert.ok(answer.bars.length > 0);
      assert.ok(answer.bars.every((bar) => bar.closeTime <= clock.now()));
    });
  }
});
