import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createStandin, type Standin } from '../../server/standin/standin.ts';
import { CASES_ROOT, conformance } from '../support/conformance.ts';
import { seriesOf } from '../support/standin-series.ts';
import { TestClock } from '../support/test-clock.ts';

const FILES = {
  minutes:
    'fixtures/yahoo/recorded/chart-AAPL-2025-02-01-to-2025-02-02-includePrePost-false-interval-1m.json',
  futures: 'fixtures/yahoo/chart-BZ_F-2026-08.json',
  unknown: 'fixtures/yahoo/chart-unknown-symbol.json',
  eastmoney: 'fixtures/eastmoney/ulist-2026-09.json',
  tencent: 'fixtures/tencent/hkHSI-2026-08-18.txt',
  none: 'fixtures/tencent/none-match.txt',
  twse: 'fixtures/twse/mis-twse-indices-quote.json',
  frankfurter: 'fixtures/fx/frankfurter_latest.json',
  busy: 'fixtures/gdelt/429-body.txt',
  limited: 'fixtures/yahoo/429-body.txt',
} as const;

const read = (path: string): string => readFileSync(new URL(path, CASES_ROOT), 'utf8');
// biome-ignore lint/suspicious/noExplicitAny: bodies of any upstream, looked into key by key
const json = (path: string): any => JSON.parse(read(path));

/** A value's shape: keys and kinds, the first element of a list standing for all. */
function kind(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** Every key of the recorded object is in ours, with a value of the same kind. */
function covers(ours: Record<string, unknown>, recorded: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(recorded)) {
    assert.ok(key in ours, `${key} is missing`);
    assert.equal(kind(ours[key]), kind(value), key);
  }
}

conformance('the stand-in answers in the shapes that were recorded', Object.values(FILES), () => {
  let standin: Standin;
  let base: string;

  beforeEach(async () => {
    const clock = new TestClock('2025-10-30T02:05:20Z');
    const series = [
      seriesOf('N225', 'XTKS', 51307.65),
      seriesOf('HSI', 'XHKG', 26346.14),
      seriesOf('TWII', 'XTAI', 28294.74),
      seriesOf('USDJPY', 'FX', 152.06),
    ];
    standin = createStandin({ clock, series });
    base = (await standin.start()).baseUrl;
  });
  afterEach(() => standin.stop());

  const get = (path: string): Promise<Response> => fetch(`${base}${path}`);
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const ask = async (path: string): Promise<any> => (await get(path)).json();

  it('Yahoo chart, minutes and days', async () => {
    const recorded = json(FILES.minutes).response.bodyJson.chart.result[0];
    const empty = await ask(
      '/yahoo/v8/finance/chart/%5EN225?interval=1m&period1=1761400000&period2=1761410000',
    );
    assert.deepEqual(empty.chart.result[0].indicators, recorded.indicators);
    assert.equal('timestamp' in empty.chart.result[0], false);
    covers(empty.chart.result[0].meta, recorded.meta);
    const days = json(FILES.futures).chart.result[0];
    const ours = (await ask('/yahoo/v8/finance/chart/%5EN225?interval=1d&range=1mo')).chart.result[0];
    covers(ours.meta, days.meta);
    covers(ours.indicators.quote[0], days.indicators.quote[0]);
    assert.equal(ours.timestamp.length, ours.indicators.quote[0].close.length);
    const unknown = await ask('/yahoo/v8/finance/chart/XXX?interval=1d');
    assert.deepEqual(unknown, json(FILES.unknown));
  });

  it('EastMoney batch, TWSE and Frankfurter', async () => {
    const fields = 'f2,f3,f4,f12,f14,f124';
    const quotes = await ask(`/eastmoney/api/qt/ulist.np/get?fltt=2&secids=100.N225&fields=${fields}`);
    const recorded = json(FILES.eastmoney).data.diff[0];
    covers(quotes.data.diff[0], recorded);
    assert.deepEqual(Object.keys(quotes.data.diff[0]).sort(), Object.keys(recorded).sort());
    const mis = await ask('/twse/stock/api/getStockInfo.jsp?ex_ch=tse_t00.tw');
    covers(mis, json(FILES.twse));
    covers(mis.msgArray[0], json(FILES.twse).msgArray[0]);
    covers(await ask('/frankfurter/v1/latest?base=USD&symbols=JPY'), json(FILES.frankfurter));
  });

  it('Tencent, field by field', async () => {
    const line = (text: string): string[] => (text.split('"')[1] ?? '').split('~');
    const bytes = new Uint8Array(await (await get('/tencent/q=hkHSI')).arrayBuffer());
    const ours = line(new TextDecoder('gbk').decode(bytes));
    const recorded = line(new TextDecoder('gbk').decode(readFileSync(new URL(FILES.tencent, CASES_ROOT))));
    assert.equal(ours.length, recorded.length);
    for (const index of [0, 2, 30]) {
      assert.equal(
        (ours[index] ?? '').replace(/\d/g, '0'),
        (recorded[index] ?? '').replace(/\d/g, '0'),
        `field ${index}`,
      );
    }
    for (const index of [3, 4, 5, 33, 34]) assert.match(ours[index] ?? '', /^\d+\.\d{3}$/);
    assert.equal((await (await get('/tencent/q=xx1')).text()).trim(), read(FILES.none).trim());
  });

  it('the refusals of Yahoo and GDELT', async () => {
    standin.faults.set({ provider: 'yahoo' }, { kind: 'status', status: 429 });
    assert.equal(await (await get('/yahoo/v8/finance/chart/%5EN225')).text(), read(FILES.limited));
    standin.faults.set({ provider: 'gdelt' }, { kind: 'error-inside' });
    const busy = await (await get('/gdelt/api/v2/doc/doc?query=x')).text();
    assert.equal(busy.slice(0, 55), read(FILES.busy).slice(0, 55));
  });
});
