import type { JSX } from 'preact';
import { eventEditorWords } from '../i18n/event-editor-words.ts';
import { offsetName } from '../i18n/zone-names.ts';
import {
  baseOf,
  type Editor,
  editor,
  hidesFuture,
  readEdited,
  remove,
  save,
  typeInto,
} from '../state/event-editing.ts';
import type { Fault } from '../state/event-form.ts';
import { leaveReplay, playhead } from '../state/playhead.ts';
import { zone, zoneCity } from '../state/subject.ts';
import { Dialog } from './dialog.tsx';
import { Field } from './event-field.tsx';
import { AnchorFields, MoreFields } from './event-fields.tsx';
import { Faults, ProblemNote } from './event-problem.tsx';
import { ReadOnly } from './event-read.tsx';
import { RevisionList } from './revision-list.tsx';

/** Fields that stand behind "More", so that a fault in one of them opens it. */
const isMore = ({ field }: Fault): boolean => !/^(title|summary|anchors)/.test(field);

function Form({ now }: { readonly now: Editor }): JSX.Element {
  const w = eventEditorWords.value;
  const { form, faults, saving } = now;
  const base = baseOf(now);
  return (
    <form
      class="event-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Faults faults={faults} />
      <ProblemNote now={now} />
      <Field
        name="title"
        label={w.fields.title}
        value={form.title}
        faults={faults}
        onType={(title) => typeInto({ title })}
      />
      <p class="sheet-note">{w.zone(zoneCity.value, offsetName(playhead.value, zone.value))}</p>
      <AnchorFields form={form} faults={faults} />
      <Field
        name="summary"
        label={w.fields.summary}
        kind="lines"
        value={form.summary}
        faults={faults}
        onType={(summary) => typeInto({ summary })}
      />
      <details open={faults.some(isMore) || undefined} class="event-more">
        <summary>{w.more}</summary>
        <div class="event-more-fields">
          <MoreFields form={form} faults={faults} />
        </div>
      </details>
      <div class="event-buttons event-foot">
        <button type="submit" class="button button-filled" aria-disabled={saving}>
          {saving ? w.saving : w.save}
        </button>
        {base === null || base.deleted ? null : (
          <button type="button" class="button" onClick={() => void remove()}>
            {w.deleteIt}
          </button>
        )}
      </div>
    </form>
  );
}

function Body({ now }: { readonly now: Editor }): JSX.Element {
  const w = eventEditorWords.value;
  if (hidesFuture.value) {
    return (
      <>
        <p>{w.replay}</p>
        <button type="button" class="button" onClick={leaveReplay}>
          {w.leaveReplay}
        </button>
      </>
    );
  }
  if (now.reading === 'loading') return <p aria-busy="true">{w.loading}</p>;
  if (now.reading === 'failed') {
    return (
      <>
        <p role="alert">{w.unreadable}</p>
        <button type="button" class="button" onClick={() => void readEdited()}>
          {w.again}
        </button>
      </>
    );
  }
  const base = baseOf(now);
  if (base?.origin === 'catalogue') return <ReadOnly event={base} revisions={now.revisions} />;
  return (
    <>
      <Form now={now} />
      {base === null ? null : <RevisionList revisions={now.revisions} />}
    </>
  );
}

/** Adds, edits and removes an event, and shows who wrote what when. */
export function EventEditor(): JSX.Element | null {
  const now = editor.value;
  const w = eventEditorWords.value.title;
  if (now === null) return null;
  const base = baseOf(now);
  const title =
    now.edited.kind === 'new' ? w.new : base?.origin === 'catalogue' ? `${w.read}: ${base.title}` : w.edit;
  return (
    <Dialog name="event-editor" title={title} wide>
      <Body now={now} />
    </Dialog>
  );
}
