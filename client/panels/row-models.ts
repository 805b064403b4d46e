import { computed } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { finestView, type MarketReaction } from '../../shared/reaction/moves.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Path } from '../charts/path.ts';
import { sparkPoints } from '../charts/spark-points.ts';
import { words } from '../i18n/words.ts';
import { columns } from '../state/columns.ts';
import { frame, loaded, range } from '../state/frame.ts';
import { mode } from '../state/playhead.ts';
import { dollarMoves, numbers, tableGroups, waits } from '../state/rows.ts';
import { calendars, zone } from '../state/subject.ts';
import type { TableRow } from '../state/table-rows.ts';
import { absentOf } from './absent.ts';
import { type RowModel, rowModel } from './row-model.ts';
import { sessionWords } from './session-words.ts';

export interface SparkInput {
  readonly points: Path;
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** Points by what they are made from, so that a frame without new bars makes none again. */
const sparks = new Map<InstrumentId, { key: string; input: SparkInput }>();

function sparkFor({ instrument, since }: MarketReaction): SparkInput | null {
  if (since.state === 'missing' || !columns.value.includes('path')) return null;
  const { from } = range.value;
  const f = frame.value;
  const bars = finestView(f, instrument.id, from);
  if (bars.length === 0 || bars.interval === '1d') return null;
  const end = mode.value === 'live' ? Math.ceil(f.playhead / MINUTE_MS) * MINUTE_MS : range.value.to;
  const to = asUtcMs(end);
  const key = `${bars.key}|${since.base.price}|${from}|${to}`;
  const known = sparks.get(instrument.id);
  if (known?.key === key) return known.input;
  const points = sparkPoints(f, instrument.id, calendars.get(instrument.mic), since.base.price, from, to);
  const input = { points, from, to };
  sparks.set(instrument.id, { key, input });
  return input;
}

export interface ShownRow {
  readonly model: RowModel;
  readonly spark: SparkInput | null;
}

/** A row that says the same as in the frame before is the same object, so that it is not drawn again. */
const shownRows = new Map<InstrumentId, { key: string; row: ShownRow }>();

function shownRow({ row, standsInFor }: TableRow): ShownRow {
  const { id, mic } = row.instrument;
  const { playhead } = frame.value;
  const dollars = dollarMoves.value;
  const t = words.value.table;
  const model = rowModel({
    row,
    now: numbers.value.get(id) ?? null,
    absent: absentOf(id),
    waits: waits(row),
    loaded: loaded.value,
    sessionText: sessionWords(row.session, playhead, calendars.get(mic), t),
    dollars: dollars === null ? undefined : (dollars.get(id) ?? null),
    replaying: mode.value === 'replay',
    playhead,
    zone: zone.value,
    standInFor: standsInFor?.instrument ?? null,
    words: t,
  });
  const spark = sparkFor(row);
  const key = JSON.stringify(model);
  const known = shownRows.get(id);
  if (known?.key === key && known.row.spark === spark) return known.row;
  const shown = { model, spark };
  shownRows.set(id, { key, row: shown });
  return shown;
}

export interface ShownGroup {
  readonly key: string | null;
  readonly rows: readonly MarketReaction[];
  readonly shown: readonly ShownRow[];
}

/** The table at the playhead, ready to be drawn. */
export const shownGroups = computed<readonly ShownGroup[]>(() =>
  tableGroups.value.map(({ key, rows, table }) => ({ key, rows, shown: table.map(shownRow) })),
);
