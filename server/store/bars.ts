import type { Kysely } from 'kysely';
import type { Bar } from '../../shared/market/bar.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { BarColumns } from '../../shared/protocol/resources.ts';
import { asSeq, asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import type { BarRow, Schema, Superseded } from './schema.ts';
import { prepare, type SqlConnection } from './statement.ts';
import type { BarQuery } from './store.ts';

/** In the order of `BarColumns`; the first two are the same for a whole query and stay out of windows. */
const KEY = ['instrument', 'interval'] as const;
const FIGURES = [
  'open_time',
  'close_time',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'provider',
  'provenance',
  'received_at',
  'revision',
  'seq',
] as const;
const ALL = [...KEY, ...FIGURES] as const;

type Key = Pick<BarRow, 'instrument' | 'interval' | 'open_time'>;
type Span = Pick<BarRow, 'instrument' | 'interval'> & { from: number; to: number };
type SpanBy = Span & { receivedBy: number };

const rowOf = (bar: Bar): BarRow => ({
  instrument: bar.instrument,
  interval: bar.interval,
  open_time: bar.openTime,
  close_time: bar.closeTime,
  open: bar.open,
  high: bar.high,
  low: bar.low,
  close: bar.close,
  volume: bar.volume,
  provider: bar.provider,
  provenance: bar.provenance,
  received_at: bar.receivedAt,
  revision: bar.revision,
  seq: bar.seq,
});

const barOf = (row: BarRow): Bar => ({
  instrument: row.instrument as InstrumentId,
  interval: row.interval,
  openTime: asUtcMs(row.open_time),
  closeTime: asUtcMs(row.close_time),
  open: row.open,
  high: row.high,
  low: row.low,
  close: row.close,
  volume: row.volume,
  provider: row.provider,
  provenance: row.provenance,
  receivedAt: asUtcMs(row.received_at),
  revision: row.revision,
  seq: asSeq(row.seq),
});

function reading(db: Kysely<Schema>) {
  const span = (v: Span) =>
    db
      .selectFrom('bars')
      .where('instrument', '=', v.instrument)
      .where('interval', '=', v.interval)
      .where('open_time', '>=', v.from)
      .where('open_time', '<', v.to);
  const oldSpan = (v: Span) =>
    db
      .selectFrom('bar_revisions')
      .where('instrument', '=', v.instrument)
      .where('interval', '=', v.interval)
      .where('open_time', '>=', v.from)
      .where('open_time', '<', v.to);
  // As it stood then: not yet replaced, in either table.
  const spanBy = (v: SpanBy) =>
    span(v)
      .where('received_at', '<=', v.receivedBy)
      .select(ALL)
      .unionAll(
        oldSpan(v)
          .where('received_at', '<=', v.receivedBy)
          .where('superseded_at', '>', v.receivedBy)
          .select(ALL),
      )
      .orderBy('open_time');
  return {
    span: prepare((v: Span) => span(v).select(FIGURES).orderBy('open_time')),
    spanBy: prepare((v: SpanBy) => db.selectFrom(spanBy(v).as('then')).select(FIGURES).orderBy('open_time')),
    superseded: prepare((v: SpanBy) =>
      oldSpan(v)
        .where('received_at', '<=', v.receivedBy)
        .select(FIGURES)
        .orderBy('open_time')
        .orderBy('revision'),
    ),
    page: prepare((v: Span & { limit: number }) => span(v).select(ALL).orderBy('open_time').limit(v.limit)),
    pageBy: prepare((v: SpanBy & { limit: number }) => spanBy(v).limit(v.limit)),
    simulated: prepare((v: Span) =>
      span(v).where('provenance', '=', 'simulated').select('open_time').limit(1),
    ),
    openTimes: prepare((v: Span) => span(v).select('open_time').orderBy('open_time')),
    last: prepare((v: Pick<BarRow, 'instrument' | 'interval'> & { closedBy: number }) =>
      db
        .selectFrom('bars')
        .select(ALL)
        .where('instrument', '=', v.instrument)
        .where('interval', '=', v.interval)
        .where('close_time', '<=', v.closedBy)
        .orderBy('open_time', 'desc')
        .limit(1),
    ),
  };
}

function writing(db: Kysely<Schema>) {
  const one = (v: Key) =>
    db
      .selectFrom('bars')
      .where('instrument', '=', v.instrument)
      .where('interval', '=', v.interval)
      .where('open_time', '=', v.open_time);
  return {
    find: prepare((v: Key) => one(v).select(ALL)),
    insert: prepare((v: BarRow) => db.insertInto('bars').values(pick(v))),
    update: prepare((v: BarRow) => {
      const { instrument, interval, open_time, ...rest } = pick(v);
      return db
        .updateTable('bars')
        .set(rest)
        .where('instrument', '=', instrument)
        .where('interval', '=', interval)
        .where('open_time', '=', open_time);
    }),
    keep: prepare((v: Key & Pick<Superseded<BarRow>, 'superseded_at'>) =>
      db
        .insertInto('bar_revisions')
        .columns([...ALL, 'superseded_at'])
        .expression(one(v).select((eb) => [...ALL, eb.val(v.superseded_at).as('superseded_at')])),
    ),
  };
}

/** Reads every column off the slots, so that each is bound by name. */
const pick = (v: BarRow): BarRow => ({
  instrument: v.instrument,
  interval: v.interval,
  open_time: v.open_time,
  close_time: v.close_time,
  open: v.open,
  high: v.high,
  low: v.low,
  close: v.close,
  volume: v.volume,
  provider: v.provider,
  provenance: v.provenance,
  received_at: v.received_at,
  revision: v.revision,
  seq: v.seq,
});

const ANY_TIME = 8.64e15;

/** Bars by instrument, interval and open time. Every method runs on the connection it is given. */
export class BarTable {
  readonly #read: ReturnType<typeof reading>;
  readonly #write: ReturnType<typeof writing>;

  constructor(db: Kysely<Schema>) {
    this.#read = reading(db);
    this.#write = writing(db);
  }

  async find(on: SqlConnection, key: Pick<Bar, 'instrument' | 'interval' | 'openTime'>) {
    const [row] = await on.all(this.#write.find, {
      instrument: key.instrument,
      interval: key.interval,
      open_time: key.openTime,
    });
    return row && barOf(row);
  }

  /** Revision 1 is new; a later one takes the place of the stored one, which is kept aside. */
  async write(on: SqlConnection, bar: Bar): Promise<void> {
    const row = rowOf(bar);
    if (bar.revision === 1) return on.run(this.#write.insert, row);
    await on.run(this.#write.keep, { ...row, superseded_at: row.received_at });
    await on.run(this.#write.update, row);
  }

  async columns(on: SqlConnection, query: BarQuery): Promise<BarColumns> {
    const rows =
      query.receivedBy === undefined
        ? await on.arrays(this.#read.span, spanOf(query))
        : await on.arrays(this.#read.spanBy, spanByOf(query));
    return columnsOf(query, rows);
  }

  async superseded(on: SqlConnection, query: BarQuery): Promise<BarColumns> {
    return columnsOf(query, await on.arrays(this.#read.superseded, spanByOf(query)));
  }

  /** At most `limit` bars of the range, in order of open time. */
  async page(on: SqlConnection, query: BarQuery, limit: number): Promise<Bar[]> {
    const rows =
      query.receivedBy === undefined
        ? await on.all(this.#read.page, { ...spanOf(query), limit })
        : await on.all(this.#read.pageBy, { ...spanByOf(query), limit });
    return rows.map(barOf);
  }

  async last(on: SqlConnection, instrument: InstrumentId, interval: BarInterval, closedBy: UtcMs) {
    const [row] = await on.all(this.#read.last, { instrument, interval, closedBy });
    return row && barOf(row);
  }

  async hasSimulated(on: SqlConnection, query: BarQuery): Promise<boolean> {
    return (await on.arrays(this.#read.simulated, spanOf(query))).length > 0;
  }

  async openTimes(on: SqlConnection, query: BarQuery): Promise<readonly UtcMs[]> {
    return (await on.arrays(this.#read.openTimes, spanOf(query))).map(([time]) => time as UtcMs);
  }
}

const spanOf = ({ instrument, interval, from, to }: BarQuery): Span => ({ instrument, interval, from, to });
const spanByOf = (query: BarQuery): SpanBy => ({
  ...spanOf(query),
  receivedBy: query.receivedBy ?? ANY_TIME,
});

function columnsOf(query: BarQuery, rows: readonly (readonly unknown[])[]): BarColumns {
  // One array per selected figure, in their order; the types are those of the STRICT table.
  const figures = FIGURES.map((_, at) => rows.map((row) => row[at])) as unknown[][];
  const [
    openTime,
    closeTime,
    open,
    high,
    low,
    close,
    volume,
    provider,
    provenance,
    receivedAt,
    revision,
    seq,
  ] = figures;
  return {
    instrument: query.instrument,
    interval: query.interval,
    ...({
      openTime,
      closeTime,
      open,
      high,
      low,
      close,
      volume,
      provider,
      provenance,
      receivedAt,
      revision,
      seq,
    } as Omit<BarColumns, 'instrument' | 'interval'>),
  };
}
