import assert from 'node:assert/strict';
import fc from 'fast-check';
import { takeRecordChanges, takeRecordReset } from '../../client/state/records.ts';
import { watchlistRecord } from '../../client/state/watchlist.ts';
import { editWatchlist } from '../../client/state/watchlist-edits.ts';
import { seedWatchlist } from '../../server/ingest/seed-watchlist.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { asSeq } from '../../shared/time/instant.ts';
import {
  addGroup,
  addMarket,
  moveBy,
  moveTo,
  removeGroup,
  removeMarket,
  renameGroup,
  type WatchlistEdit,
} from '../../shared/watchlist/edits.ts';
import { WATCHLIST_ID, type Watchlist, watchlist } from '../../shared/watchlist/watchlist.ts';
import { type ApiUnderTest, startApi } from '../support/api-world.ts';

const market = fc.constantFrom(...INSTRUMENTS.map((i) => i.id));
const groupName = fc.constantFrom('', 'Korea', 'Chips', 'Other');
const edit: fc.Arbitrary<WatchlistEdit> = fc.oneof(
  fc.tuple(market, fc.constantFrom<-1 | 1>(-1, 1)).map(([id, step]) => moveBy(id, step)),
  fc.tuple(market, fc.nat(4), fc.nat(30)).map(([id, group, at]) => moveTo(id, { group, at })),
  market.map(removeMarket),
  market.map(addMarket),
  groupName.map(addGroup),
  fc.tuple(groupName, groupName).map(([name, to]) => renameGroup(name, to)),
  groupName.map(removeGroup),
);

describe('watchlist edits', () => {
  it('always give a list that fits the schema, or the list they were given', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
        let list: Watchlist = {
          groups: [{ name: '', instruments: INSTRUMENTS.slice(0, 5).map((i) => i.id) }],
        };
        for (const make of edits) {
          const after = make(list);
          if (after !== list) assert.notDeepEqual(after, list);
          assert.deepEqual(watchlist.parse(after), after);
          list = after;
        }
      }),
      { seed: 20251030, numRuns: 300 },
    );
  });
});

describe('two who edit the watchlist at once', function () {
  this.timeout(60_000);
  const plainFetch = globalThis.fetch;
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await startApi();
    // The page asks its own origin.
    globalThis.fetch = (url, init) => plainFetch(`http://127.0.0.1:${api.port}${String(url)}`, init);
    await seedWatchlist(api.world.store, api.world.ingest, INSTRUMENTS);
  });
  afterEach(async () => {
    globalThis.fetch = plainFetch;
    takeRecordReset([]);
    await api.close();
  });

  /** The other one: reads, edits, and gives up where this page was faster. */
  async function other(make: WatchlistEdit): Promise<void> {
    const place = { collection: 'watchlist', id: WATCHLIST_ID } as const;
    const record = await api.world.store.record(place);
    const before = watchlist.parse(record?.body);
    const { groups } = make(before);
    await api.ask('/api/v1/watchlist', { method: 'PATCH', body: { revision: record?.revision, groups } });
  }

  it('end with the same list, on which every edit was made in turn', async () => {
    const turns = fc.array(fc.tuple(fc.boolean(), edit), { minLength: 1, maxLength: 25 });
    const step = async (turn: readonly (readonly [boolean, WatchlistEdit])[]): Promise<void> => {
      const from = await api.world.store.head();
      takeRecordReset(await api.world.store.records('watchlist'));
      const outcomes = await Promise.all(
        turn.map(([here, make]) => (here ? editWatchlist(make) : other(make))),
      );
      for (const outcome of outcomes) assert.ok(!outcome || !('failed' in outcome), JSON.stringify(outcome));
      const told = await api.world.store.changesSince(asSeq(from), 1000);
      assert.ok(told.type === 'changes');
      takeRecordChanges(told.changes);
      const [record] = await api.world.store.records('watchlist');
      assert.deepEqual(watchlistRecord.value, record);
      // No edit is lost on the way: revisions follow each other without a gap.
      const revisions = await api.world.store.recordRevisions({ collection: 'watchlist', id: WATCHLIST_ID });
      assert.deepEqual(
        revisions.map((r) => r.revision),
        revisions.map((_, n) => n + 1),
      );
    };
    await fc.assert(fc.asyncProperty(turns, step), { seed: 1105, numRuns: 25 });
  });

  it('make an edit again on the list of who was faster', async () => {
    takeRecordReset(await api.world.store.records('watchlist'));
    const [first, second] = INSTRUMENTS.filter((i) => i.set === 'core').map((i) => i.id);
    assert.ok(first && second);
    await other(removeMarket(first));
    // This page has not heard of it yet.
    const outcome = await editWatchlist(removeMarket(second));
    assert.ok('done' in outcome && outcome.done);
    const [record] = await api.world.store.records('watchlist');
    const ids = watchlist.parse(record?.body).groups.flatMap((g) => g.instruments);
    assert.equal(ids.includes(first) || ids.includes(second), false);
    assert.equal(record?.revision, 3);
    assert.deepEqual(await editWatchlist(removeMarket(second)), { done: false });
  });

  it('make the edits of one page in the order they were asked for', async () => {
    takeRecordReset(await api.world.store.records('watchlist'));
    const edits = [addGroup('a'), renameGroup('a', 'b'), addGroup('a'), removeGroup('b')];
    const outcomes = await Promise.all(edits.map(editWatchlist));
    assert.deepEqual(
      outcomes.map((outcome) => 'done' in outcome && outcome.done),
      [true, true, true, true],
    );
    const [record] = await api.world.store.records('watchlist');
    assert.deepEqual(
      watchlist.parse(record?.body).groups.map((g) => g.name),
      ['', 'a'],
    );
  });
});
