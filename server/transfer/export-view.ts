import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Gate } from '../../shared/protocol/resources.ts';
import { headerLine, lineWriter } from '../../shared/table/column.ts';
import { type ViewRow, viewTable } from '../../shared/table/view.ts';
import { type ViewChoice, viewRows } from '../../shared/table/view-rows.ts';
import type { Store } from '../store/store.ts';
import { dailyFrom, intervalsFor } from './event-range.ts';
import type { CsvExport } from './export.ts';
import { frameOf } from './gate.ts';

const PAGE = 1000;

async function* partsOf(rows: readonly ViewRow[]): AsyncGenerator<string> {
  const line = lineWriter(viewTable);
  yield headerLine(viewTable);
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(line(row));
    if (lines.length < PAGE) continue;
    yield lines.join('');
    lines = [];
    await turnOfTheLoop();
  }
  if (lines.length > 0) yield lines.join('');
}

/** What a page with this choice shows at the gate's playhead, made from the store through the page's own gate. */
export async function exportView(store: Store, choice: ViewChoice, gate: Gate): Promise<CsvExport> {
  const range = { from: choice.from, to: choice.to };
  const window = await store.window({
    ...range,
    instruments: choice.instruments.map((i) => i.id),
    intervals: intervalsFor(range),
    dailyFrom: dailyFrom(range),
    withSuperseded: gate.basis === 'known',
  });
  const frame = frameOf(window, gate);
  const rows = [...viewRows(frame, choice)];
  const simulated = rows.some((row) => row.provenance === 'simulated');
  return { what: 'view', simulated, parts: partsOf(rows) };
}
