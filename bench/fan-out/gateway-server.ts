import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGateway } from '../../server/live/gateway.ts';
import type { DeltaListener, Tail } from '../../server/live/tail.ts';
import type { World } from '../../server/live/world.ts';
import { systemClock } from '../../server/runtime/system-clock.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { asSeq, type Seq } from '../../shared/time/instant.ts';
import { dayWindow, quietStatus } from '../made-up/world.ts';
import { deltaOf } from './deltas.ts';
import { serveSender } from './sender.ts';

/** A tail that says what it is told to say: what is measured begins where the journal was read. */
class ToldTail implements Tail {
  readonly #listeners = new Set<DeltaListener>();
  #head: Seq = asSeq(0);

  async start(): Promise<void> {}
  nudge(): void {}
  stop(): void {}
  head(): Seq {
    return this.#head;
  }

  onDelta(listener: DeltaListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  say(...[delta, since]: Parameters<DeltaListener>): void {
    this.#head = delta.to;
    for (const listener of this.#listeners) listener(delta, since);
  }
}

const complain = (error: unknown): void => {
  process.stderr.write(`gateway: ${String(error)}\n`);
};

/** Our gateway as the product runs it: clock, spacing, socket.io settings and listen backlog are its own. */
export function serveGateway(): void {
  const tail = new ToldTail();
  serveSender({
    async listen(snapshot) {
      const server = createServer();
      const store =
        snapshot === null
          ? ({ storeId: deltaOf(0, 1).storeId } as Store)
          : await openSqliteStore({ path: snapshot.storePath, readOnly: true });
      const world: World = { store, tail, snapshotWindow: dayWindow, status: quietStatus };
      const gateway = createGateway({
        httpServer: server,
        clock: systemClock,
        allow: () => true,
        onError: complain,
      });
      gateway.attach(world);
      return new Promise((resolve) => {
        server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
          resolve((server.address() as AddressInfo).port);
        });
      });
    },
    send: (delta) => tail.say(delta, null),
  });
}
