import { join } from 'node:path';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import { systemClock } from '../../server/runtime/system-clock.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { asUtcMs } from '../../shared/time/instant.ts';
import { commitBars, fillStore } from '../made-up/fill-store.ts';
import { byMinute } from '../made-up/markets.ts';
import { short } from '../run/numbers.ts';
import {
  atLeast,
  atMost,
  type Context,
  type Part,
  type PartResult,
  pairedRow,
  type Row,
  type Target,
} from '../run/row.ts';
import { BareSqlite } from './bare-sqlite.ts';
import { InPlaceFile } from './in-place.ts';
import { NewMinutes } from './new-minutes.ts';
import { measureUnchanged } from './unchanged.ts';

/** Rounds are short, and a disk's mood changes by the second: more of them than elsewhere. */
const ROUNDS = 9;
const COMMITS = 100;

async function perSecond(commit: () => unknown): Promise<number> {
  const begun = performance.now();
  for (let turn = 0; turn < COMMITS; turn += 1) await commit();
  return (COMMITS * 1000) / (performance.now() - begun);
}

/** Commits per second of each kind, round by round, with those of the disk at the same moment. */
class Rounds {
  readonly #ours = new Map<string, number[]>();
  readonly #disk = new Map<string, number[]>();

  async add(name: string, commit: () => unknown, disk: () => void): Promise<void> {
    const before = await perSecond(disk);
    const rate = await perSecond(commit);
    const after = await perSecond(disk);
    push(this.#ours, name, rate);
    push(this.#disk, name, 2 / (1 / before + 1 / after));
  }

  againstDisk(what: string, name: string, target: Target | null): Row {
    const pairs = { ours: this.#ours.get(name) ?? [], peer: this.#disk.get(name) ?? [] };
    return pairedRow(what, 'commits/s', 'write + fdatasync', pairs, target);
  }

  against(what: string, name: string, peerName: string, peer: string): Row {
    const pairs = { ours: this.#ours.get(name) ?? [], peer: this.#ours.get(peer) ?? [] };
    return pairedRow(what, 'commits/s', peerName, pairs, null);
  }
}

function push(lists: Map<string, number[]>, name: string, value: number): void {
  lists.set(name, [...(lists.get(name) ?? []), value]);
}

async function run({ folder }: Context): Promise<PartResult> {
  const path = join(folder, 'store.db');
  const store = await openSqliteStore({ path });
  const inPlace = new InPlaceFile(join(folder, 'in-place.bin'));
  const bare = new BareSqlite(join(folder, 'bare.db'));
  try {
    await fillStore(store, 5);
    for (const minute of byMinute(5)) bare.commit(minute);
    const rows = new NewMinutes();
    // Polled just after they closed: old ones would be stored as history, which costs less.
    const clock: Clock = { now: () => asUtcMs(rows.newestClose + 900), after: systemClock.after };
    const ingest = createIngest({ store, clock });
    const forBare = new NewMinutes();
    const kinds = {
      'row, store': () => commitBars(store, [rows.one()]),
      'row, ingest': () => ingest.accept({ bars: [rows.one()] }),
      'row, bare': () => bare.commit([forBare.one()]),
      'twenty, store': () => commitBars(store, rows.all()),
      'twenty, ingest': () => ingest.accept({ bars: rows.all() }),
      'twenty, bare': () => bare.commit(forBare.all()),
    };
    for (const commit of Object.values(kinds)) await perSecond(commit);
    const rounds = new Rounds();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, commit] of Object.entries(kinds))
        await rounds.add(name, commit, () => inPlace.write());
    }
    const unchanged = await measureUnchanged(path, ingest, rows.all());
    return {
      rows: [
        rounds.againstDisk('1 row and its journal entry, store alone', 'row, store', atLeast(0.9)),
        rounds.againstDisk('1 row and its journal entry, through ingest', 'row, ingest', atLeast(0.9)),
        rounds.againstDisk('… SQLite alone, the same two rows', 'row, bare', null),
        rounds.against('… through ingest, against SQLite alone', 'row, ingest', 'SQLite', 'row, bare'),
        rounds.againstDisk('20 rows and their entries, store alone', 'twenty, store', atLeast(0.35)),
        rounds.againstDisk('20 rows and their entries, through ingest', 'twenty, ingest', atLeast(0.35)),
        rounds.againstDisk('… SQLite alone, the same forty rows', 'twenty, bare', null),
        rounds.against('… through ingest, against SQLite alone', 'twenty, ingest', 'SQLite', 'twenty, bare'),
        {
          what: `writes in ${unchanged.polls} unchanged polls of 20 rows`,
          ours: `${unchanged.writes}`,
          against: `${short(unchanged.microsPerPoll)} µs a poll`,
          figure: unchanged.writes,
          figureUnit: 'writes',
          target: atMost(0),
        },
      ],
      notes: [
        `the limit is a 4 KB block overwritten in place and fdatasync, measured before and after each ${COMMITS} commits on the same disk; ${ROUNDS} rounds`,
        'SQLite in WAL with synchronous=FULL; 20 rows lie on 20 leaves of the table, since its key begins with the instrument',
        'the faster the disk, the lower these ratios: what SQLite writes besides the block, and our own work, is then most of the time',
      ],
    };
  } finally {
    inPlace.close();
    bare.close();
    await store.close();
  }
}

export const part: Part = { id: 'store', title: 'durable commits against the disk', run };
