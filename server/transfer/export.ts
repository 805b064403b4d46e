import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Headline, Side } from '../../shared/news/headline.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import { type BarRow, type BarSince, barTable, barTableSince } from '../../shared/table/bar.ts';
import { headerLine, lineWriter, type Table } from '../../shared/table/column.ts';
import { eventTable } from '../../shared/table/event.ts';
import { headlineTable } from '../../shared/table/headline.ts';
import { journalTable } from '../../shared/table/journal.ts';
import { quoteTable } from '../../shared/table/quote.ts';
import { asSeq, asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import type { BarQuery, HeadlineQuery, Store } from '../store/store.ts';
import type { Range } from './event-range.ts';
import { eventsThrough } from './gate.ts';

const PAGE = 1000;

/** A table on its way out: text in parts of about a page, and whether any row of it is simulated. */
export interface CsvExport {
  readonly what: string;
  readonly simulated: boolean;
  readonly parts: AsyncIterable<string>;
}

type Pages<T> = AsyncIterable<readonly T[]>;

/** The lines of all pages, one part a page. Ending the loop early ends the query behind it. */
async function* partsOf<Row>(table: Table<Row>, pages: Pages<Row>): AsyncGenerator<string> {
  const line = lineWriter(table);
  yield headerLine(table);
  for await (const page of pages) {
    const lines: string[] = [];
    for (const row of page) lines.push(line(row));
    if (lines.length > 0) yield lines.join('');
  }
}

/** Whether anything in the pages is simulated; stops at the first that is. */
async function anySimulated<T>(pages: Pages<T>, provenanceOf: (item: T) => string): Promise<boolean> {
  for await (const page of pages) {
    if (page.some((item) => provenanceOf(item) === 'simulated')) return true;
  }
  return false;
}

async function* pagesOf<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < items.length; at += PAGE) {
    yield items.slice(at, at + PAGE);
    await turnOfTheLoop();
  }
}

export interface BarChoice {
  readonly instruments: readonly Instrument[];
  readonly intervals: readonly BarInterval[];
  readonly range: Range;
  readonly gate: Gate | null;
  /** Null = each exchange's own. */
  readonly zone: string | null;
  readonly since: { readonly event: string; readonly anchor: string; readonly t0: UtcMs } | null;
}

async function* barRows(store: Store, choice: BarChoice): AsyncGenerator<readonly BarRow[]> {
  const { gate, zone } = choice;
  for (const instrument of choice.instruments) {
    const timeZone = zone ?? instrument.timeZone;
    for (const interval of choice.intervals) {
      const query: BarQuery = {
        instrument: instrument.id,
        interval,
        ...choice.range,
        ...(gate?.basis === 'known' ? { receivedBy: gate.asOf } : {}),
      };
      for await (const page of store.barPages({ ...query, pageSize: PAGE })) {
        const seen = gate === null ? page : page.filter((bar) => bar.closeTime <= gate.asOf);
        yield seen.map((bar) => ({ bar, instrument, timeZone }));
      }
    }
  }
}

/** Close of the last finished bar at or before T0, from whichever interval reaches closest; finer wins a tie. */
async function baseAt(
  store: Store,
  instrument: Instrument,
  t0: UtcMs,
  gate: Gate | null,
): Promise<number | null> {
  if (gate !== null && t0 > gate.asOf) return null;
  let base: { price: number; time: number } | null = null;
  for (const interval of ['1m', '5m', '1h', '1d'] as const) {
    const bar = await store.lastBar(instrument.id, interval, t0);
    if (bar === undefined || (gate?.basis === 'known' && bar.receivedAt > gate.asOf)) continue;
    if (base === null || bar.closeTime > base.time) base = { price: bar.close, time: bar.closeTime };
  }
  return base?.price ?? null;
}

async function barTableFor(store: Store, choice: BarChoice): Promise<Table<BarRow>> {
  const { since, gate } = choice;
  if (since === null) return barTable;
  const bases = new Map<string, BarSince>();
  for (const instrument of choice.instruments) {
    const basePrice = await baseAt(store, instrument, since.t0, gate);
    bases.set(instrument.id, { ...since, basePrice });
  }
  return barTableSince((row) => bases.get(row.bar.instrument) as BarSince);
}

/** Exact either way: through a gate row by row, without one by the store's own cheap look. */
async function anySimulatedBar(store: Store, choice: BarChoice): Promise<boolean> {
  if (choice.gate !== null) return anySimulated(barRows(store, choice), (row) => row.bar.provenance);
  for (const { id } of choice.instruments) {
    for (const interval of choice.intervals) {
      if (await store.hasSimulatedBars({ instrument: id, interval, ...choice.range })) return true;
    }
  }
  return false;
}

/** Bars by instrument, interval and start. */
export async function exportBars(store: Store, choice: BarChoice): Promise<CsvExport> {
  const simulated = await anySimulatedBar(store, choice);
  return {
    what: 'bars',
    simulated,
    parts: partsOf(await barTableFor(store, choice), barRows(store, choice)),
  };
}

export interface QuoteChoice {
  readonly instruments: readonly Instrument[];
  readonly range: Range;
  readonly gate: Gate | null;
  readonly zone: string | null;
}

async function* quoteRows(store: Store, { instruments, range, gate, zone }: QuoteChoice) {
  const to = gate === null ? range.to : asUtcMs(Math.min(range.to, gate.asOf + 1));
  const received = gate?.basis === 'known' ? gate.asOf : undefined;
  for (const instrument of instruments) {
    const quotes = await store.quotes(instrument.id, range.from, to, received);
    const timeZone = zone ?? instrument.timeZone;
    yield* pagesOf(quotes.map((quote) => ({ quote, instrument, timeZone })));
  }
}

export async function exportQuotes(store: Store, choice: QuoteChoice): Promise<CsvExport> {
  const simulated = await anySimulated(quoteRows(store, choice), (row) => row.quote.provenance);
  return { what: 'quotes', simulated, parts: partsOf(quoteTable, quoteRows(store, choice)) };
}

export interface HeadlineChoice {
  readonly range: Range;
  readonly gate: Gate | null;
  readonly side: Side | null;
  readonly text: string;
  readonly storyId: string | null;
}

export function headlineQuery(choice: HeadlineChoice): Omit<HeadlineQuery, 'limit' | 'before'> {
  const { range, gate, side, text, storyId } = choice;
  return {
    from: range.from,
    to: gate === null ? range.to : asUtcMs(Math.min(range.to, gate.asOf + 1)),
    ...(side === null ? {} : { side }),
    ...(text === '' ? {} : { text }),
    ...(storyId === null ? {} : { storyId }),
    ...(gate?.basis === 'known' ? { receivedBy: gate.asOf } : {}),
  };
}

async function* headlinePages(store: Store, choice: HeadlineChoice): AsyncGenerator<readonly Headline[]> {
  const query = headlineQuery(choice);
  let before: { time: UtcMs; id: string } | undefined;
  for (;;) {
    const page = await store.headlines({ ...query, limit: PAGE, ...(before ? { before } : {}) });
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    before = { time: last.time, id: last.id };
    await turnOfTheLoop();
  }
}

/** Newest first, as the list on the page. */
export async function exportHeadlines(store: Store, choice: HeadlineChoice): Promise<CsvExport> {
  const simulated = await anySimulated(headlinePages(store, choice), (h) => h.provenance);
  return { what: 'headlines', simulated, parts: partsOf(headlineTable, headlinePages(store, choice)) };
}

export async function exportEvents(store: Store, gate: Gate | null): Promise<CsvExport> {
  const events = eventsThrough(await store.events(), gate);
  return { what: 'events', simulated: false, parts: partsOf(eventTable, pagesOf(events)) };
}

function seenBy(gate: Gate): (change: Change) => boolean {
  return ({ kind, record }) => {
    // An event tells how it went, so here it counts from when it was stored, by either basis.
    if (kind === 'event' || gate.basis === 'known') {
      if (record.receivedAt > gate.asOf) return false;
    }
    if (kind === 'event') return true;
    if (kind === 'history') return record.to <= gate.asOf;
    return (kind === 'bar' ? record.closeTime : record.time) <= gate.asOf;
  };
}

async function* journalPages(store: Store, gate: Gate | null): AsyncGenerator<readonly Change[]> {
  let since = await store.floor();
  for (;;) {
    const page = await store.journal(since, PAGE);
    yield gate === null ? page : page.filter(seenBy(gate));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    since = asSeq(last.record.seq);
    await turnOfTheLoop();
  }
}

export async function exportJournal(store: Store, gate: Gate | null): Promise<CsvExport> {
  const simulated = await anySimulated(journalPages(store, gate), ({ kind, record }) =>
    kind === 'event' || kind === 'history' ? '' : record.provenance,
  );
  return { what: 'journal', simulated, parts: partsOf(journalTable, journalPages(store, gate)) };
}
