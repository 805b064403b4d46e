import { randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { migrate } from './migrations/migrate.ts';
import type { Schema } from './schema.ts';
import { SqlStore } from './sql-store.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { nodeSqliteDialect } from './sqlite-dialect.ts';
import { storeErrorOf } from './sqlite-errors.ts';
import { lockStore } from './sqlite-lock.ts';
import { type Store, StoreError } from './store.ts';

export interface SqliteStoreOptions {
  /** The database file; its directory is made where it is missing. */
  readonly path: string;
  /**
   * Reads a store beside the process that writes it: no lock, no migration, and every writing method rejects.
   */
  readonly readOnly?: boolean;
  /** Begin empty, whatever stands at the path; never that of a process that holds it. */
  readonly fresh?: boolean;
  /** Most bytes the file may take; beyond it the store is `full`. Default: what the disk holds. */
  readonly maxBytes?: number;
}

const PAGE_BYTES = 4096;
/** Pages in the log before they are moved into the file: fewer fsyncs than SQLite's 1,000, 16 MB at most. */
const CHECKPOINT_PAGES = 4000;

/**
 * Opens the store in one SQLite file (WAL, synchronous=FULL: what was committed survives a power cut). Rejects with
 * StoreError: `unwritable`, `corrupt`, `newer`, `full`, or `unavailable` where another process holds it.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { path, readOnly = false } = options;
  if (readOnly) return openForReading(path);
  checkWritable(path);
  const unlock = lockStore(path);
  let writer: SqliteConnection | undefined;
  let reader: SqliteConnection | undefined;
  try {
    if (options.fresh) for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    writer = new SqliteConnection(path, { readOnly: false });
    writer.exec('pragma journal_mode = wal');
    writer.exec('pragma synchronous = full');
    writer.exec(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    if (options.maxBytes !== undefined) {
      writer.exec(`pragma max_page_count = ${Math.ceil(options.maxBytes / PAGE_BYTES)}`);
    }
    const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(writer.database) });
    const storeId = await migrate(db, 'sqlite', { place: path, newStoreId: randomUUID });
    // SQLite opens a file it may not write for reading alone and says so only at the first write.
    writer.exec('begin immediate; update meta set value = value; rollback');
    reader = new SqliteConnection(path, { readOnly: true });
    return new SqlStore({
      storeId,
      db,
      writer,
      reader,
      openExport: () => new SqliteConnection(path, { readOnly: true }),
      onClosed: unlock,
    });
  } catch (error) {
    await reader?.close();
    await writer?.close();
    unlock();
    throw storeErrorOf(error, path);
  }
}

async function openForReading(path: string): Promise<Store> {
  if (!existsSync(path)) throw new StoreError('unavailable', `There is no store at ${path}.`);
  const reader = new SqliteConnection(path, { readOnly: true });
  try {
    const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(reader.database) });
    const storeId = await migrate(db, 'sqlite', { place: path, newStoreId: randomUUID });
    return new SqlStore({
      storeId,
      db,
      writer: null,
      reader,
      openExport: () => new SqliteConnection(path, { readOnly: true }),
      onClosed: () => undefined,
    });
  } catch (error) {
    await reader.close();
    throw storeErrorOf(error, path);
  }
}

/** SQLite itself only says "unable to open"; here the sentence names what to mend. */
function checkWritable(path: string): void {
  const directory = dirname(path);
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StoreError('unwritable', `The data directory ${directory} cannot be written to.`, error);
  }
  for (const file of [path, `${path}-wal`, `${path}-shm`, `${path}.lock`]) {
    if (!existsSync(file)) continue;
    try {
      accessSync(file, constants.R_OK | constants.W_OK);
    } catch (error) {
      throw new StoreError('unwritable', `The file ${file} cannot be written to.`, error);
    }
  }
}
