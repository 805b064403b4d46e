import assert from 'node:assert/strict';
import { readConfig } from '../../server/config.ts';
import { FeedError } from '../../server/feeds/feed.ts';
import { createQuoteFeeds } from '../../server/feeds/registry-quotes.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { asUtcMs, DAY_MS, parseInstant } from '../../shared/time/instant.ts';
import { TestClock } from '../support/test-clock.ts';

const NOW = parseInstant('2025-10-30T02:30:00Z');
const PUBLIC_HOSTS: Readonly<Record<string, RegExp>> = {
  yahoo: /^https:\/\/query[12]\.finance\.yahoo\.com\//,
  eastmoney: /^https:\/\/push2(his)?\.eastmoney\.com\//,
  tencent: /^https:\/\/(qt\.gtimg\.cn|web\.ifzq\.gtimg\.cn)\//,
  naver: /^https:\/\/(polling\.finance|api\.stock|fchart\.stock)\.naver\.com\//,
  twse: /^https:\/\/mis\.twse\.com\.tw\//,
  frankfurter: /^https:\/\/api\.frankfurter\.dev\//,
};

describe('the quote feeds with default settings', () => {
  const asked: string[] = [];
  const feeds = createQuoteFeeds({
    http: {
      async get({ url }) {
        asked.push(url);
        throw new FeedError('network', 'no network here');
      },
    },
    clock: new TestClock(NOW),
    calendars: createCalendars(),
    userAgent: 'market-reaction/test',
    baseUrls: readConfig({}).baseUrls,
    enabled: readConfig({}).quoteFeeds,
  });

  for (const feed of feeds) {
    it(`${feed.id} asks its public host and hands a network fault on`, async () => {
      asked.length = 0;
      const instrument = INSTRUMENTS.find((i) => feed.carries(i));
      assert.ok(instrument);
      const { signal } = new AbortController();
      const range = { from: asUtcMs(NOW - DAY_MS), to: NOW };
      const requests = [
        () => feed.quotes([instrument], signal),
        ...feed.intervals.map((interval) => () => feed.bars(instrument, interval, range, signal)),
      ];
      for (const request of requests) {
        await request().catch((error) => assert.equal((error as FeedError).kind, 'network', String(error)));
      }
      assert.ok(asked.length > 0);
      for (const url of asked) assert.match(url, PUBLIC_HOSTS[feed.id] as RegExp);
    });
  }

  it('are all that the chains name', () => {
    assert.deepEqual(feeds.map((feed) => feed.id).sort(), Object.keys(PUBLIC_HOSTS).sort());
  });
});
