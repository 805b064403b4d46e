import type { RecordEdit, UserRecord } from '../../shared/record/user-record.ts';
import { ApiError } from './problem.ts';
import type { World } from './world.ts';

/** `what` is what a list holds: `webhook`. */
export const unknownId = (what: string, id: string): ApiError =>
  new ApiError('not-found', {
    detail: `There is no ${what} with this id.`,
    parameter: 'id',
    received: id,
    expected: 'an id of the list',
  });

/** The record of a collection. Throws ApiError where there is none, or it was removed. */
export async function recordOf(
  world: World,
  place: Pick<UserRecord, 'collection' | 'id'>,
): Promise<UserRecord> {
  const record = await world.store.record(place);
  if (record) return record;
  throw unknownId(place.collection, place.id);
}

/**
 * Stores an edit by the one door and gives the record as it then is, of a removal its last revision. Throws ApiError
 * where somebody was faster (`stale-revision`, or `already-exists` for a new record whose id is taken).
 */
export async function storeRecordEdit(world: World, edit: RecordEdit): Promise<UserRecord> {
  const report = await world.ingest.accept({ recordEdits: [edit] });
  const change = report.changes[0];
  if (change?.kind === 'record') return change.record;
  const refusal = report.refusals[0];
  if (refusal?.code === 'stale-revision') {
    const isNew = edit.revision === 0;
    throw new ApiError(isNew ? 'already-exists' : 'stale-revision', {
      detail: isNew
        ? `There is a ${edit.collection} with this id.`
        : `The ${edit.collection} was changed since that revision.`,
      parameter: isNew ? 'id' : 'revision',
      received: isNew ? edit.id : String(edit.revision),
      expected: isNew ? 'an id that is free' : 'the latest revision',
    });
  }
  if (refusal) throw new ApiError('bad-body', { detail: refusal.detail });
  // Nothing to store: the edit changes nothing.
  return recordOf(world, edit);
}
