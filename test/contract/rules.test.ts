import assert from 'node:assert/strict';
import type { HeadlineRule } from '../../shared/news/rule.ts';
import { type ApiUnderTest, headlineAt, startApi } from '../support/api-world.ts';

const rule = (rest: Partial<HeadlineRule> = {}): HeadlineRule => ({
  name: 'Truce or tariffs',
  all: [],
  any: ['truce', 'tariff*'],
  none: ['opinion'],
  sides: [],
  languages: [],
  sources: [],
  active: true,
  ...rest,
});

describe('the rules of headlines', () => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.close());

  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await api.ask(`/api/v1/rules${path}`, { method, ...(body !== undefined && { body }) });
    return { status: answer.status, body: answer.text === '' ? null : answer.json() };
  };
  const titles = async (): Promise<Record<string, unknown>> => {
    const { items } = (await api.ask('/api/v1/headlines')).json();
    return Object.fromEntries(
      items.map((h: { title: string; candidateOf?: unknown }) => [h.title, h.candidateOf ?? null]),
    );
  };

  it('are added, listed, changed and removed', async () => {
    const added = await ask('POST', '', { body: rule() });
    assert.equal(added.status, 201);
    assert.equal(added.body.id, 'truce-or-tariffs');
    assert.deepEqual(added.body.body, rule());
    assert.deepEqual((await ask('GET', '')).body.items, [added.body]);
    const changed = await ask('PATCH', '/truce-or-tariffs', { revision: 1, body: rule({ active: false }) });
    assert.equal(changed.body.revision, 2);
    assert.equal((await ask('PATCH', '/truce-or-tariffs', { revision: 1, body: rule() })).status, 409);
    assert.equal((await ask('DELETE', '/truce-or-tariffs?revision=2')).status, 204);
    assert.deepEqual((await ask('GET', '')).body.items, []);
    assert.equal((await ask('GET', '/truce-or-tariffs/revisions')).body.items.length, 3);
  });

  it('mark what comes while they are kept, with the revision they had, and nothing that came before', async () => {
    await api.world.ingest.accept({ headlines: [headlineAt(0, 'A truce before')] });
    await ask('POST', '', { body: rule() });
    await api.world.ingest.accept({
      headlines: [headlineAt(1, 'A truce'), headlineAt(2, 'Opinion: a truce'), headlineAt(3, 'Talks begin')],
    });
    await ask('PATCH', '/truce-or-tariffs', { revision: 1, body: rule({ any: ['talks'] }) });
    await api.world.ingest.accept({ headlines: [headlineAt(4, 'Talks end'), headlineAt(5, 'Tariffs cut')] });
    const mark = (revision: number) => [{ rule: 'truce-or-tariffs', revision }];
    assert.deepEqual(await titles(), {
      'A truce before': null,
      'A truce': mark(1),
      'Opinion: a truce': null,
      'Talks begin': null,
      'Talks end': mark(2),
      'Tariffs cut': null,
    });
  });

  it('are refused with the field at fault, what came and the rule', async () => {
    const refused = async (body: unknown) => {
      const { status, body: problem } = await ask('POST', '', { body });
      return [status, problem.code, problem.parameter, problem.expected];
    };
    assert.deepEqual(await refused(rule({ any: ['a*b'] })), [
      400,
      'bad-body',
      'body.any.0',
      'a star may only stand at the end',
    ]);
    assert.deepEqual(await refused(rule({ any: [] })), [
      400,
      'bad-body',
      'body.all',
      'needs a word, a side, a language or an outlet to look for',
    ]);
    assert.deepEqual((await refused(rule({ name: '' }))).slice(0, 3), [400, 'bad-body', 'body.name']);
    assert.deepEqual((await refused({ ...rule(), webhook: 'x' })).slice(0, 3), [
      400,
      'bad-body',
      'body.webhook',
    ]);
    assert.deepEqual((await refused({ ...rule(), sides: ['uk'] })).slice(0, 3), [
      400,
      'bad-body',
      'body.sides.0',
    ]);
  });
});
