import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import { createGateway } from '../../server/live/gateway.ts';
import { createTail, type Tail } from '../../server/live/tail.ts';
import type { World, WorldStatus } from '../../server/live/world.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import type { IncomingBar } from '../../shared/market/bar.ts';
import type {
  ClientToServer,
  PullAnswer,
  PullRequest,
  ServerToClient,
} from '../../shared/protocol/messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { asSeq, asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { id, makeBar } from './records.ts';
import { tempFolder } from './temp-folder.ts';
import { TestClock } from './test-clock.ts';

export type Page = Socket<ServerToClient, ClientToServer>;

/** A world of its own on a SQLite file, as `main` puts it together. */
export async function openWorld(clock: TestClock, wrap: (store: Store) => Store = (store) => store) {
  const folder = tempFolder();
  const store = wrap(await openSqliteStore({ path: folder.file('store.db') }));
  const errors: unknown[] = [];
  const tail: Tail = createTail({ store, clock, onError: (error) => errors.push(error) });
  await tail.start();
  const status: WorldStatus = {
    version: '0.1.0',
    source: 'live',
    offline: false,
    canSimulate: false,
    seed: null,
    clock: { anchorEventTime: clock.now(), anchorWallTime: clock.now(), speed: 1, paused: false, rev: 0 },
    feeds: [],
    markets: [],
  };
  const world: World = {
    store,
    tail,
    snapshotWindow: () => ({
      from: asUtcMs(clock.now() - DAY_MS),
      to: asUtcMs(clock.now() + DAY_MS),
      instruments: [id('KS11')],
      intervals: ['1m'],
      withRecords: true,
    }),
    status: () => status,
  };
  const ingest = createIngest({ store, clock });
  return {
    ...{ world, store, tail, ingest, errors },
    async close() {
      tail.stop();
      await store.close();
      folder.remove();
    },
  };
}

/** A gateway on a port of its own; a TestClock moves it when told to. */
export async function openGateway(clock: Clock, allow: (request: IncomingMessage) => boolean = () => true) {
  const httpServer = createServer();
  const wires = new Set<TcpSocket>();
  httpServer.on('connection', (wire) => {
    wires.add(wire);
    wire.on('close', () => wires.delete(wire));
  });
  const lags: number[] = [];
  const gateway = createGateway({
    httpServer,
    clock,
    allow,
    onError: () => undefined,
    onPushed: (lagMs) => lags.push(lagMs),
  });
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  const url = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
  const pages: Page[] = [];
  return {
    ...{ gateway, url, lags, wires },
    /** A page that is connected; `start` may listen before the first message comes. */
    async connect(start: (page: Page) => void = () => undefined, transports = ['websocket']): Promise<Page> {
      const page: Page = io(url, { transports, reconnection: false, forceNew: true });
      pages.push(page);
      start(page);
      await new Promise<void>((resolve, reject) => {
        page.once('connect', resolve);
        page.once('connect_error', reject);
      });
      return page;
    },
    async close() {
      for (const page of pages) page.close();
      gateway.close();
      for (const wire of wires) wire.destroy();
      httpServer.close();
      await once(httpServer, 'close');
    },
  };
}

export type Served = Awaited<ReturnType<typeof serve>>;

/** A world that a gateway serves, one second after `start`. */
export async function serve(start: UtcMs, wrap?: (store: Store) => Store) {
  const clock = new TestClock(start);
  const live = await openGateway(clock);
  const world = await openWorld(clock, wrap);
  live.gateway.attach(world.world);
  await clock.advanceBy(1000);
  return {
    ...{ clock, live, world },
    /** Stores bars through ingest and lets the tick come. */
    async take(...bars: IncomingBar[]): Promise<void> {
      await world.ingest.accept({ bars });
      world.tail.nudge();
      await clock.advanceBy(200);
    },
    async close() {
      await live.close();
      await world.close();
    },
  };
}

/** A bar of a minute, that many minutes before `t0`. */
export function minuteBar(t0: UtcMs, minute: number, close: number): IncomingBar {
  const { receivedAt, revision, seq, ...incoming } = makeBar(t0 - minute * MINUTE_MS, close);
  return incoming;
}

/** The next message of a kind. */
export const next = <K extends keyof ServerToClient>(page: Page, kind: K) =>
  new Promise<Parameters<ServerToClient[K]>[0]>((resolve) => {
    page.once(kind, ((message: never) => resolve(message)) as never);
  });

export const pull = (page: Page, request: Partial<PullRequest> = {}): Promise<PullAnswer> =>
  page.emitWithAck('pull', { protocol: PROTOCOL_VERSION, storeId: null, since: asSeq(0), ...request });
