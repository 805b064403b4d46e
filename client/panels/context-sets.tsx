import type { JSX } from 'preact';
import { contextWords } from '../i18n/context-words.ts';
import { contextSets, toggleContextSet } from '../state/context-sets.ts';
import { openSheet } from '../state/sheet.ts';

/** One chip a context set: shown or hidden with one click. */
export function ContextSets(): JSX.Element {
  const w = contextWords.value;
  return (
    // biome-ignore lint/a11y/useSemanticElements: chips in a row, as on the headlines.
    <div class="chips context-sets" role="group" aria-label={w.label}>
      {contextSets.value.map((set) => (
        <button
          type="button"
          key={set.name}
          class="chip"
          aria-pressed={set.on}
          disabled={set.listed}
          title={set.listed ? w.listed : w.holds(set.markets.map((i) => i.shortName).join(', '))}
          onClick={() => toggleContextSet(set)}
        >
          {w.names[set.name]}
        </button>
      ))}
    </div>
  );
}

/** The way to the list itself. */
export function EditWatchlist(): JSX.Element {
  return (
    <button type="button" class="button-link" onClick={() => openSheet('watchlist')}>
      {contextWords.value.edit}
    </button>
  );
}
