import type { Kysely } from 'kysely';
import type { MarketEvent } from '../../shared/event/event.ts';
import type { EventRow, Schema } from './schema.ts';
import { prepare, type SqlConnection } from './statement.ts';

const ALL = ['slug', 'payload', 'received_at', 'revision', 'deleted', 'seq'] as const;

/** Also reads every column off the slots of a statement, so that each is bound by name. */
const pick = (v: EventRow): EventRow => ({
  slug: v.slug,
  payload: v.payload,
  received_at: v.received_at,
  revision: v.revision,
  deleted: v.deleted,
  seq: v.seq,
});

const rowOf = (event: MarketEvent): EventRow => ({
  slug: event.slug,
  payload: JSON.stringify(event),
  received_at: event.receivedAt,
  revision: event.revision,
  deleted: Number(event.deleted),
  seq: event.seq,
});

/** The event was validated when it was accepted and was written by `rowOf`; it is not checked again. */
const eventOf = (row: { payload: string }): MarketEvent => JSON.parse(row.payload) as MarketEvent;

function statements(db: Kysely<Schema>) {
  const one = (v: { slug: string }) => db.selectFrom('events').where('slug', '=', v.slug);
  return {
    find: prepare((v: { slug: string }) => one(v).select('payload')),
    insert: prepare((v: EventRow) => db.insertInto('events').values(pick(v))),
    update: prepare((v: EventRow) => {
      const { slug, ...rest } = pick(v);
      return db.updateTable('events').set(rest).where('slug', '=', slug);
    }),
    keep: prepare((v: { slug: string; superseded_at: number }) =>
      db
        .insertInto('event_revisions')
        .columns([...ALL, 'superseded_at'])
        .expression(one(v).select((eb) => [...ALL, eb.val(v.superseded_at).as('superseded_at')])),
    ),
    replaced: prepare((v: { slug: string }) =>
      db.selectFrom('event_revisions').select('payload').where('slug', '=', v.slug).orderBy('revision'),
    ),
    shown: prepare((_: object) =>
      db.selectFrom('events').select('payload').where('deleted', '=', 0).orderBy('slug'),
    ),
  };
}

/** Events by slug; they are few and read whole. Every method runs on the connection it is given. */
export class EventTable {
  readonly #sql: ReturnType<typeof statements>;

  constructor(db: Kysely<Schema>) {
    this.#sql = statements(db);
  }

  /** The latest revision, also of a deleted event. */
  async find(on: SqlConnection, slug: string): Promise<MarketEvent | undefined> {
    const [row] = await on.all(this.#sql.find, { slug });
    return row && eventOf(row);
  }

  /** All of an event, oldest first, also of a deleted one. */
  async revisions(on: SqlConnection, slug: string): Promise<MarketEvent[]> {
    const latest = await this.find(on, slug);
    if (latest === undefined) return [];
    const replaced = (await on.all(this.#sql.replaced, { slug })).map(eventOf);
    // An edit between the two readings must not show one revision twice.
    return [...replaced.filter((event) => event.revision < latest.revision), latest];
  }

  /** Revision 1 is new; a later one takes the place of the stored one, which is kept aside. */
  async write(on: SqlConnection, event: MarketEvent): Promise<void> {
    const row = rowOf(event);
    if (event.revision === 1) return on.run(this.#sql.insert, row);
    await on.run(this.#sql.keep, { slug: row.slug, superseded_at: row.received_at });
    await on.run(this.#sql.update, row);
  }

  /** Not deleted, ordered by first anchor. */
  async all(on: SqlConnection): Promise<MarketEvent[]> {
    const events = (await on.all(this.#sql.shown, {})).map(eventOf);
    const first = (event: MarketEvent): number => event.anchors[0]?.time ?? 0;
    return events.sort((a, b) => first(a) - first(b));
  }
}
