import assert from 'node:assert/strict';
import { SEED_ACTOR, seedWatchlist } from '../../server/ingest/seed-watchlist.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { parseCsv } from '../../shared/table/csv.ts';
import { defaultWatchlist } from '../../shared/watchlist/watchlist.ts';
import { type ApiUnderTest, busan, kospiMinute, STORES, startApi } from '../support/api-world.ts';

for (const [name, openStore] of STORES) {
  describe(`the watchlist over ${name}`, () => {
    let api: ApiUnderTest;
    const seed = () => seedWatchlist(api.world.store, api.world.ingest, INSTRUMENTS);
    beforeEach(async () => {
      api = await startApi({ openStore });
    });
    afterEach(() => api.close());

    async function patch(revision: unknown, groups: unknown) {
      const answer = await api.ask('/api/v1/watchlist', { method: 'PATCH', body: { revision, groups } });
      return { status: answer.status, body: answer.json() };
    }
    const get = async () => (await api.ask('/api/v1/watchlist')).json();

    it('is seeded once with the core markets, in their order', async () => {
      assert.equal((await get()).code, 'not-found');
      await seed();
      const first = await get();
      assert.deepEqual(first.body, defaultWatchlist(INSTRUMENTS));
      assert.deepEqual([first.revision, first.actor], [1, SEED_ACTOR]);
      assert.equal(first.body.groups[0].instruments[0], INSTRUMENTS.find((i) => i.set === 'core')?.id);
      await patch(1, [{ name: '', instruments: ['KS11'] }]);
      await seed();
      assert.deepEqual((await get()).body.groups, [{ name: '', instruments: ['KS11'] }]);
    });

    it('is not seeded again where it was removed', async () => {
      await seed();
      const { body, collection, id } = await get();
      const removal = { collection, id, body, actor: 'Ann', revision: 1, deleted: true };
      await api.world.ingest.accept({ recordEdits: [removal] });
      await seed();
      assert.equal((await get()).code, 'not-found');
      assert.equal((await patch(1, [{ name: '', instruments: ['KS11'] }])).status, 404);
    });

    it('is changed from its latest revision by whoever edits, in groups', async () => {
      await seed();
      const groups = [
        { name: 'Korea', instruments: ['KS11', 'KQ11'] },
        { name: 'Chips', instruments: ['TSM'] },
      ];
      const { status, body } = await patch(1, groups);
      assert.deepEqual([status, body.revision, body.actor, body.body], [200, 2, 'local', { groups }]);
      assert.deepEqual((await patch(1, groups.toReversed())).body.code, 'stale-revision');
      assert.deepEqual(await get(), body);
      const journal = await api.world.store.journal(0 as never, 9);
      assert.deepEqual(
        journal.map((c) => c.kind),
        ['record', 'record'],
      );
    });

    it('refuses what is no watchlist, naming the place', async () => {
      await seed();
      const fault = async (groups: unknown) => {
        const { status, body } = await patch(1, groups);
        return [status, body.code, body.parameter];
      };
      const one = (...instruments: string[]) => [{ name: '', instruments }];
      assert.deepEqual(await fault([]), [400, 'bad-body', 'groups']);
      assert.deepEqual(await fault(one()), [400, 'bad-body', 'groups']);
      assert.deepEqual(await fault(one('KS11', 'KS11')), [400, 'bad-body', 'groups.0.instruments.1']);
      assert.deepEqual(await fault(one('NOPE')), [400, 'bad-body', 'groups.0.instruments.0']);
      assert.deepEqual(await fault(one('no id')), [400, 'bad-body', 'groups.0.instruments.0']);
      assert.deepEqual(await fault([...one('KS11'), ...one('N225')]), [400, 'bad-body', 'groups.1.name']);
      const many = INSTRUMENTS.map((i) => i.id);
      assert.deepEqual(await fault([{ name: 'x'.repeat(41), instruments: many }]), [
        400,
        'bad-body',
        'groups.0.name',
      ]);
      assert.equal((await patch(0, one('KS11'))).body.parameter, 'revision');
    });

    it('is what the file of a view holds whose address names no markets', async () => {
      await seed();
      await api.world.ingest.accept({
        events: [busan()],
        bars: [kospiMinute(-1, 4100), kospiMinute(0, 4090)],
      });
      await patch(1, [{ name: '', instruments: ['KS11', 'TSM'] }]);
      const markets = async (query: string): Promise<string[]> => {
        const { text } = await api.ask(`/api/v1/export/view.csv?event=busan${query}`);
        const [head = [], ...rows] = parseCsv(text).map((record) => record.cells);
        const column = head.indexOf('instrument');
        return [...new Set(rows.map((row) => row[column] ?? ''))].filter(Boolean).sort();
      };
      assert.deepEqual(await markets(''), ['KS11', 'TSM']);
      assert.deepEqual(await markets('&markets=N225'), ['N225']);
    });

    it('keeps a market that this server lost, until it is taken off', async () => {
      const groups = [{ name: '', instruments: ['KS11', 'GONE'] }];
      await api.world.ingest.accept({
        recordEdits: [
          {
            collection: 'watchlist',
            id: 'main',
            body: { groups },
            actor: 'Ann',
            revision: 0,
            deleted: false,
          },
        ],
      });
      const reordered = [{ name: '', instruments: ['GONE', 'KS11'] }];
      assert.equal((await patch(1, reordered)).status, 200);
      assert.equal((await patch(2, [{ name: '', instruments: ['KS11'] }])).status, 200);
      assert.equal((await patch(3, groups)).body.received, 'GONE');
    });
  });
}
