import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { eventEditorWords } from '../i18n/event-editor-words.ts';
import { dismissUndo, undoable } from '../state/undo.ts';
import { expireUndo, undo } from '../state/undo-offers.ts';

/** What was just done, with a way back; a pointer or the focus on it holds it. */
export function UndoBar(): JSX.Element | null {
  const last = undoable.value;
  const [held, hold] = useState(false);
  useEffect(() => {
    if (last === null || held || last.state === 'running') return;
    return expireUndo();
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
