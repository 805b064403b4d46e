import { barTable, barTableSince } from './bar.ts';
import { claimTable } from './claim.ts';
import type { Table } from './column.ts';
import { comparableTable } from './comparable.ts';
import { eventTable } from './event.ts';
import { headlineTable } from './headline.ts';
import { journalTable } from './journal.ts';
import { quoteTable } from './quote.ts';
import { reactionTable } from './reaction.ts';
import { studyTable } from './study.ts';
import { viewTable } from './view.ts';

/** What the data dictionary tells of a column; how it is written does not matter there. */
export interface ColumnFacts {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly meaning: string;
}

export interface TableFacts {
  readonly what: string;
  readonly meaning: string;
  readonly columns: readonly ColumnFacts[];
}

const facts = <Row>(table: Table<Row>): TableFacts => ({
  what: table.what,
  meaning: table.meaning,
  columns: table.columns.map(({ name, type, unit, meaning }) => ({ name, type, unit, meaning })),
});

const noSince = (): never => {
  throw new RangeError('only the names of these columns are wanted');
};

/** Every table that can be exported, with `bars` once more as `event=` widens it. */
export const TABLES: readonly TableFacts[] = [
  facts(barTable),
  { ...facts(barTableSince(noSince)), what: 'bars with event=' },
  facts(quoteTable),
  facts(headlineTable),
  facts(eventTable),
  facts(reactionTable),
  facts(studyTable),
  facts(claimTable),
  facts(comparableTable),
  facts(journalTable),
  facts(viewTable),
];
