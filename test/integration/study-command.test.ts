import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readCsv } from '../../shared/table/column.ts';
import { readStudyRow } from '../../shared/table/study.ts';
import { type PriceRow, priceCsv } from '../support/price-csv.ts';
import { dayStrings, wave } from '../support/return-series.ts';
import { inTurns, type Ran, runCommand } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

const DAYS = dayStrings(160);
const EVENT = DAYS[141] as string;

function prices(key: number): PriceRow[] {
  const steps = wave(160, key);
  let close = 100;
  return DAYS.map((date, row) => {
    close *= Math.exp(steps[row] as number);
    return [date, close];
  });
}

describe('the command study', function () {
  this.timeout(60_000);
  const folder = tempFolder();
  after(() => folder.remove());
  const write = (name: string, text: string): string => {
    writeFileSync(folder.file(name), text);
    return folder.file(name);
  };
  const asset = write('asset.csv', priceCsv(prices(3)));
  const benchmark = write('benchmark.csv', priceCsv(prices(5)));
  const study = (...args: string[]): Promise<Ran> => runCommand(['study', ...args]);
  const plain = ['--prices', asset, '--benchmark', benchmark, '--event-date', EVENT];

  it('takes an option with a leading dash either way', async () => {
    const [apart, joined] = await Promise.all([
      study(...plain, '--estimation', '-100,-5', '--window', '-2,2', '--json'),
      study(...plain, '--estimation=-100,-5', '--window=-2,2', '--json'),
    ]);
    assert.equal(apart.code, 0, apart.err);
    assert.equal(apart.out, joined.out);
    const found = apart.json();
    assert.equal(found.observations, 96);
    assert.deepEqual(
      found.ar.map((day: { k: number }) => day.k),
      [-2, -1, 0, 1, 2],
    );
    assert.deepEqual(found.windowDates, [DAYS[139], DAYS[143]]);
    assert.deepEqual(found.estimationDates, [DAYS[41], DAYS[136]]);
  });

  it('reads a byte order mark, CRLF, a header in capitals and further columns', async () => {
    const rows = prices(3).map(([date, close]) => `x,${close},${date}`);
    const strange = write('strange.csv', `\uFEFF${['Open,CLOSE,Date', ...rows].join('\r\n')}\r\n`);
    const [found, expected] = await Promise.all([
      study('--prices', strange, ...plain.slice(2), '--json'),
      study(...plain, '--json'),
    ]);
    assert.deepEqual(found.json().ar, expected.json().ar);
  });

  it('writes the lines of the study export', async () => {
    const { out, code } = await study(...plain, '--window', '0,1', '--csv');
    assert.equal(code, 0);
    const rows = readCsv(out.replaceAll(',asset,', ',ASSET,'), readStudyRow);
    assert.equal(rows.length, 2);
    const json = (await study(...plain, '--window', '0,1', '--json')).json();
    assert.equal(rows[1]?.car, json.car[1].car);
    assert.deepEqual([rows[0]?.event, rows[0]?.benchmark, rows[0]?.align], [EVENT, 'benchmark', 'date']);
  });

  it('shows a table for people, without a bare NaN or null', async () => {
    const { out, code } = await study(...plain);
    assert.equal(code, 0);
    assert.match(out, /Model market against benchmark, paired by date/);
    assert.match(out, /beta .* R² .* sigma/);
    assert.doesNotMatch(out, /NaN|null|undefined|Infinity/);
  });

  it('pairs as of each close with a market for each file, and warns by name of nothing else', async () => {
    const found = await study(
      ...plain,
      '--prices',
      write('second.csv', priceCsv(prices(7))),
      ...['--align', 'as-of', '--market', 'XTKS', 'xhkg', '--benchmark-market', 'XNYS', '--json'],
    );
    assert.equal(found.code, 0, found.err);
    const json = found.json();
    assert.equal(json.align, 'as-of');
    assert.deepEqual(
      json.series.map((s: { name: string }) => s.name),
      ['asset', 'second'],
    );
    assert.equal(json.n, 2);
    assert.equal(json.window.missing.adjustedBmpT, 'few-members');
  });

  it('says which rows lie on days without a session, where it places them by a calendar', async () => {
    const saturday: PriceRow = ['2023-01-07', 101];
    const rows = [...prices(3), saturday].sort(([a], [b]) => (a < b ? -1 : 1));
    const file = write('saturday.csv', priceCsv(rows));
    const asOf = ['--align', 'as-of', '--market', 'XTKS', '--benchmark-market', 'XNYS'];
    const [json, text] = await Promise.all([
      study('--prices', file, ...plain.slice(2), ...asOf, '--json'),
      study('--prices', file, ...plain.slice(2), ...asOf),
    ]);
    assert.ok(json.json().leftOut.includes('2023-01-07'), json.out);
    assert.match(text.out, /Note: saturday: \d+ rows? on a day without a session, left out, such as/);
  });

  const csvWith = (row: number, text: string): string =>
    priceCsv(prices(3).map(([date, close], at) => [date, at === row ? text : close]));
  const bad = (name: string, text: string): readonly string[] => [
    '--prices',
    write(name, text),
    ...plain.slice(2),
  ];
  const short = priceCsv(prices(3).slice(0, 143));
  mkdirSync(folder.file('dir'));

  /** What is typed, the exit code, the code for programs, and what the message must name. */
  const refused: readonly (readonly [string, readonly string[], 1 | 2, string, RegExp])[] = [
    ['NaN', bad('nan.csv', csvWith(5, 'NaN')), 1, 'bad-price', /nan\.csv, line 7, close: "NaN" came/],
    ['infinity', bad('inf.csv', csvWith(5, '1e999')), 1, 'bad-price', /line 7, close/],
    ['zero', bad('zero.csv', csvWith(5, '0')), 1, 'bad-price', /above 0/],
    ['a negative price', bad('neg.csv', csvWith(5, '-3')), 1, 'bad-price', /"-3" came/],
    [
      'a day twice',
      bad('twice.csv', 'date,close\n2024-01-02,1\n2024-01-02,1\n'),
      1,
      'bad-dates',
      /each day once/,
    ],
    ['one row', bad('one.csv', 'date,close\n2024-01-02,1\n'), 1, 'bad-dates', /one\.csv.*two closes/],
    ['no column', bad('cols.csv', 'date,price\n2024-01-02,1\n'), 1, 'bad-file', /cols\.csv, line 1, close/],
    ['a missing file', ['--prices', 'none.csv', ...plain.slice(2)], 1, 'unreadable-file', /none\.csv/],
    [
      'a directory',
      ['--prices', folder.file('dir'), ...plain.slice(2)],
      1,
      'unreadable-file',
      /not a directory/,
    ],
    [
      'itself as benchmark',
      [...plain, '--benchmark', asset],
      1,
      'benchmark-is-instrument',
      /asset\.csv: benchmark/,
    ],
    ['a short window', bad('short.csv', short), 1, 'event-window-out-of-range', /short\.csv: .* 0 to 5/],
    [
      'a day outside',
      [...plain, '--event-date', '2050-01-03'],
      1,
      'event-not-in-data',
      /asset\.csv.*2050-01-03/,
    ],
    ['few days', [...plain, '--estimation', '-20,-11'], 1, 'insufficient-estimation-window', /asset\.csv/],
    ['no prices', ['--event-date', EVENT], 2, 'wrong-usage', /^--prices: nothing came/],
    ['no benchmark', ['--prices', asset, '--event-date', EVENT], 2, 'wrong-usage', /^--benchmark: nothing/],
    ['no day', plain.slice(0, 4), 2, 'wrong-usage', /^--event-date: nothing/],
    ['a day that is none', [...plain, '--event-date', '2024-02-30'], 2, 'wrong-usage', /"2024-02-30" came/],
    ['an unknown model', [...plain, '--model', 'capm'], 2, 'wrong-usage', /one of mean, adjusted/],
    ['an unknown alignment', [...plain, '--align', 'near'], 2, 'wrong-usage', /one of date, as-of/],
    ['as-of without markets', [...plain, '--align', 'as-of'], 2, 'wrong-usage', /^--market: nothing/],
    [
      'an unknown MIC',
      [...plain, '--align', 'as-of', '--market', 'XTKS', '--benchmark-market', 'XXXX'],
      2,
      'wrong-usage',
      /^--benchmark-market: "XXXX" came, expected a market with a calendar: XTKS/,
    ],
    ['a window turned round', [...plain, '--window', '5,0'], 2, 'wrong-usage', /^--window: "5,0"/],
    [
      'an estimation window after day 0',
      [...plain, '--estimation', '1,90'],
      2,
      'bad-window',
      /before the event/,
    ],
    ['lags twice', [...plain, '--model', 'dimson', '--lags', '0,0'], 2, 'wrong-usage', /^--lags/],
    ['lags for another model', [...plain, '--lags', '0,1'], 2, 'wrong-usage', /^--lags.*dimson/],
    ['a file twice', [...plain, '--prices', asset], 2, 'wrong-usage', /each file once/],
  ];
  describe('refuses', () => {
    let ran: readonly Ran[];
    before(async () => {
      ran = await inTurns(
        refused.map(
          ([, args]) =>
            () =>
              study(...args, '--json'),
        ),
      );
    });
    for (const [at, [what, , code, name, words]] of refused.entries()) {
      it(what, () => {
        const { err, ...said } = ran[at] as Ran;
        assert.equal(said.code, code, err);
        assert.equal(said.json().error.code, name);
        assert.match(err.trim(), words);
        assert.doesNotMatch(err, /\n\s+at |node:internal/);
        assert.equal(err.trim().split('\n').length, 1);
      });
    }
  });

  it('refuses an unknown option and two formats at once with 2', async () => {
    assert.equal((await study(...plain, '--bogus')).code, 2);
    assert.equal((await study(...plain, '--json', '--csv')).code, 2);
  });

  it('gives the numbers of an error beside its code', async () => {
    const { error } = (await study(...plain, '--estimation', '-20,-11', '--json')).json();
    assert.deepEqual([error.observations, error.required, error.file], [10, 30, asset]);
  });
});
