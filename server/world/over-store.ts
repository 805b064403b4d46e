import { openSqliteStore, type SqliteStoreOptions } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import type { RunningWorld } from './running-world.ts';

/** Opens the store of a world and begins it; a world that cannot begin lets its store go. Rejects with StoreError. */
export async function overStore(
  options: SqliteStoreOptions,
  begin: (store: Store) => Promise<RunningWorld>,
): Promise<RunningWorld> {
  const store = await openSqliteStore(options);
  try {
    return await begin(store);
  } catch (error) {
    await store.close();
    throw error;
  }
}
