import assert from 'node:assert/strict';
import type { Store } from '../../server/store/store.ts';
import { asUtcMs } from '../../shared/time/instant.ts';
import { makeHeadline } from '../support/records.ts';
import { ALL_TIME, at, makeEvent, ofEvent, ofHeadline, write } from '../support/store-batches.ts';

/** What every store promises of headlines and events. */
export function newsPromises(store: () => Store): void {
  it('finds headlines by time, side, words and story, newest first, page by page', async () => {
    await write(
      store(),
      ofHeadline(makeHeadline(at(0), 'a', { title: 'Xi meets Trump in BUSAN', side: 'us', feed: 'cnbc' })),
      ofHeadline(makeHeadline(at(1), 'b', { title: '习近平在釜山会见特朗普', side: 'china', storyId: 'a' })),
      ofHeadline(makeHeadline(at(1), 'c', { title: 'Tariffs: 100% off_', language: 'en', tone: -0.5 })),
      ofHeadline(
        makeHeadline(at(3), 'd', { title: 'Élysée waits', url: 'https://x.example/', feed: 'cnbc' }),
      ),
    );
    const base = { from: at(0), to: at(3), limit: 10 };
    const ids = async (query: object) =>
      (await store().headlines({ ...base, ...query })).map((h) => h.id).join('');
    assert.equal(await ids({}), 'cba');
    assert.equal(await ids({ to: at(4), limit: 2 }), 'dc');
    assert.equal(await ids({ to: at(4), limit: 2, before: { time: at(1), id: 'c' } }), 'ba');
    assert.equal(await ids({ side: 'china' }), 'b');
    assert.equal(await ids({ text: 'busan  TRUMP' }), 'a');
    assert.equal(await ids({ text: '特朗普' }), 'b');
    assert.equal(await ids({ to: at(4), text: 'élysÉe' }), 'd');
    assert.equal(await ids({ text: '%' }), 'c');
    assert.equal(await ids({ text: 'f_' }), 'c');
    assert.equal(await ids({ text: 'nothing' }), '');
    assert.equal(await ids({ storyId: 'a' }), 'ba');
    assert.equal(await store().newestHeadlineTime('cnbc'), at(3));
    assert.equal(await store().newestHeadlineTime('none'), null);
  });

  it('keeps with each revision of a headline what was read off its title', async () => {
    const marked = { tone: 0.2, toneBy: 'list@1', candidateOf: [{ rule: 'a', revision: 2 }] };
    const [first] = await write(store(), ofHeadline(makeHeadline(at(0), 'a', marked)));
    const [second] = await write(
      store(),
      ofHeadline(makeHeadline(at(0), 'a', { title: 'new', revision: 2, receivedAt: asUtcMs(at(9)) })),
    );
    const range = { from: asUtcMs(at(0)), to: asUtcMs(at(9)) };
    const window = await store().window({
      ...range,
      instruments: [],
      intervals: [],
      withSuperseded: true,
    });
    assert.deepEqual(window.headlines, [first?.record, second?.record]);
    assert.deepEqual(await store().headlines({ ...range, limit: 9 }), [second?.record]);
  });

  it('gives a headline as it read at a time', async () => {
    await write(store(), ofHeadline(makeHeadline(at(0), 'a', { title: 'first', receivedAt: at(1) })));
    await write(
      store(),
      ofHeadline(makeHeadline(at(0), 'a', { title: 'second', receivedAt: at(5), revision: 2 })),
    );
    const title = async (receivedBy?: number) =>
      (
        await store().headlines({
          ...ALL_TIME,
          limit: 9,
          ...(receivedBy === undefined ? {} : { receivedBy: at(receivedBy) }),
        })
      ).map((h) => h.title);
    assert.deepEqual(
      [await title(), await title(0), await title(4), await title(5)],
      [['second'], [], ['first'], ['second']],
    );
  });

  it('gives events by their first anchor and hides deleted ones', async () => {
    await write(
      store(),
      ofEvent(makeEvent('later', at(9))),
      ofEvent(makeEvent('earlier', at(1))),
      ofEvent(makeEvent('gone', at(0))),
    );
    await write(store(), ofEvent(makeEvent('gone', at(0), { deleted: true, revision: 2 })));
    assert.deepEqual(
      (await store().events()).map((e) => e.slug),
      ['earlier', 'later'],
    );
    assert.equal((await store().event('later'))?.seq, 1);
    assert.equal(await store().event('gone'), undefined);
    assert.equal(await store().event('none'), undefined);
  });

  it('keeps every revision of an event, also after its removal and below the floor of the journal', async () => {
    await write(store(), ofEvent(makeEvent('one', at(0))), ofEvent(makeEvent('other', at(0))));
    await write(store(), ofEvent(makeEvent('one', at(1), { revision: 2, title: 'Edited' })));
    await write(store(), ofEvent(makeEvent('one', at(1), { revision: 3, title: 'Edited', deleted: true })));
    await store().raiseFloor(await store().head());
    const revisions = await store().eventRevisions('one');
    assert.deepEqual(
      revisions.map((e) => [e.revision, e.anchors[0]?.time, e.deleted, e.seq]),
      [
        [1, at(0), false, 1],
        [2, at(1), false, 3],
        [3, at(1), true, 4],
      ],
    );
    assert.deepEqual(
      (await store().eventRevisions('other')).map((e) => e.revision),
      [1],
    );
    assert.deepEqual(await store().eventRevisions('none'), []);
  });
}
