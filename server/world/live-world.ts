import { join } from 'node:path';
import { createHttp } from '../feeds/axios-http.ts';
import { createHeadlineArchive, createHeadlineFeeds } from '../feeds/registry-headlines.ts';
import { createQuoteFeeds } from '../feeds/registry-quotes.ts';
import { honestUserAgent } from '../feeds/user-agent.ts';
import { createIngest } from '../ingest/create-ingest.ts';
import { startRetention } from '../store/retention.ts';
import type { Store } from '../store/store.ts';
import { loadArchive } from '../transfer/archive.ts';
import { assembleWorld, type WorldParts } from './assemble.ts';
import { overStore } from './over-store.ts';
import type { RunningWorld } from './running-world.ts';
import type { Settings } from './settings.ts';

export interface LiveWorldOptions
  extends Pick<
    WorldParts,
    'version' | 'log' | 'wall' | 'onStatus' | 'onFetched' | 'alerts' | 'userCalendars' | 'startSimulation'
  > {
  readonly settings: Settings;
}

/**
 * The world of the machine's clock and the public upstreams, stored in `DATA_DIR/market.db`. An empty store is given
 * the shipped archive first. Rejects with StoreError.
 */
export function openLiveWorld(options: LiveWorldOptions): Promise<RunningWorld> {
  const path = join(options.settings.config.dataDir, 'market.db');
  return overStore({ path }, (store) => beginLive(options, store));
}

async function beginLive(options: LiveWorldOptions, store: Store): Promise<RunningWorld> {
  const { wall, version } = options;
  const { config, calendars, instruments, outlets } = options.settings;
  await loadArchive(createIngest({ store, clock: wall }), store);
  const { retentionDays } = config;
  const stopRetention =
    retentionDays === null
      ? undefined
      : startRetention({
          store,
          clock: wall,
          days: retentionDays,
          onError: (err) => options.log.error({ err }, 'the journal could not be shortened'),
        });
  const userAgent = honestUserAgent(version);
  const http = createHttp({ clock: wall, userAgent });
  return assembleWorld({
    ...options,
    kind: 'live',
    clock: wall,
    replayClock: () => {
      const now = wall.now();
      return { anchorEventTime: now, anchorWallTime: now, speed: 1, paused: false, rev: 0 };
    },
    store,
    instruments,
    calendars,
    feeds: createQuoteFeeds({
      http,
      clock: wall,
      calendars,
      userAgent,
      baseUrls: config.baseUrls,
      enabled: config.quoteFeeds,
    }),
    headlineFeeds: createHeadlineFeeds({
      http,
      clock: wall,
      outlets,
      baseUrls: config.baseUrls,
      enabled: config.headlineFeeds,
      // Google's terms allow personal readers only.
      googleNews: config.rootUrl === null,
    }),
    headlineArchive: createHeadlineArchive({ http, baseUrls: config.baseUrls }),
    poll: config.poll,
    seed: null,
    ...(stopRetention && { stopOthers: stopRetention }),
  });
}
