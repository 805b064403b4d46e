import { DatabaseSync } from 'node:sqlite';
import { isBusy, storeErrorOf } from './sqlite-errors.ts';
import { StoreError } from './store.ts';

/**
 * Holds `<path>.lock` so that only one process writes the store: the lock is SQLite's own on an empty database, so
 * the system drops it with the process, however that ended. Returns the release. Throws StoreError `unavailable`
 * when somebody else holds it.
 */
export function lockStore(path: string): () => void {
  const lockPath = `${path}.lock`;
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(lockPath);
    lock.exec('pragma journal_mode = off; begin exclusive');
  } catch (error) {
    if (lock?.isOpen) lock.close();
    if (isBusy(error)) {
      throw new StoreError(
        'unavailable',
        `The store ${path} is in use by another process; stop that one, or give this one another data directory.`,
        error,
      );
    }
    throw storeErrorOf(error, path);
  }
  const held = lock;
  return () => {
    if (held.isOpen) held.close();
  };
}
