import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createHttp } from '../../server/feeds/axios-http.ts';
import type { QuoteFeed } from '../../server/feeds/feed.ts';
import type { Http } from '../../server/feeds/http.ts';
import { createQuoteFeeds } from '../../server/feeds/registry-quotes.ts';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import type { Ingest } from '../../server/ingest/ingest.ts';
import { createGateway, type Gateway } from '../../server/live/gateway.ts';
import { createTail, type Tail } from '../../server/live/tail.ts';
import { systemClock } from '../../server/runtime/system-clock.ts';
import { createStandin, type Standin } from '../../server/standin/standin.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { ClientHandlers } from '../fan-out/clients.ts';
import { calendars, DAY_BEGINS, MARKETS } from '../made-up/markets.ts';
import { seededRandom } from '../made-up/random.ts';
import { standinSeries } from '../made-up/standin.ts';
import { dayWindow, quietStatus } from '../made-up/world.ts';
import { Child } from '../run/child.ts';
import { nowMs } from '../run/numbers.ts';

/** When one poll's figures passed each place, by the monotonic clock, ms. */
export interface Passage {
  readonly asked: number;
  readonly answered: number;
  readonly parsed: number;
  readonly stored: number;
  /** The last client has them. */
  readonly seen: number;
}

const fail = (error: unknown): never => {
  throw error;
};

/** Open all of the made-up day: Seoul, Tokyo until its lunch, and so on. */
const POLLED = MARKETS.filter(
  (i) => ['XKRX', 'XTKS', 'XASX'].includes(i.mic) && i.symbols.yahoo !== undefined,
);

/** The event clock of the made-up day: it stands until it is moved. */
class StandingClock implements Clock {
  #now: UtcMs = asUtcMs(DAY_BEGINS + 30 * MINUTE_MS);
  now = (): UtcMs => this.#now;
  after = systemClock.after;

  move(ms: number): void {
    this.#now = asUtcMs(this.#now + ms);
  }
}

interface Parts {
  readonly clock: StandingClock;
  readonly standin: Standin;
  readonly feed: QuoteFeed;
  readonly store: Store;
  readonly ingest: Ingest;
  readonly tail: Tail;
  readonly gateway: Gateway;
  readonly server: Server;
  readonly clients: Child<ClientHandlers>;
  /** When the last answer of the stand-in was there. */
  readonly answeredAt: () => number;
}

/** Stand-in → feed → ingest → SQLite → tail → gateway in this process, clients in another. */
export class Chain {
  readonly #parts: Parts;
  readonly #random = seededRandom(5);

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  static async open(folder: string, clientCount: number): Promise<Chain> {
    const clock = new StandingClock();
    const series = POLLED.map((instrument, at) => standinSeries(instrument, at + 1));
    const standin = createStandin({ clock, series, delayMinutes: () => 0 });
    const { baseUrl } = await standin.start();
    let answered = 0;
    const http = timed(createHttp({ clock, userAgent: 'market-reaction-bench' }), () => {
      answered = nowMs();
    });
    const feed = createQuoteFeeds({
      http,
      clock,
      calendars,
      userAgent: 'market-reaction-bench',
      baseUrls: { yahoo: [`${baseUrl}/yahoo`] },
      enabled: ['yahoo'],
    })[0] as QuoteFeed;
    const store = await openSqliteStore({ path: join(folder, 'latency.db') });
    const ingest = createIngest({ store, clock });
    const tail = createTail({ store, clock: systemClock, onError: fail });
    await tail.start();
    const server = createServer();
    const gateway = createGateway({
      httpServer: server,
      clock: systemClock,
      allow: () => true,
      onError: fail,
    });
    gateway.attach({ store, tail, snapshotWindow: dayWindow, status: quietStatus });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const clients = new Child<ClientHandlers>('clients');
    await clients.call('join', {
      port,
      controlPort: null,
      dialect: 'socket.io',
      count: clientCount,
      wantsSnapshot: true,
    });
    const parts = { clock, standin, feed, store, ingest, tail, gateway, server, clients };
    return new Chain({ ...parts, answeredAt: () => answered });
  }

  /** One poll of one market, a minute after its last one. */
  async poll(turn: number): Promise<Passage> {
    const { clock, feed, ingest, tail, clients, answeredAt } = this.#parts;
    await new Promise((resolve) => setTimeout(resolve, 20 + this.#random() * 180));
    const instrument = POLLED[turn % POLLED.length] as Instrument;
    clock.move(Math.ceil(MINUTE_MS / POLLED.length));
    await clients.call('expect', 1);
    const seen = clients.call('received');
    const asked = nowMs();
    // As the poller asks: the last quarter of an hour again, for corrections.
    const range = { from: asUtcMs(clock.now() - 15 * MINUTE_MS), to: asUtcMs(clock.now() + MINUTE_MS) };
    const answer = await feed.bars(instrument, '1m', range, new AbortController().signal);
    const parsed = nowMs();
    const { changes } = await ingest.accept({ bars: answer.bars, quotes: answer.quotes });
    const stored = nowMs();
    if (changes.length === 0) throw new Error(`poll ${turn} of ${instrument.id} brought nothing new`);
    tail.nudge();
    return { asked, answered: answeredAt(), parsed, stored, seen: await seen };
  }

  async close(): Promise<void> {
    const { standin, store, tail, gateway, server, clients } = this.#parts;
    await clients.stop();
    tail.stop();
    gateway.close();
    await new Promise((resolve) => server.close(resolve));
    await standin.stop();
    await store.close();
  }
}

/** Says when a body is there, before anything is read from it. */
const timed = (http: Http, onAnswer: () => void): Http => ({
  async get(request) {
    const answer = await http.get(request);
    onAnswer();
    return answer;
  },
});
