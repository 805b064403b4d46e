import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { asUtcMs } from '../../shared/time/instant.ts';
import { makeBar, makeHeadline } from '../support/records.ts';
import { makeRecord, ofBar, ofHeadline, ofRecord, write } from '../support/store-batches.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { TestClock } from '../support/test-clock.ts';
import { storeSuite } from './store-suite.ts';

storeSuite('SQLite', async () => {
  const folder = tempFolder();
  const path = folder.file('store.db');
  let store = await openSqliteStore({ path });
  return {
    store,
    async reopen() {
      await store.close();
      store = await openSqliteStore({ path });
      return store;
    },
    async dispose() {
      await store.close();
      folder.remove();
    },
  };
});

describe('SQLite store', () => {
  it('writes nothing to the disk for a poll in which all was known', async () => {
    const folder = tempFolder();
    const path = folder.file('store.db');
    const store = await openSqliteStore({ path });
    try {
      const clock = new TestClock('2025-10-30T02:05:00Z');
      const ingest = createIngest({ store, clock });
      const { receivedAt, revision, seq, ...bar } = makeBar(clock.now() - 60_000, 100);
      assert.equal((await ingest.accept({ bars: [bar] })).created, 1);
      const files = () =>
        [path, `${path}-wal`].map((file) => {
          const { size, mtimeNs } = statSync(file, { bigint: true });
          return [size, mtimeNs];
        });
      const before = files();
      for (let n = 0; n < 10; n++) assert.equal((await ingest.accept({ bars: [bar, bar] })).known, 2);
      assert.deepEqual(files(), before);
    } finally {
      await store.close();
      folder.remove();
    }
  });

  it('brings a store of the first version to this one and keeps what it held', async () => {
    const folder = tempFolder();
    const path = folder.file('store.db');
    const old = await openSqliteStore({ path });
    await write(old, ofBar(makeBar(60_000, 100)));
    const { storeId } = old;
    await old.close();
    const file = new DatabaseSync(path);
    file.exec('drop table user_records; drop table user_record_revisions;');
    for (const table of ['headlines', 'headline_revisions']) {
      for (const column of ['tone_by', 'candidate_of'])
        file.exec(`alter table ${table} drop column ${column}`);
    }
    file.exec("update meta set value = '1' where name = 'schema_version'");
    file.close();
    const store = await openSqliteStore({ path });
    try {
      assert.deepEqual([store.storeId, await store.head()], [storeId, 1]);
      const [change] = await write(store, ofRecord(makeRecord('a')));
      assert.deepEqual(await store.records('rule'), [change?.record]);
      const marked = makeHeadline(60_000, 'a', {
        tone: 0.2,
        toneBy: 'list@1',
        candidateOf: [{ rule: 'a', revision: 1 }],
      });
      const [taken] = await write(store, ofHeadline(marked));
      const range = { from: asUtcMs(0), to: asUtcMs(4e12), limit: 9 };
      assert.deepEqual(await store.headlines(range), [taken?.record]);
    } finally {
      await store.close();
      folder.remove();
    }
  });
});
