import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { HORIZONS, isHorizon } from '../../shared/event/horizon.ts';
import { claimWords } from '../i18n/claim-words.ts';
import { addClaim, claimAnchors } from '../state/claims.ts';
import type { EditFault } from '../state/edit-fault.ts';
import { instruments, shown } from '../state/subject.ts';
import { type ClaimDraft, DRAFT_FIELDS, type DraftField, EMPTY_DRAFT, readDraft } from './claim-draft.ts';

const draft = signal<ClaimDraft>(EMPTY_DRAFT);
const faults = signal<readonly DraftField[]>([]);
const saving = signal(false);
/** Whether the form is on the screen. */
export const writing = signal(false);

/** Opens an empty form; markets and anchor are those of the page. */
export function beginClaim(): void {
  const [anchor] = claimAnchors.value;
  draft.value = { ...EMPTY_DRAFT, anchor: anchor?.name ?? '', group: shown.value.map((i) => i.id) };
  faults.value = [];
  writing.value = true;
}

function change(patch: Partial<ClaimDraft>): void {
  draft.value = { ...draft.value, ...patch };
  // What was wrong is looked at again, what is not wrong yet is not complained of.
  const read = readDraft(draft.value);
  const still = 'faults' in read ? read.faults : [];
  faults.value = faults.value.filter((field) => still.includes(field));
}

async function save(slug: string, said: (fault: EditFault | null) => void): Promise<void> {
  const read = readDraft(draft.value);
  if ('faults' in read) {
    faults.value = read.faults;
    const [first] = DRAFT_FIELDS.filter((field) => read.faults.includes(field));
    document.getElementById(`claim-${first}`)?.focus();
    return;
  }
  saving.value = true;
  const fault = await addClaim(slug, read.claim);
  saving.value = false;
  if (fault === null) writing.value = false;
  said(fault);
}

interface FieldProps {
  readonly name: Exclude<DraftField, 'group' | 'anchor'>;
  readonly label: string;
  readonly type?: 'text' | 'date' | 'url';
}

function Field({ name, label, type = 'text' }: FieldProps): JSX.Element {
  const wrong = faults.value.includes(name);
  const common = {
    class: 'field',
    id: `claim-${name}`,
    value: draft.value[name],
    'aria-invalid': wrong,
    ...(wrong ? { 'aria-describedby': `claim-${name}-rule` } : {}),
    onInput: (event: { readonly currentTarget: HTMLInputElement }) =>
      change({ [name]: event.currentTarget.value }),
  };
  return (
    <label class="claim-field" htmlFor={common.id}>
      <span>{label}</span>
      {type === 'date' ? (
        <input type="date" {...common} />
      ) : type === 'url' ? (
        <input type="url" {...common} />
      ) : (
        <input type="text" {...common} />
      )}
      {wrong ? <Rule name={name} /> : null}
    </label>
  );
}

const Rule = ({ name }: { readonly name: DraftField }): JSX.Element => (
  <small class="claim-rule" id={`claim-${name}-rule`} role="alert">
    {claimWords.value.form.rules[name]}
  </small>
);

function Group(): JSX.Element {
  const f = claimWords.value.form;
  const { group } = draft.value;
  return (
    <fieldset class="claim-group" id="claim-group" tabIndex={-1}>
      <legend>{f.group}</legend>
      <div>
        <button
          type="button"
          class="button-link"
          onClick={() => change({ group: shown.value.map((i) => i.id) })}
        >
          {f.groupAll}
        </button>{' '}
        <button type="button" class="button-link" onClick={() => change({ group: [] })}>
          {f.groupNone}
        </button>
      </div>
      <div class="claim-markets">
        {instruments.value.map(({ id, name }) => (
          <label class="check" key={id}>
            <input
              type="checkbox"
              checked={group.includes(id)}
              onChange={(event) =>
                change({
                  group: event.currentTarget.checked ? [...group, id] : group.filter((other) => other !== id),
                })
              }
            />
            {name}
          </label>
        ))}
      </div>
      {faults.value.includes('group') ? <Rule name="group" /> : null}
    </fieldset>
  );
}

function Choices(): JSX.Element {
  const w = claimWords.value;
  const { direction, horizon, anchor } = draft.value;
  return (
    <div class="claim-choices">
      <label class="claim-field">
        <span>{w.form.direction}</span>
        <select
          class="field"
          value={direction}
          onChange={(e) => change({ direction: e.currentTarget.value === 'down' ? 'down' : 'up' })}
        >
          <option value="up">{w.direction.up}</option>
          <option value="down">{w.direction.down}</option>
        </select>
      </label>
      <label class="claim-field">
        <span>{w.form.horizon}</span>
        <select
          class="field"
          value={horizon}
          onChange={(e) => {
            const { value } = e.currentTarget;
            if (isHorizon(value)) change({ horizon: value });
          }}
        >
          {HORIZONS.map((h) => (
            <option key={h} value={h}>
              {w.at[h]}
            </option>
          ))}
        </select>
      </label>
      <label class="claim-field">
        <span>{w.form.anchor}</span>
        <select
          class="field"
          id="claim-anchor"
          value={anchor}
          onChange={(e) => change({ anchor: e.currentTarget.value })}
        >
          {claimAnchors.value.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        {faults.value.includes('anchor') ? <Rule name="anchor" /> : null}
      </label>
    </div>
  );
}

/** A claim to be written down with the event: what was said, of which markets, by whom. */
export function ClaimForm(props: {
  readonly slug: string;
  readonly said: (fault: EditFault | null) => void;
}): JSX.Element {
  const f = claimWords.value.form;
  return (
    <form
      class="claim-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(props.slug, props.said);
      }}
    >
      <h3>{f.title}</h3>
      <Field name="words" label={f.words} />
      <Group />
      <Choices />
      <fieldset class="claim-choices">
        <legend>{f.source}</legend>
        <Field name="publisher" label={f.publisher} />
        <Field name="title" label={f.headline} />
        <Field name="date" label={f.date} type="date" />
        <Field name="url" label={f.url} type="url" />
      </fieldset>
      <p class="sheet-note">{f.note}</p>
      <p class="claim-buttons">
        <button type="submit" class="button button-filled" disabled={saving.value}>
          {saving.value ? f.saving : f.save}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            writing.value = false;
          }}
        >
          {f.cancel}
        </button>
      </p>
    </form>
  );
}
