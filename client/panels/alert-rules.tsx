import type { JSX } from 'preact';
import type { AlertRule } from '../../shared/alert/alert-rule.ts';
import { alertWords } from '../i18n/alert-words.ts';
import { alertRules } from '../state/alerts.ts';
import type { KeptRecord } from '../state/records.ts';
import { liveNow } from '../state/status.ts';
import { webhooks } from '../state/webhooks.ts';
import { editRule, nameOf, names, removeRule, setEnabled, testRule } from './alert-actions.ts';
import { conditionSentence, mannerSentence } from './alert-words-of.ts';

function Rule({ kept }: { readonly kept: KeptRecord<AlertRule> }): JSX.Element {
  const w = alertWords.value;
  const { body: rule } = kept;
  const over = rule.until !== null && rule.until <= liveNow.value;
  const rests = over || !rule.enabled;
  const sentence = conditionSentence(rule, w, names);
  // A rule without a name of its own is called by its sentence.
  const named = rule.name !== nameOf(rule);
  return (
    <li class={rests ? 'alert-rule alert-rests' : 'alert-rule'}>
      <label class="check alert-switch">
        <input
          type="checkbox"
          aria-label={w.switchOn(rule.name)}
          checked={rule.enabled}
          onChange={(e) => void setEnabled(kept, e.currentTarget.checked)}
        />
        <span>
          <b>{rule.name}</b>
          {rests ? <i> {over ? w.over : w.off}</i> : null}
        </span>
      </label>
      {named ? <p>{`${w.when.lead} ${sentence}.`}</p> : null}
      <p class="sheet-note">{mannerSentence(rule, w, webhooks.value)}</p>
      <div class="alert-buttons">
        <button
          type="button"
          class="button"
          aria-label={w.test(rule.name)}
          onClick={() => void testRule(kept)}
        >
          {w.testShort}
        </button>
        <button type="button" class="button" aria-label={w.edit(rule.name)} onClick={() => editRule(kept)}>
          {w.editShort}
        </button>
        <button
          type="button"
          class="button"
          aria-label={w.remove(rule.name)}
          onClick={() => void removeRule(kept)}
        >
          {w.removeShort}
        </button>
      </div>
    </li>
  );
}

/** All rules of this server, each as a sentence. */
export function AlertRules(): JSX.Element {
  const rules = alertRules.value;
  if (rules.length === 0) return <p class="empty">{alertWords.value.none}</p>;
  return (
    <ul class="alert-rules">
      {rules.map((kept) => (
        <Rule key={kept.id} kept={kept} />
      ))}
    </ul>
  );
}
