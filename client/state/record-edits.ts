import type { UserRecord } from '../../shared/record/user-record.ts';
import { changeRecord, createRecord, type RecordPath, removeRecord } from '../connection/records.ts';
import { RequestError } from '../connection/windows.ts';

/**
 * What became of an edit. The record itself reaches every page as a change. `stale`: somebody was faster, look at what
 * is there now; `unauthorized`: the server wants a token; `message` is the server's own sentence.
 */
export type RecordOutcome =
  | { readonly done: true; readonly record: UserRecord | null }
  | {
      readonly done: false;
      readonly reason: 'stale' | 'unauthorized' | 'refused';
      readonly message: string;
    };

function reasonOf(error: unknown): 'stale' | 'unauthorized' | 'refused' {
  if (!(error instanceof RequestError)) return 'refused';
  // Changed meanwhile, or removed.
  if (error.status === 409 || error.status === 404) return 'stale';
  return error.status === 401 ? 'unauthorized' : 'refused';
}

const outcomeOf = (request: Promise<UserRecord | null>): Promise<RecordOutcome> =>
  request.then(
    (record): RecordOutcome => ({ done: true, record }),
    (error: unknown): RecordOutcome => ({
      done: false,
      reason: reasonOf(error),
      message: error instanceof Error ? error.message : String(error),
    }),
  );

type Known = Pick<UserRecord, 'id' | 'revision'>;

/** Adds a record to a collection, under an id where one that was removed comes back. Never rejects. */
export const addRecord = (path: RecordPath, body: UserRecord['body'], id?: string): Promise<RecordOutcome> =>
  outcomeOf(createRecord(path, body, id));

/** Gives a record another body, from the revision that was read. Never rejects. */
export const editRecord = (
  path: RecordPath,
  known: Known,
  body: UserRecord['body'],
): Promise<RecordOutcome> => outcomeOf(changeRecord(path, known, body));

/** Removes a record at the revision that was read. Never rejects. */
export const dropRecord = (path: RecordPath, known: Known): Promise<RecordOutcome> =>
  outcomeOf(removeRecord(path, known).then(() => null));
