import type { Kysely } from 'kysely';
import type { RecordCollection, UserRecord } from '../../shared/record/user-record.ts';
import type { Schema, UserRecordRow } from './schema.ts';
import { prepare, type SqlConnection } from './statement.ts';
import type { RecordPlace } from './store.ts';

const ALL = ['collection', 'id', 'payload', 'received_at', 'revision', 'deleted', 'seq'] as const;

/** Also reads every column off the slots of a statement, so that each is bound by name. */
const pick = (v: UserRecordRow): UserRecordRow => ({
  collection: v.collection,
  id: v.id,
  payload: v.payload,
  received_at: v.received_at,
  revision: v.revision,
  deleted: v.deleted,
  seq: v.seq,
});

const rowOf = (record: UserRecord): UserRecordRow => ({
  collection: record.collection,
  id: record.id,
  payload: JSON.stringify(record),
  received_at: record.receivedAt,
  revision: record.revision,
  deleted: Number(record.deleted),
  seq: record.seq,
});

/** The record was validated when it was accepted and was written by `rowOf`; it is not checked again. */
const recordOf = (row: { payload: string }): UserRecord => JSON.parse(row.payload) as UserRecord;

function statements(db: Kysely<Schema>) {
  const one = (v: RecordPlace) =>
    db.selectFrom('user_records').where('collection', '=', v.collection).where('id', '=', v.id);
  const shown = () =>
    db
      .selectFrom('user_records')
      .select('payload')
      .where('deleted', '=', 0)
      .orderBy('collection')
      .orderBy('id');
  return {
    find: prepare((v: RecordPlace) => one(v).select('payload')),
    insert: prepare((v: UserRecordRow) => db.insertInto('user_records').values(pick(v))),
    update: prepare((v: UserRecordRow) => {
      const { collection, id, ...rest } = pick(v);
      return db
        .updateTable('user_records')
        .set(rest)
        .where('collection', '=', collection)
        .where('id', '=', id);
    }),
    keep: prepare((v: RecordPlace & { superseded_at: number }) =>
      db
        .insertInto('user_record_revisions')
        .columns([...ALL, 'superseded_at'])
        .expression(one(v).select((eb) => [...ALL, eb.val(v.superseded_at).as('superseded_at')])),
    ),
    replaced: prepare((v: RecordPlace) =>
      db
        .selectFrom('user_record_revisions')
        .select('payload')
        .where('collection', '=', v.collection)
        .where('id', '=', v.id)
        .orderBy('revision'),
    ),
    all: prepare((_: object) => shown()),
    collected: prepare((v: { collection: RecordCollection }) =>
      shown().where('collection', '=', v.collection),
    ),
  };
}

/** What people keep, by collection and id; few and read whole. Every method runs on the connection it is given. */
export class UserRecordTable {
  readonly #sql: ReturnType<typeof statements>;

  constructor(db: Kysely<Schema>) {
    this.#sql = statements(db);
  }

  /** The latest revision, also of a deleted record. */
  async find(on: SqlConnection, place: RecordPlace): Promise<UserRecord | undefined> {
    const [row] = await on.all(this.#sql.find, place);
    return row && recordOf(row);
  }

  /** All of a record, oldest first, also of a deleted one. */
  async revisions(on: SqlConnection, place: RecordPlace): Promise<UserRecord[]> {
    const latest = await this.find(on, place);
    if (latest === undefined) return [];
    const replaced = (await on.all(this.#sql.replaced, place)).map(recordOf);
    // An edit between the two readings must not show one revision twice.
    return [...replaced.filter((record) => record.revision < latest.revision), latest];
  }

  /** Revision 1 is new; a later one takes the place of the stored one, which is kept aside. */
  async write(on: SqlConnection, record: UserRecord): Promise<void> {
    const row = rowOf(record);
    if (record.revision === 1) return on.run(this.#sql.insert, row);
    const { collection, id, received_at } = row;
    await on.run(this.#sql.keep, { collection, id, superseded_at: received_at });
    await on.run(this.#sql.update, row);
  }

  /** Not deleted, ordered by collection and id; of one collection or of all. */
  async shown(on: SqlConnection, collection: RecordCollection | null): Promise<UserRecord[]> {
    const rows =
      collection === null
        ? await on.all(this.#sql.all, {})
        : await on.all(this.#sql.collected, { collection });
    return rows.map(recordOf);
  }
}
