import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { eventWords } from '../i18n/event-words.ts';
import { clockText, dateText, durationText, signed } from '../i18n/format.ts';
import { sheetWords } from '../i18n/sheet-words.ts';
import type { EditFault } from '../state/edit-fault.ts';
import { editEvent } from '../state/event-editor.ts';
import { type ListedEvent, timeUntil } from '../state/event-list.ts';
import { removeEvent } from '../state/event-list-edits.ts';
import { moveMarket, movesLoading } from '../state/event-list-moves.ts';
import { mode } from '../state/playhead.ts';
import { instruments, subject } from '../state/subject.ts';
import { zoneOfPlace, zoneShort } from '../state/zones.ts';
import { approx } from './approx.ts';

/** Event whose removal is being asked about, or none. */
const asking = signal<string | null>(null);

function whenText({ first, place }: ListedEvent): string {
  const zone = zoneOfPlace(place);
  const date = dateText(first.time, zone);
  if (first.precision === 'day') return date;
  return `${date}, ${approx(first.precision)}${clockText(first.time, zone)} ${zoneShort(first.time, zone)}`;
}

function moveText({ move, coming }: ListedEvent): string | null {
  const market = instruments.value.find((i) => i.id === moveMarket.value);
  if (market === undefined || coming || movesLoading.value) return null;
  const w = eventWords.value;
  return move === null ? w.noMove(market.shortName) : w.move(market.shortName, signed(move * 100));
}

function Removal(props: {
  readonly event: ListedEvent;
  readonly said: (fault: EditFault | null) => void;
}): JSX.Element {
  const { event, said } = props;
  const w = eventWords.value;
  if (asking.value !== event.slug) {
    return (
      <button
        type="button"
        class="button-link"
        aria-label={w.removeThis(event.title)}
        onClick={() => {
          asking.value = event.slug;
        }}
      >
        {w.remove}
      </button>
    );
  }
  const remove = async (): Promise<void> => {
    asking.value = null;
    said(await removeEvent(event.slug));
  };
  return (
    <>
      <span>{w.removeAsk}</span>
      <button type="button" class="button-link" autofocus onClick={() => void remove()}>
        {w.removeYes}
      </button>
      <button
        type="button"
        class="button-link"
        onClick={() => {
          asking.value = null;
        }}
      >
        {w.removeNo}
      </button>
    </>
  );
}

/** One event: a press chooses it; one that was written here can be edited and deleted. */
export function EventRow(props: {
  readonly event: ListedEvent;
  readonly choose: (slug: string) => void;
  readonly said: (fault: EditFault | null) => void;
}): JSX.Element {
  const { event, choose, said } = props;
  const w = eventWords.value;
  const p = sheetWords.value.picker;
  const { slug, title, themes, outcome, origin, revision, actor, coming } = event;
  const move = moveText(event);
  const own = origin !== 'catalogue' && mode.value !== 'replay';
  return (
    <li class="event-item">
      <button
        type="button"
        class="picker-event"
        data-event={slug}
        aria-current={slug === subject.value?.slug ? 'true' : undefined}
        onClick={() => choose(slug)}
      >
        <span class="picker-title">{title}</span>
        <span class="picker-when">
          {whenText(event)}
          {coming ? <b class="event-countdown"> {w.in(durationText(timeUntil(event)))}</b> : null}
        </span>
        <span class="picker-themes">
          {themes.map((theme) => p.theme[theme]).join(', ')}
          <span class="event-origin">
            {' · '}
            {w.origin[origin]}, {w.revision(revision, actor)}
          </span>
        </span>
        <span class="picker-outcome">
          {move === null ? null : <b class="event-move">{move}</b>}
          {outcome === null ? null : <span> {p.outcome[outcome.status]}</span>}
        </span>
      </button>
      {own ? (
        <p class="event-actions">
          <button
            type="button"
            class="button-link"
            aria-label={w.editThis(title)}
            onClick={() => editEvent({ kind: 'stored', slug })}
          >
            {w.edit}
          </button>
          <Removal event={event} said={said} />
        </p>
      ) : null}
    </li>
  );
}
