import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { SECOND_MS } from '../../shared/time/instant.ts';
import { eventEditorWords } from '../i18n/event-editor-words.ts';
import { browserClock } from '../runtime/browser-clock.ts';
import { dismissUndo, undoable } from '../state/undo.ts';
import { undo } from '../state/undo-offers.ts';

/** How long the bar stays while nobody rests on it, ms: long enough to be read twice. */
const STAYS_MS = 20 * SECOND_MS;

/** What was just done, with a way back; a pointer or the focus on it holds it. */
export function UndoBar(): JSX.Element | null {
  const last = undoable.value;
  const [held, hold] = useState(false);
  useEffect(() => {
    if (last === null || held || last.state === 'running') return;
    return browserClock.after(STAYS_MS, dismissUndo);
  }, [last, held]);
  if (last === null) return null;
  const w = eventEditorWords.value.undo;
  const said = last.state === 'offered' ? w[last.did](last.title) : w[last.state];
  return (
    <section
      class="undo-bar"
      aria-label={w.do}
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocusCapture={() => hold(true)}
      onBlurCapture={() => hold(false)}
    >
      <p role="status">{said}</p>
      {last.state === 'offered' || last.state === 'failed' ? (
        <button type="button" class="button" onClick={() => void undo()}>
          {w.do}
        </button>
      ) : null}
      <button type="button" class="button-link" onClick={dismissUndo}>
        {w.dismiss}
      </button>
    </section>
  );
}
