import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { eventWords } from '../i18n/event-words.ts';
import { clockText, dateText } from '../i18n/format.ts';
import { sheetWords } from '../i18n/sheet-words.ts';
import { words } from '../i18n/words.ts';
import type { EditFault } from '../state/edit-fault.ts';
import { editEvent } from '../state/event-editor.ts';
import { comingEvents, eventQuery, eventSort, type ListedEvent, pastEvents } from '../state/event-list.ts';
import { removed, undoRemoval } from '../state/event-list-edits.ts';
import { visibleAnchors } from '../state/frame.ts';
import { leaveReplay, mode } from '../state/playhead.ts';
import { closeSheet, openSheet } from '../state/sheet.ts';
import { subject, TODAY, zone } from '../state/subject.ts';
import { changeView } from '../state/view.ts';
import { anchorKey } from '../state/view-url.ts';
import { approx } from './approx.ts';
import { Dialog } from './dialog.tsx';
import { clearFilters, EventFilters } from './events-filters.tsx';
import { EventRow } from './events-row.tsx';

/** Why the last edit was not taken, or null. */
const fault = signal<EditFault | null>(null);
const said = (next: EditFault | null): void => {
  fault.value = next;
};

/** Chooses an event; its own range, T0 and moment take the place of the old ones. */
function choose(slug: string): void {
  if (mode.value === 'replay') leaveReplay();
  changeView({ event: slug, anchor: null, t0: null, from: null, to: null, t: null, tz: null });
  eventQuery.value = '';
  closeSheet();
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

function Today(): JSX.Element {
  return (
    <ul>
      <li>
        <button
          type="button"
          class="picker-event"
          aria-current={subject.value?.slug === null ? 'true' : undefined}
          onClick={() => choose(TODAY)}
        >
          <span class="picker-title">{words.value.today}</span>
          <span class="picker-when">{sheetWords.value.picker.todayHint}</span>
        </button>
      </li>
    </ul>
  );
}

function Rows({ events }: { readonly events: readonly ListedEvent[] }): JSX.Element {
  return (
    <ul>
      {events.map((event) => (
        <EventRow key={event.slug} event={event} choose={choose} said={said} />
      ))}
    </ul>
  );
}

const yearOf = ({ first }: ListedEvent): string => dateText(first.time, 'UTC').split(' ')[2] as string;

/** By date under their years; by size in one list. */
function Past(): JSX.Element | null {
  const events = pastEvents.value;
  if (events.length === 0) return null;
  if (eventSort.value === 'size') {
    return (
      <section aria-label={eventWords.value.past}>
        <Rows events={events} />
      </section>
    );
  }
  return (
    <>
      {[...Map.groupBy(events, yearOf)].map(([year, ofYear]) => (
        <section key={year} aria-label={year}>
          <h3>{year}</h3>
          <Rows events={ofYear} />
        </section>
      ))}
    </>
  );
}

function Coming(): JSX.Element | null {
  const w = eventWords.value;
  const events = comingEvents.value;
  if (events.length === 0) return null;
  return (
    <section aria-label={w.coming}>
      <h3>{w.coming}</h3>
      <Rows events={events} />
    </section>
  );
}

/** What became of the last edit. */
function Outcome(): JSX.Element {
  const w = eventWords.value;
  const why = fault.value;
  const gone = removed.value;
  if (why !== null) {
    return (
      <p class="events-outcome" role="status">
        {typeof why === 'string' ? w.fault[why] : w.fault.said(why.said)}
      </p>
    );
  }
  return (
    <p class="events-outcome" role="status">
      {gone === null ? null : (
        <>
          {w.removed(gone.title)}{' '}
          <button type="button" class="button-link" onClick={() => void undoRemoval().then(said)}>
            {w.undo}
          </button>
        </>
      )}
    </p>
  );
}

function Foot(): JSX.Element {
  const w = eventWords.value;
  return (
    <p class="events-foot">
      {mode.value === 'replay' ? null : (
        <button type="button" class="button" onClick={() => editEvent({ kind: 'new', draft: {} })}>
          {w.add}
        </button>
      )}
      <button
        type="button"
        class="button"
        disabled={subject.value?.slug == null}
        onClick={() => openSheet('compare')}
      >
        {w.compare}
      </button>
      <a class="button-link" href="/api/v1/events.ics">
        {w.calendar}
      </a>
    </p>
  );
}

/** The list of events: choose one, search and filter them, and write one's own. */
export function EventPicker(): JSX.Element {
  const w = eventWords.value;
  const past = pastEvents.value.length;
  const nothing = past + comingEvents.value.length === 0;
  return (
    <Dialog name="picker" title={w.title} wide>
      <EventFilters />
      <Outcome />
      <AnchorChoice />
      <div class="picker-list">
        {mode.value === 'replay' || eventQuery.value !== '' ? null : <Today />}
        {nothing ? (
          <p class="empty">
            {w.none(eventQuery.value)}{' '}
            <button type="button" class="button-link" onClick={clearFilters}>
              {w.clear}
            </button>
          </p>
        ) : null}
        <Coming />
        <Past />
      </div>
      {mode.value === 'replay' ? <p class="sheet-note">{sheetWords.value.picker.replayNote}</p> : null}
      <Foot />
    </Dialog>
  );
}
