import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AlertBook } from '../../server/alert/book.ts';
import type { AlertDesk } from '../../server/alert/desk.ts';
import { AlertEngine } from '../../server/alert/engine.ts';
import { Outbox } from '../../server/alert/outbox.ts';
import { WatchedData } from '../../server/alert/watched-data.ts';
import { openWebhooks } from '../../server/alert/webhooks.ts';
import type { World } from '../../server/api/world.ts';
import { HealthRegistry } from '../../server/runtime/health-registry.ts';
import type { Store } from '../../server/store/store.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import type { Delta } from '../../shared/protocol/messages.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { tempFolder } from './temp-folder.ts';

export const SECRET = 'a-secret-for-the-tests';

export interface DeskOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly wall?: Clock;
  readonly folder: string;
  readonly source?: { onDelta(listener: (delta: Delta) => void): () => void };
  readonly simulated?: boolean;
  readonly allowPrivateAddresses?: boolean;
  readonly secret?: string | null;
  readonly isLeader?: () => boolean;
}

/** Alerts over a store, as a world puts them together; 0.5 is no jitter. */
export async function openDesk(options: DeskOptions) {
  const { store, clock, wall = clock, folder, simulated = false } = options;
  const errors: unknown[] = [];
  const fired: string[] = [];
  const tried: string[] = [];
  const health = new HealthRegistry();
  const onError = (error: unknown): void => void errors.push(error);
  const book = new AlertBook(simulated ? null : `${folder}/alerts.json`, store.storeId, onError);
  await book.load();
  const webhooks = await openWebhooks(`${folder}/webhooks.json`, onError);
  const onStatus = (): void => undefined;
  const outbox = new Outbox({
    ...{ book, webhooks, clock: wall, random: () => 0.5, userAgent: 'market-reaction/test' },
    secret: options.secret === undefined ? SECRET : options.secret,
    allowPrivateAddresses: options.allowPrivateAddresses ?? true,
    onTried: (outcome) => void tried.push(outcome),
    onLost: onStatus,
  });
  const data = new WatchedData({
    ...{ store, calendars: createCalendars(), instruments: INSTRUMENTS, health, simulated },
    onUnreadable: (id) => void errors.push(id),
  });
  const engine = new AlertEngine({
    ...{ data, book, webhooks, clock, wall, simulated, onStatus, onError },
    outbox: simulated ? null : outbox,
    source: options.source ?? { onDelta: () => () => undefined },
    onFired: (condition) => void fired.push(condition),
    ...(options.isLeader && { isLeader: options.isLeader }),
  });
  return { engine, webhooks, book, health, errors, fired, tried };
}

/** Alerts for an API that is started first: `change` is for `startApi`, `open` for its world. */
export function alertsForApi(options: Partial<DeskOptions> = {}) {
  const folder = tempFolder();
  let desk: AlertDesk | null = null;
  return {
    change: (world: World): World =>
      Object.defineProperty({ ...world }, 'alerts', { get: () => desk ?? undefined }) as World,
    async open(world: World) {
      const opened = await openDesk({ ...world, folder: folder.path, ...options });
      desk = opened.engine;
      return opened;
    },
    file: (name: string) => folder.file(name),
    remove: () => folder.remove(),
  };
}

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver of webhooks that answers as it is told, 204 unless told otherwise. */
export async function openReceiver(answers: { status: number; headers?: Record<string, string> }[] = []) {
  const received: Received[] = [];
  let waiting: (() => void)[] = [];
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      received.push({ headers: req.headers, body: Buffer.concat(parts).toString('utf8') });
      const { status, headers } = answers.shift() ?? { status: 204 };
      res.writeHead(status, headers).end();
      for (const go of waiting) go();
      waiting = [];
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    /** Resolves when so many have come. */
    async until(count: number): Promise<void> {
      while (received.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
