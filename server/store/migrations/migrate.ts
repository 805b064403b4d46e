import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { StoreError } from '../store.ts';
import { journalAndRecords } from './0001-journal-and-records.ts';
import { userRecords } from './0002-user-records.ts';
import { headlineMarks } from './0003-headline-marks.ts';
import type { Flavour, Migration } from './migration.ts';

/** In order, never edited once released; the schema version is how many of them a store has been through. */
const MIGRATIONS: readonly Migration[] = [journalAndRecords, userRecords, headlineMarks];

export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings a store to this program's schema, each step in a transaction of its own, and returns its id. A store without
 * one gets `newStoreId`. Throws StoreError `newer` for a store written by a later version, `corrupt` for a database
 * that holds something else.
 */
export async function migrate(
  db: Kysely<Schema>,
  flavour: Flavour,
  options: { place: string; newStoreId: () => string },
): Promise<string> {
  const tables = await db.introspection.getTables();
  if (!tables.some((t) => t.name === 'meta')) {
    if (tables.length > 0) {
      throw new StoreError(
        'corrupt',
        `${options.place} holds a database that is not a store of this program.`,
      );
    }
    await db.transaction().execute(async (trx) => {
      await trx.schema
        .createTable('meta')
        .addColumn('name', 'text', (c) => c.primaryKey())
        .addColumn('value', 'text', (c) => c.notNull())
        .execute();
      await trx
        .insertInto('meta')
        .values([
          { name: 'store_id', value: options.newStoreId() },
          { name: 'schema_version', value: '0' },
          { name: 'floor', value: '0' },
        ])
        .execute();
    });
  }
  const meta = new Map((await db.selectFrom('meta').selectAll().execute()).map((m) => [m.name, m.value]));
  const version = Number(meta.get('schema_version'));
  const storeId = meta.get('store_id');
  if (!Number.isInteger(version) || storeId === undefined) {
    throw new StoreError('corrupt', `${options.place} holds a database that is not a store of this program.`);
  }
  if (version > SCHEMA_VERSION) {
    throw new StoreError(
      'newer',
      `${options.place} was written by a newer version (schema ${version}, this program knows ${SCHEMA_VERSION}); update the program or restore an older backup.`,
    );
  }
  for (let next = version; next < SCHEMA_VERSION; next++) {
    await db.transaction().execute(async (trx) => {
      await (MIGRATIONS[next] as Migration)(trx as unknown as Kysely<unknown>, flavour);
      await trx
        .updateTable('meta')
        .set({ value: sql<string>`${String(next + 1)}` })
        .where('name', '=', 'schema_version')
        .execute();
    });
  }
  return storeId;
}
