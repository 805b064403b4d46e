import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ruleTest } from '../../shared/news/rule.ts';
import { headlineWords } from '../i18n/headline-words.ts';
import {
  addRule,
  changeRule,
  dropRule,
  headlineRules,
  type KeptHeadlineRule,
  restoreRule,
} from '../state/headline-rules.ts';
import { readStoredHeadlines, storedHeadlines } from '../state/stored-headlines.ts';
import { Dialog } from './dialog.tsx';
import { ruleText } from './rule-draft.ts';
import { RuleForm, refusalOf } from './rules-form.tsx';

interface ItemProps {
  readonly rule: KeptHeadlineRule;
  readonly edit: () => void;
  readonly remove: () => void;
}

function RuleItem({ rule, edit, remove }: ItemProps): JSX.Element {
  const w = headlineWords.value;
  const { name, active } = rule.body;
  const stored = storedHeadlines.value;
  const matched = useMemo(() => {
    if (stored === null || stored === 'failed') return null;
    return stored.filter(ruleTest({ ...rule.body, active: true })).length;
  }, [stored, rule]);
  return (
    <li class="rule">
      <p class="rule-name">
        <b>{name}</b>
        {active ? null : <span class="rule-rests">{w.rules.rests}</span>}
      </p>
      <p class="rule-text">{ruleText(rule.body, w)}</p>
      <p class="rule-foot">
        {matched === null || stored === null ? null : <span>{w.rules.matches(matched, stored.length)}</span>}
        <button type="button" class="button-link" aria-label={w.rules.edit(name)} onClick={edit}>
          {w.rules.editShort}
        </button>
        <button type="button" class="button-link" aria-label={w.rules.remove(name)} onClick={remove}>
          {w.rules.removeShort}
        </button>
      </p>
    </li>
  );
}

/** Which rule stands in the form: a kept one, or a new one; null where there is no form. */
type Edited = KeptHeadlineRule | 'new' | null;

function Rules(): JSX.Element {
  const { rules: w } = headlineWords.value;
  const [edited, setEdited] = useState<Edited>(null);
  const [removed, setRemoved] = useState<KeptHeadlineRule | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => void readStoredHeadlines(), []);
  const remove = async (rule: KeptHeadlineRule): Promise<void> => {
    const outcome = await dropRule(rule);
    setRefused(refusalOf(outcome));
    if (outcome.done) setRemoved(rule);
  };
  const undo = async (rule: KeptHeadlineRule): Promise<void> => {
    const outcome = await restoreRule(rule);
    setRefused(refusalOf(outcome));
    if (outcome.done) setRemoved(null);
  };
  if (edited !== null) {
    const kept = edited === 'new' ? null : edited;
    return (
      <RuleForm
        rule={kept?.body ?? null}
        save={(rule) => (kept === null ? addRule(rule) : changeRule(kept, rule))}
        close={() => setEdited(null)}
      />
    );
  }
  const rules = headlineRules.value;
  return (
    <>
      <p class="sheet-note">{w.note}</p>
      {rules.length === 0 ? <p>{w.none}</p> : null}
      <ul class="rules">
        {rules.map((rule) => (
          <RuleItem key={rule.id} rule={rule} edit={() => setEdited(rule)} remove={() => void remove(rule)} />
        ))}
      </ul>
      <p role="status" class="rule-removed">
        {removed === null ? null : (
          <>
            {w.removed(removed.body.name)}{' '}
            <button type="button" class="button-link" onClick={() => void undo(removed)}>
              {w.undo}
            </button>
          </>
        )}
        {refused === null ? null : <span class="rule-fault">{refused}</span>}
      </p>
      <p class="rule-actions">
        <button type="button" class="button" onClick={() => setEdited('new')}>
          {w.add}
        </button>
      </p>
    </>
  );
}

/** Rules that mark headlines as candidates for events: list, add, edit, try, delete. */
export function RulesSheet(): JSX.Element {
  return (
    <Dialog name="rules" title={headlineWords.value.rules.title}>
      <Rules />
    </Dialog>
  );
}
