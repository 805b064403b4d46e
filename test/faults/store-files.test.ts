import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { StoreError, type StoreErrorKind } from '../../server/store/store.ts';
import { asSeq, asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { id, makeBar } from '../support/records.ts';
import { ofBar, write } from '../support/store-batches.ts';
import { tempFolder } from '../support/temp-folder.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const barsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, n) => ofBar(makeBar(T0 + (first + n) * MINUTE_MS, 100)));

/** A StoreError of that kind whose message is a sentence that names the place. */
function isStoreError(kind: StoreErrorKind, words: RegExp) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof StoreError, `not a StoreError: ${error}`);
    assert.equal(error.kind, kind);
    assert.match(error.message, words);
    assert.match(error.message, /\.$/);
    assert.doesNotMatch(error.message, /SQLITE|errcode|\n/);
    return true;
  };
}

/** Runs `work` without the rights of root, which no file mode stops. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65534);
  try {
    await work();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

describe('a store that cannot be opened says why', () => {
  let folder: ReturnType<typeof tempFolder>;
  let path: string;
  beforeEach(() => {
    folder = tempFolder();
    path = folder.file('store.db');
  });
  afterEach(() => folder.remove());

  async function fill(): Promise<void> {
    const store = await openSqliteStore({ path });
    await write(store, ...barsFrom(0, 500));
    await store.close();
  }

  it('garbage instead of a database', async () => {
    writeFileSync(path, 'this is not a database, '.repeat(1000));
    await assert.rejects(
      openSqliteStore({ path }),
      isStoreError('corrupt', /store\.db is damaged or not a database/),
    );
  });

  it('a database that was cut off', async () => {
    await fill();
    truncateSync(path, Math.floor(readFileSync(path).length / 2 / 4096) * 4096);
    await assert.rejects(openSqliteStore({ path }), isStoreError('corrupt', /store\.db is damaged/));
  });

  it('a page of noise in the middle, found when it is read', async () => {
    await fill();
    const bytes = readFileSync(path);
    for (let at = 4096 * 3; at < bytes.length; at++) bytes[at] = (at * 31) % 251;
    writeFileSync(path, bytes);
    const reading = async () => {
      const store = await openSqliteStore({ path });
      try {
        await store.journal(asSeq(0), 1000);
        await store.bars({ instrument: id('KS11'), interval: '1m', from: asUtcMs(0), to: asUtcMs(4e12) });
      } finally {
        await store.close();
      }
    };
    await assert.rejects(reading(), isStoreError('corrupt', /store\.db is damaged/));
  });

  it("somebody else's database", async () => {
    const other = new DatabaseSync(path);
    other.exec('create table recipes (name text)');
    other.close();
    await assert.rejects(openSqliteStore({ path }), isStoreError('corrupt', /not a store of this program/));
  });

  it('a store of a newer version', async () => {
    await fill();
    const newer = new DatabaseSync(path);
    newer.exec("update meta set value = '99' where name = 'schema_version'");
    newer.close();
    await assert.rejects(openSqliteStore({ path }), isStoreError('newer', /newer version \(schema 99/));
  });

  it('a directory or a file without the right to write', async () => {
    await fill();
    const refused = isStoreError('unwritable', /cannot be (written to|opened for writing)/);
    chmodSync(folder.path, 0o555);
    await asNobody(() => assert.rejects(openSqliteStore({ path }), refused));
    chmodSync(folder.path, 0o777);
    chmodSync(path, 0o444);
    await asNobody(() => assert.rejects(openSqliteStore({ path }), refused));
  });

  it('a file where the directory should be', async () => {
    writeFileSync(folder.file('data'), '');
    await assert.rejects(
      openSqliteStore({ path: folder.file('data/store.db') }),
      isStoreError('unwritable', /data directory .* cannot be written/),
    );
    mkdirSync(path);
    await assert.rejects(openSqliteStore({ path }), isStoreError('unwritable', /store\.db cannot be opened/));
  });

  it('a store that another process holds; it is free again when that one was killed', async () => {
    const holder = spawn(
      process.execPath,
      [
        '--input-type=module-typescript',
        '-e',
        `import { openSqliteStore } from ${JSON.stringify(new URL('../../server/store/sqlite.ts', import.meta.url).href)};
         await openSqliteStore({ path: ${JSON.stringify(path)} });
         console.log('open');
         process.stdin.resume();`,
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    await once(holder.stdout, 'data');
    await assert.rejects(openSqliteStore({ path }), isStoreError('unavailable', /in use by another process/));
    const reading = await openSqliteStore({ path, readOnly: true });
    assert.equal(await reading.head(), 0);
    await assert.rejects(write(reading, ...barsFrom(0, 1)), isStoreError('unavailable', /for reading only/));
    await reading.close();
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await (await openSqliteStore({ path })).close();
  });

  it('is held within one process too, until it is closed', async () => {
    const store = await openSqliteStore({ path });
    await assert.rejects(openSqliteStore({ path }), isStoreError('unavailable', /in use/));
    await store.close();
    await (await openSqliteStore({ path })).close();
    await assert.rejects(store.head(), isStoreError('unavailable', /is closed/));
  });
});

describe('a full disk', () => {
  it('refuses the batch whole, keeps what was stored, and goes on when there is room', async () => {
    const folder = tempFolder();
    const path = folder.file('store.db');
    let store = await openSqliteStore({ path, maxBytes: 300 * 1024 });
    let stored = 0;
    try {
      await assert.rejects(
        async () => {
          for (;;) stored = (await write(store, ...barsFrom(stored, 100))).at(-1)?.record.seq ?? 0;
        },
        isStoreError('full', /no room left .* nothing of this batch was stored/),
      );
      assert.ok(stored >= 100);
      assert.equal(await store.head(), stored);
      const reader = { instrument: id('KS11'), interval: '1m' as const, from: asUtcMs(0), to: asUtcMs(4e12) };
      assert.equal((await store.bars(reader)).close.length, stored, 'no record without its entry');
      await store.close();
      store = await openSqliteStore({ path });
      await write(store, ...barsFrom(stored, 100));
      assert.equal(await store.head(), stored + 100);
    } finally {
      await store.close();
      folder.remove();
    }
  });
});
