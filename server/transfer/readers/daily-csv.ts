import { dateOf, dayNumber } from '../../../shared/calendar/day-number.ts';
import { CsvFault, type CsvRecord, parseCsv } from '../../../shared/table/csv.ts';
import { type LocalDate, localDate } from '../../../shared/time/instant.ts';
import { PriceFileFault } from './price-file.ts';

export type DailyField = 'open' | 'high' | 'low' | 'volume';

/** A day of a price history; a figure is null where its cell is empty or its column was not asked for or is not there. */
export interface DailyRow {
  /** Line of the file. */
  readonly line: number;
  /** The exchange's own trading date. */
  readonly date: LocalDate;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number;
  readonly volume: number | null;
}

type Columns = Readonly<Record<'date' | 'close', number>> & Readonly<Partial<Record<DailyField, number>>>;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const PRICE_RULE = 'a finite number above 0 with a point, no thousands marks';

function recordsOf(file: string, text: string): CsvRecord[] {
  try {
    return parseCsv(text);
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    throw new PriceFileFault('bad-file', file, { line: error.line }, `CSV: ${error.message}`);
  }
}

function columnsOf(file: string, header: CsvRecord | undefined, also: readonly DailyField[]): Columns {
  if (header === undefined) throw new PriceFileFault('bad-file', file, {}, 'a header with date,close');
  const names = header.cells.map((cell) => cell.trim().toLowerCase());
  const find = (name: string): number => {
    const at = names.indexOf(name);
    if (at < 0) return at;
    if (names.includes(name, at + 1)) {
      throw new PriceFileFault(
        'bad-file',
        file,
        { line: header.line, field: name },
        'one column of this name',
      );
    }
    return at;
  };
  const needed = (name: string): number => {
    const at = find(name);
    if (at >= 0) return at;
    const received = header.cells.join(',');
    throw new PriceFileFault(
      'bad-file',
      file,
      { line: header.line, field: name, received },
      'a column of this name',
    );
  };
  const others = also.map((name) => [name, find(name)] as const).filter(([, at]) => at >= 0);
  return { date: needed('date'), close: needed('close'), ...Object.fromEntries(others) };
}

function dateIn(file: string, line: number, cell: string, before: LocalDate | undefined): LocalDate {
  const place = { line, field: 'date', received: cell };
  const read = localDate.safeParse(cell.trim());
  if (!read.success || dateOf(dayNumber(read.data)) !== read.data) {
    throw new PriceFileFault('bad-dates', file, place, 'a day as YYYY-MM-DD');
  }
  if (before !== undefined && read.data <= before) {
    const rule = read.data === before ? 'each day once' : `days in ascending order, after ${before}`;
    throw new PriceFileFault('bad-dates', file, place, rule);
  }
  return read.data;
}

function figureIn(file: string, line: number, field: string, cell: string, rule: string): number {
  const value = NUMBER.test(cell.trim()) ? Number(cell) : Number.NaN;
  const ok = Number.isFinite(value) && (field === 'volume' ? value >= 0 : value > 0);
  if (!ok) throw new PriceFileFault('bad-price', file, { line, field, received: cell }, rule);
  return value;
}

/**
 * Reads a daily price history: a header in any case with `date` and `close`, in any order; a byte order mark, CRLF and
 * empty lines are fine. Dates ascend, each once. Of the other columns only those asked for are read, the rest are ignored.
 *
 * @param file its name, for messages. Throws PriceFileFault with the line.
 */
export function readDailyCsv(
  file: string,
  text: string,
  also: readonly DailyField[] = [],
): readonly DailyRow[] {
  const [header, ...records] = recordsOf(file, text);
  const columns = columnsOf(file, header, also);
  let before: LocalDate | undefined;
  return records.map(({ line, cells }) => {
    if (cells.length !== header?.cells.length) {
      const received = `${cells.length} cells`;
      throw new PriceFileFault(
        'bad-file',
        file,
        { line, received },
        `${header?.cells.length} as in the header`,
      );
    }
    const date = dateIn(file, line, cells[columns.date] ?? '', before);
    before = date;
    const optional = (field: DailyField): number | null => {
      const cell = columns[field] === undefined ? '' : (cells[columns[field]] ?? '');
      if (cell.trim() === '') return null;
      return figureIn(file, line, field, cell, field === 'volume' ? 'a number not below 0' : PRICE_RULE);
    };
    return {
      line,
      date,
      open: optional('open'),
      high: optional('high'),
      low: optional('low'),
      close: figureIn(
        file,
        line,
        'close',
        cells[columns.close] ?? '',
        `${PRICE_RULE}; leave out a day without a close`,
      ),
      volume: optional('volume'),
    };
  });
}

/** Dates and closes alone, for a study: two rows at least, for a return needs two. Throws PriceFileFault. */
export function readCloses(file: string, text: string): readonly DailyRow[] {
  const rows = readDailyCsv(file, text);
  if (rows.length >= 2) return rows;
  throw new PriceFileFault(
    'bad-dates',
    file,
    { received: `${rows.length} row(s)` },
    'two or more, for a return needs two closes',
  );
}
