import type { JSX } from 'preact';
import type { Anchor } from '../../shared/event/event.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { VisibleEvent } from '../../shared/timeline/visible.ts';
import { annotationWords } from '../i18n/annotation-words.ts';
import { clockText, dateText } from '../i18n/format.ts';
import { zoneMark } from '../i18n/zone-names.ts';
import { editEvent } from '../state/event-editor.ts';
import { closeMark } from '../state/marks.ts';
import { subject, zone } from '../state/subject.ts';
import { changeView } from '../state/view.ts';
import { anchorKey } from '../state/view-url.ts';
import { approx } from './approx.ts';

const clock = (time: number): string => clockText(time as UtcMs, zone.value);

/** `30 Oct 2025, 11:05 KST, to the minute`: a day has no minute. */
function timeWords({ time, precision, window }: Anchor): string {
  const w = annotationWords.value.events;
  const date = dateText(time, zone.value);
  if (precision === 'day') return `${date}, ${w.precision.day}`;
  const at = `${date}, ${approx(precision)}${clock(time)} ${zoneMark(time, zone.value)}, ${w.precision[precision]}`;
  return window.earliest === window.latest
    ? at
    : `${at}, ${w.window(clock(window.earliest), clock(window.latest))}`;
}

function EventMark({
  event,
  anchor,
}: {
  readonly event: VisibleEvent;
  readonly anchor: Anchor;
}): JSX.Element {
  const w = annotationWords.value.events;
  const own = event.slug === subject.value?.slug;
  const go = (patch: Parameters<typeof changeView>[0]): void => {
    closeMark();
    changeView(patch);
  };
  return (
    <li>
      <b>{anchor.name === event.title ? event.title : `${event.title}: ${anchor.name}`}</b>
      <p>{timeWords(anchor)}</p>
      <p>
        {w.origin[event.origin]}, {w.revision(event.revision)}
      </p>
      {event.detail === null || event.detail.summary === '' ? null : <p>{event.detail.summary}</p>}
      <div class="mark-links">
        {own ? (
          <button
            type="button"
            class="button-link"
            onClick={() => go({ anchor: anchorKey(anchor.name), t0: null })}
          >
            {w.asT0}
          </button>
        ) : (
          <button
            type="button"
            class="button-link"
            onClick={() =>
              go({ event: event.slug, anchor: anchorKey(anchor.name), t0: null, from: null, to: null })
            }
          >
            {w.show}
          </button>
        )}
        <button
          type="button"
          class="button-link"
          onClick={() => {
            closeMark();
            editEvent({ kind: 'stored', slug: event.slug });
          }}
        >
          {event.origin === 'catalogue' ? w.read : w.edit}
        </button>
      </div>
    </li>
  );
}

/** Events of a flag: what, when and how exactly, from whom, and where to go from here. */
export function EventMarks(props: {
  readonly items: readonly { readonly event: VisibleEvent; readonly anchor: Anchor }[];
}): JSX.Element {
  return (
    <ul>
      {props.items.map(({ event, anchor }) => (
        <EventMark key={`${event.slug}|${anchor.name}`} event={event} anchor={anchor} />
      ))}
    </ul>
  );
}
