import { type Kysely, sql } from 'kysely';
import type { Flavour } from './migration.ts';

/** A trailing `?` allows null. Instants and truth values are integers. */
type Column = 'int' | 'int?' | 'real' | 'real?' | 'text' | 'text?';
export type Columns = Readonly<Record<string, Column>>;

export const STAMP: Columns = { received_at: 'int', revision: 'int', seq: 'int' };

export async function createTable(
  db: Kysely<unknown>,
  flavour: Flavour,
  name: string,
  columns: Columns,
  key: readonly string[],
  order: 'by key' | 'appended' = 'by key',
): Promise<void> {
  const types = { int: sql`bigint`, real: sql`double precision`, text: sql`text` };
  if (flavour === 'sqlite') Object.assign(types, { int: sql`integer`, real: sql`real` });
  let table = db.schema.createTable(name);
  for (const [column, written] of Object.entries(columns)) {
    const type = types[written.replace('?', '') as keyof typeof types];
    table = table.addColumn(column, type, (c) => (written.endsWith('?') ? c : c.notNull()));
  }
  table = table.addPrimaryKeyConstraint(`${name}_key`, [...key] as never[]);
  // SQLite: columns that hold to their type, and rows stored in the order of their key. A table that only grows at its
  // end is kept by row number, which SQLite appends to with fewer pages.
  if (flavour === 'sqlite') {
    table = table.modifyEnd(order === 'appended' ? sql`strict` : sql`strict, without rowid`);
  }
  await table.execute();
}
