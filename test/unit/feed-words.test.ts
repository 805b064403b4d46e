import assert from 'node:assert/strict';
import { FeedError } from '../../server/feeds/feed.ts';
import { FeedLedger } from '../../server/poller/feed-ledger.ts';
import { MarketLedger } from '../../server/poller/market-ledger.ts';
import { isOffline } from '../../server/poller/offline.ts';
import { errorWords, span } from '../../server/poller/words.ts';
import { HealthRegistry } from '../../server/runtime/health-registry.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { asUtcMs, HOUR_MS, MINUTE_MS } from '../../shared/time/instant.ts';
import { TestClock } from '../support/test-clock.ts';

describe('words about a feed', () => {
  let clock: TestClock;
  let health: HealthRegistry;
  let ledger: FeedLedger;
  const words = (id = 'yahoo'): string => health.feeds().find((f) => f.feed === id)?.words ?? '';
  const good = { newestObservation: null, refusals: 0, stale: false, measures: false };

  beforeEach(() => {
    clock = new TestClock('2025-10-30T02:05:00Z');
    health = new HealthRegistry();
    ledger = new FeedLedger(health, clock);
    ledger.open({ id: 'yahoo', label: 'Yahoo', kind: 'quotes', side: null });
  });

  it('rounds spans up, so that a promise is never early', () => {
    assert.equal(span(500), '1 s');
    assert.equal(span(13 * MINUTE_MS + 1), '14 min');
    assert.equal(span(HOUR_MS), '1 h');
    assert.equal(span(2 * HOUR_MS - 1), '2 h');
    assert.equal(span(3 * HOUR_MS + 5 * MINUTE_MS), '3 h 5 min');
  });

  it('has a sentence for every kind of failure', () => {
    const kinds = [
      'network',
      'timeout',
      'rate-limited',
      'forbidden',
      'not-found',
      'server-error',
      'html-instead',
      'truncated',
      'too-large',
      'bad-body',
      'error-inside',
      'redirected',
      'frozen',
      'busy',
    ] as const;
    const sentences = new Set(kinds.map((kind) => errorWords(new FeedError(kind, ''), null)));
    assert.equal(sentences.size, kinds.length);
  });

  it('counts a pause down', async () => {
    ledger.failed('yahoo', 'N225', new FeedError('rate-limited', 'x', { retryAfterMs: 14 * MINUTE_MS }));
    assert.equal(words(), 'Rate limited, asks again in 14 min');
    await clock.advanceBy(10 * MINUTE_MS);
    ledger.refresh();
    assert.equal(words(), 'Rate limited, asks again in 4 min');
    await clock.advanceBy(5 * MINUTE_MS);
    assert.equal(ledger.pausedUntil('yahoo'), null);
  });

  it('tells the age of a price that stands still, and the lag of one that moves', () => {
    const newestObservation = asUtcMs(clock.now() - 21 * MINUTE_MS);
    ledger.answered('yahoo', 'N225', { ...good, newestObservation, stale: true });
    assert.equal(words(), 'Yahoo answers, but its newest price is 21 min old');
    ledger.answered('yahoo', 'N225', {
      ...good,
      newestObservation: asUtcMs(clock.now() - 16 * MINUTE_MS),
      measures: true,
    });
    assert.equal(words(), 'Answers, 16 min behind');
  });

  it('says what the watchdog found, and takes it back', () => {
    ledger.answered('yahoo', 'N225', good);
    ledger.refresh(new Map([['yahoo', 'Our own schedule is 9 min late']]));
    assert.equal(words(), 'Our own schedule is 9 min late');
    ledger.refresh();
    assert.equal(words(), 'Answers');
  });

  it('is offline when every feed that was asked finds no connection, and only then', () => {
    ledger.open({ id: 'scmp', label: 'SCMP', kind: 'headlines', side: 'other' });
    assert.equal(isOffline(health.feeds()), false);
    ledger.failed('yahoo', 'N225', new FeedError('network', 'ENOTFOUND'));
    assert.equal(isOffline(health.feeds()), true);
    ledger.failed('scmp', 'scmp', new FeedError('timeout', '', { retryAfterMs: MINUTE_MS }));
    assert.equal(isOffline(health.feeds()), true);
    ledger.failed('scmp', 'scmp', new FeedError('server-error', '502'));
    assert.equal(isOffline(health.feeds()), false);
  });
});

describe('freshness of a market', () => {
  it('counts open minutes only, and measures the delay', async () => {
    const clock = new TestClock('2025-10-30T02:25:00Z');
    const health = new HealthRegistry();
    const markets = new MarketLedger(health, clock, createCalendars());
    const nikkei = INSTRUMENTS.find((i) => i.id === 'N225') as (typeof INSTRUMENTS)[number];
    const state = () => health.market(nikkei.id);
    markets.open(nikkei);
    assert.equal(state()?.state, 'no-data');
    markets.observed(nikkei, 'yahoo', asUtcMs(clock.now() - 18 * MINUTE_MS));
    assert.equal(state()?.state, 'delayed');
    assert.equal(state()?.delayMinutes, 18);
    // Over lunch (02:30–03:30) nothing ages.
    await clock.advanceTo('2025-10-30T03:30:00Z');
    markets.refresh();
    assert.equal(state()?.state, 'delayed');
    await clock.advanceTo('2025-10-30T03:38:00Z');
    markets.refresh();
    assert.equal(state()?.state, 'stale');
    markets.observed(nikkei, 'eastmoney', asUtcMs(clock.now() - MINUTE_MS));
    assert.equal(state()?.state, 'fresh');
    assert.equal(state()?.provider, 'eastmoney');
    await clock.advanceTo('2025-10-30T03:40:00Z');
    markets.observed(nikkei, 'eastmoney', clock.now());
    await clock.advanceTo('2025-10-30T03:45:00Z');
    markets.refresh();
    assert.equal(state()?.state, 'fresh');
  });
});
