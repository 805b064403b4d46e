import { z } from 'zod/mini';
import { type UserRecord, userRecord } from '../../shared/record/user-record.ts';
import { readJson } from './windows.ts';

// What is stored comes back to every page as a change; nothing is written here. Each rejects with RequestError: status
// 409 where somebody was faster, 401 where the server wants a token, 400 on a body that does not fit.

/** Path of a collection under `/api/v1`. */
export type RecordPath = '/rules' | '/alerts';

type Body = Readonly<Record<string, unknown>>;
type Known = Pick<UserRecord, 'id' | 'revision'>;

const sending = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { accept: 'application/json', 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Adds a record; the server makes the id from its name unless one is given. */
export const createRecord = (path: RecordPath, body: Body, id?: string): Promise<UserRecord> =>
  readJson(`/api/v1${path}`, userRecord, sending('POST', id === undefined ? { body } : { id, body }));

/** Gives a record another body, where it still is at the revision that was read. */
export const changeRecord = (path: RecordPath, { id, revision }: Known, body: Body): Promise<UserRecord> =>
  readJson(`/api/v1${path}/${id}`, userRecord, sending('PATCH', { revision, body }));

export async function removeRecord(path: RecordPath, { id, revision }: Known): Promise<void> {
  await readJson(`/api/v1${path}/${id}?revision=${revision}`, z.null(), { method: 'DELETE' });
}

export const fetchWatchlist = (): Promise<UserRecord> => readJson('/api/v1/watchlist', userRecord);

export const changeWatchlist = (revision: number, body: Body): Promise<UserRecord> =>
  readJson('/api/v1/watchlist', userRecord, sending('PATCH', { revision, ...body }));
