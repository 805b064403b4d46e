import assert from 'node:assert/strict';
import type { MarketEvent } from '../../shared/event/event.ts';
import { type Answer, type ApiUnderTest, busan, STORES, startApi } from '../support/api-world.ts';

const { actor: _actor, origin: _origin, ...fields } = busan({ slug: 'my-note', title: 'Mine' });

for (const [name, openStore] of STORES) {
  describe(`revisions of an event over the ${name} store`, () => {
    let api: ApiUnderTest;
    const send = (method: string, path: string, body?: unknown): Promise<Answer> =>
      api.ask(`/api/v1${path}`, { method, ...(body === undefined ? {} : { body }) });
    const revisions = async (query = ''): Promise<MarketEvent[]> =>
      (await send('GET', `/events/my-note/revisions${query}`)).json().items;

    before(async () => {
      api = await startApi({ openStore });
    });
    after(() => api.close());

    it('are all read back after an edit, a removal and a second life', async () => {
      assert.equal((await send('POST', '/events', fields)).status, 201);
      const { clock } = api.world;
      const created = clock.now();
      await clock.advanceBy(60_000);
      assert.equal((await send('PATCH', '/events/my-note', { revision: 1, title: 'Edited' })).status, 200);
      await clock.advanceBy(60_000);
      assert.equal((await send('DELETE', '/events/my-note?revision=2')).status, 204);
      assert.equal((await send('GET', '/events/my-note')).status, 404);
      assert.deepEqual(
        (await revisions()).map((e) => [e.revision, e.title, e.deleted, e.receivedAt]),
        [
          [1, 'Mine', false, created],
          [2, 'Edited', false, created + 60_000],
          [3, 'Edited', true, created + 120_000],
        ],
      );
      assert.equal((await send('POST', '/events', { ...fields, title: 'Again' })).status, 201);
      assert.deepEqual((await revisions()).map((e) => [e.revision, e.title, e.deleted]).slice(2), [
        [3, 'Edited', true],
        [4, 'Again', false],
      ]);
    });

    it('are those of the journal, revision by revision', async () => {
      const journal = await api.world.store.journal(0 as never, 100);
      const written = journal.flatMap((c) =>
        c.kind === 'event' && c.record.slug === 'my-note' ? [c.record] : [],
      );
      assert.deepEqual(await revisions(), JSON.parse(JSON.stringify(written)));
    });

    it('pass the gate: as known then, later ones are not there yet', async () => {
      const [first] = await revisions();
      const asOf = new Date((first?.receivedAt ?? 0) + 30_000).toISOString();
      assert.deepEqual(
        (await revisions(`?basis=known&asOf=${asOf}`)).map((e) => e.revision),
        [1],
      );
      const none = await send('GET', '/events/never/revisions');
      assert.deepEqual(
        [none.status, none.json().code, none.json().parameter],
        [404, 'unknown-event', 'slug'],
      );
    });
  });
}
