import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { alertWords } from '../i18n/alert-words.ts';
import { webhooks } from '../state/webhooks.ts';
import { changeDraft, draft, names, said, saveDraft } from './alert-actions.ts';
import { type Draft, ruleOfDraft } from './alert-draft.ts';
import { Choice, ConditionFields, Field, NumberField } from './alert-fields.tsx';
import { conditionSentence } from './alert-words-of.ts';

function Channels({ now }: { readonly now: Draft }): JSX.Element {
  const r = alertWords.value.rule;
  const options = {
    '': r.noWebhook,
    ...Object.fromEntries(webhooks.value.map(({ id, name }) => [id, name])),
  };
  return (
    <fieldset class="alert-channels">
      <legend>{r.channels}</legend>
      {(['page', 'notification', 'sound'] as const).map((channel) => (
        <label class="check" key={channel}>
          <input
            type="checkbox"
            name={channel}
            checked={now[channel]}
            onChange={(e) => changeDraft({ [channel]: e.currentTarget.checked })}
          />
          <span>{r[channel]}</span>
        </label>
      ))}
      <Choice
        text={r.webhook}
        name="webhook"
        value={now.webhook}
        options={options}
        onChange={(webhook) => changeDraft({ webhook })}
      />
    </fieldset>
  );
}

/** The rule in plain words while it is made, so that nobody has to guess what it will do. */
function Preview({ now }: { readonly now: Draft }): JSX.Element {
  const w = alertWords.value;
  const { rule, bad } = ruleOfDraft(now, () => '?');
  return (
    <p class="alert-preview">
      {rule === null ? w.rule.bad(bad) : `${w.when.lead} ${conditionSentence(rule, w, names)}.`}
    </p>
  );
}

/** The form of one rule, new or kept. */
export function AlertEditor({ now }: { readonly now: Draft }): JSX.Element {
  const r = alertWords.value.rule;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('select')?.focus(), []);
  return (
    <form
      ref={form}
      class="alert-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void saveDraft();
      }}
    >
      <ConditionFields draft={now} />
      <Preview now={now} />
      <Field text={r.name}>
        <input
          class="field"
          name="name"
          maxLength={80}
          autocomplete="off"
          value={now.name}
          onInput={(e) => changeDraft({ name: e.currentTarget.value })}
        />
      </Field>
      <Channels now={now} />
      <NumberField text={r.coolDown} name="coolDown" draft={now} />
      <Field text={r.until} half>
        <input
          class="field"
          type="date"
          name="until"
          value={now.until}
          onInput={(e) => changeDraft({ until: e.currentTarget.value })}
        />
      </Field>
      <p class="alert-said" role="status">
        {said.value}
      </p>
      <div class="alert-buttons">
        <button type="submit" class="button button-filled">
          {r.save}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            said.value = '';
            draft.value = null;
          }}
        >
          {r.cancel}
        </button>
      </div>
    </form>
  );
}
