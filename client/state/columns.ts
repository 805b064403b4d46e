import { computed } from '@preact/signals';
import { type Layout, layout, windowWidth } from './layout.ts';
import { changeSettings, settings } from './settings.ts';

/** Columns of the market table, in their order. */
export const COLUMNS = [
  'market',
  'session',
  'since',
  'usual',
  'z',
  'percentile',
  'peak',
  'at',
  'faded',
  'today',
  'last',
  'path',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Least width of each, px. What is left goes to the session. */
export const COLUMN_WIDTH: Readonly<Record<Column, number>> = {
  market: 152,
  session: 150,
  since: 84,
  usual: 58,
  z: 50,
  percentile: 166,
  peak: 78,
  at: 44,
  faded: 66,
  today: 66,
  last: 102,
  path: 110,
};

/** Columns that cannot be put away: without them a row says nothing. */
export const FIXED_COLUMNS: readonly Column[] = ['market', 'since'];
/** What a phone shows, in two lines a row; nothing is chosen there. */
const PHONE: readonly Column[] = ['market', 'path', 'since', 'z'];
/** Not on a laptop or a tablet, whatever room there is, unless asked for. */
const WIDE_ONLY: readonly Column[] = ['faded', 'today', 'path'];
/** The order in which columns give way where they do not all fit. */
const GIVES_WAY: readonly Column[] = ['path', 'today', 'faded', 'last', 'at', 'usual', 'peak', 'percentile'];

/** Columns a person put on (true) or away (false); the others go by the width. */
export type ColumnChoice = Readonly<Partial<Record<Column, boolean>>>;

export const widthOf = (columns: readonly Column[]): number =>
  columns.reduce((sum, column) => sum + COLUMN_WIDTH[column], 0);

/** Columns to show in a table `width` px wide; those asked for are shown even where they do not fit. */
export function columnsFor(where: Layout, width: number, choice: ColumnChoice): readonly Column[] {
  if (where === 'phone') return PHONE;
  let shown = COLUMNS.filter(
    (column) =>
      FIXED_COLUMNS.includes(column) || (choice[column] ?? (where === 'wide' || !WIDE_ONLY.includes(column))),
  );
  for (const column of GIVES_WAY) {
    if (widthOf(shown) <= width) break;
    if (choice[column] !== true) shown = shown.filter((c) => c !== column);
  }
  return shown;
}

/** Borders of the card, px. */
const BORDERS = 2;
/** Page less table, px: gutters, headlines and the gap before them. */
const BESIDE: Readonly<Record<Layout, number>> = {
  wide: 2 * 16 + 372 + 12,
  laptop: 2 * 12 + 300 + 10,
  tablet: 2 * 16,
  phone: 0,
};

const choice = computed<ColumnChoice>(() => settings.value.columns);

export const columns = computed<readonly Column[]>(() =>
  columnsFor(layout.value, windowWidth.value - BESIDE[layout.value] - BORDERS, choice.value),
);

/** Shows or hides a column from now on. */
export function chooseColumn(column: Column, on: boolean): void {
  changeSettings({ columns: { ...settings.peek().columns, [column]: on } });
}

/** Columns go by the width again. */
export const forgetColumns = (): void => changeSettings({ columns: {} });

export const columnsChosen = computed(() => Object.keys(choice.value).length > 0);
