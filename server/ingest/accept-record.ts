import type { RecordEdit, UserRecord } from '../../shared/record/user-record.ts';
import type { Unsequenced } from '../store/store.ts';
import { sorted } from './sorted.ts';
import { KNOWN, type Stamp, type Verdict } from './verdict.ts';

const textOf = (body: UserRecord['body']): string => JSON.stringify(sorted(body));

/** Taken only while the revision it was made from is still the latest. */
export function judgeRecordEdit(
  { revision, ...edit }: RecordEdit,
  stored: UserRecord | undefined,
  stamp: Stamp,
): Verdict<Unsequenced<UserRecord>> {
  const shown = stored === undefined || stored.deleted ? 0 : stored.revision;
  if (revision !== shown) {
    return {
      type: 'refused',
      code: 'stale-revision',
      detail: `it was edited from revision ${revision}, the latest is ${shown}`,
    };
  }
  if (edit.deleted && shown === 0) return KNOWN;
  if (!edit.deleted && shown > 0 && textOf(edit.body) === textOf((stored as UserRecord).body)) return KNOWN;
  const next = (stored?.revision ?? 0) + 1;
  return { type: 'taken', record: { ...edit, receivedAt: stamp.receivedAt, revision: next } };
}
