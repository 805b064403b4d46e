import type { JSX } from 'preact';
import { eventEditorWords } from '../i18n/event-editor-words.ts';
import type { Fault } from '../state/event-form.ts';

/** What is wrong with a field, in words; empty where nothing is. */
export function faultText({ rule, most }: Fault): string {
  const { rules } = eventEditorWords.value;
  return rule === 'too-long' || rule === 'too-many' ? rules[rule](most ?? 0) : rules[rule];
}

export const fieldId = (field: string): string => `event-${field.replaceAll('.', '-')}`;

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly faults: readonly Fault[];
  readonly hint?: string;
  readonly value: string;
  readonly kind?: 'text' | 'datetime-local' | 'date' | 'url' | 'lines';
  onType(value: string): void;
}

/** A link is typed as text: the schema checks it, and says what is wrong in the language of the page. */
const inputType = (kind: 'text' | 'datetime-local' | 'date' | 'url') =>
  kind === 'date' || kind === 'datetime-local' ? { type: kind } : { type: 'text' as const };

/** A labelled field with what is wrong with it. */
export function Field({ name, label, faults, hint, value, kind = 'text', onType }: FieldProps): JSX.Element {
  const id = fieldId(name);
  // A fault inside a list of lines names the line; the field is the list.
  const fault = faults.find((f) => f.field === name);
  const described = fault !== undefined ? `${id}-fault` : hint === undefined ? undefined : `${id}-hint`;
  const shared = {
    id,
    value,
    'aria-invalid': fault !== undefined,
    'aria-describedby': described,
    class: 'field',
    autocomplete: 'off',
  } as const;
  return (
    <div class="event-field">
      <label for={id}>{label}</label>
      {kind === 'lines' ? (
        <textarea
          {...shared}
          rows={Math.min(8, Math.max(2, value.split('\n').length))}
          onInput={(e) => onType(e.currentTarget.value)}
        />
      ) : (
        <input {...shared} {...inputType(kind)} onInput={(e) => onType(e.currentTarget.value)} />
      )}
      {fault === undefined ? null : (
        <p id={`${id}-fault`} class="event-fault">
          {faultText(fault)}
        </p>
      )}
      {fault !== undefined || hint === undefined ? null : (
        <p id={`${id}-hint`} class="sheet-note">
          {hint}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly label: string;
  readonly value: T;
  readonly options: readonly T[];
  readonly texts: Readonly<Record<T, string>>;
  onChoose(value: T): void;
}

export function Choice<T extends string>(props: ChoiceProps<T>): JSX.Element {
  const id = fieldId(props.name);
  return (
    <div class="event-field">
      <label for={id}>{props.label}</label>
      <select
        id={id}
        class="field"
        value={props.value}
        onChange={(e) => props.onChoose(e.currentTarget.value as T)}
      >
        {props.options.map((option) => (
          <option key={option} value={option}>
            {props.texts[option]}
          </option>
        ))}
      </select>
    </div>
  );
}
