import { z } from 'zod/mini';
import { provenance } from '../market/provenance.ts';
import { basis } from '../protocol/resources.ts';
import { utcMs } from '../time/instant.ts';
import { type Cells, instant, local, number, type Table, text, whole } from './column.ts';

/** One thing on the screen: a plotted point, a cell of the table, a mark on the chart, a headline. */
export const viewRow = z.strictObject({
  /** From 1, in the order of the file. */
  row: z.int().check(z.minimum(1)),
  kind: z.enum(['point', 'cell', 'annotation', 'headline']),
  /** Instrument id; null for what belongs to none. */
  instrument: z.nullable(z.string()),
  /** What the value is: `pct_from_base`, `price`, a table column, an event's slug, a side. */
  series: z.string(),
  time: z.nullable(utcMs),
  timeZone: z.string(),
  tOffsetSeconds: z.nullable(z.number()),
  value: z.nullable(z.number()),
  /** `%`, a currency, `points`; empty where there is no number. */
  unit: z.string(),
  label: z.string(),
  state: z.string(),
  provenance: z.nullable(provenance),
  /** The playhead: nothing after it is in the file. */
  asOf: utcMs,
  basis,
});
export type ViewRow = z.infer<typeof viewRow>;

export const viewTable: Table<ViewRow> = {
  what: 'view',
  meaning: 'What is on the screen: one line a plotted point, table cell, annotation and headline.',
  columns: [
    whole('row', '', 'Running number from 1', (r) => r.row),
    text('kind', 'point, cell, annotation or headline', (r) => r.kind),
    text('instrument', 'Id of the instrument; empty where it belongs to none', (r) => r.instrument),
    text(
      'series',
      "What the value is: pct_from_base, price, a column of the table, an event's slug, a side",
      (r) => r.series,
    ),
    instant('time_utc', 'When it was true', (r) => r.time),
    local(
      'time_local',
      'The same on the clock of `time_zone`',
      (r) => r.time,
      (r) => r.timeZone,
    ),
    text('time_zone', 'IANA zone of the local time', (r) => r.timeZone),
    number('t_offset_s', 'seconds', 'From T0', (r) => r.tOffsetSeconds),
    number('value', 'see unit', 'The number; empty where there is none', (r) => r.value),
    text('unit', 'Unit of the value', (r) => r.unit),
    text('label', 'Words shown beside it', (r) => r.label),
    text('state', 'ok, waiting or missing, with its reason after a colon', (r) => r.state),
    text('provenance', 'As in bars', (r) => r.provenance),
    instant('as_of_utc', 'The playhead: nothing after it is in the file', (r) => r.asOf),
    text('basis', 'published or known', (r) => r.basis),
  ],
};

/** Reads a line of ours back. Throws CsvFault. */
export function readViewRow(cells: Cells): ViewRow {
  return cells.checked(viewRow, {
    row: cells.number('row'),
    kind: cells.text('kind'),
    instrument: cells.optionalText('instrument'),
    series: cells.text('series'),
    time: cells.instant('time_utc'),
    timeZone: cells.text('time_zone'),
    tOffsetSeconds: cells.number('t_offset_s'),
    value: cells.number('value'),
    unit: cells.text('unit'),
    label: cells.text('label'),
    state: cells.text('state'),
    provenance: cells.optionalText('provenance'),
    asOf: cells.instant('as_of_utc'),
    basis: cells.text('basis'),
  });
}
