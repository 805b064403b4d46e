import { type Change, change, changeKey } from '../protocol/change.ts';
import { type Cells, instant, json, type Table, text, whole } from './column.ts';

export const journalTable: Table<Change> = {
  what: 'journal',
  meaning:
    'Every accepted change in the order in which it was stored, each revision of its own. Bars that were old when they came are one history line a stretch; their figures are in bars.',
  columns: [
    whole('seq', '', 'Place in the journal', (c) => c.record.seq),
    text('kind', 'bar, history, quote, headline, event or record', (c) => c.kind),
    text('key', 'What it is about, the same for all its revisions', changeKey),
    whole('revision', '', '1, and one more with each correction', (c) => c.record.revision),
    instant('received_at_utc', 'When it was stored here', (c) => c.record.receivedAt),
    json('payload', 'The whole record; times in milliseconds since 1970, UTC', (c) => c.record),
  ],
};

/** Reads a line of ours back into the change. Throws CsvFault. */
export function readChange(cells: Cells): Change {
  return cells.checked(change, { kind: cells.text('kind'), record: cells.json('payload') });
}
