import assert from 'node:assert/strict';
import { createHttp } from '../../server/feeds/axios-http.ts';
import { createHeadlineFeeds } from '../../server/feeds/registry-headlines.ts';
import { createQuoteFeeds } from '../../server/feeds/registry-quotes.ts';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import { createPoller, isOffline, type Poller, type PollOptions } from '../../server/poller/poller.ts';
import { HealthRegistry } from '../../server/runtime/health-registry.ts';
import { busanHeadlines, busanSeries } from '../../server/standin/busan.ts';
import type { Fault } from '../../server/standin/faults.ts';
import { createStandin, type Standin } from '../../server/standin/standin.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import type { FeedStatus } from '../../shared/protocol/status.ts';
import { asUtcMs, formatInstant, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { TestClock } from '../support/test-clock.ts';

const IDS = ['N225', 'HSI', 'SSEC', 'KS11', 'TWII', 'NSEI'];
const calendars = createCalendars();
const instruments = INSTRUMENTS.filter((i) => IDS.includes(i.id));
const series = busanSeries(calendars, instruments, 1031);
const id = (text: string): InstrumentId => text as InstrumentId;

interface Rig {
  readonly clock: TestClock;
  readonly standin: Standin;
  readonly store: Store;
  readonly health: HealthRegistry;
  readonly poller: Poller;
  /** Advances event time minute by minute and lets every run end. */
  minutes(count: number): Promise<void>;
  feed(feedId: string): FeedStatus;
  lastBar(instrument: string): Promise<Bar | undefined>;
  readonly faults: unknown[];
}

describe('poller over real HTTP', () => {
  let folder: ReturnType<typeof tempFolder>;
  let rig: Rig;

  async function build(start: string, options: PollOptions = { backfill: [] }): Promise<Rig> {
    const clock = new TestClock(start);
    const standin = createStandin({ clock, series, headlines: busanHeadlines(), delayMinutes: () => 0 });
    const { baseUrl } = await standin.start();
    const gate = { retries: 0, failures: 10_000, rateLimitPauseMs: 1, maxRateLimitPauseMs: 1 };
    const http = createHttp({ clock, userAgent: 'market-reaction/test', gate });
    const feeds = createQuoteFeeds({
      http,
      clock,
      calendars,
      userAgent: 'market-reaction/test',
      provenance: () => 'simulated',
      baseUrls: {
        yahoo: [`${baseUrl}/yahoo`],
        eastmoney: `${baseUrl}/eastmoney`,
        eastmoneyHistory: `${baseUrl}/eastmoney-history`,
        tencent: `${baseUrl}/tencent`,
        tencentChart: `${baseUrl}/tencent-chart`,
        naver: `${baseUrl}/naver`,
        naverChart: `${baseUrl}/naver-chart`,
        twse: `${baseUrl}/twse`,
        frankfurter: `${baseUrl}/frankfurter`,
      },
    });
    const headlineFeeds = createHeadlineFeeds({
      http,
      clock,
      googleNews: false,
      standinBaseUrl: baseUrl,
      enabled: ['cnbc-top', 'scmp'],
    });
    const store = await openSqliteStore({ path: folder.file('market.db') });
    const health = new HealthRegistry();
    const faults: unknown[] = [];
    const poller = createPoller({
      clock,
      feeds,
      headlineFeeds,
      ingest: createIngest({ store, clock }),
      store,
      health,
      calendars,
      instruments,
      cron: false,
      options,
      onFault: (where, error) => faults.push(where, error),
    });
    return {
      clock,
      standin,
      store,
      health,
      poller,
      faults,
      async minutes(count) {
        for (let i = 0; i < count; i++) {
          await clock.advanceBy(MINUTE_MS);
          await poller.idle();
        }
      },
      feed: (feedId) => health.feeds().find((f) => f.feed === feedId) as FeedStatus,
      lastBar: (instrument) => store.lastBar(id(instrument), '1m', clock.now()),
    };
  }

  async function begin(start: string, options?: PollOptions): Promise<void> {
    rig = await build(start, options);
    rig.poller.start();
    await rig.poller.idle();
  }

  beforeEach(() => {
    folder = tempFolder();
  });
  afterEach(async () => {
    await rig.poller.stop();
    await rig.standin.stop();
    await rig.store.close();
    folder.remove();
    assert.deepEqual(rig.faults, []);
  });

  it('brings a price served by the upstreams into the store, and says so', async () => {
    await begin('2025-10-30T02:05:20Z');
    const truth = series
      .find((s) => s.id === 'KS11')
      ?.minute.find((b) => b.closeTime === parseInstant('2025-10-30T02:05:00Z'));
    const bar = await rig.lastBar('KS11');
    assert.equal(bar?.closeTime, truth?.closeTime);
    assert.equal(bar?.close, truth?.close);
    assert.equal(bar?.provenance, 'simulated');
    const quotes = await rig.store.latestQuotes(rig.clock.now());
    const seoul = quotes.find((q) => q.instrument === 'KS11');
    assert.equal(seoul?.provider, 'naver');
    assert.ok(Math.abs((seoul?.previousClose ?? 0) - 4081.15) < 1e-6);
    const headlines = await rig.store.headlines({
      from: asUtcMs(0),
      to: asUtcMs(rig.clock.now() + 1),
      limit: 10,
    });
    assert.ok(headlines.some((h) => h.title.startsWith('Handshake')));
    assert.equal(rig.feed('yahoo').state, 'ok');
    assert.equal(rig.health.market(id('KS11'))?.state, 'fresh');
    assert.equal(rig.health.market(id('N225'))?.state, 'fresh');
    assert.equal(isOffline(rig.health.feeds()), false);
  });

  it('follows the market minute by minute, and an unchanged poll writes nothing', async () => {
    await begin('2025-10-30T02:05:20Z');
    await rig.minutes(3);
    const bar = await rig.lastBar('N225');
    assert.equal(formatInstant(bar?.closeTime ?? asUtcMs(0)), '2025-10-30T02:08:00Z');
    const columns = await rig.store.bars({
      instrument: id('N225'),
      interval: '1m',
      from: parseInstant('2025-10-30T00:00:00Z'),
      to: rig.clock.now(),
    });
    assert.equal(columns.openTime.length, 128);
    assert.ok(
      columns.revision.every((r) => r === 1),
      'no bar was taken before it was finished',
    );
    const head = await rig.store.head();
    rig.poller.wake();
    await rig.poller.idle();
    assert.equal(await rig.store.head(), head);
  });

  it('takes the last minutes of a session, then leaves it alone until the corrections', async () => {
    await begin('2025-10-30T06:25:20Z');
    await rig.minutes(31);
    assert.equal(formatInstant((await rig.lastBar('KS11'))?.closeTime ?? asUtcMs(0)), '2025-10-30T06:30:00Z');
    const asked = rig.standin.asked.get('naver');
    await rig.minutes(45);
    assert.equal(rig.standin.asked.get('naver'), asked);
    const day = await rig.store.lastBar(id('KS11'), '1d', rig.clock.now());
    assert.ok(Math.abs((day?.close ?? 0) / 4086.89 - 1) < 1e-6, 'the published close, as a widened float');
    assert.equal(rig.health.market(id('KS11'))?.state, 'closed');
  });

  const faults: readonly (readonly [name: string, fault: Fault, words: RegExp])[] = [
    ['500', { kind: 'status', status: 500 }, /^Has a fault of its own \(.*500/],
    ['403', { kind: 'status', status: 403 }, /^Refuses to answer us/],
    ['garbage', { kind: 'garbage' }, /^Sends something that cannot be read/],
    ['half a body', { kind: 'half' }, /^(Breaks off in the middle|Cannot be reached)/],
    ['a consent page', { kind: 'consent-page' }, /^Sends a web page instead of data/],
    ['an error inside', { kind: 'error-inside' }, /^Answers with an error inside/],
    ['a redirect away', { kind: 'redirect', to: 'http://example.org/' }, /^Sends us to another address/],
    ['a closed connection', { kind: 'hang-up' }, /^(Cannot be reached|Breaks off)/],
  ];
  for (const [name, fault, words] of faults) {
    it(`says what is wrong with ${name}, moves on and comes back`, async () => {
      await begin('2025-10-30T02:05:20Z');
      rig.standin.faults.set({ provider: 'yahoo' }, fault);
      await rig.minutes(2);
      assert.match(rig.feed('yahoo').words, words);
      assert.equal(rig.health.market(id('HSI'))?.provider, 'tencent');
      assert.equal((await rig.lastBar('HSI'))?.provider, 'tencent');
      assert.equal(
        formatInstant((await rig.lastBar('N225'))?.closeTime ?? asUtcMs(0)),
        '2025-10-30T02:07:00Z',
      );
      rig.standin.faults.clear();
      await rig.minutes(8);
      assert.equal(rig.feed('yahoo').state, 'ok');
      assert.equal(rig.health.market(id('HSI'))?.provider, 'yahoo');
      assert.equal((await rig.lastBar('HSI'))?.provider, 'yahoo');
    });
  }

  it('keeps a pause that an upstream asks for, and says when it asks again', async () => {
    await begin('2025-10-30T02:05:20Z');
    rig.standin.faults.set({ provider: 'yahoo' }, { kind: 'status', status: 429, retryAfter: '840' });
    await rig.minutes(1);
    assert.equal(rig.feed('yahoo').state, 'paused');
    assert.match(rig.feed('yahoo').words, /^Rate limited, asks again in 1[34] min/);
    assert.equal((await rig.lastBar('HSI'))?.provider, 'tencent');
    const asked = rig.standin.asked.get('yahoo');
    await rig.minutes(2);
    assert.equal(rig.standin.asked.get('yahoo'), asked);
  });

  it('calls a feed that answers with old data frozen, by its age', async () => {
    await begin('2025-10-30T05:00:20Z');
    rig.standin.faults.set(
      { provider: 'yahoo' },
      { kind: 'frozen', since: parseInstant('2025-10-30T05:00:20Z') },
    );
    await rig.minutes(32);
    assert.equal(rig.feed('yahoo').state, 'frozen');
    assert.match(rig.feed('yahoo').words, /^Yahoo Finance answers, but its newest price is 3\d min old/);
    // Nobody else carries Mumbai: its last price stays, and its age is said.
    assert.equal(rig.health.market(id('NSEI'))?.state, 'stale');
    assert.equal(rig.health.market(id('HSI'))?.provider, 'tencent');
    assert.equal(rig.health.market(id('HSI'))?.state, 'fresh');
  });

  it('lets one broken symbol stop nobody else', async () => {
    rig = await build('2025-10-30T02:05:20Z');
    rig.standin.faults.set({ provider: 'yahoo', symbol: '^N225' }, { kind: 'status', status: 404 });
    rig.poller.start();
    await rig.poller.idle();
    await rig.minutes(1);
    assert.equal((await rig.lastBar('N225'))?.provider, 'eastmoney');
    assert.equal((await rig.lastBar('HSI'))?.provider, 'yahoo');
    assert.equal(rig.feed('yahoo').state, 'ok');
    assert.match(rig.feed('yahoo').words, /not for 1 of \d \(N225\): Does not know what was asked/);
  });

  it('takes no bar of another provider before it is finished', async () => {
    await begin('2025-10-30T02:05:20Z');
    rig.standin.faults.set({ provider: 'yahoo' }, { kind: 'status', status: 500 });
    await rig.minutes(4);
    for (const instrument of ['N225', 'HSI']) {
      const { openTime, close, revision } = await rig.store.bars({
        instrument: id(instrument),
        interval: '1m',
        from: parseInstant('2025-10-30T02:05:00Z'),
        to: rig.clock.now(),
      });
      const truth = series.find((s) => s.id === instrument)?.minute ?? [];
      openTime.forEach((time, i) => {
        assert.equal(close[i], truth.find((b) => b.openTime === time)?.close, `${instrument} ${i}`);
        assert.equal(revision[i], 1, `${instrument} ${i}`);
      });
      assert.ok(openTime.length >= 3, `${instrument} has ${openTime.length} minutes`);
    }
  });

  it('stays up while an upstream is silent', async () => {
    rig = await build('2025-10-30T02:05:20Z');
    rig.standin.faults.set({ provider: 'twse' }, { kind: 'silence' });
    rig.poller.start();
    await rig.clock.advanceBy(MINUTE_MS);
    while ((await rig.lastBar('TWII')) === undefined || (await rig.lastBar('N225')) === undefined) {
      await rig.clock.settle();
    }
    await rig.clock.advanceBy(3 * MINUTE_MS);
    rig.poller.wake();
    assert.match(rig.feed('twse').words, /^A run of ours has lasted/);
  });

  it('knows that no upstream can be reached', async () => {
    await begin('2025-10-30T02:05:20Z');
    await rig.standin.stop();
    await rig.minutes(8);
    assert.equal(isOffline(rig.health.feeds()), true);
    assert.match(rig.feed('yahoo').words, /^Cannot be reached/);
  });

  it('fills two years of days and the holes of minutes, and asks for a hole once', async () => {
    await begin('2025-10-30T04:00:00Z', { backfill: ['1d', '1m'] });
    const days = await rig.store.openTimes(id('N225'), '1d', asUtcMs(0), rig.clock.now());
    assert.ok(days.length > 470, `${days.length} days`);
    const asked = rig.standin.asked.get('yahoo') ?? 0;
    // A machine that slept: nothing between, then one late wake.
    rig.clock.jumpTo('2025-10-30T05:30:00Z');
    rig.poller.wake();
    await rig.poller.idle();
    const minutes = await rig.store.openTimes(
      id('N225'),
      '1m',
      parseInstant('2025-10-30T04:00:00Z'),
      parseInstant('2025-10-30T05:29:00Z'),
    );
    assert.equal(minutes.length, 89);
    const again = (rig.standin.asked.get('yahoo') ?? 0) - asked;
    assert.ok(again < 30, `${again} calls after the sleep`);
  });
});
