import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '../shared/time/clock.ts';
import { createApi } from './api/api.ts';
import { createGuard } from './api/guard.ts';
import type { Config } from './config.ts';
import './fault-words.ts';
import { createGateway, type Gateway } from './live/gateway.ts';
import type { Log } from './runtime/log.ts';
import { createMetrics, type Metrics } from './runtime/metrics.ts';
import { VERSION } from './version.ts';
import { followClosures } from './world/closures-file.ts';
import { openLiveWorld } from './world/live-world.ts';
import type { RunningWorld } from './world/running-world.ts';
import type { Settings } from './world/settings.ts';
import { openSimulatedWorld } from './world/simulated-world.ts';

export interface ServerOptions {
  readonly settings: Settings;
  readonly wall: Clock;
  readonly log: Log;
  /** Begin with the simulated day instead of the live world. */
  readonly simulated: boolean;
}

export interface RunningServer {
  /** Address for a browser on this machine. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** More handshakes at once than Node's default 511 would lose SYNs, and each lost one waits a second. */
const LISTEN_BACKLOG = 4096;

/**
 * Puts the server together: opens a world, serves the page, the API and the sockets, then begins to poll. The world
 * can be swapped while it runs. Rejects with StoreError or the error of `listen`.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { settings, wall, log } = options;
  const { config } = settings;

  let gateway: Gateway | null = null;
  let metrics: Metrics | null = null;
  let swapping: Promise<void> = Promise.resolve();
  const onStatus = (): void => gateway?.statusChanged();
  const { calendars } = settings;
  const closures =
    config.configDir === null
      ? null
      : followClosures({ folder: config.configDir, calendars, clock: wall, log, onChange: onStatus });
  const common = {
    settings,
    wall,
    log,
    version: VERSION,
    onStatus,
    onFetched: (feed: string, outcome: string, seconds: number): void =>
      metrics?.feedFetched(feed, outcome, seconds),
    alerts: {
      config,
      onFired: (condition: string): void => metrics?.alertFired(condition),
      onTried: (outcome: string): void => metrics?.webhookTried(outcome),
    },
  };

  const openLive = (): Promise<RunningWorld> =>
    openLiveWorld({
      ...common,
      ...(closures && { userCalendars: closures.state }),
      startSimulation: () => swapTo('simulated', openSimulated),
    });
  const openSimulated = (): Promise<RunningWorld> =>
    openSimulatedWorld({
      ...common,
      ...(!options.simulated && { stopSimulation: () => swapTo('live', openLive) }),
    });

  /** One world after the other: the new one is open before the old one is let go. One that fails leaves the old one. */
  function swapTo(kind: RunningWorld['kind'], open: () => Promise<RunningWorld>): Promise<void> {
    const swap = async (): Promise<void> => {
      if (world.kind === kind) return;
      const old = world;
      world = await open();
      gateway?.attach(world.live);
      world.start();
      await old.stop();
    };
    const done = swapping.then(swap);
    swapping = done.catch(() => undefined);
    return done;
  }

  let world = await (options.simulated ? openSimulated() : openLive());
  const guard = createGuard(config, wall);
  metrics = createMetrics({
    health: { feeds: () => world.api.health.feeds(), markets: () => world.api.health.markets() },
    clock: { now: () => world.api.clock.now() },
    version: VERSION,
    head: () => world.api.store.head(),
  });
  const clientDir = join(import.meta.dirname, '..', 'dist', 'client');
  const app = createApi({ world: () => world.api, config, guard, log, metrics, clientDir, version: VERSION });
  const server = createServer(app);
  try {
    await listen(server, config);
  } catch (error) {
    await world.stop();
    throw error;
  }
  gateway = createGateway({
    httpServer: server,
    clock: wall,
    allow: (request) =>
      guard.hostAllowed(request) && guard.originAllowed(request) && guard.access(request) !== 'none',
    onError: (err) => log.error({ err }, 'the store cannot be read for the sockets'),
    onPushed: (lagMs) => {
      metrics?.pushed(lagMs / 1000);
      metrics?.setConnections(gateway?.connections() ?? 0);
    },
  });
  gateway.attach(world.live);
  world.start();
  closures?.start();
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${hostForBrowser(config.host)}:${port}/`,
    async stop() {
      await swapping;
      gateway?.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await closures?.stop();
      await world.stop();
    },
  };
}

function listen(server: Server, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: config.host, port: config.port, backlog: LISTEN_BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function hostForBrowser(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
