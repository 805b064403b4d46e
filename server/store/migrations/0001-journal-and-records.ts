import { type Kysely, sql } from 'kysely';
import type { Flavour, Migration } from './migration.ts';

/** A trailing `?` allows null. Instants and truth values are integers. */
type Column = 'int' | 'int?' | 'real' | 'real?' | 'text' | 'text?';
type Columns = Readonly<Record<string, Column>>;

const STAMP: Columns = { received_at: 'int', revision: 'int', seq: 'int' };

const BAR: Columns = {
  instrument: 'text',
  interval: 'text',
  open_time: 'int',
  close_time: 'int',
  open: 'real?',
  high: 'real?',
  low: 'real?',
  close: 'real',
  volume: 'real?',
  provider: 'text',
  provenance: 'text',
  ...STAMP,
};

const QUOTE: Columns = {
  instrument: 'text',
  time: 'int',
  price: 'real',
  previous_close: 'real?',
  halted: 'int?',
  provider: 'text',
  provenance: 'text',
  url: 'text?',
  ...STAMP,
};

const HEADLINE: Columns = {
  id: 'text',
  time: 'int',
  precision_seconds: 'int',
  feed: 'text',
  source: 'text',
  side: 'text',
  language: 'text',
  title: 'text',
  title_folded: 'text',
  url: 'text?',
  date_doubtful: 'int',
  provenance: 'text',
  story_id: 'text',
  tone: 'real?',
  ...STAMP,
};

const EVENT: Columns = { slug: 'text', payload: 'text', deleted: 'int', ...STAMP };

const HOLE: Columns = { instrument: 'text', interval: 'text', from_time: 'int', to_time: 'int' };

async function createTable(
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

/** The journal, the tables of latest revisions, and beside each the revisions that were replaced. */
export const journalAndRecords: Migration = async (db, flavour) => {
  const table = (name: string, columns: Columns, key: readonly string[]) =>
    createTable(db, flavour, name, columns, key);
  const entry: Columns = { seq: 'int', kind: 'text', key: 'text', received_at: 'int', payload: 'text' };
  await createTable(db, flavour, 'journal', entry, ['seq'], 'appended');
  const records = [
    ['bar', BAR, ['instrument', 'interval', 'open_time']],
    ['quote', QUOTE, ['instrument', 'time']],
    ['headline', HEADLINE, ['id']],
    ['event', EVENT, ['slug']],
  ] as const;
  for (const [name, columns, key] of records) {
    await table(`${name}s`, columns, key);
    await table(`${name}_revisions`, { ...columns, superseded_at: 'int' }, [...key, 'revision']);
  }
  await table('lost_holes', HOLE, ['instrument', 'interval', 'from_time', 'to_time']);
  for (const name of ['headlines', 'headline_revisions']) {
    await db.schema.createIndex(`${name}_by_time`).on(name).columns(['time', 'id']).execute();
  }
  await db.schema.createIndex('headlines_by_feed').on('headlines').columns(['feed', 'time']).execute();
  await db.schema.createIndex('headlines_by_story').on('headlines').column('story_id').execute();
};
