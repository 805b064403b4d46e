import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { words } from '../i18n/words.ts';
import { loaded } from '../state/frame.ts';
import { layout } from '../state/layout.ts';
import { TABLE_VIEWS, type TableView, tableView } from '../state/table-view.ts';
import { lazily } from './lazily.tsx';

/** The menu of the table has been wanted once. */
export const menuWanted = signal(false);

const LazySets = lazily(
  () => loaded.value,
  async () => (await import('./context-sets.tsx')).ContextSets,
);

function go(event: KeyboardEvent, from: TableView): void {
  const at = TABLE_VIEWS.indexOf(from);
  const last = TABLE_VIEWS.length - 1;
  const to = {
    ArrowRight: at === last ? 0 : at + 1,
    ArrowLeft: at === 0 ? last : at - 1,
    Home: 0,
    End: last,
  }[event.key];
  const next = to === undefined ? undefined : TABLE_VIEWS[to];
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  tableView.value = next;
  document.getElementById(`tab-${next}`)?.focus();
}

/** Opens and closes the menu that arranges the table; its code comes with the first click, after that the browser does it. */
export function ArrangeButton({ text }: { readonly text: string }): JSX.Element {
  return (
    <button
      type="button"
      id="table-arrange"
      class="button-link table-arrange"
      aria-haspopup="dialog"
      popovertarget="table-menu"
      onClick={() => {
        menuWanted.value = true;
      }}
    >
      {text}
    </button>
  );
}

/** Above the table: what to show of the markets, and how. */
export function TableBar(): JSX.Element {
  const t = words.value.table;
  const here = tableView.value;
  return (
    <div class="table-bar">
      <div class="table-tabs" role="tablist" aria-label={t.views.label}>
        {TABLE_VIEWS.map((name) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            aria-selected={here === name}
            aria-controls="table-view"
            tabIndex={here === name ? 0 : -1}
            onClick={() => {
              tableView.value = name;
            }}
            onKeyDown={(event) => go(event, name)}
          >
            {t.views[name]}
          </button>
        ))}
      </div>
      {layout.value === 'wide' ? <LazySets /> : null}
      <ArrangeButton text={t.arrange} />
    </div>
  );
}
