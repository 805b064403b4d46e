import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { headerLine, lineWriter, type Table } from '../../shared/table/column.ts';

/** Rows that are written, or read from the store, between two turns of the event loop. */
export const PAGE = 1000;

/** A table on its way out: text in parts of about a page, and whether any row of it is simulated. */
export interface CsvExport {
  readonly what: string;
  readonly simulated: boolean;
  readonly parts: AsyncIterable<string>;
}

export type Pages<T> = AsyncIterable<readonly T[]>;

/** The lines of all pages, one part a page. Ending the loop early ends the query behind it. */
export async function* partsOf<Row>(table: Table<Row>, pages: Pages<Row>): AsyncGenerator<string> {
  const line = lineWriter(table);
  yield headerLine(table);
  for await (const page of pages) {
    const lines: string[] = [];
    for (const row of page) lines.push(line(row));
    if (lines.length > 0) yield lines.join('');
  }
}

/** Whether anything in the pages is simulated; stops at the first that is. */
export async function anySimulated<T>(pages: Pages<T>, provenanceOf: (item: T) => string): Promise<boolean> {
  for await (const page of pages) {
    if (page.some((item) => provenanceOf(item) === 'simulated')) return true;
  }
  return false;
}

export async function* pagesOf<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < items.length; at += PAGE) {
    yield items.slice(at, at + PAGE);
    await turnOfTheLoop();
  }
}
