import assert from 'node:assert/strict';
import { z } from 'zod';
import { apiRoutes } from '../../server/api/api.ts';
import { claimsOf } from '../../server/measures/claims.ts';
import { comparableOf } from '../../server/measures/comparable.ts';
import { gateAt } from '../../server/measures/frame-for.ts';
import { reactionsOf } from '../../server/measures/reactions.ts';
import { studyOf } from '../../server/measures/study.ts';
import { usualOf } from '../../server/measures/usual.ts';
import type { Anchor, MarketEvent } from '../../shared/event/event.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { parseCsv } from '../../shared/table/csv.ts';
import { parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { type ApiUnderTest, busan, STORES, startApi } from '../support/api-world.ts';
import { fillSimulatedStore } from '../support/simulated-store.ts';

const IDS = ['KS11', 'N225', 'HSI', 'GSPC'];
const instruments = INSTRUMENTS.filter((i) => IDS.includes(i.id));
const EVENT = 'busan-2025';
/** From here on what was claimed of the markets on the day is known. */
const END = parseInstant('2025-10-31T00:00:00Z');
/** The night before, the same hour, after Seoul's close, and when New York has closed too. */
const INSTANTS = [
  '2025-10-29T20:00:00Z',
  '2025-10-30T02:30:00Z',
  '2025-10-30T07:00:00Z',
  '2025-10-30T21:00:00Z',
];
const ROUTES = [
  `/events/${EVENT}/reactions?instruments=${IDS}`,
  `/events/${EVENT}/reactions?instruments=${IDS}&anchor=3`,
  `/events/${EVENT}/study?instruments=KS11,N225,HSI`,
  `/events/${EVENT}/comparable?instruments=KS11,HSI&axis=k`,
  `/events/${EVENT}/comparable?instruments=KS11&axis=t`,
  `/events/${EVENT}/claims?`,
  `/usual?event=${EVENT}&instruments=${IDS}`,
];
const [, [, openStore]] = STORES;

/** A server that knows the simulated day until an instant, which is its present. */
async function serverAt(until: UtcMs): Promise<ApiUnderTest> {
  const api = await startApi({ openStore });
  await api.world.clock.advanceTo(Math.max(until, api.world.clock.now()));
  await fillSimulatedStore(api.world.ingest, api.world.store, instruments, until);
  return api;
}

describe('measures of the simulated day', () => {
  let whole: ApiUnderTest;
  const get = async (api: ApiUnderTest, path: string) => {
    const answer = await api.ask(`/api/v1${path}`);
    assert.equal(answer.status, 200, `${path}: ${answer.text}`);
    return answer.json();
  };
  const busanEvent = async (): Promise<MarketEvent> => {
    const event = await whole.world.store.event(EVENT);
    assert.ok(event);
    return event;
  };

  before(async () => {
    whole = await serverAt(END);
    const time = parseInstant('2025-10-30T21:30:00Z');
    const anchors = [{ name: 'Late', time, window: { earliest: time, latest: time }, precision: 'minute' }];
    await whole.world.ingest.accept({ events: [busan({ slug: 'later-the-same-day', anchors })] });
  });
  after(() => whole.close());

  for (const asOf of INSTANTS) {
    it(`are the same at ${asOf} whether or not the store knows what came after`, async () => {
      const then = await serverAt(parseInstant(asOf));
      try {
        for (const path of ROUTES) {
          const known = await get(then, `${path}&asOf=${asOf}`);
          assert.deepEqual(await get(whole, `${path}&asOf=${asOf}`), known, path);
        }
      } finally {
        await then.close();
      }
    });
  }

  it('change with the playhead: the day is told bit by bit', async () => {
    const answers = new Set<string>();
    for (const asOf of INSTANTS) {
      const { playhead: _, ...rest } = await get(whole, `${ROUTES[0]}&asOf=${asOf}`);
      answers.add(JSON.stringify(rest));
    }
    assert.equal(answers.size, INSTANTS.length);
  });

  it('set each market beside 120 ordinary days', async () => {
    const { reactions, simulated } = await get(whole, `${ROUTES[0]}`);
    assert.equal(simulated, 'all');
    const five = reactions[0].horizons.find((h: { horizon: string }) => h.horizon === '5m');
    assert.equal(five.usual.n, 120);
    assert.equal(five.sample.interval, '5m');
    assert.ok(Number.isFinite(five.usual.z) && Number.isFinite(five.usual.percentile));
    const { checks } = await get(whole, `/events/${EVENT}/claims`);
    assert.ok(checks.length > 0);
    for (const check of checks) assert.equal(check.verdict, 'cannot-be-judged', 'prices are made up');
  });

  it('give the bars of an event the z of the horizon at which they closed', async () => {
    const path = `/api/v1/export/bars.csv?event=${EVENT}&instrument=KS11&interval=1m,1d`;
    const answer = await whole.ask(path);
    assert.match(String(answer.headers['content-disposition']), /_SIMULATED\.csv/);
    const [header, ...lines] = parseCsv(answer.text).map((r) => r.cells);
    const cell = (line: readonly string[] | undefined, name: string) =>
      line?.[header?.indexOf(name) as number];
    const zAt = (seconds: string) =>
      cell(
        lines.find((l) => cell(l, 't_offset_s') === seconds),
        'z',
      );
    const { reactions } = await get(whole, `${ROUTES[0]}`);
    const zOf = (horizon: string) =>
      reactions[0].horizons.find((h: { horizon: string }) => h.horizon === horizon).usual.z;
    assert.equal(Number(zAt('300')), zOf('5m'));
    assert.equal(Number(zAt('3600')), zOf('1h'));
    assert.equal(zAt('60'), '', 'five-minute history has no usual move of one minute');
    assert.equal(zAt('-300'), '');
    const day = lines.find((l) => cell(l, 'interval') === '1d' && Number(cell(l, 't_offset_s')) > 0);
    assert.equal(Number(cell(day, 'z')), zOf('0d'));
  });

  it('answer in the form that the document promises, where there is something to tell', async () => {
    const schemas = new Map(
      apiRoutes(() => whole.world).flatMap(({ path, answer }) =>
        'schema' in answer ? [[path.replace('{slug}', EVENT), answer.schema] as const] : [],
      ),
    );
    for (const path of ROUTES) {
      const answer = await get(whole, path);
      const schema = schemas.get(path.split('?')[0] as string);
      assert.ok(schema, path);
      assert.deepEqual(z.parse(schema, answer), answer, path);
    }
    const { markets, group } = await get(whole, `/events/${EVENT}/study?instruments=KS11,N225,HSI`);
    assert.deepEqual([...new Set(markets.map((m: { state: string }) => m.state))], ['ok']);
    assert.ok(group);
  });

  it('hold no number that is none', async () => {
    const event = await busanEvent();
    const anchor = event.anchors[0] as Anchor;
    const benchmark = instruments.find((i) => i.id === 'GSPC') ?? null;
    for (const asOf of [...INSTANTS.map(parseInstant), END]) {
      const request = { event, anchor, instruments, gate: gateAt(END, { asOf, basis: 'published' }) };
      const answers = [
        await reactionsOf(whole.world, request),
        await studyOf(whole.world, { ...request, benchmark, options: {}, withPlacebo: true }),
        await comparableOf(whole.world, { ...request, axis: 'k', choice: {} }),
        await claimsOf(whole.world, request),
        await usualOf(whole.world, anchor, instruments, request.gate),
      ];
      for (const answer of answers) assertFinite(answer, '');
    }
  });
});

function assertFinite(value: unknown, path: string): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value), `${path} is ${value}`);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) assertFinite(inner, `${path}.${key}`);
}
