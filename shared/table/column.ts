import type { z } from 'zod/mini';
import { parseInstant, type UtcMs } from '../time/instant.ts';
import { CsvFault, csvLine, neutralise, original, parseCsv, quoted } from './csv.ts';
import { localText, utcText } from './instant-text.ts';

export type CellType = 'text' | 'number' | 'whole number' | 'time' | 'local time' | 'true or false' | 'JSON';

/** One column: how it is called, what it means, and how a row fills it. Empty cell = missing. */
export interface Column<Row> {
  readonly name: string;
  readonly type: CellType;
  readonly unit: string;
  readonly meaning: string;
  /** Text of the cell before quoting. */
  readonly write: (row: Row) => string;
}

/** Every double as text that reads back as the same double, −0 too; empty for null. */
export function numberText(value: number | null): string {
  if (value === null) return '';
  if (!Number.isFinite(value)) throw new RangeError(`a cell cannot hold ${value}`);
  return Object.is(value, -0) ? '-0' : String(value);
}

type Get<Row, T> = (row: Row) => T | null;

export const text = <Row>(name: string, meaning: string, get: Get<Row, string>): Column<Row> => ({
  name,
  type: 'text',
  unit: '',
  meaning,
  write: (row) => neutralise(get(row) ?? ''),
});

export const number = <Row>(
  name: string,
  unit: string,
  meaning: string,
  get: Get<Row, number>,
): Column<Row> => ({ name, type: 'number', unit, meaning, write: (row) => numberText(get(row)) });

export const whole = <Row>(
  name: string,
  unit: string,
  meaning: string,
  get: Get<Row, number>,
): Column<Row> => ({ name, type: 'whole number', unit, meaning, write: (row) => numberText(get(row)) });

export const instant = <Row>(name: string, meaning: string, get: Get<Row, UtcMs>): Column<Row> => ({
  name,
  type: 'time',
  unit: 'ISO 8601, UTC',
  meaning,
  write: (row) => {
    const time = get(row);
    return time === null ? '' : utcText(time);
  },
});

export const local = <Row>(
  name: string,
  meaning: string,
  get: Get<Row, UtcMs>,
  zone: Get<Row, string>,
): Column<Row> => ({
  name,
  type: 'local time',
  unit: 'ISO 8601 with offset',
  meaning,
  write: (row) => {
    const time = get(row);
    const timeZone = zone(row);
    return time === null || timeZone === null ? '' : localText(time, timeZone);
  },
});

export const truth = <Row>(name: string, meaning: string, get: Get<Row, boolean>): Column<Row> => ({
  name,
  type: 'true or false',
  unit: '',
  meaning,
  write: (row) => String(get(row) ?? ''),
});

export const json = <Row>(name: string, meaning: string, get: (row: Row) => unknown): Column<Row> => ({
  name,
  type: 'JSON',
  unit: '',
  meaning,
  write: (row) => JSON.stringify(get(row)),
});

/** One record's table: its columns in the order of the contract. */
export interface Table<Row> {
  /** Name of the export, as in its route and its file name. */
  readonly what: string;
  readonly meaning: string;
  readonly columns: readonly Column<Row>[];
}

export const headerLine = <Row>(table: Table<Row>): string => csvLine(table.columns.map((c) => c.name));

/** Cells of these types never need quotes. */
const PLAIN: ReadonlySet<CellType> = new Set([
  'number',
  'whole number',
  'time',
  'local time',
  'true or false',
]);

/** Quotes a column's cells; most text is the same from row to row, so the last answer is kept. */
function quotedCell<Row>({ write }: Column<Row>): (row: Row) => string {
  let last = '';
  let cell = '';
  return (row) => {
    const text = write(row);
    if (text !== last) {
      last = text;
      cell = quoted(text);
    }
    return cell;
  };
}

/** Writes a row as one line with its CRLF. Made once a file, for a million rows go through it. */
export function lineWriter<Row>({ columns }: Table<Row>): (row: Row) => string {
  const [first, ...others] = columns.map((c) => (PLAIN.has(c.type) ? c.write : quotedCell(c)));
  return (row) => {
    let line = first?.(row) ?? '';
    for (const cell of others) line += `,${cell(row)}`;
    return `${line}\r\n`;
  };
}

/** A whole file: header and rows. For what fits in memory; large exports write line by line. */
export const csvText = <Row>(table: Table<Row>, rows: Iterable<Row>): string => {
  const line = lineWriter(table);
  const lines = [headerLine(table)];
  for (const row of rows) lines.push(line(row));
  return lines.join('');
};

/** The cells of one line by column name. Each reader throws CsvFault with line and column. */
export class Cells {
  readonly #names: ReadonlyMap<string, number>;
  readonly #cells: readonly string[];
  readonly #line: number;

  constructor(names: ReadonlyMap<string, number>, cells: readonly string[], line: number) {
    this.#names = names;
    this.#cells = cells;
    this.#line = line;
  }

  get line(): number {
    return this.#line;
  }

  raw(name: string): string {
    const index = this.#names.get(name);
    if (index === undefined) throw new CsvFault(1, name, 'the column is missing');
    return this.#cells[index] ?? '';
  }

  text(name: string): string {
    return original(this.raw(name));
  }

  optionalText(name: string): string | null {
    return this.text(name) || null;
  }

  number(name: string): number | null {
    const cell = this.raw(name);
    if (cell === '') return null;
    if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell))
      throw new CsvFault(this.#line, name, 'is not a number');
    return Number(cell);
  }

  instant(name: string): UtcMs | null {
    const cell = this.raw(name);
    if (cell === '') return null;
    try {
      return parseInstant(cell);
    } catch {
      throw new CsvFault(this.#line, name, 'is not a time in ISO 8601 with its zone');
    }
  }

  truth(name: string): boolean {
    const cell = this.raw(name);
    if (cell !== 'true' && cell !== 'false')
      throw new CsvFault(this.#line, name, 'is neither true nor false');
    return cell === 'true';
  }

  optionalTruth(name: string): boolean | null {
    return this.raw(name) === '' ? null : this.truth(name);
  }

  json(name: string): unknown {
    const cell = this.text(name);
    try {
      return JSON.parse(cell);
    } catch {
      throw new CsvFault(this.#line, name, 'is not JSON');
    }
  }

  /** Checks what was read against the record's schema. */
  checked<T>(schema: z.ZodMiniType<T>, value: unknown): T {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    throw new CsvFault(
      this.#line,
      null,
      `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit'}`,
    );
  }
}

/** Reads a file of ours back, line by line. Columns may stand in any order; unknown ones are passed over. */
export function readCsv<T>(csv: string, read: (cells: Cells) => T): T[] {
  const [header, ...records] = parseCsv(csv);
  if (header === undefined) throw new CsvFault(1, null, 'the file is empty');
  const names = new Map(header.cells.map((name, index) => [name, index]));
  return records.map(({ line, cells }) => {
    if (cells.length !== header.cells.length) {
      throw new CsvFault(line, null, `has ${cells.length} cells, the header has ${header.cells.length}`);
    }
    return read(new Cells(names, cells, line));
  });
}
