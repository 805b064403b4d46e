import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readBarsCsv } from '../../server/transfer/readers/bars-csv.ts';
import { readCloses, readDailyCsv } from '../../server/transfer/readers/daily-csv.ts';
import {
  type PriceFileCode,
  PriceFileFault,
  readPriceFile,
} from '../../server/transfer/readers/price-file.ts';
import { barTable } from '../../shared/table/bar.ts';
import { csvText } from '../../shared/table/column.ts';
import { parseInstant } from '../../shared/time/instant.ts';
import { shippedInstrument } from '../support/chart-answer.ts';
import { id, makeBar } from '../support/records.ts';
import { tempFolder } from '../support/temp-folder.ts';

const FILE = 'n225.csv';
const isFault = (error: unknown, code: PriceFileCode, words: RegExp): boolean => {
  assert.ok(error instanceof PriceFileFault, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, words);
  return true;
};
const refused = (text: string, code: PriceFileCode, words: RegExp) =>
  assert.throws(
    () => readCloses(FILE, text),
    (error) => isFault(error, code, words),
  );

describe('reading closes', () => {
  it('reads date and close wherever they stand, and ignores the rest', () => {
    const text = '\uFEFFOpen,CLOSE,Note, Date \r\n,100.5,"a, b",2024-01-02\r\n\r\nNaN,1e2,=x,2024-01-03\r\n';
    const rows = readCloses(FILE, text);
    assert.deepEqual(
      rows.map(({ line, date, close }) => [line, date, close]),
      [
        [2, '2024-01-02', 100.5],
        [4, '2024-01-03', 100],
      ],
    );
  });

  const close = (text: string) => `date,close\n2024-01-02,100\n2024-01-03,${text}\n`;
  for (const text of ['NaN', 'Infinity', '-Infinity', '0', '-5', '1e999', '', 'n/a', '"1,234.5"', '0x10']) {
    it(`refuses a close of ${JSON.stringify(text)} by file, line and rule`, () =>
      refused(
        close(text),
        'bad-price',
        /^n225\.csv, line 3, close: .* came, expected a finite number above 0/,
      ));
  }
  for (const date of ['2024-02-30', '2024-1-3', '03/01/2024', '', '2024-01-03T00:00Z']) {
    it(`refuses the date ${JSON.stringify(date)}`, () =>
      refused(`date,close\n2024-01-02,100\n${date},101\n`, 'bad-dates', /line 3, date: .*YYYY-MM-DD/));
  }

  it('refuses a day twice, days out of order, and a single row', () => {
    refused('date,close\n2024-01-02,1\n2024-01-02,2\n', 'bad-dates', /line 3.*each day once/);
    refused('date,close\n2024-01-03,1\n2024-01-02,2\n', 'bad-dates', /line 3.*after 2024-01-03/);
    refused('date,close\n2024-01-03,1\n', 'bad-dates', /1 row\(s\).*two or more/);
  });

  it('refuses a file without a column, with one twice, with a short line, or that is no CSV', () => {
    refused('', 'bad-file', /a header with date,close/);
    refused('date,price\n', 'bad-file', /line 1, close: "date,price" came/);
    refused('date;close\n2024-01-02;1\n', 'bad-file', /line 1, date/);
    refused('date,close,Close\n', 'bad-file', /close: expected one column/);
    refused('date,close\n2024-01-02\n', 'bad-file', /line 2: "1 cells" came, expected 2/);
    refused('date,close\n"2024-01-02,1\n', 'bad-file', /line 2.*never closed/);
  });

  it('says line, field, value and rule for programs too', () => {
    try {
      readCloses(FILE, close('-5'));
      assert.fail('it was read');
    } catch (error) {
      assert.ok(error instanceof PriceFileFault);
      const { file, line, field, received } = error.details;
      assert.deepEqual(
        { file, line, field, received },
        { file: FILE, line: 3, field: 'close', received: '-5' },
      );
    }
  });
});

describe('reading a daily history', () => {
  const text = 'date,open,high,low,close,volume\n2024-01-02,1,2,0.5,1.5,0\n2024-01-03,,,,1.6,\n';

  it('reads the figures asked for; an empty cell is no figure', () => {
    const [first, second] = readDailyCsv(FILE, text, ['open', 'high', 'low', 'volume']);
    assert.deepEqual(first, {
      line: 2,
      date: '2024-01-02',
      open: 1,
      high: 2,
      low: 0.5,
      close: 1.5,
      volume: 0,
    });
    assert.deepEqual(second, {
      line: 3,
      date: '2024-01-03',
      open: null,
      high: null,
      low: null,
      close: 1.6,
      volume: null,
    });
  });

  it('looks at no other figure', () => {
    assert.equal(readDailyCsv(FILE, text.replace('0.5', 'x'))[0]?.close, 1.5);
    assert.throws(
      () => readDailyCsv(FILE, text.replace('0.5', 'x'), ['low']),
      (error) => isFault(error, 'bad-price', /line 2, low: "x" came/),
    );
  });
});

const T0 = parseInstant('2025-10-30T02:05:00Z');

describe('reading a bars export', () => {
  const row = (rest = {}) => ({
    bar: makeBar(T0, 100, { instrument: id('N225'), ...rest }),
    instrument: shippedInstrument('N225'),
    timeZone: 'Asia/Tokyo',
  });
  const own = (...rows: ReturnType<typeof row>[]): string => csvText(barTable, rows);

  it('gives back what was written, revisions and all', () => {
    const rows = [row(), row({ revision: 2, close: 101, high: 101 })];
    assert.deepEqual(
      readBarsCsv(FILE, own(...rows)),
      rows.map((r) => r.bar),
    );
  });

  it('refuses the same revision twice, and a file of another kind', () => {
    assert.throws(
      () => readBarsCsv(FILE, own(row(), row())),
      (error) => isFault(error, 'bad-file', /line 3.*twice/),
    );
    assert.throws(
      () => readBarsCsv(FILE, 'date,close\n2024-01-02,1\n'),
      (error) => isFault(error, 'bad-file', /line 1.*instrument.*bars export.*missing/),
    );
  });
});

describe('opening a price file', () => {
  const folder = tempFolder();
  after(() => folder.remove());
  const refusedFile = (path: string, code: PriceFileCode, words: RegExp) =>
    assert.rejects(readPriceFile(path), (error) => isFault(error, code, words));

  it('says what is wrong with a path', async () => {
    mkdirSync(folder.file('dir'));
    writeFileSync(folder.file('latin.csv'), Buffer.from([0x64, 0xe9, 0x0a]));
    await refusedFile(folder.file('none.csv'), 'unreadable-file', /none\.csv: expected a file that exists/);
    await refusedFile(folder.file('dir'), 'unreadable-file', /not a directory/);
    await refusedFile(folder.file('latin.csv'), 'bad-file', /UTF-8/);
  });
});
