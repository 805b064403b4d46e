import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Headline, Side } from '../../shared/news/headline.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import { eventTable } from '../../shared/table/event.ts';
import { headlineTable } from '../../shared/table/headline.ts';
import { journalTable } from '../../shared/table/journal.ts';
import { quoteTable } from '../../shared/table/quote.ts';
import { asSeq, asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import type { HeadlineQuery, Store } from '../store/store.ts';
import { anySimulated, type CsvExport, PAGE, pagesOf, partsOf } from './csv-export.ts';
import type { Range } from './event-range.ts';
import { eventsThrough } from './gate.ts';

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
    // An event tells how it went, and a person's record has no other time: they count from when they were stored, by
    // either basis.
    if (kind === 'event' || kind === 'record' || gate.basis === 'known') {
      if (record.receivedAt > gate.asOf) return false;
    }
    if (kind === 'event' || kind === 'record') return true;
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
  const simulated = await anySimulated(journalPages(store, gate), ({ record }) =>
    'provenance' in record ? record.provenance : '',
  );
  return { what: 'journal', simulated, parts: partsOf(journalTable, journalPages(store, gate)) };
}
