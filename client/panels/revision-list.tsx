import type { JSX } from 'preact';
import type { MarketEvent } from '../../shared/event/event.ts';
import { eventEditorWords } from '../i18n/event-editor-words.ts';
import { type Difference, differences, type RevisionTexts } from './revision-diff.ts';
import { momentText } from './time-text.ts';

function texts(): RevisionTexts {
  const w = eventEditorWords.value;
  return {
    anchor: ({ name, time, precision, window }) => {
      const span =
        window.earliest === window.latest
          ? ''
          : ` (${momentText(window.earliest)} – ${momentText(window.latest)})`;
      return `${name}, ${momentText(time)}, ${w.precision[precision]}${span}`;
    },
    time: momentText,
    theme: (theme) => w.themes[theme],
    outcome: ({ status, date, note }) =>
      [w.status[status], date, note].filter((part) => part !== null).join(', '),
    confidence: (level) => w.confidence[level],
    deleted: w.fields.deleted,
  };
}

function Changed({ difference }: { readonly difference: Difference }): JSX.Element {
  const { fields, was, is } = eventEditorWords.value;
  const { field, gone, come } = difference;
  return (
    <div class="revision-change">
      <dt>{fields[field]}</dt>
      <dd>
        {gone.map((line) => (
          <del key={line}>
            <span class="visually-hidden">{was} </span>
            {line}
          </del>
        ))}
        {come.map((line) => (
          <ins key={line}>
            <span class="visually-hidden">{is} </span>
            {line}
          </ins>
        ))}
      </dd>
    </div>
  );
}

/** What differs between two revisions, field by field. */
export function Differences(props: {
  readonly before: MarketEvent;
  readonly after: MarketEvent;
}): JSX.Element {
  const found = differences(props.before, props.after, texts());
  if (found.length === 0) return <p class="sheet-note">{eventEditorWords.value.same}</p>;
  return (
    <dl class="revision-changes">
      {found.map((difference) => (
        <Changed key={difference.field} difference={difference} />
      ))}
    </dl>
  );
}

/** Who wrote which version when, the newest first, and what was changed in it. */
export function RevisionList({ revisions }: { readonly revisions: readonly MarketEvent[] }): JSX.Element {
  const w = eventEditorWords.value;
  return (
    <details class="revisions">
      <summary>
        {w.history}: {w.historyOf(revisions.length)}
      </summary>
      <ol>
        {revisions.toReversed().map((revision) => {
          const before = revisions[revisions.indexOf(revision) - 1];
          return (
            <li key={revision.revision}>
              <b>{w.revision(revision.revision, w.who(revision.actor), momentText(revision.receivedAt))}</b>
              {before === undefined ? (
                <p class="sheet-note">{w.first}</p>
              ) : (
                <Differences before={before} after={revision} />
              )}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
