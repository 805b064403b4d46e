import type { Kysely } from 'kysely';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Quote } from '../../shared/market/quote.ts';
import { asSeq, asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import type { QuoteRow, Schema } from './schema.ts';
import { prepare, type SqlConnection } from './statement.ts';

const ALL = [
  'instrument',
  'time',
  'price',
  'previous_close',
  'halted',
  'provider',
  'provenance',
  'url',
  'received_at',
  'revision',
  'seq',
] as const;

type Key = Pick<QuoteRow, 'instrument' | 'time'>;
type Span = { instrument: string; from: number; to: number; receivedBy: number };

const ANY_TIME = 8.64e15;

/** Also reads every column off the slots of a statement, so that each is bound by name. */
const pick = (v: QuoteRow): QuoteRow => ({
  instrument: v.instrument,
  time: v.time,
  price: v.price,
  previous_close: v.previous_close,
  halted: v.halted,
  provider: v.provider,
  provenance: v.provenance,
  url: v.url,
  received_at: v.received_at,
  revision: v.revision,
  seq: v.seq,
});

const rowOf = (quote: Quote): QuoteRow => ({
  instrument: quote.instrument,
  time: quote.time,
  price: quote.price,
  previous_close: quote.previousClose,
  halted: quote.halted === undefined ? null : Number(quote.halted),
  provider: quote.provider,
  provenance: quote.provenance,
  url: quote.url ?? null,
  received_at: quote.receivedAt,
  revision: quote.revision,
  seq: quote.seq,
});

const quoteOf = (row: QuoteRow): Quote => ({
  instrument: row.instrument as InstrumentId,
  time: asUtcMs(row.time),
  price: row.price,
  previousClose: row.previous_close,
  ...(row.halted === null ? {} : { halted: row.halted === 1 }),
  provider: row.provider,
  provenance: row.provenance,
  ...(row.url === null ? {} : { url: row.url }),
  receivedAt: asUtcMs(row.received_at),
  revision: row.revision,
  seq: asSeq(row.seq),
});

function statements(db: Kysely<Schema>) {
  const one = (v: Key) =>
    db.selectFrom('quotes').where('instrument', '=', v.instrument).where('time', '=', v.time);
  // As it stood at `receivedBy`: not yet replaced, in either table.
  const spanBy = (v: Span) =>
    db
      .selectFrom('quotes')
      .where('instrument', '=', v.instrument)
      .where('time', '>=', v.from)
      .where('time', '<', v.to)
      .where('received_at', '<=', v.receivedBy)
      .select(ALL)
      .unionAll(
        db
          .selectFrom('quote_revisions')
          .where('instrument', '=', v.instrument)
          .where('time', '>=', v.from)
          .where('time', '<', v.to)
          .where('received_at', '<=', v.receivedBy)
          .where('superseded_at', '>', v.receivedBy)
          .select(ALL),
      );
  return {
    find: prepare((v: Key) => one(v).select(ALL)),
    insert: prepare((v: QuoteRow) => db.insertInto('quotes').values(pick(v))),
    update: prepare((v: QuoteRow) => {
      const { instrument, time, ...rest } = pick(v);
      return db.updateTable('quotes').set(rest).where('instrument', '=', instrument).where('time', '=', time);
    }),
    keep: prepare((v: Key & { superseded_at: number }) =>
      db
        .insertInto('quote_revisions')
        .columns([...ALL, 'superseded_at'])
        .expression(one(v).select((eb) => [...ALL, eb.val(v.superseded_at).as('superseded_at')])),
    ),
    span: prepare((v: Span) => spanBy(v).orderBy('time')),
    newest: prepare((v: Span) => spanBy(v).orderBy('time', 'desc').limit(1)),
    replaced: prepare((v: Omit<Span, 'receivedBy'>) =>
      db
        .selectFrom('quote_revisions')
        .select(ALL)
        .where('instrument', '=', v.instrument)
        .where('time', '>=', v.from)
        .where('time', '<', v.to)
        .orderBy('seq'),
    ),
    nextInstrument: prepare((v: { after: string }) =>
      db
        .selectFrom('quotes')
        .select('instrument')
        .where('instrument', '>', v.after)
        .orderBy('instrument')
        .limit(1),
    ),
  };
}

/** Quotes by instrument and their own time. Every method runs on the connection it is given. */
export class QuoteTable {
  readonly #sql: ReturnType<typeof statements>;

  constructor(db: Kysely<Schema>) {
    this.#sql = statements(db);
  }

  async find(on: SqlConnection, key: Pick<Quote, 'instrument' | 'time'>): Promise<Quote | undefined> {
    const [row] = await on.all(this.#sql.find, { instrument: key.instrument, time: key.time });
    return row && quoteOf(row);
  }

  /** Revision 1 is new; a later one takes the place of the stored one, which is kept aside. */
  async write(on: SqlConnection, quote: Quote): Promise<void> {
    const row = rowOf(quote);
    if (quote.revision === 1) return on.run(this.#sql.insert, row);
    await on.run(this.#sql.keep, { ...row, superseded_at: row.received_at });
    await on.run(this.#sql.update, row);
  }

  async span(
    on: SqlConnection,
    instrument: InstrumentId,
    from: UtcMs,
    to: UtcMs,
    receivedBy?: UtcMs,
  ): Promise<Quote[]> {
    const rows = await on.all(this.#sql.span, { instrument, from, to, receivedBy: receivedBy ?? ANY_TIME });
    return rows.map(quoteOf);
  }

  /** Revisions of quotes of `[from, to)` that were replaced, in the order in which they were stored. */
  async superseded(on: SqlConnection, instrument: InstrumentId, from: UtcMs, to: UtcMs): Promise<Quote[]> {
    return (await on.all(this.#sql.replaced, { instrument, from, to })).map(quoteOf);
  }

  /** The newest quote of one instrument with time before `to`. */
  async newestBefore(
    on: SqlConnection,
    instrument: string,
    to: number,
    receivedBy?: UtcMs,
  ): Promise<Quote | undefined> {
    const [row] = await on.all(this.#sql.newest, {
      instrument,
      from: -ANY_TIME,
      to,
      receivedBy: receivedBy ?? ANY_TIME,
    });
    return row && quoteOf(row);
  }

  /** The newest quote of each instrument at `asOf`, by instrument: one seek each, however long the history is. */
  async latest(on: SqlConnection, asOf: UtcMs, receivedBy?: UtcMs): Promise<Quote[]> {
    const quotes: Quote[] = [];
    let [next] = await on.all(this.#sql.nextInstrument, { after: '' });
    while (next !== undefined) {
      const quote = await this.newestBefore(on, next.instrument, asOf + 1, receivedBy);
      if (quote !== undefined) quotes.push(quote);
      [next] = await on.all(this.#sql.nextInstrument, { after: next.instrument });
    }
    return quotes;
  }
}
