import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Bar } from '../../shared/market/bar.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Quote } from '../../shared/market/quote.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { RecordCollection } from '../../shared/record/user-record.ts';
import { asSeq, asUtcMs, type Seq, type UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import { BarTable } from './bars.ts';
import { type Entry, entriesOf } from './entries.ts';
import { EventTable } from './events.ts';
import { HeadlineTable } from './headlines.ts';
import { HoleTable } from './holes.ts';
import { Journal } from './journal.ts';
import { readKnown } from './known.ts';
import { QuoteTable } from './quotes.ts';
import type { Schema } from './schema.ts';
import type { SqlConnection } from './statement.ts';
import {
  type AcceptedChange,
  type BarQuery,
  type HeadlineQuery,
  type IncomingKeys,
  type Known,
  type RecordPlace,
  type Store,
  StoreError,
  type WindowQuery,
} from './store.ts';
import { UserRecordTable } from './user-records.ts';
import { readWindow, type Tables } from './windows.ts';

/** A connection that can run several statements as one. */
export interface SqlSession extends SqlConnection {
  transaction<T>(
    begin: 'begin' | 'begin immediate',
    work: () => Promise<{ commit: boolean; result: T }>,
  ): Promise<T>;
  read<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface SqlStoreParts {
  readonly storeId: string;
  /** Only types and compiles statements here. */
  readonly db: Kysely<Schema>;
  /** Null in a store opened for reading. */
  readonly writer: SqlSession | null;
  readonly reader: SqlSession;
  readonly openExport: () => SqlSession;
  readonly onClosed: () => void;
}

const MAX_PAGE = 1000;

/** The store on a relational database: every statement is written once, the parts say how it is run. */
export class SqlStore implements Store {
  readonly storeId: string;
  readonly #parts: SqlStoreParts;
  readonly #tables: Tables;
  readonly #holes: HoleTable;

  constructor(parts: SqlStoreParts) {
    this.storeId = parts.storeId;
    this.#parts = parts;
    this.#tables = {
      journal: new Journal(parts.db),
      bars: new BarTable(parts.db),
      quotes: new QuoteTable(parts.db),
      headlines: new HeadlineTable(parts.db),
      events: new EventTable(parts.db),
      records: new UserRecordTable(parts.db),
    };
    this.#holes = new HoleTable(parts.db);
  }

  async transact(
    incoming: IncomingKeys,
    decide: (known: Known) => readonly AcceptedChange[],
  ): Promise<readonly Change[]> {
    const writer = this.#writer();
    return writer.transaction('begin immediate', async () => {
      const newest = await this.#tables.journal.newest(writer);
      const accepted = decide(await readKnown(this.#tables, writer, incoming, newest.receivedAt));
      const changes: Change[] = [];
      let seq: number = newest.seq;
      for (const entry of entriesOf(accepted)) {
        seq += 1;
        changes.push(await this.#write(writer, entry, asSeq(seq)));
      }
      return { commit: changes.length > 0, result: changes };
    });
  }

  async #write(on: SqlConnection, entry: Entry, seq: Seq): Promise<Change> {
    const { bars, quotes, headlines, events, records, journal } = this.#tables;
    const change = { kind: entry.kind, record: { ...entry.record, seq } } as Change;
    if (entry.kind === 'history') {
      for (const bar of entry.bars) await bars.write(on, { ...bar, seq });
    }
    switch (change.kind) {
      case 'bar':
        await bars.write(on, change.record);
        break;
      case 'quote':
        await quotes.write(on, change.record);
        break;
      case 'headline':
        await headlines.write(on, change.record);
        break;
      case 'event':
        await events.write(on, change.record);
        break;
      case 'record':
        await records.write(on, change.record);
        break;
    }
    await journal.append(on, change);
    return change;
  }

  async head() {
    return (await this.#tables.journal.newest(this.#parts.reader)).seq;
  }

  floor() {
    return this.#tables.journal.floor(this.#parts.reader);
  }

  changesSince(since: Seq, limit: number) {
    return this.#read((on) => this.#tables.journal.changesSince(on, since, limit));
  }

  seqBefore(time: UtcMs) {
    return this.#read((on) => this.#tables.journal.seqBefore(on, time));
  }

  journal(since: Seq, limit: number) {
    return this.#tables.journal.entries(this.#parts.reader, since, limit);
  }

  bars(query: BarQuery) {
    return this.#tables.bars.columns(this.#parts.reader, query);
  }

  supersededBars(query: BarQuery) {
    return this.#tables.bars.superseded(this.#parts.reader, query);
  }

  async *barPages(query: BarQuery & { pageSize?: number }): AsyncGenerator<readonly Bar[]> {
    const size = Math.min(Math.max(1, query.pageSize ?? MAX_PAGE), MAX_PAGE);
    // A reader of its own: it may be slow, and nobody should wait behind it.
    const on = this.#parts.openExport();
    try {
      let from = query.from;
      while (from < query.to) {
        const page = await this.#tables.bars.page(on, { ...query, from }, size);
        if (page.length > 0) yield page;
        if (page.length < size) return;
        from = asUtcMs((page.at(-1) as Bar).openTime + 1);
        await turnOfTheLoop();
      }
    } finally {
      await on.close();
    }
  }

  lastBar(instrument: InstrumentId, interval: BarInterval, closedBy: UtcMs) {
    return this.#tables.bars.last(this.#parts.reader, instrument, interval, closedBy);
  }

  hasSimulatedBars(query: Omit<BarQuery, 'receivedBy'>) {
    return this.#tables.bars.hasSimulated(this.#parts.reader, query);
  }

  openTimes(instrument: InstrumentId, interval: BarInterval, from: UtcMs, to: UtcMs) {
    return this.#tables.bars.openTimes(this.#parts.reader, { instrument, interval, from, to });
  }

  quotes(instrument: InstrumentId, from: UtcMs, to: UtcMs, receivedBy?: UtcMs): Promise<readonly Quote[]> {
    return this.#tables.quotes.span(this.#parts.reader, instrument, from, to, receivedBy);
  }

  latestQuotes(asOf: UtcMs, receivedBy?: UtcMs): Promise<readonly Quote[]> {
    return this.#read((on) => this.#tables.quotes.latest(on, asOf, receivedBy));
  }

  headlines(query: HeadlineQuery) {
    return this.#tables.headlines.search(this.#parts.reader, query);
  }

  newestHeadlineTime(feed: string) {
    return this.#tables.headlines.newestTime(this.#parts.reader, feed);
  }

  events() {
    return this.#tables.events.all(this.#parts.reader);
  }

  async event(slug: string) {
    const event = await this.#tables.events.find(this.#parts.reader, slug);
    return event?.deleted ? undefined : event;
  }

  eventRevisions(slug: string) {
    return this.#tables.events.revisions(this.#parts.reader, slug);
  }

  records(collection: RecordCollection) {
    return this.#tables.records.shown(this.#parts.reader, collection);
  }

  async record(place: RecordPlace) {
    const record = await this.#tables.records.find(this.#parts.reader, place);
    return record?.deleted ? undefined : record;
  }

  recordRevisions(place: RecordPlace) {
    return this.#tables.records.revisions(this.#parts.reader, place);
  }

  window(query: WindowQuery) {
    return this.#read((on) => readWindow(this.#tables, on, this.storeId, query));
  }

  async markLost(instrument: InstrumentId, interval: BarInterval, from: UtcMs, to: UtcMs): Promise<void> {
    const writer = this.#writer();
    await writer.transaction('begin immediate', async () => {
      await this.#holes.mark(writer, instrument, interval, from, to);
      return { commit: true, result: undefined };
    });
  }

  lostHoles(instrument: InstrumentId, interval: BarInterval) {
    return this.#holes.of(this.#parts.reader, instrument, interval);
  }

  async raiseFloor(seq: Seq): Promise<void> {
    const writer = this.#writer();
    await writer.transaction('begin immediate', async () => {
      await this.#tables.journal.raiseFloor(writer, seq);
      return { commit: true, result: undefined };
    });
  }

  async close(): Promise<void> {
    await this.#parts.reader.close();
    await this.#parts.writer?.close();
    this.#parts.onClosed();
  }

  #read<T>(work: (on: SqlConnection) => Promise<T>): Promise<T> {
    const { reader } = this.#parts;
    return reader.read(() => work(reader));
  }

  #writer(): SqlSession {
    const { writer } = this.#parts;
    if (writer === null) throw new StoreError('unavailable', 'This store was opened for reading only.');
    return writer;
  }
}
