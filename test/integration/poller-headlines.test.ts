import assert from 'node:assert/strict';
import { createHttp } from '../../server/feeds/axios-http.ts';
import type { Http } from '../../server/feeds/http.ts';
import { createHeadlineArchive, createHeadlineFeeds } from '../../server/feeds/registry-headlines.ts';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import { createPoller, isOffline, type Poller } from '../../server/poller/poller.ts';
import { HealthRegistry } from '../../server/runtime/health-registry.ts';
import { createStandin, type Standin } from '../../server/standin/standin.ts';
import type { StandinHeadline } from '../../server/standin/world.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { Headline } from '../../shared/news/headline.ts';
import { createStoryIndex } from '../../shared/news/story.ts';
import type { FeedStatus } from '../../shared/protocol/status.ts';
import { asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { TestClock } from '../support/test-clock.ts';

const calendars = createCalendars();
const WORDS = ['soy', 'chips', 'ports', 'fentanyl', 'aircraft', 'magnets', 'gas', 'visas', 'ships', 'tea'];

/** One in every quarter of an hour from midnight to six, each about something else. */
const headlines: readonly StandinHeadline[] = Array.from({ length: 24 }, (_, i) => ({
  time: asUtcMs(parseInstant('2025-10-30T00:05:00Z') + i * 15 * MINUTE_MS),
  outlet: i % 2 === 0 ? 'scmp' : 'cnbc-top',
  title: `Tariff on ${WORDS[i % 10]} and ${WORDS[(i * 3 + 1) % 10]} settled at ${10 + i} percent`,
  url: `https://news.example.org/2025/10/30/${i}`,
  publisher: 'Example',
}));

describe('headlines missed while nothing was polled', () => {
  let folder: ReturnType<typeof tempFolder>;
  let clock: TestClock;
  let standin: Standin;
  let store: Store;
  let poller: Poller;
  let health: HealthRegistry;
  let baseUrl: string;
  /** `HH:MM` of the archive's files, in the order in which they were asked for. */
  let files: string[];
  let faults: unknown[];

  async function begin(start: string): Promise<void> {
    clock = new TestClock(start);
    standin = createStandin({ clock, series: [], headlines, delayMinutes: () => 0 });
    baseUrl = (await standin.start()).baseUrl;
    // The search sheds load, as on most days.
    standin.faults.set({ provider: 'gdelt', symbol: 'artlist' }, { kind: 'status', status: 429 });
    store = await openSqliteStore({ path: folder.file('market.db') });
  }

  async function startPoller(enabled: readonly string[] = ['cnbc-top', 'scmp', 'gdelt']): Promise<void> {
    files = [];
    health = new HealthRegistry();
    const gate = { retries: 0, failures: 10_000, rateLimitPauseMs: 1, maxRateLimitPauseMs: 1 };
    const direct = createHttp({ clock, userAgent: 'market-reaction/test', gate });
    const http: Http = {
      get(request) {
        const stamp = /(\d\d)(\d\d)00\.gkg\.csv\.zip$/.exec(request.url);
        if (stamp !== null) files.push(`${stamp[1]}:${stamp[2]}`);
        return direct.get(request);
      },
    };
    const stories = createStoryIndex();
    poller = createPoller({
      clock,
      feeds: [],
      headlineFeeds: createHeadlineFeeds({
        http,
        clock,
        googleNews: false,
        standinBaseUrl: baseUrl,
        enabled,
      }),
      headlineArchive: createHeadlineArchive({ http, standinBaseUrl: baseUrl }),
      ingest: createIngest({ store, clock, storyOf: (headline) => stories.assign(headline) }),
      store,
      health,
      calendars,
      instruments: [],
      cron: false,
      options: { backfill: [] },
      onFault: (where, error) => faults.push(where, error),
    });
    poller.start();
    await settled();
  }

  /** A run may plan the next one for this very instant. */
  async function settled(): Promise<void> {
    for (let i = 0; i < 3; i++) {
      await poller.idle();
      await clock.advanceBy(0);
    }
    await poller.idle();
  }

  async function minutes(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await clock.advanceBy(MINUTE_MS);
      await settled();
    }
  }

  const bulk = (): FeedStatus => health.feeds().find((f) => f.feed === 'gdelt-bulk') as FeedStatus;
  const stored = (): Promise<readonly Headline[]> =>
    store.headlines({ from: asUtcMs(0), to: asUtcMs(clock.now() + 1), limit: 1000 });
  const backfilled = async (): Promise<readonly Headline[]> =>
    (await stored()).filter((h) => h.provenance === 'backfilled');

  beforeEach(() => {
    folder = tempFolder();
    faults = [];
  });
  afterEach(async () => {
    await poller.stop();
    await standin.stop();
    await store.close();
    folder.remove();
    assert.deepEqual(faults, []);
  });

  it('reads two hours at a first start, a file a minute, the newest first, and says so', async () => {
    await begin('2025-10-30T02:55:20Z');
    await startPoller();
    assert.deepEqual(files, ['02:45']);
    assert.equal(bulk().state, 'ok');
    assert.equal(bulk().words, 'Filling 2 h of headlines missed since 00:45 UTC');
    await minutes(7);
    assert.deepEqual(files, ['02:45', '02:30', '02:15', '02:00', '01:45', '01:30', '01:15', '01:00']);
    assert.equal(bulk().state, 'waiting');
    assert.equal(bulk().words, 'Filled 2 h of headlines missed since 00:45 UTC');
    assert.equal(bulk().nextRun, null);
    const filled = await backfilled();
    assert.equal(filled.length, 8);
    for (const headline of filled) {
      assert.equal(headline.feed, 'gdelt');
      assert.equal(headline.precisionSeconds, 900);
    }
    await minutes(40);
    assert.equal(files.length, 8);
  });

  it('keeps a headline that an outlet gave too apart, in the same story', async () => {
    await begin('2025-10-30T02:55:20Z');
    await startPoller();
    await minutes(8);
    const all = await stored();
    const twice = (await backfilled()).find((h) =>
      all.some((other) => other.feed !== 'gdelt' && other.url === h.url && other.title === h.title),
    );
    assert.ok(twice, 'one of them came both ways');
    const other = all.find((h) => h.feed !== 'gdelt' && h.url === twice.url && h.title === twice.title);
    assert.notEqual(other?.id, twice.id);
    assert.equal(other?.storyId, twice.storyId);
  });

  it('reads after a restart what was missed meanwhile, and nothing twice', async () => {
    await begin('2025-10-30T02:11:00Z');
    await startPoller();
    await minutes(9);
    assert.equal(files.length, 8);
    await poller.stop();
    clock.jumpTo('2025-10-30T03:25:00Z');
    await startPoller();
    assert.equal(files[0], '03:15');
    await poller.stop();
    await clock.advanceBy(2 * MINUTE_MS);
    await startPoller();
    await minutes(8);
    const again = [...files];
    assert.equal(again.includes('03:15'), false, 'it was filled before the restart');
    // The last headline was taken at 02:11.
    assert.deepEqual(again, ['03:00', '02:45', '02:30', '02:15']);
    const taken = (await backfilled()).length;
    await poller.stop();
    await clock.advanceBy(2 * MINUTE_MS);
    await startPoller();
    await minutes(3);
    assert.equal((await backfilled()).length, taken);
  });

  it('reads what a sleep and an outage left out', async () => {
    await begin('2025-10-30T02:11:00Z');
    await startPoller();
    await minutes(9);
    files.length = 0;
    clock.jumpTo('2025-10-30T03:26:00Z');
    poller.wake();
    await settled();
    await minutes(6);
    assert.deepEqual(files, ['03:15', '03:00', '02:45', '02:30']);
    files.length = 0;
    for (const provider of ['rss', 'gdelt'] as const) standin.faults.set({ provider }, { kind: 'hang-up' });
    await minutes(50);
    assert.equal(isOffline(health.feeds()), true);
    assert.deepEqual(files, []);
    standin.faults.clear();
    await minutes(14);
    assert.deepEqual(files.toSorted().slice(-3), ['03:45', '04:00', '04:15']);
    assert.match(bulk().words, /^Fill(ing|ed) 45 min of headlines missed since 03:30 UTC$/);
  });

  it('waits and takes a file up again where it cannot be had, and passes over a broken one', async () => {
    await begin('2025-10-30T02:55:20Z');
    standin.faults.set({ provider: 'gdelt', symbol: '20251030023000' }, { kind: 'status', status: 500 });
    standin.faults.set({ provider: 'gdelt', symbol: '20251030021500' }, { kind: 'garbage' });
    await startPoller();
    await minutes(5);
    assert.deepEqual(files, ['02:45', '02:30']);
    assert.equal(bulk().state, 'failing');
    assert.match(bulk().words, /^Has a fault of its own/);
    assert.notEqual(bulk().nextRun, null);
    standin.faults.clear({ provider: 'gdelt', symbol: '20251030023000' });
    await minutes(8);
    assert.deepEqual(files.slice(1, 4), ['02:30', '02:30', '02:15']);
    await minutes(10);
    assert.equal(files.filter((file) => file === '02:15').length, 1);
    assert.equal(bulk().words, 'Filled 1 h 45 min of headlines missed since 00:45 UTC');
  });

  it('ends with the poller, and asks nothing where GDELT is switched off', async () => {
    await begin('2025-10-30T02:55:20Z');
    await startPoller();
    await poller.stop();
    await clock.advanceBy(10 * MINUTE_MS);
    assert.deepEqual(files, ['02:45']);
    await startPoller(['cnbc-top', 'scmp']);
    await minutes(3);
    assert.deepEqual(files, []);
    assert.equal(
      health.feeds().some((feed) => feed.feed === 'gdelt-bulk'),
      false,
    );
  });
});
