import { computed, signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Anchor } from '../../shared/event/event.ts';
import type { VisibleEvent } from '../../shared/timeline/visible.ts';
import { clockText, dateText } from '../i18n/format.ts';
import { sheetWords } from '../i18n/sheet-words.ts';
import { words } from '../i18n/words.ts';
import { catalogueFrame, visibleAnchors } from '../state/frame.ts';
import { leaveReplay, mode } from '../state/playhead.ts';
import { closeSheet } from '../state/sheet.ts';
import { subject, TODAY, zone } from '../state/subject.ts';
import { changeView } from '../state/view.ts';
import { anchorKey } from '../state/view-url.ts';
import { zoneOfPlace, zoneShort } from '../state/zones.ts';
import { approx } from './approx.ts';
import { Dialog } from './dialog.tsx';

const query = signal('');
const theme = signal<string>('all');

const found = computed(() => {
  const q = query.value.trim().toLowerCase().split(/\s+/);
  return catalogueFrame.value.events
    .filter((e) => theme.value === 'all' || e.themes.some((t) => t === theme.value))
    .filter((e) => {
      const text = `${e.title} ${e.place} ${e.slug} ${e.themes.join(' ')}`.toLowerCase();
      return q.every((word) => text.includes(word));
    })
    .toReversed();
});

const yearOf = (event: VisibleEvent): string =>
  dateText((event.anchors[0] as Anchor).time, 'UTC').split(' ')[2] as string;

/** Chooses an event; its own range, T0 and moment take the place of the old ones. */
function choose(slug: string): void {
  if (mode.value === 'replay') leaveReplay();
  changeView({ event: slug, anchor: null, t0: null, from: null, to: null, t: null, tz: null });
  query.value = '';
  closeSheet();
}

function EventRow({ event }: { readonly event: VisibleEvent }): JSX.Element {
  const first = event.anchors[0] as Anchor;
  const place = zoneOfPlace(event.place);
  const when =
    first.precision === 'day'
      ? dateText(first.time, place)
      : `${dateText(first.time, place)}, ${approx(first.precision)}${clockText(first.time, place)} ${zoneShort(first.time, place)}`;
  const p = sheetWords.value.picker;
  const current = event.slug === subject.value?.slug;
  return (
    <li>
      <button
        type="button"
        class="picker-event"
        aria-current={current ? 'true' : undefined}
        onClick={() => choose(event.slug)}
      >
        <span class="picker-title">{event.title}</span>
        <span class="picker-when">{when}</span>
        <span class="picker-themes">{event.themes.map((t) => p.theme[t]).join(', ')}</span>
        <span class="picker-outcome">
          {event.detail === null ? '' : p.outcome[event.detail.outcome.status]}
        </span>
      </button>
    </li>
  );
}

function AnchorChoice(): JSX.Element | null {
  const anchors = visibleAnchors.value;
  const about = subject.value;
  if (anchors.length < 2 || about === null) return null;
  const now = about.t0Name === null ? '' : anchorKey(about.t0Name);
  return (
    <fieldset class="picker-anchors">
      <legend>{words.value.header.anchors}</legend>
      {anchors.map((a) => (
        <label key={a.name}>
          <input
            type="radio"
            name="anchor"
            checked={anchorKey(a.name) === now}
            onChange={() => changeView({ anchor: anchorKey(a.name), t0: null })}
          />
          <b>
            {approx(a.precision)}
            {clockText(a.time, zone.value)}
          </b>{' '}
          {a.name}
        </label>
      ))}
    </fieldset>
  );
}

export function EventPicker(): JSX.Element {
  const p = sheetWords.value.picker;
  const events = found.value;
  const themes = ['all', 'meeting', 'trade', 'tariffs', 'truce', 'rare-earths', 'chips', 'tiktok'] as const;
  const years = [...new Set(events.map(yearOf))];
  return (
    <Dialog name="picker" title={p.title} wide>
      <input
        class="field"
        type="search"
        autofocus
        aria-label={p.search}
        placeholder={p.search}
        value={query.value}
        onInput={(e) => {
          query.value = e.currentTarget.value;
        }}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: chips in a row, as on the headlines. */}
      <div class="chips" role="group" aria-label={p.themes}>
        {themes.map((t) => (
          <button
            type="button"
            key={t}
            class="chip"
            aria-pressed={theme.value === t}
            onClick={() => {
              theme.value = t;
            }}
          >
            {t === 'all' ? p.allThemes : p.theme[t]}
          </button>
        ))}
      </div>
      <AnchorChoice />
      <div class="picker-list">
        {mode.value === 'replay' || query.value !== '' ? null : (
          <ul>
            <li>
              <button
                type="button"
                class="picker-event"
                aria-current={subject.value?.slug === null ? 'true' : undefined}
                onClick={() => choose(TODAY)}
              >
                <span class="picker-title">{words.value.today}</span>
                <span class="picker-when">{p.todayHint}</span>
              </button>
            </li>
          </ul>
        )}
        {events.length === 0 ? <p class="empty">{p.none(query.value)}</p> : null}
        {years.map((year) => (
          <section key={year} aria-label={year}>
            <h3>{year}</h3>
            <ul>
              {events
                .filter((e) => yearOf(e) === year)
                .map((e) => (
                  <EventRow key={e.slug} event={e} />
                ))}
            </ul>
          </section>
        ))}
      </div>
      {mode.value === 'replay' ? <p class="sheet-note">{p.replayNote}</p> : null}
    </Dialog>
  );
}
