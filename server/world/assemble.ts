import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import { createStoryIndex, STORY_WINDOW_MS, type StoryIndex } from '../../shared/news/story.ts';
import type { ServerStatus, UserCalendars } from '../../shared/protocol/status.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { ReplayClock } from '../../shared/replay/replay-clock.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { asUtcMs, DAY_MS, HOUR_MS } from '../../shared/time/instant.ts';
import type { HeadlineFeed, QuoteFeed } from '../feeds/feed.ts';
import type { GdeltArchive } from '../feeds/gdelt/archive.ts';
import { type OnFetched, observedHeadlines, observedQuotes } from '../feeds/observed.ts';
import { createIngest } from '../ingest/create-ingest.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { lexicon } from '../ingest/lexicon.ts';
import { seedWatchlist } from '../ingest/seed-watchlist.ts';
import { createTail, type Tail } from '../live/tail.ts';
import type { WorldStatus } from '../live/world.ts';
import { isOffline } from '../poller/offline.ts';
import { createPoller, type PollOptions } from '../poller/poller.ts';
import { HealthRegistry } from '../runtime/health-registry.ts';
import type { Log } from '../runtime/log.ts';
import type { Store, WindowQuery } from '../store/store.ts';
import { type AlertParts, openAlerts } from './alerts.ts';
import type { RunningWorld } from './running-world.ts';

export interface WorldParts {
  readonly kind: RunningWorld['kind'];
  readonly version: string;
  readonly log: Log;
  /** The machine's clock: ticks of the tail. */
  readonly wall: Clock;
  /** Event time: equal to `wall` live, an event clock in the simulated day. */
  readonly clock: Clock;
  readonly replayClock: () => ReplayClock;
  readonly store: Store;
  readonly instruments: readonly Instrument[];
  /** Those that the upstreams are asked for; default all. */
  readonly polled?: readonly Instrument[];
  readonly calendars: Calendars;
  readonly feeds: readonly QuoteFeed[];
  readonly headlineFeeds: readonly HeadlineFeed[];
  /** For headlines missed while the server did not run. */
  readonly headlineArchive?: GdeltArchive;
  readonly poll: PollOptions;
  readonly seed: number | null;
  readonly startSimulation?: () => Promise<void>;
  readonly stopSimulation?: () => Promise<void>;
  /** What is known of the user's `calendars.json`; missing without CONFIG_DIR. */
  readonly userCalendars?: () => UserCalendars;
  readonly onFetched: OnFetched;
  readonly alerts: AlertParts;
  /** Called once the store took something in, and on every change of the feeds' health. */
  readonly onStatus: () => void;
  /** What else ends with this world. */
  readonly stopOthers?: () => Promise<void>;
}

/** A first load reaches this far back: the last session of every market, and the closes before it. */
const SNAPSHOT_INTRADAY_MS = 26 * HOUR_MS;
const SNAPSHOT_DAILY_MS = 30 * DAY_MS;

/** Every accepted change is told to the tail, so that it is pushed within a tick. */
function announced(ingest: Ingest, tail: Tail): Ingest {
  return {
    async accept(incoming) {
      const report = await ingest.accept(incoming);
      if (report.changes.length > 0) tail.nudge();
      return report;
    },
  };
}

/** An index of volatility can double in a day; nothing else that is shown here does. */
const plausibleChange = (id: InstrumentId): number => (id === 'VIX' ? 3 : 0.5);

/** Stories under way go on over a restart. */
async function storiesOf(store: Store, clock: Clock): Promise<StoryIndex> {
  const stories = createStoryIndex();
  const now = clock.now();
  const recent = await store.headlines({ from: asUtcMs(now - STORY_WINDOW_MS), to: now, limit: 5000 });
  for (const headline of recent.toReversed()) if (headline.id === headline.storyId) stories.restore(headline);
  return stories;
}

function snapshotWindow(clock: Clock, instruments: readonly Instrument[]): WindowQuery {
  const now = clock.now();
  return {
    from: asUtcMs(now - SNAPSHOT_INTRADAY_MS),
    to: asUtcMs(now + HOUR_MS),
    instruments: instruments.map((i) => i.id),
    intervals: ['1m'],
    dailyFrom: asUtcMs(now - SNAPSHOT_DAILY_MS),
    withSuperseded: true,
    withRecords: true,
  };
}

/** Builds a world from its parts: ingest, tail, poller and health around one store. */
export async function assembleWorld(parts: WorldParts): Promise<RunningWorld> {
  const { store, clock, wall, instruments, calendars, log } = parts;
  const health = new HealthRegistry();
  const tail = createTail({
    store,
    clock: wall,
    onError: (err) => log.error({ err }, 'the journal cannot be read'),
  });
  const stories = await storiesOf(store, clock);
  const ingest = announced(
    createIngest({
      store,
      clock,
      storyOf: (headline) => stories.assign(headline),
      lexicon,
      plausibleChange,
    }),
    tail,
  );
  await seedWatchlist(store, ingest, instruments);
  const poller = createPoller({
    clock,
    feeds: parts.feeds.map((feed) => observedQuotes(feed, wall, parts.onFetched)),
    headlineFeeds: parts.headlineFeeds.map((feed) => observedHeadlines(feed, wall, parts.onFetched)),
    ...(parts.headlineArchive && { headlineArchive: parts.headlineArchive }),
    ingest,
    store,
    health,
    calendars,
    instruments: parts.polled ?? instruments,
    options: parts.poll,
    onFault: (where, err) => log.error({ err, where }, 'the poller met a fault of ours'),
  });

  const alerts = await openAlerts({ ...parts, simulated: parts.kind === 'simulated', tail, health });

  const status = (): WorldStatus => {
    const feeds = health.feeds();
    const reached = feeds.some((feed) => feed.lastSuccess !== null);
    return {
      version: parts.version,
      source: parts.kind === 'simulated' ? 'simulated' : reached ? 'live' : 'archive',
      offline: isOffline(feeds),
      canSimulate: parts.startSimulation !== undefined,
      seed: parts.seed,
      clock: parts.replayClock(),
      feeds: [...feeds],
      markets: [...health.markets()],
      alerts: alerts.status(),
      ...(parts.userCalendars && { userCalendars: parts.userCalendars() }),
    };
  };
  const serverStatus = (): ServerStatus => ({
    ...status(),
    protocol: PROTOCOL_VERSION,
    storeId: store.storeId,
    head: tail.head(),
    serverTime: wall.now(),
  });

  const leaveHealth = health.onChange(parts.onStatus);
  await tail.start();
  return {
    kind: parts.kind,
    api: {
      store,
      ingest,
      calendars,
      instruments,
      health,
      clock,
      alerts,
      status: serverStatus,
      ...(parts.startSimulation && { startSimulation: parts.startSimulation }),
      ...(parts.stopSimulation && { stopSimulation: parts.stopSimulation }),
    },
    live: { store, tail, snapshotWindow: () => snapshotWindow(clock, instruments), status },
    start() {
      poller.start();
      alerts.start();
    },
    async stop() {
      leaveHealth();
      await poller.stop();
      await alerts.stop();
      tail.stop();
      await parts.stopOthers?.();
      await store.close();
    },
  };
}
