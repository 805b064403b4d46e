import { join } from 'node:path';
import { packSnapshot } from '../../server/live/snapshots.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { fillStore } from '../made-up/fill-store.ts';
import { dayWindow } from '../made-up/world.ts';
import { Child } from '../run/child.ts';
import { median, short } from '../run/numbers.ts';
import { atMost, type Context, pairedRow, type Row } from '../run/row.ts';
import type { ClientHandlers } from './clients.ts';
import type { SenderHandlers, Snapshot } from './sender.ts';

const WANTED = 4000;

/** A store with one made-up day, and the snapshot that a first load is given of it, packed as it is sent. */
async function makeSnapshot(folder: string): Promise<Snapshot & { readonly plainBytes: number }> {
  const storePath = join(folder, 'joins.db');
  const store = await openSqliteStore({ path: storePath });
  await fillStore(store, 1);
  const window = await store.window(dayWindow());
  await store.close();
  const { bytes } = await packSnapshot(window);
  return { storePath, bytes, plainBytes: JSON.stringify(window).length };
}

interface Joined {
  /** Until the last one is in, ms. */
  readonly tookMs: number;
  readonly bytesPerIdle: number;
}

/** Rejects when one is refused. */
async function joinAll(
  name: 'gateway' | 'raw-ws',
  count: number,
  snapshot: Snapshot | null,
): Promise<Joined> {
  const server = new Child<SenderHandlers>(name);
  const clients = new Child<ClientHandlers>('clients');
  try {
    const { port } = await server.call('start', snapshot);
    const before = await server.call('memory');
    const tookMs = await clients.call('join', {
      port,
      controlPort: null,
      dialect: name === 'gateway' ? 'socket.io' : 'plain',
      count,
      wantsSnapshot: snapshot !== null,
    });
    return { tookMs, bytesPerIdle: ((await server.call('memory')) - before) / count };
  } finally {
    await clients.stop();
    await server.stop();
  }
}

/** All clients at once, alone and each with its first snapshot, against raw ws without one and with the same bytes. */
export async function measureJoins(
  { folder, rounds }: Context,
  openFiles: number,
): Promise<{ rows: readonly Row[]; notes: readonly string[] }> {
  const count = Math.min(WANTED, openFiles);
  const snapshot = await makeSnapshot(folder);
  const alone: Joined[] = [];
  const whole: Joined[] = [];
  const rawAlone: Joined[] = [];
  const rawWhole: Joined[] = [];
  const works = [
    async () => alone.push(await joinAll('gateway', count, null)),
    async () => rawAlone.push(await joinAll('raw-ws', count, null)),
    async () => whole.push(await joinAll('gateway', count, snapshot)),
    async () => rawWhole.push(await joinAll('raw-ws', count, snapshot)),
  ];
  for (let round = 0; round < rounds; round += 1) {
    for (const work of round % 2 === 0 ? works : works.toReversed()) await work();
  }
  const took = (list: readonly Joined[]): number[] => list.map((j) => j.tookMs);
  const kilobytes = (list: readonly Joined[]): number[] => list.map((j) => j.bytesPerIdle / 1024);
  const row = (what: string, peerName: string, ours: number[], peer: number[], target: Row['target']): Row =>
    pairedRow(what, 'ms', peerName, { ours, peer }, target);
  const moved = median(took(rawWhole)) - median(took(rawAlone));
  return {
    rows: [
      pairedRow(
        `memory per idle client at ${count}`,
        'KB',
        'raw ws',
        { ours: kilobytes(alone), peer: kilobytes(rawAlone) },
        atMost(2.5),
      ),
      row(`${count} joins at once, without a snapshot`, 'raw ws', took(alone), took(rawAlone), null),
      row(
        `${count} joins at once, each with its snapshot`,
        'raw ws, joins alone',
        took(whole),
        took(rawAlone),
        atMost(2.5),
      ),
      row('… against the same bytes over raw ws', 'raw ws', took(whole), took(rawWhole), null),
    ],
    notes: [
      `a snapshot is ${short(snapshot.bytes.length / 1024)} KB here (20 markets, a day of minutes; ${short(snapshot.plainBytes / 1024)} KB before it was packed), so ${count} joins move ${short((snapshot.bytes.length * count) / 2 ** 20)} MB; moving them takes raw ws ${short(moved)} ms; none was refused`,
    ],
  };
}
