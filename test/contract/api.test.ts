import assert from 'node:assert/strict';
import { DAY_MS, formatInstant, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import {
  type Answer,
  type ApiUnderTest,
  busan,
  headlineAt,
  kospiMinute,
  type OpenedStore,
  STORES,
  startApi,
  T0,
  withMethods,
} from '../support/api-world.ts';

const API = '/api/v1';

for (const [name, openStore] of STORES) describe(`API over ${name}`, () => apiPromises(openStore));

function apiPromises(openStore: () => Promise<OpenedStore>): void {
  let api: ApiUnderTest;
  const get = async (path: string) => {
    const answer = await api.ask(API + path);
    return { ...answer, body: answer.json() };
  };
  const send = (method: string, path: string, body?: unknown) => api.ask(API + path, { method, body });
  const problem = async (path: string, status: number, code: string) => {
    const { status: got, headers, body } = await get(path);
    assert.equal(body.code, code, JSON.stringify(body));
    assert.equal(got, status);
    assert.equal(body.status, status);
    assert.match(String(headers['content-type']), /^application\/problem\+json/);
    return body;
  };

  beforeEach(async () => {
    api = await startApi({ openStore });
    api.world.clock.jumpTo('2025-10-30T06:00:00Z');
    await api.world.ingest.accept({
      bars: [-2, -1, 0, 1, 2].map((m) => kospiMinute(m, 4100 + m)),
      headlines: [headlineAt(1, 'Xi and Trump shake hands'), headlineAt(5, 'Tariffs cut', 'china')],
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
  });
  afterEach(() => api.close());

  it('tells its status, and nothing may be cached', async () => {
    const { body, headers } = await get('/status');
    assert.equal(body.source, 'archive');
    assert.equal(headers['cache-control'], 'no-store');
  });

  it('lists instruments and finds them by name, id, city and symbol', async () => {
    assert.ok((await get('/instruments')).body.items.length >= 20);
    const ids = async (q: string) =>
      (await get(`/instruments/search?q=${encodeURIComponent(q)}`)).body.items.map(
        (i: { id: string }) => i.id,
      );
    assert.equal((await ids('n225'))[0], 'N225');
    assert.ok((await ids('kospi')).includes('KS11'));
    assert.ok((await ids('^HSI')).includes('HSI'));
    assert.deepEqual(await ids('no such thing'), []);
    await problem('/instruments/search?q=', 400, 'bad-parameter');
    await problem('/instruments/search', 400, 'bad-parameter');
  });

  it('gives the sessions of an exchange', async () => {
    const { body } = await get('/calendars/xkrx?from=2025-10-30&to=2025-10-31');
    assert.equal(body.timeZone, 'Asia/Seoul');
    assert.deepEqual(
      body.sessions.map((s: { date: string }) => s.date),
      ['2025-10-30'],
    );
    assert.equal(body.now.state, 'open');
    assert.match((await problem('/calendars/XXXX', 404, 'unknown-calendar')).expected, /XTKS/);
    await problem('/calendars/XKRX?from=1990-01-01', 400, 'bad-range');
  });

  it('says why a market is shut on a day of the range, and which calendars there are', async () => {
    const { body } = await get('/calendars/XHKG?from=2025-10-28&to=2025-10-30');
    assert.deepEqual(
      body.closures.map((c: Record<string, unknown>) => [c.date, c.reason, c.byUser]),
      [['2025-10-29', 'Public holiday', false]],
    );
    assert.match(body.closures[0].source, /^https:/);
    const all = (await get('/calendars')).body;
    assert.deepEqual(all.closures, []);
    assert.equal(all.markets.length, 19);
    assert.deepEqual(
      all.markets.find((m: { mic: string }) => m.mic === 'XNYS'),
      { mic: 'XNYS', timeZone: 'America/New_York', knownFrom: '2017-01-01', knownThrough: '2027-12-31' },
    );
  });

  it('gives bars as columns, with relative times', async () => {
    const { body } = await get('/bars?instrument=KS11&interval=1m&event=busan&from=t0-1m&to=t0%2B2m');
    assert.deepEqual(body.bars.close, [4099, 4100, 4101]);
    assert.equal(body.seq, await api.world.store.head());
    assert.equal(body.from, T0 - MINUTE_MS);
  });

  it('shows nothing after asOf: a bar counts from its close', async () => {
    const { body } = await get(`/bars?instrument=KS11&interval=1m&asOf=${T0 + MINUTE_MS}`);
    assert.deepEqual(body.bars.close, [4098, 4099, 4100]);
    const known = await get(`/bars?instrument=KS11&interval=1m&asOf=${T0 + MINUTE_MS}&basis=known`);
    assert.deepEqual(known.body.bars.close, [], 'nothing had been received by then');
  });

  it('shows the revision that was known then', async () => {
    await api.world.clock.advanceTo('2025-10-30T06:30:00Z');
    await api.world.ingest.accept({ bars: [kospiMinute(0, 4000)] });
    const at = async (asOf: string) =>
      (await get(`/bars?instrument=KS11&interval=1m&asOf=${asOf}&basis=known`)).body.bars.close[2];
    assert.equal(await at('2025-10-30T06:10:00Z'), 4100);
    assert.equal(await at('2025-10-30T06:40:00Z'), 4000);
  });

  it('refuses a range that would not fit into an answer', async () => {
    const body = await problem(
      '/bars?instrument=KS11&interval=1m&from=1925-01-01&to=2025-01-01',
      400,
      'bad-range',
    );
    assert.equal(body.parameter, 'from');
    assert.match(body.expected, /at most \d+ days of 1m/);
    await problem('/windows?from=1925-01-01&to=2025-01-01&intervals=1m', 400, 'bad-range');
    assert.equal((await get('/bars?instrument=KS11&interval=1d&from=1925-01-01')).status, 200);
  });

  it('names the parameter, what came and the rule', async () => {
    const body = await problem('/bars?instrument=KS11&interval=1m&from=yesterday', 400, 'bad-parameter');
    assert.equal(body.parameter, 'from');
    assert.equal(body.received, 'yesterday');
    assert.match(body.expected, /ISO 8601/);
    assert.equal(
      (await problem('/bars?instrument=KS11&interval=2m', 400, 'bad-parameter')).parameter,
      'interval',
    );
    assert.equal((await problem('/bars?interval=1m', 400, 'bad-parameter')).parameter, 'instrument');
    const unknown = await problem('/status?x=1'.replace('status', 'quotes'), 400, 'bad-parameter');
    assert.equal(unknown.parameter, 'x');
    await problem('/bars?instrument=NOPE&interval=1m', 404, 'unknown-instrument');
    await problem('/bars?instrument=KS11&interval=1m&from=t0', 400, 'bad-parameter');
    await problem('/bars?instrument=KS11&interval=1m&from=now&to=now-1h', 400, 'bad-range');
    await problem('/bars?instrument=KS11&instrument=HSI&interval=1m', 400, 'bad-parameter');
    await problem(`/headlines?from=${'9'.repeat(15)}`, 400, 'bad-parameter');
  });

  it('gives the latest quotes as they stood', async () => {
    const latest = await get('/quotes');
    assert.equal(latest.body.items[0].price, 4100);
    assert.deepEqual((await get(`/quotes?asOf=${T0 - 1}`)).body.items, []);
    assert.deepEqual((await get('/quotes?instruments=HSI')).body.items, []);
    assert.equal((await get('/quotes?from=2025-10-30&to=2025-10-31')).body.items.length, 1);
    await problem('/quotes?from=2020-01-01', 400, 'bad-range');
    await problem('/quotes?instruments=HSI,NOPE', 404, 'unknown-instrument');
  });

  it('pages headlines by cursor without a gap or a repetition', async () => {
    const many = Array.from({ length: 25 }, (_, i) => headlineAt(10 + Math.floor(i / 3), `Number ${i}`));
    await api.world.ingest.accept({ headlines: many });
    const titles: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: ReturnType<Answer['json']> = (
        await get(`/headlines?limit=10${cursor ? `&cursor=${cursor}` : ''}`)
      ).body;
      titles.push(...page.items.map((h: { title: string }) => h.title));
      cursor = page.cursor;
    }
    assert.equal(titles.length, 27);
    assert.equal(new Set(titles).size, 27);
    assert.deepEqual(titles.slice(-2), ['Tariffs cut', 'Xi and Trump shake hands']);
    await problem('/headlines?cursor=abc', 400, 'bad-parameter');
    await problem('/headlines?limit=0', 400, 'bad-parameter');
  });

  it('filters headlines by side, words and what was known', async () => {
    const titles = async (query: string) =>
      (await get(`/headlines?${query}`)).body.items.map((h: { title: string }) => h.title);
    assert.deepEqual(await titles('side=china'), ['Tariffs cut']);
    assert.deepEqual(await titles('q=trump+XI'), ['Xi and Trump shake hands']);
    assert.deepEqual(await titles(`asOf=${T0 + 2 * MINUTE_MS}`), ['Xi and Trump shake hands']);
    assert.deepEqual(await titles(`asOf=${T0 + 2 * MINUTE_MS}&basis=known`), []);
  });

  it('keeps how an event went out of what could be seen at the time', async () => {
    const whole = (await get('/events/busan')).body;
    assert.equal(whole.anchors.length, 2);
    const then = (await get('/events/busan?asOf=2025-10-30T03:00Z')).body;
    assert.deepEqual(
      then.anchors.map((a: { name: string }) => a.name),
      ['Handshake'],
    );
    assert.equal(then.summary, '');
    assert.deepEqual(then.claims.us, []);
    await problem('/events/busan?asOf=2025-10-29', 404, 'unknown-event');
    assert.deepEqual((await get('/events?asOf=2025-10-29')).body.items, []);
    await api.world.ingest.accept({ events: [busan({ slug: 'second' })] });
    const first = (await get('/events?limit=1')).body;
    assert.equal(first.items.length, 1);
    const second = (await get(`/events?limit=1&cursor=${first.cursor}`)).body;
    assert.equal(second.cursor, null);
    assert.notEqual(second.items[0].slug, first.items[0].slug);
    await problem('/events?cursor=no-longer-there', 400, 'bad-parameter');
    await problem('/events/nothing', 404, 'unknown-event');
  });

  it('adds, changes and removes an event by its revision', async () => {
    const { actor: _a, origin: _o, ...fields } = busan({ slug: 'my-note', title: 'Mine' });
    const created = await send('POST', '/events', fields);
    assert.equal(created.status, 201, created.text);
    assert.equal(created.headers.location, '/api/v1/events/my-note');
    assert.equal(created.json().actor, 'local');
    assert.equal(created.json().origin, 'user');
    assert.equal((await send('POST', '/events', fields)).json().code, 'already-exists');

    const changed = await send('PATCH', '/events/my-note', { revision: 1, title: 'Still mine' });
    assert.equal(changed.status, 200, changed.text);
    assert.equal(changed.json().revision, 2);
    const stale = await send('PATCH', '/events/my-note', { revision: 1, title: 'Late' });
    assert.equal(stale.status, 409);
    assert.equal(stale.json().code, 'stale-revision');

    assert.equal((await send('DELETE', '/events/my-note?revision=1')).json().code, 'stale-revision');
    assert.equal((await send('DELETE', '/events/my-note?revision=2')).status, 204);
    assert.equal((await send('DELETE', '/events/my-note?revision=3')).json().code, 'unknown-event');
    assert.equal((await get('/events/my-note')).status, 404);
    const again = await send('POST', '/events', fields);
    assert.equal(again.status, 201, again.text);
    assert.equal(again.json().revision, 4);
  });

  it('lets one of two editors win, and tells the other', async () => {
    const edit = (title: string) => send('PATCH', '/events/busan', { revision: 1, title });
    const answers = await Promise.all([edit('One'), edit('Two')]);
    assert.deepEqual(answers.map((a) => a.status).sort(), [200, 409]);
  });

  it('says which field of a body is at fault', async () => {
    const { actor: _a, origin: _o, ...fields } = busan();
    const bad = await send('POST', '/events', {
      ...fields,
      slug: 'x-1',
      anchors: [{ ...fields.anchors[0], time: 'noon' }],
    });
    assert.equal(bad.status, 400);
    assert.equal(bad.json().code, 'bad-body');
    assert.equal(bad.json().parameter, 'anchors.0.time');
    assert.equal(
      (await send('PATCH', '/events/busan', { title: 'No revision' })).json().parameter,
      'revision',
    );
    const notJson = await api.ask(`${API}/events`, { method: 'POST', raw: '{"slug":' });
    assert.equal(notJson.json().code, 'bad-body');
    const text = await api.ask(`${API}/events`, {
      method: 'POST',
      raw: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    assert.equal(text.status, 415);
    const large = await api.ask(`${API}/events`, {
      method: 'POST',
      raw: JSON.stringify({ summary: 'x'.repeat(300_000) }),
    });
    assert.equal(large.status, 413);
    assert.equal(large.json().code, 'body-too-large');
  });

  it('tells what changed since a seq', async () => {
    const all = (await get('/changes?since=0')).body;
    assert.equal(all.type, 'changes');
    assert.equal(all.to, await api.world.store.head());
    const some = (await get('/changes?since=0&limit=3')).body;
    assert.equal(some.more, true);
    assert.equal(some.to, 3);
    assert.equal((await get('/changes?since=999')).body.reason, 'ahead-of-head');
    await api.world.store.raiseFloor(all.to);
    assert.deepEqual((await get('/changes?since=0')).body, {
      type: 'reset',
      storeId: api.world.store.storeId,
      reason: 'below-floor',
      to: all.to,
    });
    await problem('/changes', 400, 'bad-parameter');
    await problem('/changes?since=-1', 400, 'bad-parameter');
  });

  it('gives the window of an event until every market could answer', async () => {
    const { body } = await get('/windows?event=busan');
    assert.equal(body.bars[0].openTime.length, 5);
    assert.equal(body.headlines.length, 2);
    assert.equal(body.events.length, 1);
    assert.ok(body.from < T0 && body.to >= parseInstant('2025-10-31T07:15:00Z'), formatInstant(body.to));
    assert.ok(body.to - body.from < 6 * DAY_MS);
    const then = (await get(`/windows?event=busan&asOf=t0%2B1m`)).body;
    assert.deepEqual(then.bars[0].close, [4098, 4099, 4100]);
    assert.deepEqual(
      then.headlines.map((h: { title: string }) => h.title),
      ['Xi and Trump shake hands'],
    );
    assert.equal(then.events[0].anchors.length, 1);
    const range = (await get(`/windows?from=${T0}&to=${T0 + MINUTE_MS}&instruments=KS11&intervals=1m`)).body;
    assert.deepEqual(range.bars[0].close, [4100]);
    await problem('/windows?event=nothing', 404, 'unknown-event');
    await problem('/windows?event=busan&anchor=lunch', 400, 'bad-parameter');
  });

  it('answers unknown paths and methods in its own form', async () => {
    await problem('/nothing', 404, 'not-found');
    assert.equal((await api.ask('/api/v2/status')).json().code, 'not-found');
    const wrong = await send('PUT', '/events/busan', {});
    assert.equal(wrong.status, 405);
    assert.equal(wrong.json().code, 'method-not-allowed');
    assert.equal(wrong.headers.allow, 'GET, HEAD, PATCH, DELETE');
    assert.equal((await api.ask(`${API}/events/%E0%A4%A`)).status, 400);
    assert.equal((await api.ask('/nothing')).status, 404);
  });

  it('starts and stops the simulated day where it can', async () => {
    assert.equal((await send('POST', '/simulation', { action: 'start' })).json().code, 'cannot-simulate');
    await api.close();
    let started = 0;
    api = await startApi({
      openStore,
      change: (world) => ({
        ...world,
        startSimulation: async () => {
          started += 1;
        },
      }),
    });
    const answer = await send('POST', '/simulation', { action: 'start' });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(started, 1);
    assert.equal((await send('POST', '/simulation', { action: 'stop' })).status, 409);
    assert.equal((await send('POST', '/simulation', { action: 'pause' })).json().parameter, 'action');
  });

  it('answers probes and metrics', async () => {
    assert.equal((await api.ask('/healthz')).status, 200);
    assert.equal((await api.ask('/readyz')).json().head, await api.world.store.head());
    assert.match((await api.ask('/metrics')).text, /^market_reaction_journal_seq [1-9]/m);
  });

  it('says plainly when the page is not built', async () => {
    const { status, text } = await api.ask('/');
    assert.equal(status, 503);
    assert.match(text, /npm run build/);
  });
}

describe('API over a store that fails', () => {
  it('answers 503 and 507, never a stack', async () => {
    const { StoreError } = await import('../../server/store/store.ts');
    const api = await startApi({
      change: (world) => ({
        ...world,
        store: withMethods(world.store, {
          head: () => Promise.reject(new StoreError('unavailable', '/secret/path is locked')),
          event: () => Promise.reject(new TypeError('a bug')),
        }),
        ingest: { accept: () => Promise.reject(new StoreError('full', 'disk full')) },
      }),
    });
    try {
      for (const path of ['/readyz', '/api/v1/quotes']) {
        const answer = await api.ask(path);
        assert.equal(answer.status, 503);
        assert.equal(answer.json().code, 'store-unavailable');
        assert.ok(!answer.text.includes('secret'));
      }
      const { actor: _a, origin: _o, ...fields } = busan();
      assert.equal((await api.ask('/api/v1/events', { method: 'POST', body: fields })).status, 507);
      const bug = await api.ask('/api/v1/events/busan');
      assert.equal(bug.status, 500);
      assert.equal(bug.json().code, 'internal');
      assert.ok(!bug.text.includes('a bug'));
    } finally {
      await api.close();
    }
  });
});
