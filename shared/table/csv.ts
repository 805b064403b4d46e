/**
 * CSV text, RFC 4180: comma, CRLF, quotes where needed, UTF-8. Written and read here and nowhere else; a library for
 * it either brings Node types into the pure part or costs half the speed of an export.
 */

/** A cell that a spreadsheet would take for a formula starts with one of these. */
const FORMULA_START = /^[=+\-@\t\r]/;
const NEUTRALISED = /^'[=+\-@\t\r']/;

/** Makes text harmless in a spreadsheet, so that it can be undone: a leading `'` is doubled, a formula gets one. */
export const neutralise = (text: string): string =>
  text.startsWith("'") || FORMULA_START.test(text) ? `'${text}` : text;

/** Undoes `neutralise`. */
export const original = (cell: string): string => (NEUTRALISED.test(cell) ? cell.slice(1) : cell);

/** A cell in quotes where it needs them. */
export const quoted = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** One line with its CRLF. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

export class CsvFault extends Error {
  override readonly name = 'CsvFault';
  /** 1 = the header. */
  readonly line: number;
  readonly column: string | null;
  constructor(line: number, column: string | null, reason: string) {
    super(`line ${line}${column === null ? '' : `, column ${column}`}: ${reason}`);
    this.line = line;
    this.column = column;
  }
}

export interface CsvRecord {
  /** Line of the file on which the record starts. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Reads one quoted cell from the quote at `start`. Returns its text and the place after its closing quote. */
function readQuoted(text: string, start: number, line: number): { cell: string; end: number } {
  let cell = '';
  for (let at = start + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new CsvFault(line, null, 'a quote is opened and never closed');
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { cell, end: quote + 1 };
    cell += '"';
    at = quote + 2;
  }
}

function readPlain(text: string, start: number, line: number): { cell: string; end: number } {
  let end = start;
  while (end < text.length && !',\r\n'.includes(text[end] as string)) end += 1;
  const cell = text.slice(start, end);
  if (cell.includes('"')) throw new CsvFault(line, null, 'a quote stands inside a cell that is not quoted');
  return { cell, end };
}

/**
 * Reads CSV text with CRLF or LF and with or without a byte order mark. Throws CsvFault with the line where quotes do
 * not fit. Empty lines between records are left out.
 */
export function parseCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  let cells: string[] = [];
  let startLine = line;
  while (at < text.length) {
    const isQuoted = text[at] === '"';
    const { cell, end } = isQuoted ? readQuoted(text, at, line) : readPlain(text, at, line);
    cells.push(cell);
    if (isQuoted) line += cell.split('\n').length - 1;
    const next = text[end];
    if (next === ',') {
      at = end + 1;
      if (at < text.length) continue;
      cells.push('');
    } else if (next !== undefined && next !== '\n' && !(next === '\r' && text[end + 1] === '\n')) {
      throw new CsvFault(line, null, 'a comma or the end of the line must follow a cell');
    } else {
      at = end + (next === '\r' ? 2 : 1);
    }
    if (cells.length > 1 || cells[0] !== '' || isQuoted) records.push({ line: startLine, cells });
    cells = [];
    line += 1;
    startLine = line;
  }
  return records;
}
