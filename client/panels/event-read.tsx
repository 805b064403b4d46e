import type { JSX } from 'preact';
import type { MarketEvent } from '../../shared/event/event.ts';
import { eventEditorWords } from '../i18n/event-editor-words.ts';
import { copyToOwn } from '../state/event-editing.ts';
import { frame } from '../state/frame.ts';
import { RevisionList } from './revision-list.tsx';
import { momentText } from './time-text.ts';

function Lines(props: { readonly label: string; readonly items: readonly string[] }): JSX.Element | null {
  const items = props.items.filter((item) => item !== '');
  if (items.length === 0) return null;
  return (
    <div>
      <dt>{props.label}</dt>
      {items.map((item) => (
        <dd key={item}>{item}</dd>
      ))}
    </div>
  );
}

interface ReadProps {
  readonly event: MarketEvent;
  readonly revisions: readonly MarketEvent[];
}

/** An entry that ships, to be read as far as it has happened; what knows how it went comes when all of it has. */
export function ReadOnly({ event, revisions }: ReadProps): JSX.Element {
  const w = eventEditorWords.value;
  const { fields } = w;
  const seen = frame.value.events.find((e) => e.slug === event.slug);
  if (seen === undefined) return <p class="sheet-note">{w.ahead}</p>;
  const { detail } = seen;
  return (
    <>
      <p class="sheet-note">{w.readOnly}</p>
      <dl class="event-read">
        <Lines
          label={fields.anchors}
          items={seen.anchors.map((a) => `${a.name}: ${momentText(a.time)}, ${w.precision[a.precision]}`)}
        />
        <Lines label={fields.themes} items={[seen.themes.map((theme) => w.themes[theme]).join(', ')]} />
        <Lines label={fields.place} items={[seen.place]} />
        {detail === null ? null : (
          <>
            <Lines label={fields.actors} items={[detail.actors.join(', ')]} />
            <Lines label={fields.summary} items={[detail.summary]} />
            <Lines label={fields.us} items={detail.claims.us} />
            <Lines label={fields.china} items={detail.claims.china} />
            <Lines label={fields.other} items={detail.claims.other} />
            <Lines label={fields.confounders} items={detail.confounders} />
            <Lines label={fields.timeBasis} items={[detail.timeBasis]} />
          </>
        )}
      </dl>
      {detail === null ? (
        <p class="sheet-note">{w.notOver}</p>
      ) : (
        <>
          <section class="event-sources">
            <h3>{fields.sources}</h3>
            <ul>
              {detail.sources.map((s) => (
                <li key={s.url}>
                  <a href={s.url} target="_blank" rel="noopener noreferrer nofollow">
                    {s.publisher}: {s.title}
                  </a>
                  , {s.date}
                </li>
              ))}
            </ul>
          </section>
          <button type="button" class="button" onClick={() => copyToOwn(event)}>
            {w.copy}
          </button>
          <RevisionList revisions={revisions} />
        </>
      )}
    </>
  );
}
