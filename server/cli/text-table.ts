/** Columns of a terminal. */
export const WIDTH = 120;

/** Lines as a text, each ended. */
export const textOfLines = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** A column of a table for a terminal. */
export interface TextColumn {
  readonly title: string;
  /** Numbers stand right, words left. */
  readonly align?: 'left' | 'right';
}

/** Lines of a table with its columns as wide as their widest cell, `gap` apart. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  gap = '  ',
): string[] {
  const lines = [columns.map((c) => c.title), ...rows];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines.map((line) =>
    columns
      .map(({ align = 'right' }, at) => {
        const cell = line[at] ?? '';
        return align === 'left' ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
      })
      .join(gap)
      .trimEnd(),
  );
}

/** Words in lines of at most `width`: the first set in by `first`, the others by `rest`. */
export function wrapped(text: string, width: number, first = '', rest = ''): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}

const MISSING = '-';
const signed = (text: string, value: number): string =>
  value > 0 && !/^[0.]+$/.test(text) ? `+${text}` : text;
/** Never `-0.00`. */
const plain = (value: number, digits: number): string => value.toFixed(digits).replace(/^-(0(\.0+)?)$/, '$1');

/** A figure with its sign; `-` where it is missing. */
export const signedText = (value: number | null, digits: number): string =>
  value === null ? MISSING : signed(plain(value, digits), value);

/** A figure; `-` where it is missing. */
export const figureText = (value: number | null, digits: number): string =>
  value === null ? MISSING : plain(value, digits);

/** 0.0123 as `+1.23 %`, with a space that does not break. */
export const percentText = (fraction: number | null): string =>
  fraction === null ? MISSING : `${signedText(100 * fraction, 2)}\u00a0%`;

/** p, with `< 0.001` where it is smaller (EVENT-STUDY §10). */
export const pText = (p: number | null): string =>
  p === null ? MISSING : p < 0.001 ? '<0.001' : p.toFixed(3);

/** A percentile; at the ends of a sample it says no more than above or below all of it (EVENT-STUDY §3). */
export function percentileText(percentile: number | null): string {
  if (percentile === null) return MISSING;
  if (percentile === 0) return '<all';
  if (percentile === 100) return '>all';
  return percentile < 1 ? '<1' : percentile > 99 ? '>99' : figureText(percentile, 0);
}
