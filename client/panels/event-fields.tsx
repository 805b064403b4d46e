import type { ComponentChildren, JSX } from 'preact';
import {
  confidence as confidences,
  precision as precisions,
  theme as themes,
} from '../../shared/event/event.ts';
import { eventEditorWords } from '../i18n/event-editor-words.ts';
import { type Editor, typeInto } from '../state/event-editing.ts';
import {
  type AnchorForm,
  type EventForm,
  emptyAnchor,
  emptySource,
  type Fault,
  type SourceForm,
} from '../state/event-form.ts';
import { playhead } from '../state/playhead.ts';
import { zone } from '../state/subject.ts';
import { Choice, Field, type FieldProps, faultText, fieldId } from './event-field.tsx';

const replaced = <T,>(list: readonly T[], at: number, patch: Partial<T>): T[] =>
  list.map((item, index) => (index === at ? { ...item, ...patch } : item));
const without = <T,>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at);

interface Part {
  readonly form: EventForm;
  readonly faults: readonly Fault[];
}

function Row(props: {
  readonly legend: string;
  readonly onRemove: (() => void) | null;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <fieldset class="event-row">
      <legend>{props.legend}</legend>
      {props.children}
      {props.onRemove === null ? null : (
        <button type="button" class="button-link" onClick={props.onRemove}>
          {eventEditorWords.value.remove(props.legend)}
        </button>
      )}
    </fieldset>
  );
}

/** The times of an event, each with how exactly it is known. */
export function AnchorFields({ form, faults }: Part): JSX.Element {
  const w = eventEditorWords.value;
  const { fields } = w;
  const set = (at: number, patch: Partial<AnchorForm>): void =>
    typeInto({ anchors: replaced(form.anchors, at, patch) });
  return (
    <section>
      {form.anchors.map((anchor, at) => {
        const field = (name: string): string => `anchors.${at}.${name}`;
        return (
          <Row
            key={at}
            legend={form.anchors.length === 1 ? fields.time : fields.anchor(at + 1)}
            onRemove={
              form.anchors.length === 1 ? null : () => typeInto({ anchors: without(form.anchors, at) })
            }
          >
            <Field
              name={field('time')}
              label={fields.time}
              kind="datetime-local"
              value={anchor.time}
              faults={faults}
              onType={(time) => set(at, { time })}
            />
            <Choice
              name={field('precision')}
              label={fields.precision}
              value={anchor.precision}
              options={precisions.options}
              texts={w.precision}
              onChoose={(precision) => set(at, { precision })}
            />
            <Field
              name={field('name')}
              label={fields.name}
              value={anchor.name}
              faults={faults}
              hint={fields.nameHint}
              onType={(name) => set(at, { name })}
            />
            {anchor.precision === 'minute' && anchor.earliest === '' && anchor.latest === '' ? null : (
              <>
                <Field
                  name={field('earliest')}
                  label={fields.earliest}
                  kind="datetime-local"
                  value={anchor.earliest}
                  faults={faults}
                  onType={(earliest) => set(at, { earliest })}
                />
                <Field
                  name={field('latest')}
                  label={fields.latest}
                  kind="datetime-local"
                  value={anchor.latest}
                  faults={faults}
                  onType={(latest) => set(at, { latest })}
                />
              </>
            )}
          </Row>
        );
      })}
      {form.anchors.length >= 12 ? null : (
        <button
          type="button"
          class="button"
          onClick={() => typeInto({ anchors: [...form.anchors, emptyAnchor(playhead.peek(), zone.peek())] })}
        >
          {w.addAnchor}
        </button>
      )}
    </section>
  );
}

function SourceFields({ form, faults }: Part): JSX.Element {
  const w = eventEditorWords.value;
  const { fields } = w;
  const set = (at: number, patch: Partial<SourceForm>): void =>
    typeInto({ sources: replaced(form.sources, at, patch) });
  return (
    <section>
      {form.sources.map((source, at) => (
        <Row
          key={at}
          legend={fields.source(at + 1)}
          onRemove={() => typeInto({ sources: without(form.sources, at) })}
        >
          <Field
            name={`sources.${at}.publisher`}
            label={fields.publisher}
            value={source.publisher}
            faults={faults}
            onType={(publisher) => set(at, { publisher })}
          />
          <Field
            name={`sources.${at}.title`}
            label={fields.sourceTitle}
            value={source.title}
            faults={faults}
            onType={(title) => set(at, { title })}
          />
          <Field
            name={`sources.${at}.date`}
            label={fields.date}
            kind="date"
            value={source.date}
            faults={faults}
            onType={(date) => set(at, { date })}
          />
          <Field
            name={`sources.${at}.url`}
            label={fields.url}
            kind="url"
            value={source.url}
            faults={faults}
            onType={(url) => set(at, { url })}
          />
        </Row>
      ))}
      <button
        type="button"
        class="button"
        onClick={() => typeInto({ sources: [...form.sources, emptySource] })}
      >
        {w.addSource}
      </button>
    </section>
  );
}

function ThemeFields({ form, faults }: Part): JSX.Element {
  const w = eventEditorWords.value;
  const fault = faults.find((f) => f.field === 'themes');
  return (
    <fieldset
      class="event-themes"
      id={fieldId('themes')}
      aria-describedby={fault === undefined ? undefined : 'event-themes-fault'}
    >
      <legend>{w.fields.themes}</legend>
      {themes.options.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={form.themes.includes(name)}
            onChange={(e) =>
              typeInto({
                themes: themes.options.filter((o) =>
                  o === name ? e.currentTarget.checked : form.themes.includes(o),
                ),
              })
            }
          />
          {w.themes[name]}
        </label>
      ))}
      {fault === undefined ? null : (
        <p id="event-themes-fault" class="event-fault">
          {faultText(fault)}
        </p>
      )}
    </fieldset>
  );
}

const STATUSES = ['open', 'held', 'came-undone'] as const;

/** All that a note does not need. */
export function MoreFields({ form, faults }: Pick<Editor, 'form' | 'faults'>): JSX.Element {
  const w = eventEditorWords.value;
  const { fields } = w;
  const typed = (
    name: keyof EventForm & string,
    label: string,
    kind: FieldProps['kind'] = 'text',
    hint?: string,
  ) => (
    <Field
      name={name}
      label={label}
      kind={kind}
      value={form[name] as string}
      faults={faults}
      {...(hint === undefined ? {} : { hint })}
      onType={(value) => typeInto({ [name]: value })}
    />
  );
  return (
    <>
      <ThemeFields form={form} faults={faults} />
      {typed('place', fields.place, 'text', fields.placeHint)}
      {typed('end', fields.end, 'datetime-local')}
      {typed('actors', fields.actors, 'lines', fields.oneALine)}
      <fieldset class="event-row">
        <legend>{fields.claims}</legend>
        {typed('us', fields.us, 'lines')}
        {typed('china', fields.china, 'lines')}
        {typed('other', fields.other, 'lines')}
      </fieldset>
      {typed('confounders', fields.confounders, 'lines', fields.oneALine)}
      <fieldset class="event-row">
        <legend>{fields.outcome}</legend>
        <Choice
          name="status"
          label={fields.status}
          value={form.status}
          options={STATUSES}
          texts={w.status}
          onChoose={(status) => typeInto({ status })}
        />
        {typed('outcomeDate', fields.outcomeDate, 'date')}
        {typed('outcomeNote', fields.outcomeNote)}
      </fieldset>
      {typed('timeBasis', fields.timeBasis)}
      <Choice
        name="timeConfidence"
        label={fields.timeConfidence}
        value={form.timeConfidence}
        options={confidences.options}
        texts={w.confidence}
        onChoose={(timeConfidence) => typeInto({ timeConfidence })}
      />
      <Choice
        name="confidence"
        label={fields.confidence}
        value={form.confidence}
        options={confidences.options}
        texts={w.confidence}
        onChoose={(confidence) => typeInto({ confidence })}
      />
      <h3>{fields.sources}</h3>
      <SourceFields form={form} faults={faults} />
    </>
  );
}
