import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '../../server/api/api.ts';
import { createGuard } from '../../server/api/guard.ts';
import type { ApiConfig, World } from '../../server/api/world.ts';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import { HealthRegistry } from '../../server/runtime/health-registry.ts';
import { createLog } from '../../server/runtime/log.ts';
import { createMetrics } from '../../server/runtime/metrics.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { type IncomingEvent, incomingEvent } from '../../shared/event/event.ts';
import { type IncomingBar, incomingBar } from '../../shared/market/bar.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { incomingHeadline } from '../../shared/news/headline.ts';
import { serverStatus } from '../../shared/protocol/status.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { asSeq, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { MemoryStore } from './memory-store.ts';
import { tempFolder } from './temp-folder.ts';
import { TestClock } from './test-clock.ts';

export const T0 = parseInstant('2025-10-30T02:05:00Z');
export const VERSION = '9.9.9-test';
/** Without a page: answers it with a plain sentence. */
const NO_CLIENT = '/nonexistent/client';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Untyped on purpose: tests look into bodies, and schemas have tests of their own. */
  json(): ReturnType<typeof JSON.parse>;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Sent as it is, with the content type of JSON. */
  readonly raw?: string;
}

export interface ApiUnderTest {
  readonly world: World & { clock: TestClock };
  /** The machine's clock. */
  readonly wall: TestClock;
  readonly port: number;
  readonly server: Server;
  ask(path: string, ask?: Ask): Promise<Answer>;
  close(): Promise<void>;
}

function worldOf(store: Store, clock: TestClock): ApiUnderTest['world'] {
  const health = new HealthRegistry();
  return {
    store,
    clock,
    health,
    ingest: createIngest({ store, clock }),
    calendars: createCalendars(),
    instruments: INSTRUMENTS,
    status: () =>
      serverStatus.parse({
        version: VERSION,
        protocol: PROTOCOL_VERSION,
        storeId: store.storeId,
        head: asSeq(0),
        source: 'archive',
        offline: true,
        canSimulate: true,
        seed: null,
        clock: { anchorEventTime: clock.now(), anchorWallTime: clock.now(), speed: 1, paused: false, rev: 0 },
        serverTime: clock.now(),
        feeds: health.feeds(),
        markets: health.markets(),
      }),
  };
}

function asker(port: number): ApiUnderTest['ask'] {
  return (path, ask = {}) =>
    new Promise((resolve, reject) => {
      const body = ask.raw ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body));
      const headers = {
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(body)}` }),
        ...ask.headers,
      };
      const req = request(
        { host: '127.0.0.1', port, path, method: ask.method ?? 'GET', headers, agent: false },
        (res) => {
          const parts: Buffer[] = [];
          res.on('data', (part: Buffer) => parts.push(part));
          res.on('error', reject);
          res.on('end', () => {
            const text = Buffer.concat(parts).toString('utf8');
            resolve({
              status: res.statusCode ?? 0,
              headers: res.headers,
              text,
              json: () => JSON.parse(text),
            });
          });
        },
      );
      req.on('error', reject);
      req.end(body);
    });
}

export interface OpenedStore {
  readonly store: Store;
  dispose(): Promise<void>;
}

async function openInMemory(): Promise<OpenedStore> {
  return { store: new MemoryStore(), dispose: async () => undefined };
}

/** On a file of its own, gone with the test. */
async function openOnFile(): Promise<OpenedStore> {
  const folder = tempFolder();
  const store = await openSqliteStore({ path: folder.file('store.db') });
  return {
    store,
    async dispose() {
      await store.close();
      folder.remove();
    },
  };
}

/** The stores over which the API promises the same, by name. */
export const STORES = [
  ['memory', openInMemory],
  ['SQLite', openOnFile],
] as const;

/** The store with some of its methods replaced. */
export const withMethods = (store: Store, methods: Partial<Store>): Store =>
  new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(name in methods ? methods : target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

/** A listening API, over a store in memory and at 2025-10-30T06:00Z unless told otherwise. */
export async function startApi(
  options: {
    config?: Partial<ApiConfig>;
    change?: (world: World) => World;
    /** Which world answers at each moment, given that one; it alone unless told otherwise. */
    current?: (world: World) => () => World;
    clientDir?: string;
    openStore?: () => Promise<OpenedStore>;
  } = {},
): Promise<ApiUnderTest> {
  const wall = new TestClock('2026-11-24T09:00:00Z');
  const { store, dispose } = await (options.openStore ?? openInMemory)();
  const own = worldOf(store, new TestClock('2025-10-30T06:00:00Z'));
  const world = options.change?.(own) ?? own;
  const current = options.current?.(world) ?? (() => world);
  const config: ApiConfig = {
    host: '127.0.0.1',
    accessToken: null,
    publicRead: false,
    trustProxy: false,
    rootUrl: null,
    ...options.config,
  };
  const metrics = createMetrics({
    health: own.health,
    clock: own.clock,
    version: VERSION,
    head: () => own.store.head(),
  });
  const app = createApi({
    world: current,
    config,
    log: createLog({ level: 'silent' }),
    guard: createGuard(config, wall),
    metrics,
    clientDir: options.clientDir ?? NO_CLIENT,
    version: VERSION,
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    world: own,
    wall,
    port,
    server,
    ask: asker(port),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await dispose();
    },
  };
}

export const kospiMinute = (minute: number, close: number, rest: Partial<IncomingBar> = {}): IncomingBar =>
  incomingBar.parse({
    instrument: 'KS11',
    interval: '1m',
    openTime: T0 + minute * MINUTE_MS,
    closeTime: T0 + (minute + 1) * MINUTE_MS,
    open: close,
    high: close,
    low: close,
    close,
    volume: null,
    provider: 'yahoo',
    provenance: 'polled',
    ...rest,
  });

export const headlineAt = (minute: number, title: string, side = 'us') =>
  incomingHeadline.parse({
    id: `test|${title}`,
    time: T0 + minute * MINUTE_MS,
    precisionSeconds: 60,
    feed: 'test',
    source: 'Test Wire',
    side,
    language: 'en',
    title,
    url: 'https://example.com/a',
    dateDoubtful: false,
    provenance: 'polled',
  });

export const busan = (rest: Record<string, unknown> = {}): IncomingEvent =>
  incomingEvent.parse({
    slug: 'busan',
    title: 'Trump and Xi meet in Busan',
    anchors: [
      { name: 'Handshake', time: T0, window: { earliest: T0, latest: T0 }, precision: 'minute' },
      {
        name: "China's list",
        time: parseInstant('2025-10-30T07:15:00Z'),
        window: {
          earliest: parseInstant('2025-10-30T07:15:00Z'),
          latest: parseInstant('2025-10-30T07:15:00Z'),
        },
        precision: 'minute',
      },
    ],
    end: null,
    themes: ['meeting'],
    place: 'Gimhae air base',
    actors: ['Trump', 'Xi'],
    summary: 'They met and a truce was agreed.',
    claims: { us: ['tariffs cut'], china: [], other: [] },
    marketClaims: [],
    marketNotes: [],
    closedMarkets: [],
    confounders: [],
    outcome: { status: 'open', date: null, note: null },
    timeBasis: 'reports',
    timeConfidence: 'high',
    confidence: 'high',
    sources: [],
    origin: 'catalogue',
    actor: 'archive',
    ...rest,
  });

/** A folder that is gone after the test. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'market-reaction-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
