import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { apiRoutes } from '../../server/api/api.ts';
import { openApiOf } from '../../server/api/openapi.ts';
import type { World } from '../../server/api/world.ts';
import { seedWatchlist } from '../../server/ingest/seed-watchlist.ts';
import { ERROR_CATALOGUE } from '../../shared/protocol/errors.ts';
import { alertsForApi } from '../support/alert-desk.ts';
import { ruleOf } from '../support/alerts.ts';
import {
  type ApiUnderTest,
  busan,
  headlineAt,
  kospiMinute,
  startApi,
  T0,
  VERSION,
} from '../support/api-world.ts';

interface Operation {
  operationId: string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: { 'application/json': { schema: object } } };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: { Problem: object } };
}

const noWorld = (): World => assert.fail('no world is asked for');
const fields = (({ actor: _a, origin: _o, ...rest }) => rest)(busan({ slug: 'noted' }));

const HOOK = { id: 'desk', name: 'Desk', form: 'json', url: 'http://192.0.2.1/hook' };
const ALERT = ruleOf({ channels: { page: true, notification: false, sound: false, webhook: 'desk' } });

const rule = {
  name: 'Truce',
  all: [],
  any: ['truce'],
  none: [],
  sides: ['us'],
  languages: [],
  sources: [],
  active: true,
};

/** One good request of every operation, in an order in which each finds what it needs. */
const EXAMPLES: readonly [method: string, path: string, url: string, body?: unknown][] = [
  ['get', '/status', '/status'],
  ['get', '/instruments', '/instruments'],
  ['get', '/instruments/search', '/instruments/search?q=nikkei'],
  ['get', '/calendars', '/calendars'],
  ['get', '/calendars/{mic}', '/calendars/XTKS'],
  ['get', '/bars', '/bars?instrument=KS11&interval=1m'],
  ['get', '/quotes', '/quotes'],
  ['get', '/headlines', '/headlines?limit=1'],
  ['get', '/events', '/events'],
  ['get', '/events.ics', '/events.ics'],
  ['get', '/events/{slug}', '/events/busan'],
  ['get', '/events/{slug}/card.png', '/events/busan/card.png'],
  ['get', '/events/{slug}/revisions', '/events/busan/revisions'],
  ['get', '/events/{slug}/reactions', '/events/busan/reactions?instruments=KS11,N225'],
  ['get', '/events/{slug}/study', '/events/busan/study?instruments=KS11'],
  ['get', '/events/{slug}/comparable', '/events/busan/comparable?instruments=KS11&axis=t'],
  ['get', '/events/{slug}/claims', '/events/busan/claims'],
  ['get', '/usual', '/usual?event=busan&instruments=KS11'],
  ['get', '/changes', '/changes?since=0'],
  ['get', '/windows', '/windows?event=busan'],
  ['get', '/watchlist', '/watchlist'],
  ['patch', '/watchlist', '/watchlist', { revision: 1, groups: [{ name: '', instruments: ['KS11'] }] }],
  ['post', '/rules', '/rules', { body: rule }],
  ['get', '/rules', '/rules'],
  ['get', '/rules/{id}', '/rules/truce'],
  ['get', '/rules/{id}/revisions', '/rules/truce/revisions'],
  ['patch', '/rules/{id}', '/rules/truce', { revision: 1, body: { ...rule, active: false } }],
  ['delete', '/rules/{id}', '/rules/truce?revision=2'],
  ['get', '/export/bars.csv', '/export/bars.csv?event=busan'],
  ['get', '/export/quotes.csv', '/export/quotes.csv'],
  ['get', '/export/headlines.csv', '/export/headlines.csv'],
  ['get', '/export/events.csv', '/export/events.csv'],
  ['get', '/export/reactions.csv', '/export/reactions.csv?event=busan&instruments=KS11'],
  ['get', '/export/study.csv', '/export/study.csv?instruments=KS11'],
  ['get', '/export/claims.csv', '/export/claims.csv'],
  ['get', '/export/comparable.csv', '/export/comparable.csv?event=busan&instruments=KS11'],
  ['get', '/export/journal.csv', '/export/journal.csv'],
  ['get', '/export/view.csv', '/export/view.csv?event=busan'],
  ['post', '/events', '/events', fields],
  ['patch', '/events/{slug}', '/events/noted', { revision: 1, title: 'Noted' }],
  ['delete', '/events/{slug}', '/events/noted?revision=2'],
  ['post', '/simulation', '/simulation', { action: 'start' }],
  ['post', '/webhooks', '/webhooks', HOOK],
  ['get', '/webhooks', '/webhooks'],
  ['post', '/alerts', '/alerts', { id: 'kospi', body: ALERT }],
  ['get', '/alerts', '/alerts'],
  ['get', '/alerts/{id}', '/alerts/kospi'],
  ['patch', '/alerts/{id}', '/alerts/kospi', { revision: 1, body: { ...ALERT, name: 'Renamed' } }],
  ['get', '/alerts/{id}/revisions', '/alerts/kospi/revisions'],
  ['post', '/alerts/{id}/test', '/alerts/kospi/test'],
  ['get', '/firings', '/firings'],
  ['delete', '/alerts/{id}', '/alerts/kospi?revision=2'],
  ['delete', '/webhooks/{id}', '/webhooks/desk'],
  ['post', '/session', '/session', { token: 'a-token-for-the-tests', name: 'Ana' }],
  ['delete', '/session', '/session'],
];

describe('OpenAPI', () => {
  let api: ApiUnderTest;
  let document: Document;
  const auth = { authorization: 'Bearer a-token-for-the-tests' };
  const alerts = alertsForApi({ allowPrivateAddresses: false });
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);

  before(async () => {
    api = await startApi({
      config: { accessToken: 'a-token-for-the-tests' },
      change: (world) => alerts.change({ ...world, startSimulation: async () => {} }),
    });
    await alerts.open(api.world);
    await seedWatchlist(api.world.store, api.world.ingest, api.world.instruments);
    await api.world.ingest.accept({
      bars: [kospiMinute(-1, 4100), kospiMinute(0, 4090)],
      headlines: [headlineAt(1, 'One'), headlineAt(2, 'Two')],
      events: [busan()],
      quotes: [
        {
          instrument: kospiMinute(0, 1).instrument,
          time: T0,
          price: 4100,
          previousClose: 4081,
          provider: 'naver',
          provenance: 'polled',
        },
      ],
    });
    document = (await api.ask('/api/v1/openapi.json', { headers: auth })).json();
  });
  after(async () => {
    await api.close();
    alerts.remove();
  });

  it('is served with an ETag and not sent twice', async () => {
    const first = await api.ask('/api/v1/openapi.json', { headers: auth });
    const { etag } = first.headers;
    assert.equal(etag, `"openapi-${VERSION}"`);
    const second = await api.ask('/api/v1/openapi.json', {
      headers: { ...auth, 'if-none-match': String(etag) },
    });
    assert.equal(second.status, 304);
    assert.deepEqual(document, openApiOf(apiRoutes(noWorld), VERSION));
  });

  it('holds every route and nothing else', () => {
    const routes = apiRoutes(noWorld).map((r) => `${r.method} ${r.path}`);
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    assert.deepEqual(documented.sort(), routes.sort());
    assert.deepEqual(EXAMPLES.map(([method, path]) => `${method} ${path}`).sort(), routes.sort());
    const ids = Object.values(document.paths).flatMap((o) => Object.values(o).map((op) => op.operationId));
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[a-z][A-Za-z]+$/);
  });

  it('knows every parameter that a path names', () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const { parameters } of Object.values(operations)) {
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        assert.deepEqual(
          parameters.filter((p) => p.in === 'path').map((p) => p.name),
          named,
          path,
        );
      }
    }
  });

  for (const [method, path, url, body] of EXAMPLES) {
    it(`describes the answer of ${method.toUpperCase()} ${url}`, async () => {
      const operation = document.paths[path]?.[method];
      assert.ok(operation);
      if (body !== undefined) {
        const schema = operation.requestBody?.content['application/json'].schema;
        assert.ok(schema && ajv.validate(schema, body), JSON.stringify(ajv.errors));
      }
      const answer = await api.ask(`/api/v1${url}`, { method: method.toUpperCase(), headers: auth, body });
      const response = operation.responses[answer.status];
      assert.ok(response, `${answer.status} is not described: ${answer.text}`);
      assert.ok(answer.status < 300, answer.text);
      const [[type, content] = []] = Object.entries(response.content ?? {});
      if (type === undefined || content === undefined) return assert.equal(answer.text, '');
      assert.ok(String(answer.headers['content-type']).startsWith(type));
      if (type !== 'application/json') return;
      assert.ok(ajv.validate(content.schema, answer.json()), JSON.stringify(ajv.errors));
    });
  }

  it('describes the errors: each has the form of a problem and a status that is listed', async () => {
    const bad: [string, string, string, string, unknown?][] = [
      ['get', '/bars', '/bars', 'bad-parameter'],
      ['get', '/bars', '/bars?instrument=KS11&interval=1m&from=1900-01-01', 'bad-range'],
      ['get', '/bars', '/bars?instrument=ZZZ&interval=1m', 'unknown-instrument'],
      ['get', '/events/{slug}', '/events/none-such', 'unknown-event'],
      ['get', '/events/{slug}/reactions', '/events/none-such/reactions', 'unknown-event'],
      ['get', '/events/{slug}/study', '/events/busan/study?window=5,0', 'bad-parameter'],
      ['get', '/events/{slug}/study', '/events/busan/study?benchmark=ZZZ', 'unknown-instrument'],
      ['get', '/usual', '/usual', 'bad-parameter'],
      ['get', '/calendars/{mic}', '/calendars/NONE', 'unknown-calendar'],
      ['patch', '/events/{slug}', '/events/busan', 'stale-revision', { revision: 9, title: 'x' }],
      ['post', '/events', '/events', 'bad-body', {}],
      ['post', '/simulation', '/simulation', 'cannot-simulate', { action: 'stop' }],
    ];
    const headers = { ...auth };
    for (const [method, path, url, code, body] of bad) {
      const answer = await api.ask(`/api/v1${url}`, { method: method.toUpperCase(), headers, body });
      const problem = answer.json();
      assert.equal(problem.code, code, answer.text);
      assert.ok(ajv.validate(document.components.schemas.Problem, problem), JSON.stringify(ajv.errors));
      assert.ok(
        document.paths[path]?.[method]?.responses[answer.status],
        `${method} ${path} ${answer.status}`,
      );
      assert.equal(answer.status, ERROR_CATALOGUE[code as keyof typeof ERROR_CATALOGUE].status);
    }
  });
});
