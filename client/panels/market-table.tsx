import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { words } from '../i18n/words.ts';
import { COLUMN_WIDTH, type Column, columns, widthOf } from '../state/columns.ts';
import { layout } from '../state/layout.ts';
import { mode } from '../state/playhead.ts';
import { baseInUse, numbers, rows, waits } from '../state/rows.ts';
import { selected } from '../state/selection.ts';
import { tally } from '../state/table-rows.ts';
import { tableView } from '../state/table-view.ts';
import { changeView, view } from '../state/view.ts';
import type { SortKey } from '../state/view-url.ts';
import { lazily } from './lazily.tsx';
import { MarketRow } from './market-row.tsx';
import { type ShownGroup, shownGroups } from './row-models.ts';
import { Skeleton } from './skeleton.tsx';
import { ArrangeButton, menuWanted, TableBar } from './table-bar.tsx';
import { TableFoot } from './table-foot.tsx';

const PHONE_ROWS = 5;
const allOnPhone = signal(false);

const LazyStrips = lazily(
  () => tableView.value !== 'markets',
  async () => (await import('./strips.tsx')).Strips,
  <p class="strip-loading">
    <Skeleton width={320} />
  </p>,
);
const LazyGroupHead = lazily<{ readonly group: ShownGroup }>(
  () => true,
  async () => (await import('./table-groups.tsx')).GroupHead,
);

const LazyMenu = lazily(
  () => menuWanted.value,
  async () => (await import('./table-menu.tsx')).TableMenu,
);

/** A laptop has no height for a bar of its own above the table: its menu names the views. */
const compact = (): boolean => layout.value === 'laptop' && tableView.value === 'markets';

const NUMBER_COLUMNS: ReadonlySet<Column> = new Set([
  'since',
  'usual',
  'z',
  'peak',
  'faded',
  'today',
  'last',
]);

function SortHead({ name, text }: { readonly name: SortKey; readonly text: string }): JSX.Element {
  const { sort, descending } = view.value;
  const here = sort === name;
  const toggle = (): void => changeView({ sort: name, descending: here ? !descending : name !== 'market' });
  return (
    <th
      scope="col"
      class={`cell-${name}${NUMBER_COLUMNS.has(name) ? ' number' : ''}`}
      aria-sort={here ? (descending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" class="sort" onClick={toggle}>
        {text}
        <span class="sort-arrow" aria-hidden="true">
          {here ? (descending ? ' ↓' : ' ↑') : ''}
        </span>
      </button>
      {name === 'market' && compact() ? <ArrangeButton text={words.value.table.viewsShort} /> : null}
    </th>
  );
}

const sinceHead = (): string => {
  const t = words.value.table;
  const { base, reason } = baseInUse.value;
  if (reason === 'no-price-at-t0') return t.sinceClose;
  if (base === 'prev') return t.sincePrev;
  return base === 'open' ? t.sinceOpen : view.value.currency === 'usd' ? t.sinceDollars : t.since;
};

/** What the rows of a phone are ordered by, in words: there is no arrow in its heads. */
const phoneHead = (): string => {
  const t = words.value.table;
  const { sort } = view.value;
  if (sort === 'z' && [...numbers.value.values()].some((n) => n.unusual?.z != null))
    return t.phoneHeadUnusual;
  return sort === 'z' || sort === 'since' ? t.phoneHead : t.market;
};

function headText(column: Column): string {
  const t = words.value.table;
  if (column === 'market') return layout.value === 'phone' ? phoneHead() : t.market;
  if (column === 'since') return sinceHead();
  if (column === 'percentile') return layout.value === 'wide' ? t.percentile : t.percentileShort;
  if (column === 'peak') return mode.value === 'archive' ? t.peak : t.peakSoFar;
  return t[column];
}

function Heads({ shown }: { readonly shown: readonly Column[] }): JSX.Element {
  return (
    <tr>
      {shown.map((column) =>
        column === 'path' || column === 'at' ? (
          <th key={column} scope="col" class={`cell-${column}`}>
            {headText(column)}
          </th>
        ) : (
          <SortHead key={column} name={column} text={headText(column)} />
        ),
      )}
    </tr>
  );
}

interface RowsProps {
  readonly group: ShownGroup;
  readonly shown: readonly Column[];
  readonly most: number;
  readonly tabbed: string | undefined;
}

function Rows({ group, shown, most, tabbed }: RowsProps): JSX.Element {
  return (
    <tbody>
      {group.key === null ? null : (
        <tr class="group-head">
          <th scope="rowgroup" colSpan={shown.length}>
            <LazyGroupHead group={group} />
          </th>
        </tr>
      )}
      {group.shown.slice(0, most).map((row) => (
        <MarketRow key={row.model.id} shown={row} columns={shown} tabbable={row.model.id === tabbed} />
      ))}
    </tbody>
  );
}

function Grid({ cut }: { readonly cut: boolean }): JSX.Element {
  const t = words.value.table;
  const phone = layout.value === 'phone';
  const shown = columns.value;
  const groups = shownGroups.value;
  const ids = groups.flatMap((g) => g.shown.map((r) => r.model.id));
  const tabbed = ids.find((id) => id === selected.value) ?? ids[0];
  // Columns that were asked for and do not fit are reached by scrolling; a phone's share its width.
  const least = phone ? undefined : { minWidth: `${widthOf(shown)}px` };
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows can be chosen is a grid.
    <table class="markets" role="grid" aria-label={t.label} style={least}>
      {phone ? null : (
        <colgroup>
          {shown.map((column) => (
            <col
              key={column}
              style={column === 'session' ? undefined : { width: `${COLUMN_WIDTH[column]}px` }}
            />
          ))}
        </colgroup>
      )}
      <thead>
        <Heads shown={shown} />
      </thead>
      {groups.map((group) => (
        <Rows
          key={group.key ?? ''}
          group={group}
          shown={shown}
          most={cut ? PHONE_ROWS : Number.POSITIVE_INFINITY}
          tabbed={tabbed}
        />
      ))}
    </table>
  );
}

/** Every shown market at the playhead, the most unusual move on top. */
function Markets(): JSX.Element {
  const t = words.value.table;
  const phone = layout.value === 'phone';
  const groups = shownGroups.value;
  const count = groups.reduce((sum, g) => sum + g.shown.length, 0);
  const long = phone && groups.length <= 1 && count > PHONE_ROWS;
  const cut = long && !allOnPhone.value;
  return (
    <>
      <div class="table-scroll" tabIndex={phone ? undefined : -1}>
        <Grid cut={cut} />
      </div>
      {long ? (
        <p class="table-foot">
          <span class="foot-words">{t.more(count - PHONE_ROWS, tally(rows.value, waits).missing)}</span>
          <button
            type="button"
            class="button-link"
            aria-expanded={!cut}
            onClick={() => {
              allOnPhone.value = cut;
            }}
          >
            {cut ? t.showAll : t.showLess}
          </button>
        </p>
      ) : (
        <TableFoot />
      )}
    </>
  );
}

/** The markets: their table, or one of the strips in its place. */
export function MarketTable(): JSX.Element {
  const shown = tableView.value;
  return (
    <section
      class={`card table-card${shown === 'markets' ? '' : ' strips-open'}`}
      id="markets"
      aria-label={words.value.table.label}
    >
      {compact() ? null : <TableBar />}
      <div
        class="table-view"
        {...(compact() ? {} : { role: 'tabpanel', id: 'table-view', 'aria-labelledby': `tab-${shown}` })}
      >
        {shown === 'markets' ? <Markets /> : null}
        <LazyStrips />
      </div>
      <LazyMenu />
    </section>
  );
}
