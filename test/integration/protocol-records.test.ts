import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { SYNC_START, syncStep } from '../../client/connection/sync.ts';
import { delta, pullAnswer } from '../../shared/protocol/messages.ts';
import { windowResource } from '../../shared/protocol/resources.ts';
import type { RecordEdit } from '../../shared/record/user-record.ts';
import { asSeq, asUtcMs, parseInstant } from '../../shared/time/instant.ts';
import { next, openGateway, openWorld, pull } from '../support/live-server.ts';
import { makeRecord } from '../support/store-batches.ts';
import { TestClock } from '../support/test-clock.ts';

const known = { kind: 'record', record: { ...makeRecord('a'), seq: 4 } };
const foreignKind = { kind: 'weather', record: { seq: 5, rain: true } };
const foreignCollection = { kind: 'record', record: { ...makeRecord('b'), collection: 'walk', seq: 6 } };
const message = (...changes: unknown[]) => ({ storeId: 's', from: 3, to: 6, changes });

describe('protocol: what people keep', () => {
  it('P25 passes over a kind or a collection it does not know, and counts its seq as taken', () => {
    const read = delta.parse(message(known, foreignKind, foreignCollection));
    assert.deepEqual(read.changes, [known]);
    const at3 = { ...SYNC_START, storeId: 's', at: asSeq(3), connected: true };
    const step = syncStep(at3, { type: 'delta', delta: delta.parse(message(foreignKind)) });
    assert.equal(step.state.at, 6);
    assert.deepEqual(step.effects, [{ type: 'apply', changes: [], to: 6 }]);
    const pulled = pullAnswer.parse({ ...message(foreignKind, known), type: 'changes', more: false });
    assert.deepEqual(pulled.type === 'changes' && pulled.changes, [known]);
    const window = {
      ...{ storeId: 's', seq: 6, from: 0, to: 1, bars: [], supersededBars: [], quotes: [], headlines: [] },
      events: [],
      records: [foreignCollection.record, known.record],
    };
    assert.deepEqual(windowResource.parse(window).records, [known.record]);
    assert.equal('records' in windowResource.parse({ ...window, records: undefined }), true);
  });

  it('P25 does not read what has a known kind and does not fit it', () => {
    const { seq: _, ...unnumbered } = known.record;
    for (const broken of [{ kind: 'record', record: unnumbered }, { kind: 'bar' }, { kind: 7 }, 'x', null]) {
      assert.equal(delta.safeParse(message(broken)).success, false, JSON.stringify(broken));
    }
    assert.deepEqual(delta.parse({ ...message(), changes: null }).changes, null);
  });

  it('P26 a snapshot carries what people keep, and an edit is told as a change with its revision', async () => {
    const clock = new TestClock(parseInstant('2025-10-30T02:05:00Z'));
    const live = await openGateway(clock);
    const world = await openWorld(clock);
    const edit = (rest: Partial<RecordEdit>): RecordEdit => ({
      ...{ collection: 'watchlist', id: 'main', body: { groups: [] }, actor: 'Ann' },
      ...{ revision: 0, deleted: false },
      ...rest,
    });
    try {
      live.gateway.attach(world.world);
      await world.ingest.accept({ recordEdits: [edit({}), edit({ collection: 'rule', id: 'gone' })] });
      await world.ingest.accept({
        recordEdits: [edit({ collection: 'rule', id: 'gone', revision: 1, deleted: true })],
      });
      world.tail.nudge();
      await clock.advanceBy(1000);
      const page = await live.connect();
      const answer = await pull(page);
      assert.ok(answer.type === 'reset');
      const bytes = answer.encoding === 'gzip' ? gunzipSync(answer.snapshot) : answer.snapshot;
      const { records, seq } = windowResource.parse(JSON.parse(new TextDecoder().decode(bytes)));
      assert.deepEqual([seq, records?.map((r) => r.id)], [3, ['main']]);

      const told = next(page, 'delta');
      await world.ingest.accept({
        recordEdits: [edit({ revision: 1, body: { groups: [1] }, actor: 'Ben' })],
      });
      world.tail.nudge();
      await clock.advanceBy(200);
      const [change] = delta.parse(await told).changes ?? [];
      assert.deepEqual(change, {
        kind: 'record',
        record: {
          ...{ collection: 'watchlist', id: 'main', body: { groups: [1] }, actor: 'Ben' },
          ...{ revision: 2, deleted: false, receivedAt: asUtcMs(clock.now() - 200), seq: 4 },
        },
      });
      const { storeId } = world.store;
      const changes = await pull(page, { storeId, since: asSeq(1) });
      assert.deepEqual(changes.type === 'changes' && changes.changes.map((c) => c.record.seq), [3, 4]);
    } finally {
      await live.close();
      await world.close();
    }
  });
});
