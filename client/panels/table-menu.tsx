import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { tableWords } from '../i18n/table-words.ts';
import { words } from '../i18n/words.ts';
import {
  COLUMNS,
  type Column,
  chooseColumn,
  columns,
  columnsChosen,
  FIXED_COLUMNS,
  forgetColumns,
} from '../state/columns.ts';
import { layout } from '../state/layout.ts';
import { TABLE_VIEWS, tableView } from '../state/table-view.ts';
import { changeView, view } from '../state/view.ts';
import { GROUPINGS } from '../state/view-url.ts';
import { ContextSets, EditWatchlist } from './context-sets.tsx';
import { Segmented } from './segmented.tsx';

/** Beside the button that opens it, above or below, whichever has room. */
function stand(menu: HTMLElement): void {
  if (layout.peek() === 'phone') {
    menu.style.removeProperty('left');
    menu.style.removeProperty('top');
    return;
  }
  const button = document.getElementById('table-arrange')?.getBoundingClientRect();
  if (button === undefined) return;
  const { offsetHeight: height, offsetWidth: width } = menu;
  const above = button.top - height - 6;
  menu.style.top = `${Math.max(8, above > 8 ? above : Math.min(button.bottom + 6, innerHeight - height - 8))}px`;
  menu.style.left = `${Math.max(8, Math.min(button.right - width, innerWidth - width - 8))}px`;
}

function ColumnChoice({ column }: { readonly column: Column }): JSX.Element {
  const shown = columns.value.includes(column);
  return (
    <label class="menu-check">
      <input
        type="checkbox"
        checked={shown}
        onChange={(event) => chooseColumn(column, event.currentTarget.checked)}
      />
      {column === 'at' ? tableWords.value.peakTime : words.value.table[column]}
    </label>
  );
}

function Columns(): JSX.Element {
  const w = tableWords.value;
  return (
    <>
      <h3>{w.columns}</h3>
      <div class="menu-checks">
        {COLUMNS.filter((column) => !FIXED_COLUMNS.includes(column)).map((column) => (
          <ColumnChoice key={column} column={column} />
        ))}
      </div>
      <p>
        {columnsChosen.value ? w.byHand : w.byWidth}{' '}
        {columnsChosen.value ? (
          <button type="button" class="button-link" onClick={forgetColumns}>
            {w.forget}
          </button>
        ) : null}
      </p>
    </>
  );
}

/** What stands in the place of the table, where its own bar has no room. */
function Views(): JSX.Element {
  const t = words.value.table;
  return (
    <>
      <h3>{tableWords.value.show}</h3>
      <div class="menu-views">
        {TABLE_VIEWS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={tableView.value === name}
            onClick={() => {
              tableView.value = name;
              document.getElementById('table-menu')?.hidePopover();
            }}
          >
            {t.views[name]}
          </button>
        ))}
      </div>
    </>
  );
}

/** How the table is arranged: by what its rows are grouped, and which columns it has. Kept in this browser. */
export function TableMenu(): JSX.Element {
  const w = tableWords.value;
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const onToggle = (event: Event): void => {
      if ((event as ToggleEvent).newState !== 'open') return;
      stand(current);
      current.focus({ preventScroll: true });
    };
    current.addEventListener('toggle', onToggle);
    current.showPopover();
    return () => current.removeEventListener('toggle', onToggle);
  }, []);
  return (
    <div
      ref={element}
      id="table-menu"
      popover="auto"
      role="dialog"
      aria-label={words.value.table.arrange}
      tabIndex={-1}
      class="table-menu"
      // Keys of the page do nothing in here.
      onKeyDown={(event) => event.stopPropagation()}
    >
      {layout.value === 'laptop' ? <Views /> : null}
      {layout.value === 'wide' ? null : (
        <>
          <h3>{w.sets}</h3>
          <ContextSets />
        </>
      )}
      <h3>{w.group}</h3>
      <Segmented
        label={w.group}
        value={view.value.group}
        options={GROUPINGS.map((value) => ({ value, text: w.groupings[value] }))}
        onChange={(group) => changeView({ group })}
      />
      {layout.value === 'phone' ? null : <Columns />}
      <EditWatchlist />
    </div>
  );
}
