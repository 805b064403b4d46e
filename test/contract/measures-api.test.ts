import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { comparableAnswer } from '../../shared/comparable/comparable-answer.ts';
import type { Horizon } from '../../shared/event/horizon.ts';
import { claimAnswer } from '../../shared/reaction/claim-answer.ts';
import { type ReactionAnswer, reactionAnswer } from '../../shared/reaction/reaction-answer.ts';
import { usualAnswer } from '../../shared/reaction/usual-answer.ts';
import { studyAnswer } from '../../shared/study/answer.ts';
import { DAY_MS, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import {
  type ApiUnderTest,
  busan,
  kospiMinute,
  type OpenedStore,
  STORES,
  startApi,
  T0,
} from '../support/api-world.ts';

/** A claim on two markets, one of which has no bars here. */
const claimed = busan({
  end: parseInstant('2025-10-30T02:30:00Z'),
  marketClaims: [
    {
      words: 'Korean shares rose at the handshake',
      group: ['KS11', 'N225'],
      direction: 'up',
      horizon: '5m',
      anchor: 'Handshake',
      source: { publisher: 'Test', title: 'Test', date: '2025-10-29', url: 'https://example.com/a' },
    },
  ],
});
/** The study as the route gives it. */
const markedStudy = z.strictObject({ ...studyAnswer.shape, simulated: z.enum(['none', 'partly', 'all']) });
/** Rises by a point a minute from 4100, the last minute before T0. */
const minutes = Array.from({ length: 11 }, (_, i) => kospiMinute(i - 1, 4100 + i));

for (const [name, openStore] of STORES) {
  describe(`measures over ${name}`, () => measurePromises(openStore));
}

function measurePromises(openStore: () => Promise<OpenedStore>): void {
  let api: ApiUnderTest;
  const get = async <Body>(path: string, schema: z.ZodMiniType<Body>): Promise<Body> => {
    const answer = await api.ask(`/api/v1${path}`);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers['cache-control'], 'no-store');
    return schema.parse(answer.json());
  };
  const problem = async (path: string, status: number, code: string) => {
    const answer = await api.ask(`/api/v1${path}`);
    assert.equal(answer.status, status, answer.text);
    assert.equal(answer.json().code, code);
    return answer.json();
  };
  const horizon = ({ reactions }: ReactionAnswer, wanted: Horizon, market = 0) => {
    const found = reactions[market]?.horizons.find((h) => h.horizon === wanted);
    assert.ok(found, wanted);
    return found;
  };

  beforeEach(async () => {
    api = await startApi({ openStore });
    await api.world.clock.advanceTo('2025-10-30T09:00:00Z');
    await api.world.ingest.accept({ events: [claimed], bars: minutes });
  });
  afterEach(() => api.close());

  it('measures each horizon from the last finished bar, and says why one is missing', async () => {
    const body = await get('/events/busan/reactions?instruments=KS11,N225', reactionAnswer);
    assert.equal(body.anchor, 'Handshake');
    assert.equal(body.playhead, api.world.clock.now());
    assert.deepEqual(
      body.reactions.map((r) => r.instrument),
      ['KS11', 'N225'],
    );
    assert.equal(horizon(body, '5m').moveSimple, 4105 / 4100 - 1);
    assert.equal(horizon(body, '1m').base?.time, T0);
    assert.equal(horizon(body, '1h').reason, 'stale');
    assert.equal(horizon(body, '5m', 1).reason, 'no-history');
    assert.equal(horizon(body, '5m', 1).moveSimple, null);
    const five = body.breadth.find((b) => b.horizon === '5m');
    assert.deepEqual([five?.up, five?.of, five?.missing], [1, 1, 1]);
    const other = await get('/events/busan/reactions?instruments=KS11&anchor=2', reactionAnswer);
    assert.equal(other.anchor, "China's list");
  });

  it('shows nothing after asOf, and takes an asOf in the future for now', async () => {
    const body = await get('/events/busan/reactions?instruments=KS11&asOf=t0%2B3m', reactionAnswer);
    assert.equal(body.playhead, T0 + 3 * MINUTE_MS);
    assert.equal(horizon(body, '1m').state, 'ok');
    assert.equal(horizon(body, '5m').reason, 'not-yet');
    const later = await get('/events/busan/reactions?instruments=KS11&asOf=2030-01-01', reactionAnswer);
    assert.equal(later.playhead, api.world.clock.now());
    const known = await get(
      '/events/busan/reactions?instruments=KS11&asOf=t0%2B10m&basis=known',
      reactionAnswer,
    );
    assert.equal(horizon(known, '5m').reason, 'not-recorded', 'no bar had been received by then');
  });

  it('answers an event in the future: not yet, by every route', async () => {
    const coming = parseInstant('2025-12-01T02:00:00Z');
    const window = { earliest: coming, latest: coming };
    await api.world.ingest.accept({
      events: [
        busan({ slug: 'coming', anchors: [{ name: 'Start', time: coming, window, precision: 'hour' }] }),
      ],
    });
    const reactions = await get('/events/coming/reactions?instruments=KS11', reactionAnswer);
    const reasons = reactions.reactions[0]?.horizons.map((h) => h.reason);
    assert.deepEqual([...new Set(reasons)], ['not-yet']);
    assert.equal((await get('/events/coming/claims', claimAnswer)).state, 'not-yet');
    assert.equal(
      (await get('/events/coming/comparable?instruments=KS11', comparableAnswer)).markets[0]?.own.reason,
      'not-yet',
    );
    const study = await get('/events/coming/study?instruments=KS11', markedStudy);
    assert.equal(study.markets[0]?.state, 'error');
    assert.equal((await get('/usual?event=coming&instruments=KS11', usualAnswer)).profiles.length, 1);
    const csv = await api.ask('/api/v1/export/reactions.csv?event=coming&instruments=KS11');
    assert.match(csv.text, /KS11,1m,missing,not-yet,/);
  });

  it('judges a claim by its group once it may be seen', async () => {
    const before = await get('/events/busan/claims?asOf=2025-10-29T20:00:00Z', claimAnswer);
    assert.deepEqual([before.state, before.checks], ['not-yet', []]);
    const during = await get(`/events/busan/claims?asOf=${T0 + 4 * MINUTE_MS}`, claimAnswer);
    assert.deepEqual([during.state, during.checks[0]?.of, during.checks[0]?.soFar], ['ok', 0, true]);
    const { state, checks } = await get('/events/busan/claims', claimAnswer);
    assert.equal(state, 'ok');
    assert.equal(checks[0]?.of, 1);
    assert.equal(checks[0]?.evidence[0]?.moveSimple, 4105 / 4100 - 1);
    assert.equal(checks[0]?.evidence[1]?.reason, 'no-history');
    assert.equal(checks[0]?.verdict, 'borne-out');
    await problem('/events/busan/claims?instruments=KS11', 400, 'bad-parameter');
  });

  it('gives a market that cannot be studied its error, and names a bad option', async () => {
    const { markets, benchmark, simulated } = await get(
      '/events/busan/study?instruments=KS11,GSPC',
      markedStudy,
    );
    assert.equal(benchmark, 'GSPC');
    assert.equal(simulated, 'none');
    assert.deepEqual(
      markets.map((m) => [m.instrument, m.state]),
      [
        ['KS11', 'error'],
        ['GSPC', 'error'],
      ],
    );
    const [, own] = markets;
    assert.equal(own?.state === 'error' && own.error.code, 'benchmark-is-instrument');
    const turned = await problem('/events/busan/study?window=5,0', 400, 'bad-parameter');
    assert.deepEqual([turned.parameter, turned.received], ['window', '5,0']);
    const lags = await problem('/events/busan/study?model=dimson&lags=0,-1', 400, 'bad-parameter');
    assert.equal(lags.parameter, 'lags');
    const text = await problem('/events/busan/study?estimation=-130..-11', 400, 'bad-parameter');
    assert.deepEqual([text.parameter, text.received], ['estimation', '-130..-11']);
    const far = await problem('/events/busan/study?estimation=-9000,-11', 400, 'bad-parameter');
    assert.match(far.expected, /within -480 and 40/);
    assert.equal(
      (await problem('/events/busan/study?benchmark=ZZZ', 404, 'unknown-instrument')).parameter,
      'benchmark',
    );
    assert.equal((await get('/events/busan/study?model=mean&instruments=KS11', markedStudy)).benchmark, null);
    const all = await get('/events/busan/study', markedStudy);
    assert.ok(!all.markets.some((m) => m.instrument === 'GSPC'));
  });

  it('sets an event on top of those that are chosen', async () => {
    const old = T0 - 30 * DAY_MS;
    const earlier = busan({
      slug: 'earlier',
      anchors: [{ name: 'Start', time: old, window: { earliest: old, latest: old }, precision: 'minute' }],
      actors: ['Lee'],
    });
    await api.world.ingest.accept({ events: [earlier] });
    const chosen = async (query: string) =>
      (await get(`/events/busan/comparable?instruments=KS11${query}`, comparableAnswer)).chosen.map(
        (e) => e.slug,
      );
    assert.deepEqual(await chosen(''), ['earlier'], 'a theme of its own');
    assert.deepEqual(await chosen('&slugs=earlier'), ['earlier']);
    assert.deepEqual(await chosen('&actors=Lee'), ['earlier']);
    assert.deepEqual(await chosen('&actors=Kim'), []);
    assert.deepEqual(await chosen('&themes=tiktok'), []);
    const body = await get('/events/busan/comparable?instruments=KS11&axis=t', comparableAnswer);
    assert.equal(body.markets[0]?.own.moves[1], 4105 / 4100 - 1);
    assert.equal(body.markets[0]?.others[0]?.state, 'missing');
    assert.equal(
      (await problem('/events/busan/comparable?slugs=nothing', 404, 'unknown-event')).parameter,
      'slugs',
    );
    assert.equal(
      (await problem('/events/busan/comparable?themes=sport', 400, 'bad-parameter')).parameter,
      'themes.0',
    );
    assert.equal((await problem('/events/busan/comparable?axis=x', 400, 'bad-parameter')).parameter, 'axis');
  });

  it('gives usual moves for an anchor or any instant', async () => {
    const t0Of = async (query: string) =>
      (await get(`/usual?instruments=KS11&${query}`, usualAnswer)).profiles[0]?.t0;
    assert.equal(await t0Of('event=busan'), T0);
    assert.equal(await t0Of('event=busan&anchor=2'), parseInstant('2025-10-30T07:15:00Z'));
    assert.equal(await t0Of('event=busan&t0=t0%2B5m'), T0 + 5 * MINUTE_MS);
    assert.equal(await t0Of('t0=2025-10-30T03:00Z&precision=day'), parseInstant('2025-10-30T03:00:00Z'));
    assert.equal((await problem('/usual?instruments=KS11', 400, 'bad-parameter')).parameter, 't0');
    assert.equal((await problem('/usual?t0=noon', 400, 'bad-parameter')).parameter, 't0');
    await problem('/usual?event=nothing', 404, 'unknown-event');
    await problem('/usual?event=busan&instruments=NOPE', 404, 'unknown-instrument');
  });

  it('takes no parameter that it does not know', async () => {
    for (const path of ['reactions', 'study', 'comparable', 'claims'])
      assert.equal((await problem(`/events/busan/${path}?x=1`, 400, 'bad-parameter')).parameter, 'x');
    for (const path of ['reactions', 'study', 'comparable', 'claims'])
      await problem(`/events/nothing/${path}`, 404, 'unknown-event');
    await problem('/events/busan/reactions?anchor=lunch', 400, 'bad-parameter');
  });
}
