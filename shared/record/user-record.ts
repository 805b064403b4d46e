import { z } from 'zod/mini';
import { seq, utcMs } from '../time/instant.ts';

/** What people keep on the server, each kind in a collection of its own. */
export const recordCollection = z.enum(['watchlist', 'rule', 'alert']);
export type RecordCollection = z.infer<typeof recordCollection>;

export const recordId = z.string().check(
  z.regex(/^[a-z0-9][a-z0-9-]{0,79}$/, {
    message: 'expected 1 to 80 small letters, digits and hyphens, a letter or digit first',
  }),
);

/** A JSON object. The door of a collection holds it to that collection's schema; here it is carried as it is. */
const body = z.record(z.string(), z.unknown());

const recordShape = {
  collection: recordCollection,
  /** Unique within its collection. */
  id: recordId,
  body,
  /** Who wrote this revision. */
  actor: z.string().check(z.minLength(1), z.maxLength(80)),
};

/**
 * One thing a person keeps: a setting of this server, no history of markets. Every revision is kept; `deleted` marks
 * the last one of a record that was removed.
 */
export const userRecord = z.strictObject({
  ...recordShape,
  /** When this revision was stored here, UTC ms. */
  receivedAt: utcMs,
  revision: z.int().check(z.minimum(1)),
  deleted: z.boolean(),
  seq,
});
export type UserRecord = z.infer<typeof userRecord>;

/**
 * A person's edit of a record. Taken only while `revision` is still the latest stored one (0 = there is none, or it is
 * deleted). With `deleted` it is stored as a last revision that is not shown.
 */
export const recordEdit = z.strictObject({
  ...recordShape,
  revision: z.int().check(z.minimum(0)),
  deleted: z.boolean(),
});
export type RecordEdit = z.infer<typeof recordEdit>;

/** Identity of a record among all collections. */
export const recordKey = ({ collection, id }: Pick<UserRecord, 'collection' | 'id'>): string =>
  `${collection}|${id}`;

const COLLECTIONS: ReadonlySet<unknown> = new Set(recordCollection.options);

/** Of a collection that this program does not know: what a newer server keeps and an older page does not show. */
export function isForeignRecord(candidate: unknown): boolean {
  if (typeof candidate !== 'object' || candidate === null || !('collection' in candidate)) return false;
  return typeof candidate.collection === 'string' && !COLLECTIONS.has(candidate.collection);
}
