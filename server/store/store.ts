import type { IncomingEvent, MarketEvent } from '../../shared/event/event.ts';
import type { Bar, IncomingBar } from '../../shared/market/bar.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { IncomingQuote, Quote } from '../../shared/market/quote.ts';
import type { Headline, Side } from '../../shared/news/headline.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { BarColumns, WindowResource } from '../../shared/protocol/resources.ts';
import type { RecordCollection, UserRecord } from '../../shared/record/user-record.ts';
import type { Seq, UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';

/** A record that `accept` found new or corrected: everything but its seq, which the commit gives. */
export type Unsequenced<T> = Omit<T, 'seq'>;
export type AcceptedChange =
  | { kind: 'bar'; record: Unsequenced<Bar> }
  | { kind: 'quote'; record: Unsequenced<Quote> }
  | { kind: 'headline'; record: Unsequenced<Headline> }
  | { kind: 'event'; record: Unsequenced<MarketEvent> }
  | { kind: 'record'; record: Unsequenced<UserRecord> };

/** What the store already holds for the keys of an incoming batch. */
export interface Known {
  bar(key: Pick<IncomingBar, 'instrument' | 'interval' | 'openTime'>): Bar | undefined;
  quote(key: Pick<IncomingQuote, 'instrument' | 'time'>): Quote | undefined;
  headline(id: string): Headline | undefined;
  /** Also a deleted one. */
  event(slug: IncomingEvent['slug']): MarketEvent | undefined;
  /** Also a deleted one. */
  record(place: RecordPlace): UserRecord | undefined;
  /** When the newest change of the journal was received; no later change may be stamped earlier. Null when empty. */
  readonly newestReceivedAt: UtcMs | null;
}

/** What a person's record is found by. */
export type RecordPlace = Pick<UserRecord, 'collection' | 'id'>;

export interface BarQuery {
  readonly instrument: InstrumentId;
  readonly interval: BarInterval;
  /** openTime in `[from, to)`. */
  readonly from: UtcMs;
  readonly to: UtcMs;
  /** Only what had been received by then (latest revision of each at that instant). */
  readonly receivedBy?: UtcMs;
}

export interface HeadlineQuery {
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly side?: Side;
  /** Case-insensitive words, all of which must occur in the title. */
  readonly text?: string;
  readonly storyId?: string;
  readonly receivedBy?: UtcMs;
  /** Newest first; page by (time, id). */
  readonly before?: { time: UtcMs; id: string };
  readonly limit: number;
}

export type ChangesSince =
  | {
      readonly type: 'changes';
      readonly from: Seq;
      readonly to: Seq;
      readonly more: boolean;
      readonly changes: readonly Change[];
    }
  | { readonly type: 'below-floor' }
  | { readonly type: 'ahead-of-head' };

/**
 * The one store: a journal with strictly increasing seq, and tables of the latest revision. All writing goes through
 * `transact`; what it returns was durable before it returned. Errors: StoreError (`full`, `corrupt`, `newer`,
 * `unwritable`, `unavailable`).
 */
export interface Store {
  readonly storeId: string;
  head(): Promise<Seq>;
  /** Lowest `since` that can still be answered with changes. */
  floor(): Promise<Seq>;
  /**
   * Reads what is known for `incoming`, lets `decide` choose, and commits its choice with new seqs, all in one
   * transaction. An empty choice writes nothing. New bars that closed more than 26 h before their `receivedAt` become
   * one `history` change for each instrument and interval, whose seq they share.
   */
  transact(
    incoming: IncomingKeys,
    decide: (known: Known) => readonly AcceptedChange[],
  ): Promise<readonly Change[]>;
  /** Changes in (since, …], at most `limit` journal entries, the latest state per key. */
  changesSince(since: Seq, limit: number): Promise<ChangesSince>;
  /** Seq of the newest entry that was received before `time`; the floor where the journal begins later. */
  seqBefore(time: UtcMs): Promise<Seq>;
  /** Journal rows as they were written, for export: every revision. */
  journal(since: Seq, limit: number): Promise<readonly Change[]>;
  bars(query: BarQuery): Promise<BarColumns>;
  /** Revisions that were superseded within the range. */
  supersededBars(query: BarQuery): Promise<BarColumns>;
  /** Pages of at most 1,000 in key order with a turn of the event loop between them, from a connection of their own. */
  barPages(query: BarQuery & { pageSize?: number }): AsyncIterable<readonly Bar[]>;
  lastBar(instrument: InstrumentId, interval: BarInterval, closedBy: UtcMs): Promise<Bar | undefined>;
  /** Whether the latest revision of any bar of the range is simulated; cheap, for it names a file before its rows. */
  hasSimulatedBars(query: Omit<BarQuery, 'receivedBy'>): Promise<boolean>;
  /** openTimes stored in `[from, to)`, for finding gaps. */
  openTimes(
    instrument: InstrumentId,
    interval: BarInterval,
    from: UtcMs,
    to: UtcMs,
  ): Promise<readonly UtcMs[]>;
  /** Quotes with time in `[from, to)`, in order. */
  quotes(instrument: InstrumentId, from: UtcMs, to: UtcMs, receivedBy?: UtcMs): Promise<readonly Quote[]>;
  latestQuotes(asOf: UtcMs, receivedBy?: UtcMs): Promise<readonly Quote[]>;
  headlines(query: HeadlineQuery): Promise<readonly Headline[]>;
  newestHeadlineTime(feed: string): Promise<UtcMs | null>;
  /** Latest revisions, not deleted, ordered by first anchor. */
  events(): Promise<readonly MarketEvent[]>;
  event(slug: string): Promise<MarketEvent | undefined>;
  /** Every revision of an event, oldest first, also of a deleted one; they outlive the journal. */
  eventRevisions(slug: string): Promise<readonly MarketEvent[]>;
  /** What people keep in a collection: latest revisions, not deleted, by id. */
  records(collection: RecordCollection): Promise<readonly UserRecord[]>;
  record(place: RecordPlace): Promise<UserRecord | undefined>;
  /** Every revision of a record, oldest first, also of a deleted one; they outlive the journal. */
  recordRevisions(place: RecordPlace): Promise<readonly UserRecord[]>;
  /** Besides what lies in the range: the newest quote before it, so that a shut market still shows its last price. */
  window(query: WindowQuery): Promise<WindowResource>;
  /** Marks a hole as one that can no longer be filled; `holes` lists them. */
  markLost(instrument: InstrumentId, interval: BarInterval, from: UtcMs, to: UtcMs): Promise<void>;
  lostHoles(instrument: InstrumentId, interval: BarInterval): Promise<readonly { from: UtcMs; to: UtcMs }[]>;
  /** Moves the journal's floor up to `seq` (exclusive of later entries); tables keep their rows. */
  raiseFloor(seq: Seq): Promise<void>;
  close(): Promise<void>;
}

export interface IncomingKeys {
  readonly bars: readonly Pick<IncomingBar, 'instrument' | 'interval' | 'openTime'>[];
  readonly quotes: readonly Pick<IncomingQuote, 'instrument' | 'time'>[];
  readonly headlineIds: readonly string[];
  readonly eventSlugs: readonly string[];
  readonly records: readonly RecordPlace[];
}

export interface WindowQuery {
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly instruments: readonly InstrumentId[];
  /** Intraday intervals wanted inside `[from, to)`; daily bars reach `dailyFrom`. */
  readonly intervals: readonly BarInterval[];
  readonly dailyFrom?: UtcMs;
  /** Earlier revisions too: of bars apart, of quotes and headlines before the latest ones in the same list. */
  readonly withSuperseded?: boolean;
  /** What people keep, too. */
  readonly withRecords?: boolean;
}

export type StoreErrorKind = 'full' | 'corrupt' | 'newer' | 'unwritable' | 'unavailable';
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;
  constructor(kind: StoreErrorKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}
