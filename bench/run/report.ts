import type { Machine } from './machine.ts';
import { short } from './numbers.ts';
import { type PartResult, type Row, verdict } from './row.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const figureText = ({ figure, figureUnit }: Row): string => {
  if (figure === null) return '';
  return figureUnit === undefined ? `${short(figure)}×` : `${short(figure)} ${figureUnit}`;
};

const targetText = ({ target, figureUnit }: Row): string => {
  if (target === null) return '';
  const unit = figureUnit === undefined ? '×' : ` ${figureUnit}`;
  return `${target.is === 'at least' ? '≥' : '≤'} ${target.value}${unit}`;
};

const cells = (row: Row): readonly string[] => [
  row.what,
  row.ours,
  row.against,
  figureText(row),
  targetText(row),
  verdict(row),
];
const HEADINGS = ['', 'ours', 'against', 'ratio', 'target', ''];

export function printMachine(machine: Machine): void {
  const { model, cores, memoryGb, node, sqlite, chromium, date, load } = machine;
  say(`market-reaction bench, ${date}`);
  say(`${model}, ${cores} cores, ${memoryGb} GB; load ${load.join(' ')} at the start`);
  say(`node ${node}, SQLite ${sqlite}, chromium ${chromium ?? 'not found'}`);
  say('Each ratio is the median of alternating rounds in this run; SHORT misses its target.');
}

export function printPart(title: string, result: PartResult, seconds: number): void {
  say(`\n${title} (${seconds.toFixed(0)} s)`);
  if (result.notRun !== undefined) {
    say(`  not run: ${result.notRun}`);
    return;
  }
  const lines = [HEADINGS, ...result.rows.map(cells)];
  const widths = HEADINGS.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  for (const line of lines) {
    say(`  ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
  }
  for (const note of result.notes) say(`  · ${note}`);
}

/** Last line: how many rows met their target, which did not. */
export function printSum(results: readonly PartResult[]): void {
  const rows = results.flatMap((result) => result.rows);
  const short = rows.filter((row) => verdict(row) === 'SHORT');
  const met = rows.filter((row) => verdict(row) === 'ok').length;
  const missing = results.filter((result) => result.notRun !== undefined).length;
  say(`\n${met} targets met, ${short.length} SHORT, ${missing} parts not run`);
  for (const row of short) say(`  SHORT ${row.what}: ${figureText(row)}, target ${targetText(row)}`);
}
