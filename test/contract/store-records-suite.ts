import assert from 'node:assert/strict';
import type { Store } from '../../server/store/store.ts';
import type { UserRecord } from '../../shared/record/user-record.ts';
import { asSeq, asUtcMs } from '../../shared/time/instant.ts';
import { makeRecord, ofRecord, write } from '../support/store-batches.ts';
import type { StoreUnderTest } from './store-suite.ts';

const rule = (id: string) => ({ collection: 'rule', id }) as const;
const ids = (records: readonly UserRecord[]): string[] => records.map((r) => `${r.collection}|${r.id}`);
const WINDOW = { from: asUtcMs(0), to: asUtcMs(1), instruments: [], intervals: [] };

/** What every store promises of what people keep. */
export function userRecordPromises(store: () => Store, under: () => StoreUnderTest): void {
  it('keeps records by collection and id, and lists a collection by id', async () => {
    await write(
      store(),
      ofRecord(makeRecord('b')),
      ofRecord(makeRecord('a')),
      ofRecord(makeRecord('a', { collection: 'alert' })),
      ofRecord(makeRecord('gone', { deleted: true })),
    );
    assert.deepEqual(ids(await store().records('rule')), ['rule|a', 'rule|b']);
    assert.deepEqual(ids(await store().records('alert')), ['alert|a']);
    assert.deepEqual(await store().records('watchlist'), []);
    assert.deepEqual(await store().record(rule('a')), { ...makeRecord('a'), seq: 2 });
    assert.equal(await store().record(rule('gone')), undefined);
    assert.equal(await store().record(rule('never')), undefined);
  });

  it('shows the decision the record that is stored, also a deleted one', async () => {
    const [gone] = await write(store(), ofRecord(makeRecord('gone', { deleted: true })));
    const keys = {
      bars: [],
      quotes: [],
      headlineIds: [],
      eventSlugs: [],
      records: [rule('gone'), rule('no')],
    };
    await store().transact(keys, (known) => {
      assert.deepEqual(known.record(rule('gone')), gone?.record);
      assert.equal(known.record(rule('no')), undefined);
      assert.equal(known.record({ collection: 'alert', id: 'gone' }), undefined);
      return [];
    });
  });

  it('keeps every revision of a record, also below the floor of the journal and after a new start', async () => {
    const revisions = [1, 2, 3].map((revision) =>
      makeRecord('a', { revision, body: { revision }, deleted: revision === 3 }),
    );
    for (const record of revisions) await write(store(), ofRecord(record));
    await store().raiseFloor(asSeq(3));
    const expected = revisions.map((record, at) => ({ ...record, seq: at + 1 }));
    assert.deepEqual(await store().recordRevisions(rule('a')), expected);
    assert.deepEqual(await store().recordRevisions(rule('b')), []);
    assert.deepEqual(await (await under().reopen()).recordRevisions(rule('a')), expected);
  });

  it('tells of a record in the journal and in changes, the latest of each key', async () => {
    await write(store(), ofRecord(makeRecord('a')), ofRecord(makeRecord('a', { collection: 'alert' })));
    await write(store(), ofRecord(makeRecord('a', { revision: 2, body: { title: 'A' } })));
    const told = await store().changesSince(asSeq(0), 10);
    assert.ok(told.type === 'changes');
    assert.deepEqual(
      told.changes.map((c) => [c.kind, c.record.seq, c.record.revision]),
      [
        ['record', 2, 1],
        ['record', 3, 2],
      ],
    );
    assert.equal((await store().journal(asSeq(0), 10)).length, 3);
  });

  it('adds what people keep to a window only where that was asked for', async () => {
    await write(
      store(),
      ofRecord(makeRecord('b')),
      ofRecord(makeRecord('a', { collection: 'alert' })),
      ofRecord(makeRecord('gone', { deleted: true })),
    );
    assert.equal('records' in (await store().window(WINDOW)), false);
    const { records, seq } = await store().window({ ...WINDOW, withRecords: true });
    assert.deepEqual(ids(records ?? []), ['alert|a', 'rule|b']);
    assert.equal(seq, 3);
  });
}
