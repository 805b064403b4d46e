import { type Columns, createTable, STAMP } from './create-table.ts';
import type { Migration } from './migration.ts';

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
