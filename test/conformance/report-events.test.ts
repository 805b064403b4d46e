import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { archiveEvents } from '../../archive/index.ts';
import { CASES_ROOT, conformance } from '../support/conformance.ts';
import { type Ran, runCommand } from '../support/run-command.ts';

const CLOSES = 'cases/closes-2025-10-30.csv';
const DATA = fileURLToPath(new URL('data/', CASES_ROOT));
const BUSAN = 'busan-2025';

type Line = Readonly<Record<string, string>>;
interface Published extends Line {
  readonly instrument: string;
  readonly change_pct: string;
}

conformance('the report of all events on real histories', ['data/', CLOSES], () => {
  let lines: readonly Line[] = [];
  let text: Ran;
  before(async function () {
    this.timeout(120_000);
    const [csv, table] = await Promise.all([
      runCommand(['report:events', '--data', DATA, '--csv']),
      runCommand(['report:events', '--data', DATA]),
    ]);
    assert.equal(csv.code, 0, csv.err);
    assert.equal(table.code, 0, table.err);
    lines = parse(csv.out, { columns: true }) as Line[];
    text = table;
  });
  const line = (event: string, instrument: string): Line => {
    const found = lines.find((l) => l.event === event && l.instrument === instrument);
    assert.ok(found, `${event} on ${instrument} is not in the report`);
    return found;
  };

  it('has every event of the catalogue on every core market with a history', () => {
    assert.equal(archiveEvents.length, 54);
    assert.deepEqual(
      [...new Set(lines.map((l) => l.event))],
      archiveEvents.map((e) => e.slug),
    );
    const markets = new Set(lines.map((l) => l.instrument));
    assert.equal(markets.size, 18);
    assert.equal(lines.length, 54 * 18);
    for (const absent of ['KQ11', 'SETI', 'GSPC', 'USDCNY']) assert.ok(!markets.has(absent), absent);
  });

  it('gives the moves of the Busan day as published', () => {
    const published = parse(readFileSync(new URL(CLOSES, CASES_ROOT), 'utf8'), {
      columns: true,
    }) as Published[];
    const known = published.filter((p) => p.close !== '' && p.previous_close !== '');
    const compared = known.filter((p) => lines.some((l) => l.instrument === p.instrument));
    assert.ok(compared.length >= 11, String(compared.length));
    for (const { instrument, previous_close, previous_date, close, change_pct } of compared) {
      const row = line(BUSAN, instrument);
      assert.equal(row.day0, '2025-10-30', instrument);
      assert.equal(row.base_time_utc?.slice(0, 10), previous_date, instrument);
      // The exchange's statistics round to a hundredth; one vendor rounds the other way.
      assert.ok(Math.abs(Number(row.base_price) - Number(previous_close)) < 0.011, instrument);
      assert.ok(Math.abs(Number(row.close_0d) - Number(close)) < 0.011, instrument);
      assert.equal((100 * Number(row.move_0d)).toFixed(2), change_pct, instrument);
    }
    const percent = (id: string): string => (100 * Number(line(BUSAN, id).move_0d)).toFixed(2);
    assert.deepEqual(['N225', 'HSI', 'SSEC', 'CSI300', 'TWII', 'NSEI'].map(percent), [
      '0.04',
      '-0.24',
      '-0.73',
      '-0.80',
      '-0.03',
      '-0.68',
    ]);
  });

  it('says of every empty figure why', () => {
    for (const row of lines) {
      const missing = JSON.parse(row.missing ?? '') as Record<string, string>;
      for (const column of ['move_0d', 'move_20d', 'ar', 'car', 'placebo_percentile']) {
        if (row[column] === '') assert.ok(missing[column], `${row.event} ${row.instrument} ${column}`);
        else assert.equal(missing[column], undefined, `${row.event} ${row.instrument} ${column}`);
      }
    }
    const gone = line(BUSAN, 'HSCE');
    assert.equal(gone.move_0d, '');
    assert.equal((JSON.parse(gone.missing ?? '') as Line).move_0d, 'no-history');
  });

  it('ranks a CAR among a hundred pseudo-events or not at all', () => {
    const ranked = lines.filter((l) => l.placebo_percentile !== '');
    assert.ok(ranked.length > 300, String(ranked.length));
    for (const row of ranked) assert.ok(Number(row.placebos) >= 100, `${row.event} ${row.instrument}`);
  });

  it('starts a Saturday on Monday, and the pause of 9 April on the 10th', () => {
    assert.equal(line('osaka-g20-2019', 'N225').day0, '2019-07-01');
    assert.equal(line('osaka-g20-2019', 'HSI').day0, '2019-07-02');
    assert.equal(line('tariff-pause-2025-04-09', 'N225').day0, '2025-04-10');
    assert.equal(line('tariff-pause-2025-04-09', 'N225').benchmark_holds_event, 'true');
    assert.equal(line(BUSAN, 'N225').benchmark_holds_event, 'false');
  });

  it('has the figures of docs/spot-checks.md, which were worked out by other means', () => {
    const document = readFileSync(new URL('../../docs/spot-checks.md', import.meta.url), 'utf8');
    const quoted = [...document.matchAll(/^\| ([a-z0-9-]+) \| ([A-Z0-9]+) \| (\w+) \| (\S+) \|$/gm)];
    assert.ok(quoted.length >= 25, String(quoted.length));
    for (const [, event = '', instrument = '', column = '', value] of quoted)
      assert.equal(line(event, instrument)[column], value, `${event} ${instrument} ${column}`);
  });

  it('marks the Busan day as mixed with what else happened, and judges its claims', () => {
    const row = line(BUSAN, 'N225');
    assert.equal(row.mixed, 'true');
    assert.ok((JSON.parse(row.mixed_with ?? '') as string[]).length >= 2);
    const claims = JSON.parse(row.claims ?? '') as { claim: string; verdict: string }[];
    assert.equal(claims.find((c) => /sent Asian shares higher/.test(c.claim))?.verdict, 'not-borne-out');
  });

  it('fits a terminal 120 wide, and says what was left out', () => {
    const wide = text.out.split('\n').filter((l) => l.length > 120);
    assert.deepEqual(wide, []);
    assert.match(text.out, /^54 events/);
    assert.match(text.out, /N225: 1 row on a day without a session, left out, such as 2018-07-16/);
    assert.match(text.out, /No prices at all: KQ11, SETI/);
    assert.match(text.out, /not borne out: \d+ of \d+ up/);
    assert.match(text.out, /Every event names two publishers or more|Without a second publisher/);
    assert.doesNotMatch(text.out, /NaN|undefined|\bnull\b|Infinity/);
  });
});
