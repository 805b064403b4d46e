import { StoreError } from './store.ts';

// Primary result codes, https://www.sqlite.org/rescode.html
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

function resultCodeOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}

/** True where the error says that another connection holds the lock. */
export const isBusy = (error: unknown): boolean => [BUSY, LOCKED].includes(resultCodeOf(error) ?? -1);

/** Turns what SQLite says about a file into a StoreError with a plain sentence; other errors pass unchanged. */
export function storeErrorOf(error: unknown, path: string): unknown {
  if (error instanceof StoreError) return error;
  if (error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_STATE') {
    return new StoreError('unavailable', `The store ${path} is closed.`, error);
  }
  const code = resultCodeOf(error);
  if (code === null) return error;
  switch (code) {
    case FULL:
      return new StoreError(
        'full',
        `There is no room left for the store ${path}; nothing of this batch was stored.`,
        error,
      );
    case CORRUPT:
    case NOTADB:
      return new StoreError(
        'corrupt',
        `The store ${path} is damaged or not a database; put it aside and restore a backup, or start with an empty data directory.`,
        error,
      );
    case READONLY:
    case CANTOPEN:
      return new StoreError(
        'unwritable',
        `The store ${path} cannot be opened for writing; check the rights of the file and its directory.`,
        error,
      );
    case BUSY:
    case LOCKED:
      return new StoreError('unavailable', `The store ${path} is in use by another process.`, error);
    case IOERR:
      return new StoreError('unavailable', `The disk under the store ${path} reported an error.`, error);
    default:
      return new StoreError(
        'unavailable',
        `The store ${path} could not be used: ${error instanceof Error ? error.message : error}.`,
        error,
      );
  }
}
