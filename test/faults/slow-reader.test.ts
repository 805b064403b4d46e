import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocket } from 'ws';
import type { IncomingBar } from '../../shared/market/bar.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { openGateway, openWorld, pull } from '../support/live-server.ts';
import { makeBar } from '../support/records.ts';
import { TestClock } from '../support/test-clock.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const MB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const memory = (): number => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

const barsAt = (close: number): IncomingBar[] =>
  Array.from({ length: 500 }, (_, n) => {
    const { receivedAt, revision, seq, ...bar } = makeBar(T0 - (n + 1) * MINUTE_MS, close);
    return bar;
  });

describe('clients that do not read', () => {
  it('P16 are owed nothing: memory does not grow, and they catch up when they read again', async () => {
    const clock = new TestClock(T0);
    const live = await openGateway(clock);
    const world = await openWorld(clock);
    try {
      live.gateway.attach(world.world);
      // Plain frames: a library would read.
      const deaf = new WebSocket(`${live.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
      await once(deaf, 'message');
      deaf.send('40');
      await once(deaf, 'message');
      const wire = (deaf as unknown as { _socket: Socket })._socket;
      wire.pause();
      const healthy = await live.connect();
      let delivered = 0;
      healthy.on('delta', () => {
        delivered += 1;
      });
      const request = JSON.stringify({ protocol: PROTOCOL_VERSION, storeId: world.store.storeId, since: 0 });
      const tick = async (n: number): Promise<void> => {
        await world.ingest.accept({ bars: barsAt(100 + n) });
        world.tail.nudge();
        for (let i = 0; i < 20; i++) deaf.send(`42${n * 20 + i}["pull",${request}]`);
        live.gateway.statusChanged();
        await clock.advanceBy(200);
      };
      for (let n = 0; n < 30; n++) await tick(n);
      const before = memory();
      for (let n = 30; n < 150; n++) await tick(n);
      // 120 deltas of 120 KB and 2,400 questions, each worth an answer as large or larger.
      const grown = memory() - before;
      assert.ok(grown < 8 * MB, `grew by ${(grown / MB).toFixed(1)} MB`);
      await pull(healthy);
      assert.equal(delivered, 150, 'the others do not suffer');

      let read = 0;
      let answers = 0;
      deaf.on('message', (data) => {
        read += 1;
        // Acknowledgements, plain or with a snapshot attached.
        if (/^4(3|61-)/.test(String(data))) answers += 1;
      });
      wire.resume();
      for (let turn = 0; turn < 400 && !(answers > 0 && read > 0); turn++) await clock.advanceBy(50);
      const stood = answers;
      deaf.send(`42999999["pull",${request}]`);
      for (let turn = 0; turn < 400 && answers <= stood; turn++) await clock.advanceBy(50);
      assert.ok(answers > stood, 'it is answered again');
      assert.ok(answers < 200, `of 3,000 questions ${answers} were answered`);
      deaf.terminate();
    } finally {
      await live.close();
      await world.close();
    }
  });
});
