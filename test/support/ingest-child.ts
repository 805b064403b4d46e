// A server that ingests and pushes as fast as it can until it is killed: `node ingest-child.ts <store file>`.
// Says its port on standard output.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import { createGateway } from '../../server/live/gateway.ts';
import { createTail } from '../../server/live/tail.ts';
import { systemClock as clock } from '../../server/runtime/system-clock.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { id, makeBar, makeHeadline, makeQuote } from './records.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const started = Math.floor(clock.now() / MINUTE_MS) * MINUTE_MS;
const INSTRUMENTS = ['KS11', 'N225', 'HSI', 'SSEC', 'TWII'].map(id);

const fail = (error: unknown): never => {
  throw error;
};
const store = await openSqliteStore({ path: process.argv[2] ?? fail(new Error('which file?')) });
const tail = createTail({ store, clock, everyMs: 10, onError: fail });
await tail.start();
const httpServer = createServer();
const gateway = createGateway({ httpServer, clock, allow: () => true, onError: fail });
gateway.attach({
  store,
  tail,
  snapshotWindow: () => fail(new Error('nobody should need a snapshot')),
  status: () => ({
    version: 'test',
    source: 'live',
    offline: false,
    canSimulate: false,
    seed: null,
    clock: { anchorEventTime: T0, anchorWallTime: clock.now(), speed: 1, paused: false, rev: 0 },
    feeds: [],
    markets: [],
  }),
});
httpServer.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(httpServer.address() as AddressInfo).port} ${store.storeId}\n`);
});

const ingest = createIngest({ store, clock });
for (let n = await store.head(); ; n++) {
  const open = T0 + n * MINUTE_MS;
  await ingest.accept({
    bars: INSTRUMENTS.flatMap((instrument) => [
      // A back-fill: each time one more bar that is old when it comes.
      incoming(makeBar(open, 100 + n, { instrument })),
      incoming(makeBar(started - (1 + (n % 600)) * MINUTE_MS, 100 + n, { instrument })),
      // Some correct an earlier one.
      incoming(makeBar(T0 + (n % 7) * MINUTE_MS, 100 + (n % 13), { instrument })),
    ]),
    quotes: [incoming(makeQuote(open, 100 + n))],
    headlines: [n].map((i) => {
      const { storyId, tone, ...headline } = incoming(makeHeadline(open, `test:${i}`));
      return headline;
    }),
  });
  tail.nudge();
  // The loop must turn for the sockets.
  await new Promise((resolve) => setImmediate(resolve));
}

function incoming<T extends { receivedAt: unknown; revision: unknown; seq: unknown }>(record: T) {
  const { receivedAt, revision, seq, ...rest } = record;
  return rest;
}
