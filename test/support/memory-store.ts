import { barColumnsOf } from '../../server/store/bar-columns.ts';
import { type Entry, entriesOf } from '../../server/store/entries.ts';
import type {
  AcceptedChange,
  BarQuery,
  ChangesSince,
  HeadlineQuery,
  IncomingKeys,
  Known,
  RecordPlace,
  Store,
  WindowQuery,
} from '../../server/store/store.ts';
import type { MarketEvent } from '../../shared/event/event.ts';
import { type Bar, barKey } from '../../shared/market/bar.ts';
import { type Quote, quoteKey } from '../../shared/market/quote.ts';
import type { Headline } from '../../shared/news/headline.ts';
import { type Change, changeKey } from '../../shared/protocol/change.ts';
import type { BarColumns, WindowResource } from '../../shared/protocol/resources.ts';
import { type RecordCollection, recordKey, type UserRecord } from '../../shared/record/user-record.ts';
import { asSeq, asUtcMs, type Seq, type UtcMs } from '../../shared/time/instant.ts';

type Stored = { seq: Seq; receivedAt: UtcMs };

/** Every revision of every record of one kind, by key, oldest first. */
class Revisions<T extends Stored> {
  readonly byKey = new Map<string, T[]>();

  add(key: string, record: T): void {
    const known = this.byKey.get(key);
    if (known) known.push(record);
    else this.byKey.set(key, [record]);
  }

  latest(key: string, receivedBy?: UtcMs): T | undefined {
    return (this.byKey.get(key) ?? []).findLast(
      (r) => receivedBy === undefined || r.receivedAt <= receivedBy,
    );
  }

  /** Those that were replaced, in the order in which they were stored. */
  superseded(): T[] {
    return [...this.byKey.values()]
      .flatMap((revisions) => revisions.slice(0, -1))
      .sort((a, b) => a.seq - b.seq);
  }

  all(receivedBy?: UtcMs): T[] {
    return [...this.byKey.keys()].flatMap((key) => this.latest(key, receivedBy) ?? []);
  }
}

function inQuery(query: BarQuery): (bar: Bar) => boolean {
  return (b) =>
    b.instrument === query.instrument &&
    b.interval === query.interval &&
    b.openTime >= query.from &&
    b.openTime < query.to;
}

/** The Store interface on plain maps, held to the contract of stores: for tests of what stands above. Nothing is durable. */
export class MemoryStore implements Store {
  readonly storeId: string;
  private readonly entries: Change[] = [];
  private readonly barRows = new Revisions<Bar>();
  private readonly quoteRows = new Revisions<Quote>();
  private readonly headlineRows = new Revisions<Headline>();
  private readonly eventRows = new Revisions<MarketEvent>();
  private readonly userRows = new Revisions<UserRecord>();
  private readonly holes = new Map<string, { from: UtcMs; to: UtcMs }[]>();
  private floorSeq = asSeq(0);

  constructor(storeId = 'memory') {
    this.storeId = storeId;
  }

  async head(): Promise<Seq> {
    return asSeq(this.entries.length);
  }

  async floor(): Promise<Seq> {
    return this.floorSeq;
  }

  async transact(
    _incoming: IncomingKeys,
    decide: (known: Known) => readonly AcceptedChange[],
  ): Promise<readonly Change[]> {
    const accepted = decide({
      bar: (key) => this.barRows.latest(barKey(key)),
      quote: (key) => this.quoteRows.latest(quoteKey(key)),
      headline: (id) => this.headlineRows.latest(id),
      event: (slug) => this.eventRows.latest(slug),
      record: (place) => this.userRows.latest(recordKey(place)),
      newestReceivedAt: this.entries.at(-1)?.record.receivedAt ?? null,
    });
    return entriesOf(accepted).map((entry) => this.append(entry));
  }

  private append(entry: Entry): Change {
    const seq = asSeq(this.entries.length + 1);
    const change = { kind: entry.kind, record: { ...entry.record, seq } } as Change;
    this.entries.push(change);
    const key = changeKey(change);
    if (entry.kind === 'history')
      for (const bar of entry.bars) this.barRows.add(barKey(bar), { ...bar, seq });
    else if (change.kind === 'bar') this.barRows.add(key, change.record);
    else if (change.kind === 'quote') this.quoteRows.add(key, change.record);
    else if (change.kind === 'headline') this.headlineRows.add(key, change.record);
    else if (change.kind === 'event') this.eventRows.add(key, change.record);
    else if (change.kind === 'record') this.userRows.add(key, change.record);
    return change;
  }

  async changesSince(since: Seq, limit: number): Promise<ChangesSince> {
    if (since < this.floorSeq) return { type: 'below-floor' };
    if (since > this.entries.length) return { type: 'ahead-of-head' };
    const taken = this.entries.slice(since, since + limit);
    const latest = new Map<string, Change>();
    for (const change of taken) {
      const key = `${change.kind}|${changeKey(change)}`;
      latest.delete(key);
      latest.set(key, change);
    }
    const to = asSeq(since + taken.length);
    return {
      type: 'changes',
      from: since,
      to,
      more: to < this.entries.length,
      changes: [...latest.values()],
    };
  }

  async seqBefore(time: UtcMs): Promise<Seq> {
    const at = this.entries.findLastIndex((c) => c.record.receivedAt < time);
    return asSeq(Math.max(at + 1, this.floorSeq));
  }

  async journal(since: Seq, limit: number): Promise<readonly Change[]> {
    return this.entries.slice(Math.max(since, this.floorSeq), Math.max(since, this.floorSeq) + limit);
  }

  async bars(query: BarQuery): Promise<BarColumns> {
    return barColumnsOf(query, this.barsOf(query));
  }

  private barsOf(query: BarQuery): Bar[] {
    return this.barRows
      .all(query.receivedBy)
      .filter(inQuery(query))
      .sort((a, b) => a.openTime - b.openTime);
  }

  async supersededBars(query: BarQuery): Promise<BarColumns> {
    const older = this.barRows
      .superseded()
      .filter(inQuery(query))
      .filter((b) => query.receivedBy === undefined || b.receivedAt <= query.receivedBy)
      .sort((a, b) => a.openTime - b.openTime || a.revision - b.revision);
    return barColumnsOf(query, older);
  }

  async *barPages(query: BarQuery & { pageSize?: number }): AsyncGenerator<readonly Bar[]> {
    const rows = this.barsOf(query);
    const size = query.pageSize ?? 1000;
    for (let at = 0; at < rows.length; at += size) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      yield rows.slice(at, at + size);
    }
  }

  async lastBar(instrument: Bar['instrument'], interval: Bar['interval'], closedBy: UtcMs) {
    return this.barRows
      .all()
      .filter((b) => b.instrument === instrument && b.interval === interval && b.closeTime <= closedBy)
      .sort((a, b) => a.closeTime - b.closeTime)
      .at(-1);
  }

  async hasSimulatedBars(query: Omit<BarQuery, 'receivedBy'>): Promise<boolean> {
    return this.barsOf(query).some((b) => b.provenance === 'simulated');
  }

  async openTimes(instrument: Bar['instrument'], interval: Bar['interval'], from: UtcMs, to: UtcMs) {
    return this.barsOf({ instrument, interval, from, to }).map((b) => b.openTime);
  }

  async quotes(instrument: Quote['instrument'], from: UtcMs, to: UtcMs, receivedBy?: UtcMs) {
    return this.quoteRows
      .all(receivedBy)
      .filter((q) => q.instrument === instrument && q.time >= from && q.time < to)
      .sort((a, b) => a.time - b.time);
  }

  async latestQuotes(asOf: UtcMs, receivedBy?: UtcMs): Promise<readonly Quote[]> {
    const latest = new Map<string, Quote>();
    for (const quote of this.quoteRows.all(receivedBy)) {
      const known = latest.get(quote.instrument);
      if (quote.time <= asOf && (!known || known.time < quote.time)) latest.set(quote.instrument, quote);
    }
    return [...latest.values()].sort((a, b) => (a.instrument < b.instrument ? -1 : 1));
  }

  async headlines(query: HeadlineQuery): Promise<readonly Headline[]> {
    const words = (query.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const { before } = query;
    return this.headlineRows
      .all(query.receivedBy)
      .filter((h) => h.time >= query.from && h.time < query.to)
      .filter((h) => query.side === undefined || h.side === query.side)
      .filter((h) => query.storyId === undefined || h.storyId === query.storyId)
      .filter((h) => words.every((word) => h.title.toLowerCase().includes(word)))
      .filter((h) => !before || h.time < before.time || (h.time === before.time && h.id < before.id))
      .sort((a, b) => b.time - a.time || (a.id < b.id ? 1 : -1))
      .slice(0, query.limit);
  }

  async newestHeadlineTime(feed: string): Promise<UtcMs | null> {
    const times = this.headlineRows.all().flatMap((h) => (h.feed === feed ? [h.time] : []));
    return times.length === 0 ? null : (Math.max(...times) as UtcMs);
  }

  async events(): Promise<readonly MarketEvent[]> {
    const first = (e: MarketEvent): number => e.anchors[0]?.time ?? 0;
    return this.eventRows
      .all()
      .filter((e) => !e.deleted)
      .sort((a, b) => first(a) - first(b));
  }

  async eventRevisions(slug: string): Promise<readonly MarketEvent[]> {
    return this.eventRows.byKey.get(slug) ?? [];
  }

  async event(slug: string): Promise<MarketEvent | undefined> {
    const latest = this.eventRows.latest(slug);
    return latest?.deleted ? undefined : latest;
  }

  private shownRecords(): UserRecord[] {
    const shown = this.userRows.all().filter((r) => !r.deleted);
    return shown.sort((a, b) => (recordKey(a) < recordKey(b) ? -1 : 1));
  }

  async records(collection: RecordCollection): Promise<readonly UserRecord[]> {
    return this.shownRecords().filter((r) => r.collection === collection);
  }

  async record(place: RecordPlace): Promise<UserRecord | undefined> {
    const latest = this.userRows.latest(recordKey(place));
    return latest?.deleted ? undefined : latest;
  }

  async recordRevisions(place: RecordPlace): Promise<readonly UserRecord[]> {
    return this.userRows.byKey.get(recordKey(place)) ?? [];
  }

  async window(query: WindowQuery): Promise<WindowResource> {
    const bars: BarColumns[] = [];
    const supersededBars: BarColumns[] = [];
    const quotes: Quote[] = [];
    const within = ({ time }: { time: UtcMs }): boolean => time >= query.from && time < query.to;
    for (const instrument of query.instruments) {
      for (const interval of query.intervals) {
        const from = interval === '1d' ? (query.dailyFrom ?? query.from) : query.from;
        const barQuery = { instrument, interval, from, to: query.to };
        const columns = await this.bars(barQuery);
        if (columns.openTime.length > 0) bars.push(columns);
        if (!query.withSuperseded) continue;
        const older = await this.supersededBars(barQuery);
        if (older.openTime.length > 0) supersededBars.push(older);
      }
      const before = (await this.quotes(instrument, asUtcMs(0), query.from)).at(-1);
      if (before !== undefined) quotes.push(before);
      const replaced = this.quoteRows.superseded().filter((q) => q.instrument === instrument && within(q));
      if (query.withSuperseded) quotes.push(...replaced);
      quotes.push(...(await this.quotes(instrument, query.from, query.to)));
    }
    const older = query.withSuperseded ? this.headlineRows.superseded().filter(within) : [];
    const headlines = await this.headlines({ from: query.from, to: query.to, limit: 1_000_000 });
    return {
      storeId: this.storeId,
      seq: asSeq(this.entries.length),
      from: query.from,
      to: query.to,
      bars,
      supersededBars,
      quotes,
      headlines: [...older, ...headlines.toReversed()],
      events: [...(await this.events())],
      ...(query.withRecords && { records: this.shownRecords() }),
    };
  }

  async markLost(instrument: Bar['instrument'], interval: Bar['interval'], from: UtcMs, to: UtcMs) {
    const key = `${instrument}|${interval}`;
    const known = this.holes.get(key) ?? [];
    if (known.some((hole) => hole.from === from && hole.to === to)) return;
    this.holes.set(
      key,
      [...known, { from, to }].sort((a, b) => a.from - b.from),
    );
  }

  async lostHoles(instrument: Bar['instrument'], interval: Bar['interval']) {
    return this.holes.get(`${instrument}|${interval}`) ?? [];
  }

  async raiseFloor(seq: Seq): Promise<void> {
    this.floorSeq = asSeq(Math.max(this.floorSeq, Math.min(seq, this.entries.length)));
  }

  async close(): Promise<void> {}
}
