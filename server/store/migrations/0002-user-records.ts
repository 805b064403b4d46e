import { type Columns, createTable, STAMP } from './create-table.ts';
import type { Migration } from './migration.ts';

const RECORD: Columns = { collection: 'text', id: 'text', payload: 'text', deleted: 'int', ...STAMP };

/** What people keep here, and beside it the revisions that were replaced. */
export const userRecords: Migration = async (db, flavour) => {
  await createTable(db, flavour, 'user_records', RECORD, ['collection', 'id']);
  const replaced: Columns = { ...RECORD, superseded_at: 'int' };
  await createTable(db, flavour, 'user_record_revisions', replaced, ['collection', 'id', 'revision']);
};
