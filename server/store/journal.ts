import type { Kysely } from 'kysely';
import { type Change, changeKey } from '../../shared/protocol/change.ts';
import { asSeq, asUtcMs, type Seq, type UtcMs } from '../../shared/time/instant.ts';
import type { JournalRow, Schema } from './schema.ts';
import { prepare, type SqlConnection } from './statement.ts';
import type { ChangesSince } from './store.ts';

type Entry = Pick<JournalRow, 'seq' | 'kind' | 'key' | 'payload'>;

/** The record was validated when it was accepted and was written by `append`; it is not checked again. */
const changeOf = (entry: Entry): Change =>
  ({ kind: entry.kind, record: JSON.parse(entry.payload) }) as Change;

function statements(db: Kysely<Schema>) {
  return {
    newest: prepare((_: object) =>
      db.selectFrom('journal').select(['seq', 'received_at']).orderBy('seq', 'desc').limit(1),
    ),
    append: prepare((row: JournalRow) =>
      db.insertInto('journal').values({
        seq: row.seq,
        kind: row.kind,
        key: row.key,
        received_at: row.received_at,
        payload: row.payload,
      }),
    ),
    after: prepare((v: { since: number; limit: number }) =>
      db
        .selectFrom('journal')
        .select(['seq', 'kind', 'key', 'payload'])
        .where('seq', '>', v.since)
        .orderBy('seq')
        .limit(v.limit),
    ),
    at: prepare((v: { seq: number }) =>
      db.selectFrom('journal').select('received_at').where('seq', '=', v.seq),
    ),
    floor: prepare((_: object) => db.selectFrom('meta').select('value').where('name', '=', 'floor')),
    setFloor: prepare((v: { value: string }) =>
      db.updateTable('meta').set({ value: v.value }).where('name', '=', 'floor'),
    ),
    forget: prepare((v: { upTo: number }) => db.deleteFrom('journal').where('seq', '<=', v.upTo)),
  };
}

/** The one order of all changes. Every method runs on the connection it is given, inside its transaction. */
export class Journal {
  readonly #sql: ReturnType<typeof statements>;

  constructor(db: Kysely<Schema>) {
    this.#sql = statements(db);
  }

  /** Head, and when the newest entry was received (null in an empty journal). */
  async newest(on: SqlConnection): Promise<{ seq: Seq; receivedAt: UtcMs | null }> {
    const [row] = await on.all(this.#sql.newest, {});
    return row
      ? { seq: asSeq(row.seq), receivedAt: asUtcMs(row.received_at) }
      : { seq: asSeq(0), receivedAt: null };
  }

  async append(on: SqlConnection, change: Change): Promise<void> {
    await on.run(this.#sql.append, {
      seq: change.record.seq,
      kind: change.kind,
      key: changeKey(change),
      received_at: change.record.receivedAt,
      payload: JSON.stringify(change.record),
    });
  }

  async floor(on: SqlConnection): Promise<Seq> {
    const [row] = await on.all(this.#sql.floor, {});
    return asSeq(Number(row?.value ?? 0));
  }

  /** Entries up to `seq` are forgotten; the newest one stays, for the head is read from it. */
  async raiseFloor(on: SqlConnection, seq: Seq): Promise<void> {
    const head = (await this.newest(on)).seq;
    const floor = Math.min(Math.max(await this.floor(on), seq), head);
    await on.run(this.#sql.setFloor, { value: String(floor) });
    await on.run(this.#sql.forget, { upTo: Math.min(floor, head - 1) });
  }

  async changesSince(on: SqlConnection, since: Seq, limit: number): Promise<ChangesSince> {
    if (since < (await this.floor(on))) return { type: 'below-floor' };
    const head = (await this.newest(on)).seq;
    if (since > head) return { type: 'ahead-of-head' };
    const entries = await on.all(this.#sql.after, { since, limit });
    const to = asSeq(entries.at(-1)?.seq ?? since);
    // The last entry of a key stands for all of them, at its own place in the order.
    const latest = new Map<string, Entry>();
    for (const entry of entries) {
      const key = `${entry.kind}|${entry.key}`;
      latest.delete(key);
      latest.set(key, entry);
    }
    return { type: 'changes', from: since, to, more: to < head, changes: [...latest.values()].map(changeOf) };
  }

  /** Entries are received in the order of their seqs, so that halving finds the place. */
  async seqBefore(on: SqlConnection, time: UtcMs): Promise<Seq> {
    let low = await this.floor(on);
    let high = (await this.newest(on)).seq;
    while (low < high) {
      const middle = asSeq(Math.ceil((low + high) / 2));
      const [entry] = await on.all(this.#sql.at, { seq: middle });
      if (entry !== undefined && entry.received_at < time) low = middle;
      else high = asSeq(middle - 1);
    }
    return low;
  }

  async entries(on: SqlConnection, since: Seq, limit: number): Promise<readonly Change[]> {
    return (await on.all(this.#sql.after, { since, limit })).map(changeOf);
  }
}
