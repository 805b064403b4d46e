import type { JSX } from 'preact';
import { theme as themes } from '../../shared/event/event.ts';
import { instrumentId } from '../../shared/market/instrument.ts';
import { eventWords } from '../i18n/event-words.ts';
import { sheetWords } from '../i18n/sheet-words.ts';
import { EVENT_SORTS, eventQuery, eventSide, eventSort, eventTheme, SIDES } from '../state/event-list.ts';
import { moveMarket, movesAnswer, movesLoading } from '../state/event-list-moves.ts';
import { instruments } from '../state/subject.ts';

const THEMES = ['all', ...themes.options] as const;
const NO_MARKET = '';

/** Everything is offered again. */
export function clearFilters(): void {
  eventQuery.value = '';
  eventTheme.value = 'all';
  eventSide.value = 'all';
}

function chooseMoveMarket(id: string): void {
  moveMarket.value = id === NO_MARKET ? null : instrumentId.parse(id);
  if (id === NO_MARKET && eventSort.value === 'size') eventSort.value = 'newest';
}

function Themes(): JSX.Element {
  const w = eventWords.value;
  return (
    // biome-ignore lint/a11y/useSemanticElements: chips in a row, as on the headlines.
    <div class="chips" role="group" aria-label={w.themes}>
      {THEMES.map((theme) => (
        <button
          type="button"
          key={theme}
          class="chip"
          aria-pressed={eventTheme.value === theme}
          onClick={() => {
            eventTheme.value = theme;
          }}
        >
          {theme === 'all' ? w.allThemes : sheetWords.value.picker.theme[theme]}
        </button>
      ))}
    </div>
  );
}

function Selects(): JSX.Element {
  const w = eventWords.value;
  return (
    <div class="events-selects">
      <label>
        <span>{w.side}</span>
        <select
          class="field"
          value={eventSide.value}
          onChange={(e) => {
            const asked = e.currentTarget.value;
            eventSide.value = SIDES.find((side) => side === asked) ?? 'all';
          }}
        >
          {(['all', ...SIDES] as const).map((side) => (
            <option key={side} value={side}>
              {w.sides[side]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{w.market}</span>
        <select
          class="field"
          value={moveMarket.value ?? NO_MARKET}
          onChange={(e) => chooseMoveMarket(e.currentTarget.value)}
        >
          <option value={NO_MARKET}>{w.noMarket}</option>
          {instruments.value.map((i) => (
            <option key={i.id} value={i.id}>
              {i.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{w.sort}</span>
        <select
          class="field"
          value={eventSort.value}
          onChange={(e) => {
            const asked = e.currentTarget.value;
            eventSort.value = EVENT_SORTS.find((sort) => sort === asked) ?? 'newest';
          }}
        >
          {EVENT_SORTS.map((sort) => (
            <option key={sort} value={sort} disabled={sort === 'size' && moveMarket.value === null}>
              {w.sorts[sort]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** Search, theme, side, order, and the market whose moves stand in the list. */
export function EventFilters(): JSX.Element {
  const w = eventWords.value;
  return (
    <div class="events-filters">
      <input
        class="field"
        type="search"
        autofocus
        aria-label={w.search}
        placeholder={w.search}
        value={eventQuery.value}
        onInput={(e) => {
          eventQuery.value = e.currentTarget.value;
        }}
      />
      <Themes />
      <Selects />
      <p class="sheet-note events-loading" role="status">
        {!movesLoading.value ? null : movesAnswer.failed.value ? w.failed : w.loading}
      </p>
    </div>
  );
}
