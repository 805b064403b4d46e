import { connect, type Socket } from 'node:net';
import { serve } from '../run/child.ts';
import { nowMs } from '../run/numbers.ts';
import { type Dialect, WireClient } from './wire-client.ts';

export interface Joining {
  readonly port: number;
  /** Port on which the server wants to hear when all clients have a packet; null where nobody asks. */
  readonly controlPort: number | null;
  readonly dialect: Dialect;
  readonly count: number;
  readonly wantsSnapshot: boolean;
}

/** Many clients in a process of their own. */
class Clients {
  #clients: WireClient[] = [];
  #control: Socket | null = null;
  #counts = new Uint32Array(0);
  #times = new Float64Array(0);
  #got = new Uint32Array(0);
  #cpu = process.cpuUsage();
  #onAll: (at: number) => void = () => undefined;

  /** Resolves when the last one is in, ms after the first one knocked. Rejects when one was refused. */
  async join({ port, controlPort, dialect, count, wantsSnapshot }: Joining): Promise<number> {
    if (controlPort !== null)
      this.#control = connect({ host: '127.0.0.1', port: controlPort, noDelay: true });
    const begun = nowMs();
    await new Promise<void>((resolve, reject) => {
      let ready = 0;
      for (let at = 0; at < count; at += 1) {
        this.#clients.push(
          new WireClient(port, dialect, wantsSnapshot, {
            onReady: () => {
              ready += 1;
              if (ready === count) resolve();
            },
            onPacket: () => this.#packet(at),
            onRefused: (why) => reject(new Error(`client ${at}: ${why}`)),
          }),
        );
      }
    });
    return nowMs() - begun;
  }

  /** From now on `packets` packets are counted and timed. */
  expect(packets: number): void {
    this.#counts = new Uint32Array(this.#clients.length);
    this.#times = new Float64Array(this.#clients.length * packets);
    this.#got = new Uint32Array(packets);
  }

  /** When each client had each packet (all of the first, all of the second …), by the monotonic clock; 0 = never. */
  times(): Float64Array {
    return this.#times;
  }

  /** CPU this process took since it was last asked, ms. */
  cpuMs(): number {
    const { user, system } = process.cpuUsage(this.#cpu);
    this.#cpu = process.cpuUsage();
    return (user + system) / 1000;
  }

  /** When the last client has the last expected packet, by the monotonic clock. */
  received(): Promise<number> {
    return new Promise((resolve) => {
      this.#onAll = resolve;
    });
  }

  #packet(client: number): void {
    const packet = this.#counts[client] as number;
    if (packet >= this.#got.length) return;
    this.#counts[client] = packet + 1;
    const at = nowMs();
    this.#times[packet * this.#clients.length + client] = at;
    this.#got[packet] = (this.#got[packet] as number) + 1;
    if (this.#got[packet] !== this.#clients.length) return;
    this.#control?.write('.');
    if (packet === this.#got.length - 1) this.#onAll(at);
  }
}

const clients = new Clients();
const handlers = {
  join: (joining: Joining) => clients.join(joining),
  expect: (packets: number) => clients.expect(packets),
  times: () => clients.times(),
  received: () => clients.received(),
  cpuMs: () => clients.cpuMs(),
};
export type ClientHandlers = typeof handlers;

export const serveClients = (): void => serve(handlers);
