import { type Bar, barKey } from '../../../shared/market/bar.ts';
import { readBar } from '../../../shared/table/bar.ts';
import { readCsv } from '../../../shared/table/column.ts';
import { CsvFault } from '../../../shared/table/csv.ts';
import { PriceFileFault } from './price-file.ts';

/**
 * Reads a file of our own `bars` export, any intervals and instruments mixed; columns that `event=` adds are passed over.
 * The same bar twice must be two revisions of it.
 *
 * @param file its name, for messages. Throws PriceFileFault with the line.
 */
export function readBarsCsv(file: string, text: string): readonly Bar[] {
  const seen = new Set<string>();
  try {
    return readCsv(text, (cells) => {
      const bar = readBar(cells);
      const key = `${barKey(bar)}|${bar.revision}`;
      if (seen.has(key)) throw new CsvFault(cells.line, 'open_time_utc', 'the same bar stands here twice');
      seen.add(key);
      return bar;
    });
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    const { line, column, message } = error;
    const place = { line, ...(column === null ? {} : { field: column }) };
    throw new PriceFileFault('bad-file', file, place, `a file of the bars export (docs/csv.md); ${message}`);
  }
}
