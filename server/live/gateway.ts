import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { ClientToServer, Delta, ServerToClient } from '../../shared/protocol/messages.ts';
import type { ServerStatus } from '../../shared/protocol/status.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { Cancel, Clock } from '../../shared/time/clock.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import { Broadcast } from './broadcast.ts';
import { Connection, type LiveSocket } from './connection.ts';
import { Departure } from './departure.ts';
import { answerPull } from './pull.ts';
import { Snapshots } from './snapshots.ts';
import type { World } from './world.ts';

export interface GatewayOptions {
  readonly httpServer: HttpServer;
  /** Wall time, also in the simulated day. */
  readonly clock: Clock;
  /** Default `/socket.io`. */
  readonly path?: string;
  /** Host, Origin and token of a handshake; false refuses it with 403. */
  readonly allow: (request: IncomingMessage) => boolean;
  readonly onError: (error: unknown) => void;
  /** A delta was handed to the sockets; `lagMs` since it was stored. */
  readonly onPushed?: (lagMs: number) => void;
}

export interface Gateway {
  /**
   * Shows a world to all, in place of the one before it: clients of another store learn its id from `status` and
   * `head`, pull, and are reset. The world's tail must have been started.
   */
  attach(world: World): void;
  /** Something in the status changed; it is sent at most once a second. */
  statusChanged(): void;
  connections(): number;
  /** Ends all connections; the HTTP server stays its owner's. */
  close(): void;
}

const STATUS_EVERY_MS = 1000;
const HEAD_EVERY_MS = 5000;
/** How soon a client that read slowly is looked at again, ms. */
const STALLED_EVERY_MS = 50;
/** The largest message a client has to send is a pull of some hundred bytes. */
const MAX_MESSAGE_BYTES = 16 * 1024;

export function createGateway(options: GatewayOptions): Gateway {
  return new SocketGateway(options);
}

class SocketGateway implements Gateway {
  readonly #options: GatewayOptions;
  readonly #io: Server<ClientToServer, ServerToClient>;
  readonly #broadcast: Broadcast;
  readonly #snapshots: Snapshots;
  readonly #connections = new Set<Connection>();
  readonly #departure = new Departure();
  /** Those that wait for their transport. */
  readonly #stalled = new Set<Connection>();
  #world: World | null = null;
  #leaveTail: () => void = () => undefined;
  #headTimer: Cancel = () => undefined;
  #statusTimer: Cancel | null = null;
  #stalledTimer: Cancel | null = null;
  #statusSentAt = Number.NEGATIVE_INFINITY;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#snapshots = new Snapshots(options.clock);
    this.#io = new Server(options.httpServer, {
      path: options.path ?? '/socket.io',
      serveClient: false,
      transports: ['websocket', 'polling'],
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      allowRequest: (request, answer) => answer(null, options.allow(request)),
    });
    this.#broadcast = new Broadcast(
      options.clock,
      (kind, message) => {
        if (kind === 'status') this.#noteMissedStatus();
        this.#departure.begin(this.#connections);
        this.#io.volatile.emit(kind, ...([message] as never));
      },
      () => this.#departure.over(),
    );
    this.#io.on('connection', (socket) => this.#join(socket));
    this.#beatHead();
  }

  attach(world: World): void {
    this.#leaveTail();
    this.#broadcast.clear();
    this.#world = world;
    this.#leaveTail = world.tail.onDelta((delta, since) => this.#push(delta, since));
    this.#sendStatus();
    this.#broadcast.head(() => this.#headMessage());
  }

  statusChanged(): void {
    if (this.#statusTimer !== null) return;
    const wait = this.#statusSentAt + STATUS_EVERY_MS - this.#options.clock.now();
    if (wait <= 0) {
      this.#sendStatus();
      return;
    }
    this.#statusTimer = this.#options.clock.after(wait, () => {
      this.#statusTimer = null;
      this.#sendStatus();
    });
  }

  connections(): number {
    return this.#connections.size;
  }

  close(): void {
    this.#leaveTail();
    this.#headTimer();
    this.#statusTimer?.();
    this.#stalledTimer?.();
    this.#broadcast.stop();
    this.#io.disconnectSockets(true);
    this.#io.engine.close();
  }

  #join(socket: LiveSocket): void {
    const connection = new Connection(socket, (request) =>
      answerPull(request, this.#world, this.#snapshots, this.#options.onError),
    );
    this.#connections.add(connection);
    socket.on('disconnect', () => {
      this.#connections.delete(connection);
      this.#stalled.delete(connection);
    });
    socket.on('pull', (request, reply) => {
      if (typeof reply !== 'function') return;
      connection.ask(request, reply);
      this.#watch(connection);
    });
    socket.on('time', (reply) => {
      // Nothing is kept for a client that does not read; it asks again.
      if (typeof reply === 'function' && connection.writable) reply(this.#options.clock.now());
    });
    const status = this.#statusMessage();
    if (status !== null) socket.emit('status', status);
  }

  #push(delta: Delta, since: UtcMs | null): void {
    this.#broadcast.delta(delta);
    if (since !== null) this.#options.onPushed?.(this.#options.clock.now() - since);
  }

  #sendStatus(): void {
    this.#statusSentAt = this.#options.clock.now();
    const status = this.#statusMessage();
    if (status !== null) this.#broadcast.status(() => this.#statusMessage() ?? status);
  }

  /** A volatile status is dropped for whoever is busy; those get it when they are not. */
  #noteMissedStatus(): void {
    for (const connection of this.#connections) {
      if (connection.writable) continue;
      connection.oweStatus();
      this.#watch(connection);
    }
  }

  #watch(connection: Connection): void {
    if (!connection.stalled) return;
    this.#stalled.add(connection);
    this.#stalledTimer ??= this.#options.clock.after(STALLED_EVERY_MS, () => {
      this.#stalledTimer = null;
      const waiting = [...this.#stalled];
      this.#stalled.clear();
      const status = waiting.length > 0 ? this.#statusMessage() : null;
      for (const stalled of waiting) {
        stalled.proceed(status);
        this.#watch(stalled);
      }
    });
  }

  #beatHead(): void {
    this.#headTimer = this.#options.clock.after(HEAD_EVERY_MS, () => {
      if (this.#world !== null) this.#broadcast.head(() => this.#headMessage());
      this.#beatHead();
    });
  }

  #headMessage(): { storeId: string; head: number } {
    const world = this.#world as World;
    return { storeId: world.store.storeId, head: world.tail.head() };
  }

  #statusMessage(): ServerStatus | null {
    const world = this.#world;
    if (world === null) return null;
    return {
      ...world.status(),
      protocol: PROTOCOL_VERSION,
      storeId: world.store.storeId,
      head: world.tail.head(),
      serverTime: this.#options.clock.now(),
    };
  }
}
