import assert from 'node:assert/strict';
import { z } from 'zod';
import { readRecords, records, takeRecordChanges, takeRecordReset } from '../../client/state/records.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { UserRecord } from '../../shared/record/user-record.ts';
import { asSeq } from '../../shared/time/instant.ts';
import { makeRecord } from '../support/store-batches.ts';

const stored = (id: string, seq: number, rest: Partial<UserRecord> = {}): UserRecord => ({
  ...makeRecord(id, rest),
  seq: asSeq(seq),
});
const told = (record: UserRecord): Change => ({ kind: 'record', record });
const rules = (): string[] => records.rule.value.map((r) => `${r.id}@${r.seq}`);

describe('records on the page', () => {
  beforeEach(() => takeRecordReset([]));
  after(() => takeRecordReset([]));

  it('are those of the snapshot, by collection and id', () => {
    takeRecordReset([stored('b', 1), stored('a', 2), stored('a', 3, { collection: 'alert' })]);
    assert.deepEqual(rules(), ['a@2', 'b@1']);
    assert.deepEqual(
      records.alert.value.map((r) => r.id),
      ['a'],
    );
    takeRecordReset([stored('c', 1)]);
    assert.deepEqual([rules(), records.alert.value], [['c@1'], []]);
  });

  it('follow the changes, of which an older one changes nothing', () => {
    takeRecordReset([stored('a', 2)]);
    takeRecordChanges([told(stored('b', 3)), told(stored('a', 4, { revision: 2 }))]);
    assert.deepEqual(rules(), ['a@4', 'b@3']);
    takeRecordChanges([told(stored('a', 2))]);
    assert.deepEqual(rules(), ['a@4', 'b@3']);
    takeRecordChanges([told(stored('a', 5, { revision: 3, deleted: true }))]);
    assert.deepEqual(rules(), ['b@3']);
  });

  it('wake nobody who looks at another collection', () => {
    takeRecordReset([stored('a', 1)]);
    const before = records.rule.value;
    takeRecordChanges([told(stored('x', 2, { collection: 'alert' }))]);
    assert.equal(records.rule.value, before);
  });

  it('are read by the schema of their collection; what does not fit is passed over', () => {
    const read = readRecords('rule', z.strictObject({ title: z.string() }));
    takeRecordReset([stored('a', 1), stored('b', 2, { body: { titel: 1 } })]);
    assert.deepEqual(
      read.value.map(({ id, body }) => [id, body]),
      [['a', { title: 'a' }]],
    );
  });
});
