import type { Quote } from '../../shared/market/quote.ts';
import type { BarColumns, WindowResource } from '../../shared/protocol/resources.ts';
import type { BarTable } from './bars.ts';
import type { EventTable } from './events.ts';
import type { HeadlineTable } from './headlines.ts';
import type { Journal } from './journal.ts';
import type { QuoteTable } from './quotes.ts';
import type { SqlConnection } from './statement.ts';
import type { BarQuery, WindowQuery } from './store.ts';
import type { UserRecordTable } from './user-records.ts';

export interface Tables {
  readonly journal: Journal;
  readonly bars: BarTable;
  readonly quotes: QuoteTable;
  readonly headlines: HeadlineTable;
  readonly events: EventTable;
  readonly records: UserRecordTable;
}

/** Reads a window; `on` must be inside one read transaction, so that everything belongs to one seq. */
export async function readWindow(
  tables: Tables,
  on: SqlConnection,
  storeId: string,
  query: WindowQuery,
): Promise<WindowResource> {
  const bars: BarColumns[] = [];
  const supersededBars: BarColumns[] = [];
  const quotes: Quote[] = [];
  for (const instrument of query.instruments) {
    for (const interval of query.intervals) {
      const from = interval === '1d' ? (query.dailyFrom ?? query.from) : query.from;
      const barQuery: BarQuery = { instrument, interval, from, to: query.to };
      const columns = await tables.bars.columns(on, barQuery);
      if (columns.openTime.length > 0) bars.push(columns);
      if (!query.withSuperseded) continue;
      const older = await tables.bars.superseded(on, barQuery);
      if (older.openTime.length > 0) supersededBars.push(older);
    }
    const before = await tables.quotes.newestBefore(on, instrument, query.from);
    if (before !== undefined) quotes.push(before);
    if (query.withSuperseded)
      quotes.push(...(await tables.quotes.superseded(on, instrument, query.from, query.to)));
    quotes.push(...(await tables.quotes.span(on, instrument, query.from, query.to)));
  }
  return {
    storeId,
    seq: (await tables.journal.newest(on)).seq,
    from: query.from,
    to: query.to,
    bars,
    supersededBars,
    quotes,
    headlines: [
      ...(query.withSuperseded ? await tables.headlines.superseded(on, query.from, query.to) : []),
      ...(await tables.headlines.span(on, query.from, query.to)),
    ],
    events: await tables.events.all(on),
    ...(query.withRecords && { records: await tables.records.shown(on, null) }),
  };
}
