import assert from 'node:assert/strict';
import { type IncomingMessage, request } from 'node:http';
import { readBar } from '../../shared/table/bar.ts';
import { readCsv } from '../../shared/table/column.ts';
import { parseCsv } from '../../shared/table/csv.ts';
import { readEvent } from '../../shared/table/event.ts';
import { readHeadline } from '../../shared/table/headline.ts';
import { readChange } from '../../shared/table/journal.ts';
import { readQuote } from '../../shared/table/quote.ts';
import { readViewRow } from '../../shared/table/view.ts';
import { asSeq, MINUTE_MS } from '../../shared/time/instant.ts';
import {
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

for (const [name, openStore] of STORES) describe(`CSV export over ${name}`, () => exportPromises(openStore));

function exportPromises(openStore: () => Promise<OpenedStore>): void {
  let api: ApiUnderTest;
  const csv = async (path: string) => {
    const answer = await api.ask(`/api/v1/export/${path}`);
    assert.equal(answer.status, 200, answer.text);
    assert.match(String(answer.headers['content-type']), /^text\/csv; charset=utf-8/);
    const name = /filename="([^"]+)"/.exec(String(answer.headers['content-disposition']))?.[1];
    return { text: answer.text, name };
  };

  beforeEach(async () => {
    api = await startApi({ openStore });
    await api.world.ingest.accept({
      bars: [-2, -1, 0, 1].map((m) => kospiMinute(m, 4100 + m)),
      headlines: [
        headlineAt(1, '=HYPERLINK("http://evil","x")'),
        headlineAt(5, "'quoted', Tariffs", 'china'),
      ],
      events: [busan()],
      quotes: [
        {
          instrument: kospiMinute(0, 1).instrument,
          time: T0,
          price: 4100,
          previousClose: 4000,
          provider: 'naver',
          provenance: 'polled',
        },
      ],
    });
  });
  afterEach(() => api.close());

  it('gives every bar without options, as stored', async () => {
    const { text, name } = await csv('bars.csv');
    assert.equal(name, 'market-reaction_bars_range_start_end_exchange.csv');
    const bars = readCsv(text, readBar);
    assert.deepEqual(
      bars.map((b) => b.close),
      [4098, 4099, 4100, 4101],
    );
    const { close, receivedAt } = await api.world.store.bars({
      instrument: kospiMinute(0, 1).instrument,
      interval: '1m',
      from: T0,
      to: (T0 + MINUTE_MS) as typeof T0,
    });
    assert.equal(bars[2]?.close, close[0]);
    assert.equal(bars[2]?.receivedAt, receivedAt[0]);
    assert.ok(text.includes('2025-10-30T11:05:00+09:00,Asia/Seoul'));
    assert.ok(!text.startsWith('\uFEFF'));
  });

  it('writes local times in the zone asked for, and a byte order mark on demand', async () => {
    const { text, name } = await csv(
      'bars.csv?tz=America/New_York&bom=1&from=2025-10-30&to=2025-10-31&instrument=KS11&interval=1m',
    );
    assert.equal(
      name,
      'market-reaction_bars_range_20251030T0000Z_20251031T0000Z_America-New-York.csv'.replace(
        'New-York',
        'New-York',
      ),
    );
    assert.ok(text.startsWith('\uFEFFinstrument,'));
    assert.ok(text.includes('2025-10-29T22:05:00-04:00,America/New_York'));
    const bad = await api.ask('/api/v1/export/bars.csv?tz=Mars/Olympus');
    assert.equal(bad.json().parameter, 'tz');
  });

  it('measures from an event, and keeps out what came later', async () => {
    const { text, name } = await csv('bars.csv?event=busan&asOf=t0%2B1m');
    assert.match(String(name), /^market-reaction_bars_busan_2025/);
    const rows = parseCsv(text).map((r) => r.cells);
    const column = (n: string) => rows[0]?.indexOf(n) as number;
    assert.deepEqual(
      rows.slice(1).map((r) => [r[column('t_offset_s')], r[column('base_price')], r[column('state')]]),
      [
        ['-60', '4099', 'ok'],
        ['0', '4099', 'ok'],
        ['60', '4099', 'ok'],
      ],
    );
    assert.equal(Number(rows[3]?.[column('pct_from_base')]), 100 * (4100 / 4099 - 1));
    const before = await csv('bars.csv?event=busan&asOf=t0-1m');
    assert.ok(before.text.trimEnd().endsWith(',,,,missing'), before.text);
  });

  it('says SIMULATED in the name as soon as one row is', async () => {
    await api.world.ingest.accept({ bars: [kospiMinute(7, 4107, { provenance: 'simulated' })] });
    assert.match(String((await csv('bars.csv')).name), /_SIMULATED\.csv$/);
    assert.match(String((await csv('journal.csv')).name), /_SIMULATED\.csv$/);
    assert.match(String((await csv('view.csv?event=busan')).name), /_SIMULATED\.csv$/);
    assert.doesNotMatch(String((await csv('bars.csv?to=t0&event=busan')).name), /SIMULATED/);
    assert.doesNotMatch(String((await csv('headlines.csv')).name), /SIMULATED/);
  });

  it('gives headlines that no spreadsheet runs, and that read back as they were', async () => {
    const { text } = await csv('headlines.csv');
    assert.ok(text.includes(`"'=HYPERLINK(""http://evil"",""x"")"`));
    assert.deepEqual(
      readCsv(text, readHeadline).map((h) => h.title),
      ["'quoted', Tariffs", '=HYPERLINK("http://evil","x")'],
    );
    assert.equal(readCsv((await csv('headlines.csv?side=china')).text, readHeadline).length, 1);
    assert.equal(readCsv((await csv(`headlines.csv?asOf=${T0}`)).text, readHeadline).length, 0);
  });

  it('gives quotes, events and the journal', async () => {
    assert.equal(readCsv((await csv('quotes.csv')).text, readQuote)[0]?.previousClose, 4000);
    assert.equal(readCsv((await csv('events.csv')).text, readEvent)[0]?.slug, 'busan');
    const then = readCsv((await csv('events.csv?asOf=2025-10-30T03:00Z')).text, readEvent);
    assert.equal(then[0]?.summary, '');
    const journal = readCsv((await csv('journal.csv')).text, readChange);
    assert.deepEqual(journal, await api.world.store.journal(asSeq(0), 100));
    assert.equal(readCsv((await csv(`journal.csv?asOf=${T0}`)).text, readChange).length, 3);
  });

  it('gives the view of a link: points, cells, annotations and headlines, none from after the playhead', async () => {
    const rows = readCsv((await csv('view.csv?event=busan&markets=KS11,N225&t=60')).text, readViewRow);
    assert.deepEqual(
      rows.map((r) => r.row),
      rows.map((_, index) => index + 1),
    );
    assert.ok(rows.every((r) => r.asOf === T0 + MINUTE_MS && (r.time === null || r.time <= r.asOf)));
    const points = rows.filter((r) => r.kind === 'point' && r.instrument === 'KS11');
    assert.deepEqual(
      points.map((r) => [r.tOffsetSeconds, r.value]),
      [
        [-60, 100 * (4098 / 4099 - 1)],
        [0, 0],
        [60, 100 * (4100 / 4099 - 1)],
      ],
    );
    assert.ok(!rows.some((r) => r.kind === 'point' && r.instrument === 'N225'));
    const missing = rows.find((r) => r.series === 'pct_from_base' && r.instrument === 'N225');
    assert.equal(missing?.state, 'missing:no-history');
    assert.deepEqual(
      rows.filter((r) => r.kind === 'annotation').map((r) => [r.series, r.tOffsetSeconds]),
      [['busan', 0]],
    );
    assert.equal(rows.filter((r) => r.kind === 'headline').length, 1);
    const since = rows.find(
      (r) => r.kind === 'cell' && r.series === 'pct_from_base' && r.instrument === 'KS11',
    );
    assert.equal(since?.value, 100 * (4100 / 4099 - 1));
    const cells = rows.filter((r) => r.kind === 'cell' && r.instrument === 'KS11');
    assert.deepEqual(
      cells.map((r) => r.series),
      ['session', 'pct_from_base', 'today_pct', 'usual_pct', 'z', 'percentile', 'peak_pct', 'faded', 'last'],
    );
    assert.equal(cells.find((r) => r.series === 'z')?.value, null, 'no ordinary days are stored');
    const peak = cells.find((r) => r.series === 'peak_pct');
    assert.ok(Math.abs(Number(peak?.value) - 100 * (4100 / 4099 - 1)) < 1e-12);
    const prices = readCsv((await csv('view.csv?event=busan&markets=KS11&base=price')).text, readViewRow);
    assert.deepEqual(
      prices.filter((r) => r.kind === 'point').map((r) => [r.value, r.unit]),
      [4098, 4099, 4100, 4101].map((p) => [p, 'points']),
    );
    assert.equal((await api.ask('/api/v1/export/view.csv')).json().parameter, 'event');
  });

  it('waits for a slow reader, and ends the query when the reader hangs up', async () => {
    const runs: { pages: number; ended: boolean }[] = [];
    const page = Array.from({ length: 1000 }, (_, i) => ({
      ...kospiMinute(i, 4000 + i, { provenance: 'simulated' }),
      receivedAt: T0,
      revision: 1,
      seq: asSeq(1),
    }));
    async function* barPages() {
      const run = { pages: 0, ended: false };
      runs.push(run);
      try {
        for (; run.pages < 10_000; run.pages += 1) {
          yield page;
          await turns(1);
        }
      } finally {
        run.ended = true;
      }
    }
    await api.close();
    api = await startApi({
      openStore,
      change: (world) => ({ ...world, store: withMethods(world.store, { barPages }) }),
    });
    const path = '/api/v1/export/bars.csv?instrument=KS11&interval=1m';
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ host: '127.0.0.1', port: api.port, path }, resolve).on('error', reject).end();
    });
    answer.pause();
    const [file] = runs;
    assert.ok(file);
    let before = -1;
    while (before !== file.pages) {
      before = file.pages;
      await turns(500);
    }
    assert.ok(file.pages < 1000, `${file.pages} pages were made for a reader that does not read`);
    assert.equal(file.ended, false);
    answer.destroy();
    for (let i = 0; i < 1000 && !file.ended; i += 1) await turns(1);
    assert.ok(file.ended, 'the query goes on after the reader hung up');
  });
}

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
}
