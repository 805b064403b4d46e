import { join } from 'node:path';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { dayWindow } from '../made-up/world.ts';
import { fillStore } from '../made-up/fill-store.ts';
import { Child } from '../run/child.ts';
import { median, short } from '../run/numbers.ts';
import { atMost, type Context, pairedRow, type Row } from '../run/row.ts';
import type { ClientHandlers } from './clients.ts';
import type { SenderHandlers, Snapshot } from './sender.ts';

const WANTED = 4000;

/** A store with one made-up day, and the snapshot that a first load is given of it. */
async function makeSnapshot(folder: string): Promise<Snapshot> {
  const storePath = join(folder, 'joins.db');
  const store = await openSqliteStore({ path: storePath });
  await fillStore(store, 1);
  const bytes = Buffer.from(JSON.stringify(await store.window(dayWindow())));
  await store.close();
  return { storePath, bytes };
}

/** Time until all are in, ms. Rejects when one is refused. */
async function joinAll(name: 'gateway' | 'raw-ws', count: number, snapshot: Snapshot | null): Promise<number> {
  const server = new Child<SenderHandlers>(name);
  const clients = new Child<ClientHandlers>('clients');
  try {
    const { port } = await server.call('start', snapshot);
    return await clients.call('join', {
      port,
      controlPort: null,
      dialect: name === 'gateway' ? 'socket.io' : 'plain',
      count,
      wantsSnapshot: snapshot !== null,
    });
  } finally {
    await clients.stop();
    await server.stop();
  }
}

/** All clients at once, each with its first snapshot, against raw ws without one and with the same bytes. */
export async function measureJoins(
  { folder, rounds }: Context,
  openFiles: number,
): Promise<{ rows: readonly Row[]; notes: readonly string[] }> {
  const count = Math.min(WANTED, openFiles);
  const snapshot = await makeSnapshot(folder);
  const ours: number[] = [];
  const bare: number[] = [];
  const same: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await joinAll('gateway', count, snapshot));
    bare.push(await joinAll('raw-ws', count, null));
    same.push(await joinAll('raw-ws', count, snapshot));
  }
  const size = short(snapshot.bytes.length / 1024);
  const what = `${count} joins at once, each with its snapshot`;
  return {
    rows: [
      pairedRow(what, 'ms', 'raw ws, joins alone', { ours, peer: bare }, atMost(2.5)),
      pairedRow(what, 'ms', 'raw ws, same bytes', { ours, peer: same }, null),
    ],
    notes: [
      `a snapshot is ${size} KB here (20 markets, a day of minutes), so ${count} joins move ${short((snapshot.bytes.length * count) / 2 ** 20)} MB; moving them alone takes raw ws ${short(median(same) - median(bare))} ms; none was refused`,
    ],
  };
}
