import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { Change } from '../../shared/protocol/change.ts';
import { asSeq, asUtcMs } from '../../shared/time/instant.ts';
import { type Page, pull } from '../support/live-server.ts';
import { id } from '../support/records.ts';
import { tempFolder } from '../support/temp-folder.ts';

const CHILD = fileURLToPath(new URL('../support/ingest-child.ts', import.meta.url));
const SEED = 20251030;
const ROUNDS = 6;

/** Numbers in [0, 1), the same for the same seed. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Starts the server, takes what it pushes, and kills it when `enough` deltas have come. */
async function runAndKill(
  path: string,
  said: Map<number, Change>,
  since: number,
  enough: number,
): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, [CHILD, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let page: Page | undefined;
  try {
    assert.ok(child.stdout);
    const [hello] = await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(() => assert.fail('the server did not start')),
    ]);
    const [port, storeId = ''] = String(hello).trim().split(' ');
    const client: Page = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false });
    page = client;
    await once(client as never, 'connect');
    let deltas = 0;
    const killed = once(child, 'exit');
    client.on('delta', (delta) => {
      for (const change of delta.changes ?? []) said.set(change.record.seq, change);
      deltas += 1;
      if (deltas === enough) child.kill('SIGKILL');
    });
    const answering = pull(client, { storeId, since: asSeq(since) }).then((answer) => {
      assert.equal(answer.type, 'changes');
      if (answer.type === 'changes') for (const change of answer.changes) said.set(change.record.seq, change);
    });
    // The answer may die with the server.
    await Promise.race([answering, killed]);
    await killed;
  } finally {
    page?.close();
    child.kill('SIGKILL');
  }
}

/** Latest entry of each bar that has one of its own, by open time, and how many bars were stored. */
function barsTold(journal: readonly Change[], instrument: string) {
  const latest = new Map<number, Change>();
  let count = 0;
  for (const change of journal) {
    if (change.kind !== 'bar' && change.kind !== 'history') continue;
    if (change.record.instrument !== instrument) continue;
    if (change.kind === 'history') count += change.record.count;
    else {
      latest.set(change.record.openTime, change);
      if (change.record.revision === 1) count += 1;
    }
  }
  return { latest, count };
}

describe('kill -9 during ingest', () => {
  it('P5 loses nothing that was pushed or pulled, leaves no gap, and doubles nothing', async () => {
    const folder = tempFolder();
    const path = folder.file('store.db');
    const random = numbers(SEED);
    const said = new Map<number, Change>();
    let head = 0;
    try {
      for (let round = 0; round < ROUNDS; round++) {
        const enough = 1 + Math.floor(random.next().value * 12);
        const words = `seed ${SEED}, round ${round}, killed after ${enough} deltas`;
        await runAndKill(path, said, head, enough);
        const store = await openSqliteStore({ path });
        try {
          const journal = await store.journal(asSeq(0), 1_000_000);
          assert.deepEqual(
            journal.map((c) => c.record.seq),
            journal.map((_, n) => n + 1),
            `${words}: a gap`,
          );
          assert.ok(journal.length > head, `${words}: nothing was stored`);
          head = journal.length;
          for (const [seq, change] of said)
            assert.deepEqual(journal[seq - 1], change, `${words}: lost ${seq}`);

          const range = {
            instrument: id('KS11'),
            interval: '1m' as const,
            from: asUtcMs(0),
            to: asUtcMs(4e12),
          };
          const columns = await store.bars(range);
          const told = barsTold(journal, 'KS11');
          assert.equal(columns.seq.length, told.count, `${words}: the journal tells of other bars`);
          for (const [index, seq] of columns.seq.entries()) {
            const open = columns.openTime[index] as number;
            const change = told.latest.get(open) ?? journal[seq - 1];
            assert.equal(change?.record.seq, seq, `${words}: tables and journal differ`);
            if (change?.kind === 'history')
              assert.ok(change.record.from <= open && open < change.record.to, `${words}: another stretch`);
          }
        } finally {
          await store.close();
        }
      }
      assert.ok(said.size > ROUNDS, 'something was said');
    } finally {
      folder.remove();
    }
  });
});
