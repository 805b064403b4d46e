import { type Bar, bar } from '../market/bar.ts';
import type { Instrument } from '../market/instrument.ts';
import type { UtcMs } from '../time/instant.ts';
import { percentFrom } from '../timeline/rebase.ts';
import { type Cells, type Column, instant, local, number, type Table, text, whole } from './column.ts';

/** What a row tells of its instrument besides the record itself. */
export type InstrumentFacts = Pick<Instrument, 'name' | 'currency' | 'delayMinutes'>;

export interface BarRow {
  readonly bar: Bar;
  readonly instrument: InstrumentFacts;
  /** Zone of the local columns: the exchange's own, or the one that was asked for. */
  readonly timeZone: string;
}

/** The event that bars are measured from. Null base = none can be told, `state` is then `missing`. */
export interface BarSince {
  readonly event: string;
  readonly anchor: string;
  readonly t0: UtcMs;
  readonly basePrice: number | null;
  /** Move of a bar's close in usual moves, at the trading time since T0 at which it closed; null where none is known. */
  readonly z: (bar: Bar) => number | null;
}

const columns: readonly Column<BarRow>[] = [
  text('instrument', 'Id of the instrument', (r) => r.bar.instrument),
  text('name', 'Its name', (r) => r.instrument.name),
  text('interval', '1m, 5m, 1h or 1d', (r) => r.bar.interval),
  instant('open_time_utc', 'Start of the bar; of a 1d bar the open of its session', (r) => r.bar.openTime),
  instant('close_time_utc', 'End of the bar: from then on it may be seen', (r) => r.bar.closeTime),
  local(
    'open_time_local',
    'Start of the bar on the clock of `time_zone`',
    (r) => r.bar.openTime,
    (r) => r.timeZone,
  ),
  text(
    'time_zone',
    "IANA zone of the local time: the exchange's, or the one asked for by `tz`",
    (r) => r.timeZone,
  ),
  number('open', 'price', 'First price; empty where the source had none', (r) => r.bar.open),
  number('high', 'price', 'Highest price', (r) => r.bar.high),
  number('low', 'price', 'Lowest price', (r) => r.bar.low),
  number('close', 'price', 'Last price', (r) => r.bar.close),
  number(
    'volume',
    "the market's own",
    'Volume; units differ by market and cannot be compared',
    (r) => r.bar.volume,
  ),
  text('currency', 'ISO 4217', (r) => r.instrument.currency),
  text('provider', 'Who gave the figure', (r) => r.bar.provider),
  text(
    'provenance',
    'polled, backfilled, imported, published, derived or simulated',
    (r) => r.bar.provenance,
  ),
  number('delay_minutes', 'minutes', 'Documented delay of the free price', (r) => r.instrument.delayMinutes),
  instant('received_at_utc', 'When this revision was stored here', (r) => r.bar.receivedAt),
  whole('revision', '', '1, and one more with each correction', (r) => r.bar.revision),
  whole('seq', '', 'Place in the journal', (r) => r.bar.seq),
];

export const barTable: Table<BarRow> = {
  what: 'bars',
  meaning: 'Finished bars, one a line, by instrument and start.',
  columns,
};

/** The same table with the columns that `event=` adds. */
export function barTableSince(since: (row: BarRow) => BarSince): Table<BarRow> {
  const base = (row: BarRow): number | null => since(row).basePrice;
  const added: readonly Column<BarRow>[] = [
    text('event', 'Slug of the event', (r) => since(r).event),
    text('anchor', 'Name of the anchor that is T0', (r) => since(r).anchor),
    number(
      't_offset_s',
      'seconds',
      "From T0 to the bar's end",
      (r) => (r.bar.closeTime - since(r).t0) / 1000,
    ),
    number('base_price', 'price', 'Close of the last finished bar at or before T0', base),
    number('pct_from_base', '%', 'Simple move of the close from the base', (r) => {
      const price = base(r);
      return price === null ? null : percentFrom(r.bar.close, price);
    }),
    number(
      'z',
      'usual moves',
      'Move in usual moves of the same trading time since T0; empty before T0 and where none is known',
      (r) => (base(r) === null ? null : since(r).z(r.bar)),
    ),
    text('state', 'ok, or missing where there is no base', (r) => (base(r) === null ? 'missing' : 'ok')),
  ];
  return { ...barTable, columns: [...columns, ...added] };
}

/** Reads a line of ours back into the record. Throws CsvFault. */
export function readBar(cells: Cells): Bar {
  return cells.checked(bar, {
    instrument: cells.text('instrument'),
    interval: cells.text('interval'),
    openTime: cells.instant('open_time_utc'),
    closeTime: cells.instant('close_time_utc'),
    open: cells.number('open'),
    high: cells.number('high'),
    low: cells.number('low'),
    close: cells.number('close'),
    volume: cells.number('volume'),
    provider: cells.text('provider'),
    provenance: cells.text('provenance'),
    receivedAt: cells.instant('received_at_utc'),
    revision: cells.number('revision'),
    seq: cells.number('seq'),
  });
}
