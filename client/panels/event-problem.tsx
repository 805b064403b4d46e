import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { MarketEvent } from '../../shared/event/event.ts';
import { eventEditorWords } from '../i18n/event-editor-words.ts';
import { baseOf, type Editor, keepMine, takeTheirs } from '../state/event-editing.ts';
import type { Fault } from '../state/event-form.ts';
import { faultText, fieldId } from './event-field.tsx';
import { Differences } from './revision-list.tsx';
import { momentText } from './time-text.ts';

/** Words of a fault's field: `Source 2, link`. */
function fieldWords(field: string): string {
  const { fields } = eventEditorWords.value;
  const [list, index, part] = field.split('.');
  if (list === 'anchors' && index !== undefined) {
    return `${fields.anchor(Number(index) + 1)}, ${fields[(part ?? 'time') as 'time'].toLowerCase()}`;
  }
  if (list === 'sources' && index !== undefined) {
    const name = part === 'title' ? fields.sourceTitle : fields[(part ?? 'url') as 'url'];
    return `${fields.source(Number(index) + 1)}, ${name.toLowerCase()}`;
  }
  return fields[field as 'title'] ?? field;
}

/** What is wrong with the form, each with the way to its field. */
export function Faults({ faults }: { readonly faults: readonly Fault[] }): JSX.Element | null {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (faults.length > 0) list.current?.focus();
  }, [faults]);
  if (faults.length === 0) return null;
  return (
    <div ref={list} class="event-problem" role="alert" tabIndex={-1}>
      <p>{eventEditorWords.value.faults(faults.length)}</p>
      <ul>
        {faults.map((fault) => (
          <li key={fault.field}>
            <button
              type="button"
              class="button-link"
              onClick={() => document.getElementById(fieldId(fault.field))?.focus()}
            >
              {fieldWords(fault.field)}
            </button>{' '}
            {faultText(fault)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Stale({ now, theirs }: { readonly now: Editor; readonly theirs: MarketEvent }): JSX.Element {
  const w = eventEditorWords.value;
  const base = baseOf(now);
  const [who, when] = [w.who(theirs.actor), momentText(theirs.receivedAt)];
  return (
    <div class="event-problem" role="alert">
      <p>{theirs.deleted ? w.problem.removed(who, when) : w.problem.stale(who, when)}</p>
      {base === null || theirs.deleted ? null : (
        <>
          <p>{w.problem.staleHow}</p>
          <Differences before={base} after={theirs} />
        </>
      )}
      <div class="event-buttons">
        {theirs.deleted ? null : (
          <button type="button" class="button" onClick={() => takeTheirs(theirs)}>
            {w.problem.staleTheirs}
          </button>
        )}
        <button type="button" class="button" onClick={() => keepMine(theirs)}>
          {w.problem.staleMine}
        </button>
      </div>
    </div>
  );
}

/** What stands in the way of storing, and what can be done. */
export function ProblemNote({ now }: { readonly now: Editor }): JSX.Element | null {
  const w = eventEditorWords.value.problem;
  const { problem } = now;
  if (problem === null) return null;
  switch (problem.kind) {
    case 'stale':
      return <Stale now={now} theirs={problem.theirs} />;
    case 'no-right':
      return (
        <p class="event-problem" role="alert">
          {w.noRight}
        </p>
      );
    case 'taken':
      return (
        <p class="event-problem" role="alert">
          {w.taken}
        </p>
      );
    case 'failed':
      return (
        <p class="event-problem" role="alert">
          {w.failed(problem.detail)}
        </p>
      );
  }
}
