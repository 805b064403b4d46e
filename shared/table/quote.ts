import { z } from 'zod/mini';
import { type Quote, quote } from '../market/quote.ts';
import { percentFrom } from '../timeline/rebase.ts';
import type { InstrumentFacts } from './bar.ts';
import { type Cells, instant, local, number, type Table, text, whole } from './column.ts';

/** What the table holds of a quote; its link, its halt and its revision are in the journal's table. */
export type TableQuote = Omit<Quote, 'url' | 'halted' | 'revision'>;

export interface QuoteRow {
  readonly quote: TableQuote;
  readonly instrument: InstrumentFacts;
  readonly timeZone: string;
}

export const quoteTable: Table<QuoteRow> = {
  what: 'quotes',
  meaning: 'Last known prices, each with its own time, by instrument and time.',
  columns: [
    text('instrument', 'Id of the instrument', (r) => r.quote.instrument),
    text('name', 'Its name', (r) => r.instrument.name),
    instant('time_utc', 'When the price was true at its source', (r) => r.quote.time),
    local(
      'time_local',
      'The same on the clock of `time_zone`',
      (r) => r.quote.time,
      (r) => r.timeZone,
    ),
    text(
      'time_zone',
      "IANA zone of the local time: the exchange's, or the one asked for by `tz`",
      (r) => r.timeZone,
    ),
    number('price', 'price', 'The price', (r) => r.quote.price),
    number(
      'previous_close',
      'price',
      'Close it is measured from; empty where the source names none',
      (r) => r.quote.previousClose,
    ),
    number('change_pct', '%', 'Simple move from the previous close', (r) =>
      r.quote.previousClose === null ? null : percentFrom(r.quote.price, r.quote.previousClose),
    ),
    text('currency', 'ISO 4217', (r) => r.instrument.currency),
    text('provider', 'Who gave the figure', (r) => r.quote.provider),
    text('provenance', 'As in bars', (r) => r.quote.provenance),
    number(
      'delay_minutes',
      'minutes',
      'Documented delay of the free price',
      (r) => r.instrument.delayMinutes,
    ),
    instant('received_at_utc', 'When it was stored here', (r) => r.quote.receivedAt),
    whole('seq', '', 'Place in the journal', (r) => r.quote.seq),
  ],
};

const tableQuote = z.omit(quote, { url: true, halted: true, revision: true });

/** Reads a line of ours back into the record. Throws CsvFault. */
export function readQuote(cells: Cells): TableQuote {
  return cells.checked(tableQuote, {
    instrument: cells.text('instrument'),
    time: cells.instant('time_utc'),
    price: cells.number('price'),
    previousClose: cells.number('previous_close'),
    provider: cells.text('provider'),
    provenance: cells.text('provenance'),
    receivedAt: cells.instant('received_at_utc'),
    seq: cells.number('seq'),
  });
}
