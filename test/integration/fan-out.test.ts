import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { DeltaListener, Tail } from '../../server/live/tail.ts';
import type { World, WorldStatus } from '../../server/live/world.ts';
import { systemClock } from '../../server/runtime/system-clock.ts';
import type { Store } from '../../server/store/store.ts';
import type { Delta } from '../../shared/protocol/messages.ts';
import { asSeq } from '../../shared/time/instant.ts';
import { openGateway, type Page } from '../support/live-server.ts';

const PACKETS = 40;
/** Large enough that the buffers of a socket that is not read soon are full. */
const PACKET_BYTES = 200_000;

const STATUS: WorldStatus = {
  version: '0.1.0',
  source: 'live',
  offline: false,
  canSimulate: false,
  seed: null,
  clock: {
    anchorEventTime: systemClock.now(),
    anchorWallTime: systemClock.now(),
    speed: 1,
    paused: false,
    rev: 0,
  },
  feeds: [],
  markets: [],
};

/** A world that says what it is told to say. */
function toldWorld() {
  const listeners = new Set<DeltaListener>();
  const tail: Tail = {
    start: async () => undefined,
    nudge: () => undefined,
    head: () => asSeq(0),
    onDelta(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => undefined,
  };
  const world: World = {
    store: { storeId: 's' } as Store,
    tail,
    snapshotWindow: () => {
      throw new Error('nobody pulls here');
    },
    status: () => STATUS,
  };
  const say = (delta: Delta): void => {
    for (const listener of listeners) listener(delta, null);
  };
  return { world, say };
}

const delta = (to: number, filler = ''): Delta => ({
  storeId: `s${filler}`,
  from: asSeq(to - 1),
  to: asSeq(to),
  changes: [],
});

/** The seqs a page has been given, resolved when the last one is in. */
const allOf = (page: Page, last: number): Promise<number[]> =>
  new Promise((resolve) => {
    const seqs: number[] = [];
    page.on('delta', ({ to }) => {
      seqs.push(to);
      if (to === last) resolve(seqs);
    });
  });

const ALL = Array.from({ length: PACKETS }, (_, at) => at + 1);

describe('packets that come in one turn', () => {
  for (const count of [1, 10, 150]) {
    it(`P17 all reach each of ${count} clients that read, in order`, async () => {
      const live = await openGateway(systemClock);
      try {
        const { world, say } = toldWorld();
        live.gateway.attach(world);
        const received: Promise<number[]>[] = [];
        for (let at = 0; at < count; at += 1) {
          received.push(allOf(await live.connect(), PACKETS));
        }
        for (const to of ALL) say(delta(to));
        for (const seqs of await Promise.all(received)) assert.deepEqual(seqs, ALL);
      } finally {
        await live.close();
      }
    });
  }

  it('P16 are not held back by one that does not read', async () => {
    const live = await openGateway(systemClock);
    try {
      const { world, say } = toldWorld();
      live.gateway.attach(world);
      const deaf = new WebSocket(`${live.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
      await once(deaf, 'message');
      deaf.send('40');
      await once(deaf, 'message');
      (deaf as unknown as { _socket: Socket })._socket.pause();
      const received = allOf(await live.connect(), PACKETS);
      const filler = 'x'.repeat(PACKET_BYTES);
      for (const to of ALL) say(delta(to, filler));
      assert.deepEqual(await received, ALL);
      deaf.terminate();
    } finally {
      await live.close();
    }
  });
});
