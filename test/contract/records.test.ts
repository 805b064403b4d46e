import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import express, { Router } from 'express';
import { z } from 'zod';
import { createGuard } from '../../server/api/guard.ts';
import { openApiOf } from '../../server/api/openapi.ts';
import { problemHandler } from '../../server/api/problem.ts';
import { MOST_RECORDS, recordRoutes } from '../../server/api/records.ts';
import { mount } from '../../server/api/route.ts';
import type { World } from '../../server/api/world.ts';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import { createLog } from '../../server/runtime/log.ts';
import { type OpenedStore, STORES, VERSION } from '../support/api-world.ts';
import { makeRecord, ofRecord, write } from '../support/store-batches.ts';
import { TestClock } from '../support/test-clock.ts';

const note = z.strictObject({ name: z.string().min(1).max(80), weight: z.int().min(0).max(9) });
const DOOR = recordRoutes({ collection: 'rule', path: '/notes', schema: note, summary: 'a note' });
const CONFIG = {
  host: '127.0.0.1',
  accessToken: null,
  publicRead: false,
  trustProxy: false,
  rootUrl: null,
} as const;

for (const [name, openStore] of STORES) {
  describe(`the door of a collection over ${name}`, () => {
    let opened: OpenedStore;
    let server: Server;
    let clock: TestClock;

    beforeEach(async () => {
      opened = await openStore();
      clock = new TestClock('2025-10-30T06:00:00Z');
      const { store } = opened;
      const world = { store, clock, ingest: createIngest({ store, clock }) } as unknown as World;
      const router = Router();
      router.use(express.json());
      mount(router, DOOR, () => world, createGuard(CONFIG, clock));
      const app = express()
        .use(router)
        .use(problemHandler(createLog({ level: 'silent' })));
      server = createServer(app);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterEach(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await opened.dispose();
    });

    async function ask(method: string, path: string, body?: unknown) {
      const { port } = server.address() as AddressInfo;
      const answer = await fetch(`http://127.0.0.1:${port}/notes${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : JSON.parse(text), headers: answer.headers };
    }
    const add = (body: unknown, id?: string) => ask('POST', '', id === undefined ? { body } : { id, body });

    it('adds a record, names it after its title, stamps it, and lists it', async () => {
      const added = await add({ name: 'Zölle & Chips!', weight: 1 });
      assert.equal(added.status, 201);
      assert.equal(added.headers.get('location'), '/api/v1/notes/zolle-chips');
      assert.deepEqual(added.body, {
        collection: 'rule',
        id: 'zolle-chips',
        body: { name: 'Zölle & Chips!', weight: 1 },
        actor: 'local',
        receivedAt: clock.now(),
        revision: 1,
        deleted: false,
        seq: 1,
      });
      assert.equal((await add({ name: 'Zölle, Chips', weight: 2 })).body.id, 'zolle-chips-2');
      assert.equal((await add({ name: '关税', weight: 2 })).body.id, 'rule');
      assert.equal((await add({ name: 'x', weight: 2 }, 'my-own')).body.id, 'my-own');
      const { items, seq } = (await ask('GET', '')).body;
      assert.deepEqual(
        items.map((r: { id: string }) => r.id),
        ['my-own', 'rule', 'zolle-chips', 'zolle-chips-2'],
      );
      assert.equal(seq, 4);
      assert.deepEqual((await ask('GET', '/zolle-chips')).body, added.body);
    });

    it('refuses an id that is taken, and gives a removed one anew only to who asks for it', async () => {
      await add({ name: 'a', weight: 1 }, 'a');
      const taken = await add({ name: 'b', weight: 1 }, 'a');
      assert.deepEqual([taken.status, taken.body.code, taken.body.received], [409, 'already-exists', 'a']);
      assert.equal((await ask('DELETE', '/a?revision=1')).status, 204);
      assert.equal((await add({ name: 'a', weight: 1 })).body.id, 'a-2');
      assert.equal((await add({ name: 'a', weight: 1 }, 'a')).body.revision, 3);
    });

    it('changes and removes only from the latest revision, and keeps every one', async () => {
      await add({ name: 'a', weight: 1 });
      const changed = await ask('PATCH', '/a', { revision: 1, body: { name: 'a', weight: 2 } });
      assert.deepEqual([changed.status, changed.body.revision, changed.body.body.weight], [200, 2, 2]);
      const stale = await ask('PATCH', '/a', { revision: 1, body: { name: 'a', weight: 3 } });
      assert.deepEqual([stale.status, stale.body.code, stale.body.received], [409, 'stale-revision', '1']);
      assert.equal((await ask('DELETE', '/a?revision=1')).body.code, 'stale-revision');
      // What changes nothing is no revision.
      const same = await ask('PATCH', '/a', { revision: 2, body: { weight: 2, name: 'a' } });
      assert.deepEqual(same.body, changed.body);
      assert.equal((await ask('DELETE', '/a?revision=2')).status, 204);
      assert.equal((await ask('GET', '/a')).body.code, 'not-found');
      assert.equal((await ask('PATCH', '/a', { revision: 3, body: { name: 'a', weight: 2 } })).status, 404);
      assert.equal((await ask('DELETE', '/a?revision=3')).status, 404);
      const { items } = (await ask('GET', '/a/revisions')).body;
      assert.deepEqual(
        items.map((r: { revision: number; deleted: boolean; body: { weight: number } }) => [
          r.revision,
          r.deleted,
          r.body.weight,
        ]),
        [
          [1, false, 1],
          [2, false, 2],
          [3, true, 2],
        ],
      );
      assert.equal((await ask('GET', '/b/revisions')).body.code, 'not-found');
    });

    it('names the field at fault', async () => {
      const fault = async (body: unknown) => {
        const answer = await ask('POST', '', body);
        return [answer.status, answer.body.code, answer.body.parameter];
      };
      const good = { name: 'a', weight: 1 };
      assert.deepEqual(await fault({ body: { ...good, weight: 10 } }), [400, 'bad-body', 'body.weight']);
      assert.deepEqual(await fault({ body: { ...good, more: 1 } }), [400, 'bad-body', 'body.more']);
      assert.deepEqual(await fault({ id: 'No', body: good }), [400, 'bad-body', 'id']);
      assert.deepEqual(await fault({ body: good, actor: 'x' }), [400, 'bad-body', 'actor']);
      assert.equal((await ask('GET', '/-')).body.code, 'bad-parameter');
      assert.equal((await ask('DELETE', '/a')).body.parameter, 'revision');
      assert.equal((await ask('PUT', '')).status, 405);
    });

    it('keeps at most so many records', async () => {
      const many = Array.from({ length: MOST_RECORDS }, (_, n) => ofRecord(makeRecord(`n-${n}`)));
      await write(opened.store, ...many);
      const full = await add({ name: 'one more', weight: 1 });
      assert.deepEqual([full.status, full.body.code], [400, 'bad-body']);
      assert.equal((await ask('DELETE', '/n-0?revision=1')).status, 204);
      assert.equal((await add({ name: 'one more', weight: 1 })).status, 201);
    });

    it('answers as its document says', async () => {
      const document = openApiOf(DOOR, VERSION) as {
        paths: Record<
          string,
          Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
        >;
      };
      const ajv = new Ajv2020({ strict: false });
      const fits = (path: string, method: string, status: number, body: unknown): void => {
        const schema =
          document.paths[path]?.[method]?.responses[status]?.content?.['application/json']?.schema;
        assert.ok(schema && ajv.validate(schema, body), `${method} ${path}: ${ajv.errorsText()}`);
      };
      fits('/notes', 'post', 201, (await add({ name: 'a', weight: 1 })).body);
      fits('/notes', 'get', 200, (await ask('GET', '')).body);
      fits('/notes/{id}', 'get', 200, (await ask('GET', '/a')).body);
      fits('/notes/{id}/revisions', 'get', 200, (await ask('GET', '/a/revisions')).body);
      const patched = await ask('PATCH', '/a', { revision: 1, body: { name: 'b', weight: 1 } });
      fits('/notes/{id}', 'patch', 200, patched.body);
    });
  });
}
