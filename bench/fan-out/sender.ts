import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import type { Delta } from '../../shared/protocol/messages.ts';
import { serve, settledMemory } from '../run/child.ts';
import { nowMs } from '../run/numbers.ts';
import { deltaOf } from './deltas.ts';

/** A server under measurement. */
export interface Sender {
  /** Listens on a free loopback port, with a snapshot for those who join where bytes are given. */
  listen(snapshot: Snapshot | null): Promise<number>;
  send(delta: Delta): void;
}

/** What a server hands to whoever joins: ours reads it from its store, the raw one sends these bytes. */
export interface Snapshot {
  readonly storePath: string;
  readonly bytes: Uint8Array;
}

export interface Run {
  readonly packets: number;
  /** Changes in each. */
  readonly changes: number;
  /** Time between two packets, ms; 0 hands over all in one turn, null the next as soon as everybody has the last. */
  readonly everyMs: number | null;
}

export interface Sent {
  /** When each packet was handed over, by the monotonic clock, ms. */
  readonly at: Float64Array;
  /** From the first packet until the last was everywhere, ms. */
  readonly tookMs: number;
  readonly cpuMs: number;
}

/** Longest wait for clients that were left out, ms. */
const PATIENCE_MS = 3000;

/** Hears over a socket of its own when all clients have a packet. */
class Control {
  #heard = 0;
  #waiting: { count: number; resolve: () => void } | null = null;

  listen(): Promise<number> {
    const server = createServer((socket: Socket) => {
      socket.on('data', (bytes) => {
        this.#heard += bytes.length;
        if (this.#waiting !== null && this.#heard >= this.#waiting.count) this.#waiting.resolve();
      });
    });
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    });
  }

  reset(): void {
    this.#heard = 0;
  }

  /** Resolves when `count` packets are with everybody, or when patience ends. */
  async all(count: number): Promise<void> {
    if (this.#heard >= count) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, PATIENCE_MS);
      this.#waiting = {
        count,
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
      };
    });
    this.#waiting = null;
  }
}

function handlersOf(sender: Sender) {
  const control = new Control();
  return {
    async start(snapshot: Snapshot | null): Promise<{ port: number; controlPort: number }> {
      return { controlPort: await control.listen(), port: await sender.listen(snapshot) };
    },
    memory: settledMemory,
    async run({ packets, changes, everyMs }: Run): Promise<Sent> {
      control.reset();
      const at = new Float64Array(packets);
      const deltas = Array.from({ length: packets }, (_, index) => deltaOf(index, changes));
      const cpu = process.cpuUsage();
      const begun = nowMs();
      for (const [index, delta] of deltas.entries()) {
        if (everyMs !== null && everyMs > 0) {
          const wait = begun + index * everyMs - nowMs();
          await new Promise((resolve) => setTimeout(resolve, wait));
        }
        at[index] = nowMs();
        sender.send(delta);
        if (everyMs === null) await control.all(index + 1);
      }
      await control.all(packets);
      const tookMs = nowMs() - begun;
      const { user, system } = process.cpuUsage(cpu);
      return { at, tookMs, cpuMs: (user + system) / 1000 };
    },
  };
}
export type SenderHandlers = ReturnType<typeof handlersOf>;

export const serveSender = (sender: Sender): void => serve(handlersOf(sender));
