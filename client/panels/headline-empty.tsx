import type { JSX } from 'preact';
import { words } from '../i18n/words.ts';
import { heldHeadlines } from '../state/headlines.ts';
import { matches, onSide } from '../state/stories.ts';
import { changeView, view } from '../state/view.ts';

/** Says why side and search leave nothing, and what to do. */
export function EmptyList(): JSX.Element {
  const h = words.value.headlines;
  const { side, q } = view.value;
  const all = heldHeadlines.value;
  if (q === '') {
    return (
      <div class="empty">
        <h3>{h.none}</h3>
        <p>{h.noneText}</p>
      </div>
    );
  }
  const sideWord = side === 'all' ? '' : `${h.side[side]} `;
  const searched = all.filter((i) => onSide(i, side)).length;
  const elsewhere = all.filter((i) => !onSide(i, side) && matches(i, q)).length;
  return (
    <div class="empty">
      <h3>{h.noMatch(sideWord, q)}</h3>
      <p>
        {h.searched(searched, sideWord)} {side === 'all' ? '' : h.elsewhere(elsewhere)}
      </p>
      <p class="empty-actions">
        {side === 'all' ? null : (
          <button type="button" class="button" onClick={() => changeView({ side: 'all' })}>
            {h.searchAll}
          </button>
        )}
        <button type="button" class="button-link" onClick={() => changeView({ q: '' })}>
          {h.clear}
        </button>
      </p>
    </div>
  );
}
