import { join } from 'node:path';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { SIMULATION_SEED } from '../../shared/simulation/marks.ts';
import { parseInstant } from '../../shared/time/instant.ts';
import { readConfig } from '../config.ts';
import { createHttp } from '../feeds/axios-http.ts';
import { createHeadlineFeeds } from '../feeds/registry-headlines.ts';
import { createQuoteFeeds } from '../feeds/registry-quotes.ts';
import { honestUserAgent } from '../feeds/user-agent.ts';
import { createIngest } from '../ingest/create-ingest.ts';
import { EventClock } from '../runtime/event-clock.ts';
import { busanHeadlines, busanSeries } from '../standin/busan.ts';
import { createStandin, standinEnvironment } from '../standin/standin.ts';
import type { Store } from '../store/store.ts';
import { loadArchive } from '../transfer/archive.ts';
import { loadSimulatedHistory } from '../transfer/simulation.ts';
import { assembleWorld, type WorldParts } from './assemble.ts';
import { overStore } from './over-store.ts';
import type { RunningWorld } from './running-world.ts';
import type { Settings } from './settings.ts';

export interface SimulatedWorldOptions
  extends Pick<
    WorldParts,
    'version' | 'log' | 'wall' | 'onStatus' | 'onFetched' | 'alerts' | 'stopSimulation'
  > {
  readonly settings: Settings;
}

/** Just after the handshake: every market that trades has its base, and the first answers are about to come. */
const BEGINS = parseInstant('2025-10-30T02:08:00Z');
/** All of Asia has closed by then. */
const ENDS = parseInstant('2025-10-30T10:30:00Z');
/** A minute of the day every two seconds. */
const SPEED = 30;

/**
 * The simulated Busan day: the stand-in is its only upstream, asked over real HTTP by the same feeds, and an event
 * clock is its time. It begins anew each time, in a database of its own (`DATA_DIR/simulated.db`), and every price carries
 * the provenance `simulated`. Rejects with StoreError.
 */
export function openSimulatedWorld(options: SimulatedWorldOptions): Promise<RunningWorld> {
  const path = join(options.settings.config.dataDir, 'simulated.db');
  return overStore({ path, fresh: true }, (store) => beginDay(options, store));
}

async function beginDay(options: SimulatedWorldOptions, store: Store): Promise<RunningWorld> {
  const { wall, log, version } = options;
  const { config, instruments, outlets } = options.settings;
  // The day ran as it is published: a closure of the user's is no part of it.
  const calendars = createCalendars();
  const clock = new EventClock({
    wall,
    clock: { anchorEventTime: BEGINS, anchorWallTime: wall.now(), speed: SPEED, paused: false, rev: 0 },
    stopAt: ENDS,
  });
  const ingest = createIngest({ store, clock });
  await loadArchive(ingest, store, ['events']);
  const series = busanSeries(calendars, instruments, SIMULATION_SEED);
  const standin = createStandin({
    clock,
    series,
    headlines: busanHeadlines(),
    delayMinutes: () => 0,
    // The published figures, to the digit.
    widened: false,
  });
  const { baseUrl } = await standin.start();
  const { baseUrls } = readConfig(standinEnvironment(baseUrl));
  const userAgent = honestUserAgent(version);
  const http = createHttp({ clock, userAgent });
  const stopLoading = new AbortController();
  const leaveClock = clock.onChange(options.onStatus);
  const world = await assembleWorld({
    ...options,
    kind: 'simulated',
    clock,
    replayClock: () => clock.replayClock,
    store,
    instruments,
    polled: instruments.filter((instrument) => series.some((s) => s.id === instrument.id)),
    calendars,
    feeds: createQuoteFeeds({ http, clock, calendars, userAgent, baseUrls, provenance: () => 'simulated' }),
    headlineFeeds: createHeadlineFeeds({
      http,
      clock,
      outlets,
      baseUrls,
      googleNews: false,
      // The words and times of the day are the archive's, with their sources; only prices are made up.
      provenance: () => 'published',
    }),
    poll: { ...config.poll, backfill: ['1m'] },
    seed: SIMULATION_SEED,
    async stopOthers() {
      stopLoading.abort();
      await loading.catch(() => undefined);
      leaveClock();
      clock.stop();
      await standin.stop();
    },
  });
  let loading: Promise<unknown> = Promise.resolve();
  return {
    ...world,
    start() {
      world.start();
      loading = loadSimulatedHistory(world.api.ingest, calendars, instruments, BEGINS, {
        signal: stopLoading.signal,
      });
      loading.catch((err) => log.error({ err }, 'the simulated history could not be stored'));
    },
  };
}
