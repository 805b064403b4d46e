import type { JSX } from 'preact';
import type { MarketEvent } from '../../shared/event/event.ts';
import { eventEditorWords } from '../i18n/event-editor-words.ts';
import { copyToOwn } from './event-editor-state.ts';
import { instantWords } from './revision-list.tsx';

/** An entry that ships: to be read, with its times and sources. */
export function ReadOnly({ event }: { readonly event: MarketEvent }): JSX.Element {
  const w = eventEditorWords.value;
  const { fields } = w;
  const lines = (label: string, items: readonly string[]): JSX.Element | null =>
    items.length === 0 || items[0] === '' ? null : (
      <div>
        <dt>{label}</dt>
        {items.map((item) => (
          <dd key={item}>{item}</dd>
        ))}
      </div>
    );
  return (
    <>
      <p class="sheet-note">{w.readOnly}</p>
      <dl class="event-read">
        {lines(
          fields.anchors,
          event.anchors.map((a) => `${a.name}: ${instantWords(a.time)}, ${w.precision[a.precision]}`),
        )}
        {lines(
          fields.themes,
          event.themes.map((theme) => w.themes[theme]),
        )}
        {lines(fields.place, [event.place])}
        {lines(fields.actors, event.actors)}
        {lines(fields.summary, [event.summary])}
        {lines(fields.us, event.claims.us)}
        {lines(fields.china, event.claims.china)}
        {lines(fields.other, event.claims.other)}
        {lines(fields.confounders, event.confounders)}
        {lines(fields.timeBasis, [event.timeBasis])}
      </dl>
      {event.sources.length === 0 ? null : (
        <section class="event-sources">
          <h3>{fields.sources}</h3>
          <ul>
            {event.sources.map((s) => (
              <li key={s.url}>
                <a href={s.url} target="_blank" rel="noopener noreferrer nofollow">
                  {s.publisher}: {s.title}
                </a>
                , {s.date}
              </li>
            ))}
          </ul>
        </section>
      )}
      <button type="button" class="button" onClick={() => copyToOwn(event)}>
        {w.copy}
      </button>
    </>
  );
}
