import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { words } from '../i18n/words.ts';
import { layout } from '../state/layout.ts';
import { mode } from '../state/playhead.ts';
import { baseInUse, numbers, rows, rowsShown, waits } from '../state/rows.ts';
import { selected } from '../state/selection.ts';
import { tally } from '../state/table-rows.ts';
import { changeView, view } from '../state/view.ts';
import type { SortKey } from '../state/view-url.ts';
import { MarketRow } from './market-row.tsx';
import { TableFoot } from './table-foot.tsx';

const PHONE_ROWS = 5;
const allOnPhone = signal(false);

function Head({
  name,
  text,
  number,
}: {
  readonly name: SortKey;
  readonly text: string;
  readonly number?: boolean;
}): JSX.Element {
  const { sort, descending } = view.value;
  const here = sort === name;
  const toggle = (): void => changeView({ sort: name, descending: here ? !descending : name !== 'market' });
  return (
    <th
      scope="col"
      class={`cell-${name}${number ? ' number' : ''}`}
      aria-sort={here ? (descending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" class="sort" onClick={toggle}>
        {text}
        <span class="sort-arrow" aria-hidden="true">
          {here ? (descending ? ' ↓' : ' ↑') : ''}
        </span>
      </button>
    </th>
  );
}

const sinceHead = (): string => {
  const t = words.value.table;
  const { base, reason } = baseInUse.value;
  if (reason === 'no-price-at-t0') return t.sinceClose;
  return base === 'prev' ? t.sincePrev : base === 'open' ? t.sinceOpen : t.since;
};

/** What the rows of a phone are ordered by, in words: there is no arrow in its heads. */
const phoneHead = (): string => {
  const t = words.value.table;
  const { sort } = view.value;
  if (sort === 'z' && [...numbers.value.values()].some((n) => n.unusual?.z != null))
    return t.phoneHeadUnusual;
  return sort === 'z' || sort === 'since' ? t.phoneHead : t.market;
};

function Heads(): JSX.Element {
  const t = words.value.table;
  const phone = layout.value === 'phone';
  const pathHead = (
    <th scope="col" class="cell-path">
      {t.path}
    </th>
  );
  return (
    <tr>
      <Head name="market" text={phone ? phoneHead() : t.market} />
      {phone ? pathHead : null}
      <Head name="session" text={t.session} />
      <Head name="since" text={sinceHead()} number />
      <Head name="usual" text={t.usual} number />
      <Head name="z" text={t.z} number />
      <Head name="percentile" text={layout.value === 'wide' ? t.percentile : t.percentileShort} />
      <Head name="peak" text={mode.value === 'archive' ? t.peak : t.peakSoFar} number />
      <th scope="col" class="cell-at">
        {t.at}
      </th>
      <Head name="faded" text={t.faded} number />
      <Head name="today" text={t.today} number />
      <Head name="last" text={t.last} number />
      {phone ? null : pathHead}
    </tr>
  );
}

/** Every shown market at the playhead, the most unusual move on top. */
export function MarketTable(): JSX.Element {
  const t = words.value.table;
  const all = rowsShown.value;
  const phone = layout.value === 'phone';
  const cut = phone && !allOnPhone.value && all.length > PHONE_ROWS;
  const list = cut ? all.slice(0, PHONE_ROWS) : all;
  const tabbed = list.some((r) => r.instrument.id === selected.value)
    ? selected.value
    : list[0]?.instrument.id;
  return (
    <section class="card table-card" id="markets" aria-label={t.label}>
      <div class="table-scroll" tabIndex={phone ? undefined : -1}>
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows can be chosen is a grid. */}
        <table class="markets" role="grid" aria-label={t.label}>
          <thead>
            <Heads />
          </thead>
          <tbody>
            {list.map((row) => (
              <MarketRow key={row.instrument.id} row={row} tabbable={row.instrument.id === tabbed} />
            ))}
          </tbody>
        </table>
      </div>
      {phone && all.length > PHONE_ROWS ? (
        <p class="table-foot">
          <span class="foot-words">{t.more(all.length - PHONE_ROWS, tally(rows.value, waits).missing)}</span>
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
    </section>
  );
}
