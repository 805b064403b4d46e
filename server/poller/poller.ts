import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { random, seedFrom } from '../../shared/simulation/random.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { HeadlineFeed, QuoteFeed } from '../feeds/feed.ts';
import type { GdeltArchive } from '../feeds/gdelt/archive.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Health } from '../runtime/health.ts';
import type { Store } from '../store/store.ts';
import type { BackfillInterval } from './backfill.ts';
import { ChainBook } from './chain-book.ts';
import { type DueMarket, isAfterHours, type Job } from './due.ts';
import { FeedLedger } from './feed-ledger.ts';
import { leastGapMs } from './headline-backfill.ts';
import { Scheduler } from './jobs.ts';
import { MarketLedger } from './market-ledger.ts';
import { type GivenUp, jumpOf, runBackfill } from './run-backfill.ts';
import { runBars, runDays } from './run-bars.ts';
import { HeadlineBackfill } from './run-headline-backfill.ts';
import { runHeadlines } from './run-headlines.ts';
import { hasOwnQuotes, runQuotes } from './run-quotes.ts';
import { overdue } from './watchdog.ts';
import type { PollWorld } from './world.ts';

export { isOffline } from './offline.ts';

/** Poll budget, seconds of the poller's clock. */
export interface PollOptions {
  /** Between two polls of a core instrument while its market is open. Default 60. */
  readonly openSeconds?: number;
  /** The same for the context sets. Default 300. */
  readonly contextSeconds?: number;
  /** Between two calls of providers with a quick quote (Naver, TWSE). Default 15. */
  readonly followedSeconds?: number;
  /** Shortest time between two reads of a headline feed. Default: as the feed wishes. */
  readonly headlinesSeconds?: number;
  /** Intervals whose holes are filled after start, sleep or outage. Default days, 5 minutes, minutes. */
  readonly backfill?: readonly BackfillInterval[];
}

export interface PollerOptions {
  readonly clock: Clock;
  readonly feeds: readonly QuoteFeed[];
  readonly headlineFeeds: readonly HeadlineFeed[];
  /** Read for headlines that were missed, while the feed `gdelt` is among `headlineFeeds`. */
  readonly headlineArchive?: GdeltArchive;
  readonly ingest: Ingest;
  readonly store: Store;
  readonly health: Health;
  readonly calendars: Calendars;
  readonly instruments: readonly Instrument[];
  /** Uniform in [0, 1) for the jitter of headline runs. Default: seeded by the clock at the start. */
  readonly random?: () => number;
  /** False leaves the waking to the clock alone. Default true. */
  readonly cron?: boolean;
  readonly options?: PollOptions;
  /** Faults of ours and of the store; upstreams' faults are in Health. */
  readonly onFault?: (where: string, error: unknown) => void;
}

export interface Poller {
  start(): void;
  stop(): Promise<void>;
  /** Looks what is due now; harmless at any time. */
  wake(): void;
  /** Resolves when no run and no back-fill is under way. */
  idle(): Promise<void>;
}

const openMsOf = (options: PollOptions): number => (options.openSeconds ?? 60) * SECOND_MS;

const QUICK: ReadonlySet<string> = new Set(['naver', 'twse']);
const SLOW_QUOTES: Readonly<Record<string, number>> = { frankfurter: HOUR_MS };
const ALL_INTERVALS: readonly BackfillInterval[] = ['1d', '5m', '1m'];
/** Two back-fills are at least this far apart. */
const BACKFILL_REST_MS = 10 * MINUTE_MS;

/** The jobs of one poller: one per instrument that somebody carries, per quote provider, per headline feed. */
function layJobs(given: PollerOptions, chains: ChainBook): readonly Job[] {
  const { calendars, instruments, options = {} } = given;
  const marketOf = (instrument: Instrument): DueMarket => ({
    instrument: instrument.id,
    calendar: calendars.get(instrument.mic),
    delayMinutes: instrument.delayMinutes,
  });
  const openMs = openMsOf(options);
  const bars = instruments
    .filter((instrument) => chains.order(instrument, 'intraday').length > 0)
    .map(
      (instrument): Job => ({
        id: `bars|${instrument.id}`,
        kind: 'bars',
        everyMs: instrument.set === 'core' ? openMs : (options.contextSeconds ?? 300) * SECOND_MS,
        market: marketOf(instrument),
      }),
    );
  const quotes = given.feeds
    .filter((feed) => hasOwnQuotes(feed.id))
    .map((feed): Job => {
      const markets = instruments.filter((i) => chains.order(i, 'quotes').includes(feed.id)).map(marketOf);
      const everyMs = QUICK.has(feed.id)
        ? (options.followedSeconds ?? 15) * SECOND_MS
        : (SLOW_QUOTES[feed.id] ?? openMs);
      return { id: `quotes|${feed.id}`, kind: 'quotes', everyMs, feed: feed.id, markets };
    })
    .filter((job) => job.kind === 'quotes' && job.markets.length > 0);
  const headlines = given.headlineFeeds.map(
    (feed): Job => ({
      id: `headlines|${feed.id}`,
      kind: 'headlines',
      // Read anew each time: a feed slows down when its own `ttl` asks for it.
      get everyMs() {
        return Math.max(feed.everyMs, (options.headlinesSeconds ?? 0) * SECOND_MS);
      },
      feed: feed.id,
    }),
  );
  return [...bars, ...quotes, ...headlines];
}

/** Feeds in, ingest out: asks every feed within the budget and the markets' hours, and says what it sees. */
export function createPoller(given: PollerOptions): Poller {
  const { clock, health, options = {} } = given;
  const abort = new AbortController();
  const chains = new ChainBook(given.feeds);
  const world: PollWorld = {
    clock,
    calendars: given.calendars,
    instruments: given.instruments,
    chains,
    headlineFeeds: new Map(given.headlineFeeds.map((feed) => [feed.id, feed])),
    ingest: given.ingest,
    store: given.store,
    feeds: new FeedLedger(health, clock),
    markets: new MarketLedger(health, clock, given.calendars),
    signal: abort.signal,
  };
  for (const { id, label } of given.feeds) world.feeds.open({ id, label, kind: 'quotes', side: null });
  for (const { id, label, side } of given.headlineFeeds) {
    world.feeds.open({ id, label, kind: 'headlines', side });
  }
  for (const instrument of given.instruments) world.markets.open(instrument);
  const byId = new Map(given.instruments.map((instrument) => [instrument.id, instrument]));
  const missed =
    given.headlineArchive !== undefined && world.headlineFeeds.has('gdelt')
      ? new HeadlineBackfill(
          world,
          given.headlineArchive,
          leastGapMs((options.headlinesSeconds ?? 0) * SECOND_MS),
        )
      : null;
  const jobs = [...layJobs(given, chains), ...(missed === null ? [] : [missed.job])];
  const intervals = options.backfill ?? ALL_INTERVALS;
  const givenUp: GivenUp = new Map();
  let filling: Promise<void> | null = null;
  let filledAt: UtcMs | null = null;
  const fault = (where: string, error: unknown): void => {
    if (!abort.signal.aborted) given.onFault?.(where, error);
  };

  function backfill(now: UtcMs): void {
    if (filling !== null || intervals.length === 0) return;
    if (filledAt !== null && now - filledAt < BACKFILL_REST_MS) return;
    filledAt = now;
    filling = runBackfill(world, intervals, givenUp)
      .catch((error: unknown) => fault('backfill', error))
      .then(() => {
        filling = null;
      });
  }

  async function run(job: Job): Promise<UtcMs | null> {
    switch (job.kind) {
      case 'headlines':
        if (await runHeadlines(world, job.feed)) await missed?.heard();
        return world.feeds.pausedUntil(job.feed);
      case 'headline-archive':
        return (await missed?.run()) ?? null;
      case 'quotes': {
        const carried = job.markets.flatMap((market) => byId.get(market.instrument) ?? []);
        await runQuotes(world, job.feed, carried);
        return world.feeds.pausedUntil(job.feed);
      }
      case 'bars': {
        const instrument = byId.get(job.market.instrument);
        if (instrument === undefined) return null;
        const afterHours = isAfterHours(job.market, clock.now());
        await runBars(world, instrument, afterHours);
        if (afterHours) await runDays(world, instrument);
        return null;
      }
    }
  }

  const feedOf = (job: Job): string | null =>
    job.kind === 'bars' ? chains.inUse(byId.get(job.market.instrument) as Instrument, 'intraday') : job.feed;
  const seeded = random(seedFrom('poller', clock.now()));
  const scheduler = new Scheduler({
    clock,
    jobs,
    run,
    random: given.random ?? seeded.next,
    cron: given.cron ?? true,
    onFault: (job, error) => fault(job.id, error),
    onPlanned(job, at) {
      if (job.kind !== 'bars') world.feeds.nextRun(job.feed, at);
    },
    onWake(now, expected) {
      const late = expected === null ? null : jumpOf(expected, now, openMsOf(options));
      if (late !== null) backfill(now);
      const found = new Map<string, string>();
      for (const { job, words } of overdue(now, jobs, scheduler.states)) {
        const feed = feedOf(job);
        // After a jump of the clock everything is late at once and starts in this very wake.
        if (feed !== null && late === null) found.set(feed, words);
      }
      world.feeds.refresh(found);
      world.markets.refresh();
    },
  });

  return {
    start() {
      missed?.begin();
      scheduler.start();
      backfill(clock.now());
    },
    async stop() {
      abort.abort();
      await scheduler.stop();
      await filling;
    },
    wake: () => scheduler.wake(),
    async idle() {
      await scheduler.idle();
      await filling;
    },
  };
}
