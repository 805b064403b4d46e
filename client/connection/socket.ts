import { io, type Socket } from 'socket.io-client';
import { z } from 'zod/mini';
import type { Change } from '../../shared/protocol/change.ts';
import {
  type ClientToServer,
  delta,
  type PullRequest,
  pullAnswer,
  type ServerToClient,
} from '../../shared/protocol/messages.ts';
import type { WindowResource } from '../../shared/protocol/resources.ts';
import { type ServerStatus, serverStatus } from '../../shared/protocol/status.ts';
import type { Cancel, Clock } from '../../shared/time/clock.ts';
import { type Seq, type UtcMs, utcMs } from '../../shared/time/instant.ts';
import { bestOffset, type OffsetSample, offsetSample } from './clock-offset.ts';
import { reconnectDelay } from './reconnect.ts';
import { type ReadAnswer, readAnswer } from './reset.ts';
import { SYNC_START, type SyncEffect, type SyncInput, syncStep } from './sync.ts';

/** How long a pull may take before it is asked again, ms. */
const PULL_TIMEOUT_MS = 15_000;
/** Wait after an answer that could not be read, ms, so that a broken server is not hammered. */
const UNREADABLE_WAIT_MS = 2_000;
/** Round trips per measurement of the clock offset, and the wait until the next measurement, ms. */
const OFFSET_SAMPLES = 4;
const OFFSET_EVERY_MS = 120_000;

export type ConnectionState =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected' }
  /** Lost since `since`; try number `attempt` starts at `nextTry`. */
  | { readonly state: 'lost'; readonly since: UtcMs; readonly attempt: number; readonly nextTry: UtcMs }
  /** The server does not speak this page's protocol any more. */
  | { readonly state: 'refused'; readonly message: string };

export interface ConnectionListener {
  apply(changes: readonly Change[], to: Seq): void;
  reset(snapshot: WindowResource, to: Seq): void;
  status(status: ServerStatus): void;
  state(state: ConnectionState): void;
  /** Server wall time less ours, ms. */
  offset(ms: number): void;
  /** How many messages did not fit their schema so far. */
  unreadable(count: number): void;
}

export interface Connection {
  /** Ends the wait and tries at once. */
  tryNow(): void;
  stop(): void;
}

export interface ConnectionEnvironment {
  readonly clock: Clock;
  readonly random: () => number;
  readonly visible: () => boolean;
  /** Runs when the tab comes to the front; answers how to stop that. */
  readonly onVisible: (run: () => void) => Cancel;
}

const headMessage = z.strictObject({ storeId: z.string(), head: z.int().check(z.minimum(0)) });

/** Keeps the line to the server: WebSocket first, own back-off, and the protocol of `sync.ts` on top. */
export function connect(environment: ConnectionEnvironment, listener: ConnectionListener): Connection {
  const { clock } = environment;
  const socket: Socket<ServerToClient, ClientToServer> = io({
    transports: ['websocket', 'polling'],
    reconnection: false,
    autoConnect: false,
  });
  let sync = SYNC_START;
  let lostSince: UtcMs | null = null;
  let attempt = 0;
  let cancelTry: Cancel = () => {};
  let cancelOffset: Cancel = () => {};
  let unreadable = 0;

  const feed = (input: SyncInput): void => {
    const step = syncStep(sync, input);
    sync = step.state;
    for (const effect of step.effects) run(effect);
  };
  const countUnreadable = (): void => {
    unreadable += 1;
    listener.unreadable(unreadable);
  };
  const run = (effect: SyncEffect): void => {
    if (effect.type === 'apply') listener.apply(effect.changes, effect.to);
    else if (effect.type === 'reset') listener.reset(effect.reset.snapshot, effect.reset.to);
    else if (effect.type === 'refused') {
      listener.state({ state: 'refused', message: effect.message });
      socket.disconnect();
    } else pull(effect.pull, effect.request);
  };
  const pull = (number: number, request: PullRequest): void => {
    socket.timeout(PULL_TIMEOUT_MS).emit('pull', request, async (error: Error | null, raw: unknown) => {
      if (error) return feed({ type: 'pull-failed', pull: number });
      let answer: ReadAnswer;
      try {
        answer = await readAnswer(pullAnswer.parse(raw));
      } catch {
        countUnreadable();
        clock.after(UNREADABLE_WAIT_MS, () => feed({ type: 'pull-failed', pull: number }));
        return;
      }
      feed({ type: 'answer', pull: number, answer });
    });
  };

  const measureOffset = (samples: readonly OffsetSample[]): void => {
    const sent = clock.now();
    socket.emit('time', (raw: unknown) => {
      const server = utcMs.safeParse(raw);
      if (!server.success) return;
      const all = [...samples, offsetSample(sent, server.data, clock.now())];
      if (all.length < OFFSET_SAMPLES) return measureOffset(all);
      listener.offset(bestOffset(all));
      cancelOffset = clock.after(OFFSET_EVERY_MS, () => measureOffset([]));
    });
  };

  const lost = (): void => {
    lostSince ??= clock.now();
    cancelOffset();
    if (sync.refused) return;
    attempt += 1;
    const wait = reconnectDelay(attempt, environment.visible(), environment.random());
    const nextTry = utcMs.parse(clock.now() + wait);
    listener.state({ state: 'lost', since: lostSince, attempt, nextTry });
    cancelTry();
    cancelTry = clock.after(wait, () => socket.connect());
  };

  socket.on('connect', () => {
    lostSince = null;
    attempt = 0;
    listener.state({ state: 'connected' });
    measureOffset([]);
    feed({ type: 'connected' });
  });
  socket.on('disconnect', () => {
    feed({ type: 'disconnected' });
    lost();
  });
  socket.on('connect_error', lost);
  socket.on('delta', (raw: unknown) => {
    const message = delta.safeParse(raw);
    if (message.success) return feed({ type: 'delta', delta: message.data });
    countUnreadable();
    feed({ type: 'unreadable' });
  });
  socket.on('head', (raw: unknown) => {
    const message = headMessage.safeParse(raw);
    if (message.success) return feed({ type: 'head', ...message.data });
    countUnreadable();
  });
  socket.on('status', (raw: unknown) => {
    const message = serverStatus.safeParse(raw);
    if (message.success) return listener.status(message.data);
    countUnreadable();
  });

  const tryNow = (): void => {
    if (socket.connected || sync.refused) return;
    cancelTry();
    socket.connect();
  };
  const forgetVisible = environment.onVisible(tryNow);
  listener.state({ state: 'connecting' });
  socket.connect();
  return {
    tryNow,
    stop() {
      forgetVisible();
      cancelTry();
      cancelOffset();
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}
