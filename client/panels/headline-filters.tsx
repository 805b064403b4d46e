import type { JSX } from 'preact';
import type { Headline } from '../../shared/news/headline.ts';
import { headlineWords } from '../i18n/headline-words.ts';
import { headlineRules } from '../state/headline-rules.ts';
import {
  headlineFilter,
  heldHeadlines,
  NO_FILTER,
  narrow,
  narrowedBy,
  shownHeadlines,
} from '../state/headlines.ts';
import { openSheet } from '../state/sheet.ts';
import { languageText } from './headline-times.ts';

/** Values of a field with how often each occurs, the most frequent first; the chosen one is always among them. */
function countsOf(
  headlines: readonly Headline[],
  field: 'language' | 'source',
  chosen: string | null,
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>(chosen === null ? [] : [[chosen, 0]]);
  for (const headline of headlines) counts.set(headline[field], (counts.get(headline[field]) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

interface ChoiceProps {
  readonly field: 'language' | 'source';
  readonly label: string;
  readonly say: (value: string) => string;
}

function Choice({ field, label, say }: ChoiceProps): JSX.Element {
  const chosen = headlineFilter.value[field];
  return (
    <label class="news-choice">
      <span>{label}</span>
      <select
        class="field"
        value={chosen ?? ''}
        onChange={(e) => narrow({ [field]: e.currentTarget.value === '' ? null : e.currentTarget.value })}
      >
        <option value="">{headlineWords.value.filter.any}</option>
        {countsOf(heldHeadlines.value, field, chosen).map(([value, n]) => (
          <option key={value} value={value}>{`${say(value)} (${n})`}</option>
        ))}
      </select>
    </label>
  );
}

/** What narrows the list beside side and search. */
export function Filters(): JSX.Element {
  const { filter: w, language } = headlineWords.value;
  const filter = headlineFilter.value;
  return (
    <fieldset class="news-filters">
      <legend class="visually-hidden">{w.label}</legend>
      <Choice field="language" label={w.language} say={(code) => languageText(code, language)} />
      <Choice field="source" label={w.source} say={(source) => source} />
      <label class="check">
        <input
          type="checkbox"
          checked={filter.rated}
          onChange={(e) => narrow({ rated: e.currentTarget.checked })}
        />
        <span>{w.rated}</span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={filter.candidates}
          onChange={(e) => narrow({ candidates: e.currentTarget.checked })}
        />
        <span>{w.candidates}</span>
      </label>
      <p class="news-filters-foot">
        <span role="status">{w.shown(shownHeadlines.value.length, heldHeadlines.value.length)}</span>
        {filter.story === null ? null : (
          <button type="button" class="button-link" onClick={() => narrow({ story: null })}>
            {w.leaveStory}
          </button>
        )}
        {narrowedBy.value === 0 ? null : (
          <button type="button" class="button-link" onClick={() => narrow(NO_FILTER)}>
            {w.clear}
          </button>
        )}
        <button type="button" class="button-link" onClick={() => openSheet('rules')}>
          {w.rules(headlineRules.value.length)}
        </button>
      </p>
    </fieldset>
  );
}

/** Why the list is empty although there are headlines. */
export function Narrowed(): JSX.Element {
  const { filter: w } = headlineWords.value;
  return (
    <div class="empty">
      <h3>{w.none}</h3>
      <p>{w.noneText(heldHeadlines.value.length)}</p>
      <p class="empty-actions">
        <button type="button" class="button" onClick={() => narrow(NO_FILTER)}>
          {w.clear}
        </button>
      </p>
    </div>
  );
}
