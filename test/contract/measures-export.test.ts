import assert from 'node:assert/strict';
import { reactionAnswer } from '../../shared/reaction/reaction-answer.ts';
import { readClaimRow } from '../../shared/table/claim.ts';
import { type Cells, readCsv } from '../../shared/table/column.ts';
import { readComparableRow } from '../../shared/table/comparable.ts';
import { readReactionRow } from '../../shared/table/reaction.ts';
import { readStudyRow } from '../../shared/table/study.ts';
import { DAY_MS, parseInstant } from '../../shared/time/instant.ts';
import {
  type ApiUnderTest,
  busan,
  kospiMinute,
  type OpenedStore,
  STORES,
  startApi,
  T0,
} from '../support/api-world.ts';

const source = { publisher: 'Test', title: 'Test', date: '2025-10-29', url: 'https://example.com/a' };
const old = T0 - 30 * DAY_MS;
const events = [
  busan({
    anchors: [{ name: 'Handshake', time: T0, window: { earliest: T0, latest: T0 }, precision: 'minute' }],
    marketClaims: [
      {
        words: '=Korea rose, "at once"',
        group: ['KS11', 'N225'],
        direction: 'up',
        horizon: '5m',
        anchor: 'Handshake',
        source,
      },
    ],
  }),
  busan({
    slug: 'earlier',
    anchors: [{ name: 'Start', time: old, window: { earliest: old, latest: old }, precision: 'minute' }],
  }),
];

for (const [name, openStore] of STORES) {
  describe(`CSV of measures over ${name}`, () => measureFiles(openStore));
}

function measureFiles(openStore: () => Promise<OpenedStore>): void {
  let api: ApiUnderTest;
  const csv = async <Row>(path: string, read: (cells: Cells) => Row) => {
    const answer = await api.ask(`/api/v1/export/${path}`);
    assert.equal(answer.status, 200, answer.text);
    const name = /filename="([^"]+)"/.exec(String(answer.headers['content-disposition']))?.[1];
    return { name, text: answer.text, rows: readCsv(answer.text.replace(/^\uFEFF/, ''), read) };
  };

  beforeEach(async () => {
    api = await startApi({ openStore });
    await api.world.clock.advanceTo('2025-10-30T09:00:00Z');
    const bars = Array.from({ length: 11 }, (_, i) => kospiMinute(i - 1, 4100 + i));
    await api.world.ingest.accept({ events, bars });
  });
  afterEach(() => api.close());

  it('writes the figures of the JSON answer, one line a market and horizon', async () => {
    const { name, rows } = await csv(
      'reactions.csv?event=busan&instruments=KS11,N225&asOf=t0%2B9m',
      readReactionRow,
    );
    assert.equal(name, 'market-reaction_reactions_busan_20251030T0205Z_20251030T0214Z_UTC.csv');
    assert.equal(rows.length, 26);
    const answer = await api.ask('/api/v1/events/busan/reactions?instruments=KS11,N225&asOf=t0%2B9m');
    const written = rows.map((r) => [r.instrument, r.horizon, r.state, r.moveLog, r.basePrice]);
    const { reactions } = reactionAnswer.parse(answer.json());
    const said = reactions.flatMap((r) =>
      r.horizons.map((h) => [r.instrument, h.horizon, h.state, h.moveLog, h.base?.price ?? null]),
    );
    assert.deepEqual(written, said);
    const of = (instrument: string, horizon: string) =>
      rows.find((r) => r.instrument === instrument && r.horizon === horizon);
    assert.equal(of('N225', '5m')?.reason, 'no-history');
    assert.equal(of('KS11', '1h')?.reason, 'not-yet');
    const five = of('KS11', '5m');
    assert.equal(five?.moveSimple, 4105 / 4100 - 1);
    assert.equal(five?.provenance, 'polled');
    const { moveMin, moveLog, moveMax } = five ?? {};
    assert.ok(Number(moveMin) < Number(moveLog) && Number(moveLog) <= Number(moveMax));
    assert.deepEqual(
      [five?.z, typeof five?.reason === 'object' && five.reason?.z],
      [null, 'insufficient-sample'],
    );
  });

  it('writes every event that had begun where none is chosen', async () => {
    const { name, rows } = await csv('reactions.csv?instruments=KS11', readReactionRow);
    assert.equal(name, 'market-reaction_reactions_range_start_end_UTC.csv');
    assert.deepEqual([...new Set(rows.map((r) => r.event))], ['earlier', 'busan']);
    const then = await csv('reactions.csv?instruments=KS11&asOf=2025-10-29', readReactionRow);
    assert.deepEqual([...new Set(then.rows.map((r) => r.event))], ['earlier']);
    const known = async (asOf: string) =>
      (await csv(`reactions.csv?instruments=KS11&basis=known&asOf=${asOf}`, readReactionRow)).rows;
    assert.deepEqual(await known('2025-10-30T08:59:00Z'), [], 'no event had been received here by then');
    assert.deepEqual(
      [...new Set((await known('2025-10-30T09:00:00Z')).map((r) => r.event))],
      ['earlier', 'busan'],
    );
    const anchor = await api.ask('/api/v1/export/reactions.csv?anchor=1');
    assert.equal(anchor.json().parameter, 'anchor');
  });

  it('writes claims that no spreadsheet runs, and that read back as they were', async () => {
    const { name, text, rows } = await csv('claims.csv?event=busan&bom=1', readClaimRow);
    assert.match(String(name), /^market-reaction_claims_busan_20251030T0205Z_20251030T0900Z_UTC\.csv$/);
    assert.ok(text.startsWith('\uFEFFevent,claim,'));
    assert.ok(text.includes(`"'=Korea rose`));
    assert.deepEqual(
      rows.map((r) => [r.claim, r.instrument, r.moveSimple, r.supports, r.reason]),
      [
        ['=Korea rose, "at once"', 'KS11', 4105 / 4100 - 1, true, null],
        ['=Korea rose, "at once"', 'N225', null, null, 'no-history'],
      ],
    );
  });

  it('writes why a market could not be studied, and the steps of comparable paths', async () => {
    const study = await csv('study.csv?event=busan&instruments=KS11&model=mean', readStudyRow);
    assert.equal(study.rows.length, 1);
    assert.deepEqual([study.rows[0]?.k, study.rows[0]?.model], [null, 'mean']);
    assert.match(String(study.rows[0]?.warnings[0]), /^[a-z-]+$/);
    assert.equal((await api.ask('/api/v1/export/study.csv?window=2,1')).json().parameter, 'window');
    const { rows } = await csv('comparable.csv?event=busan&instruments=KS11&axis=t', readComparableRow);
    assert.deepEqual([...new Set(rows.map((r) => r.event))], ['busan', 'earlier']);
    const five = rows.filter((r) => r.at === 5);
    assert.deepEqual(
      five.map((r) => [r.event, r.moveSimple, r.n]),
      [
        ['busan', 4105 / 4100 - 1, 0],
        ['earlier', null, 0],
      ],
    );
    assert.equal((await api.ask('/api/v1/export/comparable.csv')).json().parameter, 'event');
  });

  it('says SIMULATED in the name where a figure rests on a simulated bar', async () => {
    await api.world.ingest.accept({
      bars: [kospiMinute(20, 4120, { provenance: 'simulated' })],
    });
    const name = async (path: string) => String((await csv(path, () => null)).name);
    assert.match(await name('reactions.csv?event=busan&instruments=KS11'), /_SIMULATED\.csv$/);
    assert.doesNotMatch(await name('reactions.csv?event=busan&instruments=N225'), /SIMULATED/);
    const before = parseInstant('2025-10-30T02:20:00Z');
    assert.doesNotMatch(await name(`reactions.csv?event=busan&instruments=KS11&asOf=${before}`), /SIMULATED/);
  });
}
