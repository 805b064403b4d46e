import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { type Side, side as sides } from '../../shared/news/headline.ts';
import { type HeadlineRule, ruleTest } from '../../shared/news/rule.ts';
import { clockText, dayText } from '../i18n/format.ts';
import { headlineWords } from '../i18n/headline-words.ts';
import type { RecordOutcome } from '../state/record-edits.ts';
import { storedHeadlines } from '../state/stored-headlines.ts';
import { zone } from '../state/subject.ts';
import { HeadlineTitle } from './headline-title.tsx';
import { draftOf, type RuleDraft, readDraft } from './rule-draft.ts';

const SAMPLES = 5;

/** What a rule would have marked of the headlines that are stored. */
function Trial({ rule }: { readonly rule: HeadlineRule }): JSX.Element {
  const { rules: w } = headlineWords.value;
  const stored = storedHeadlines.value;
  const found = useMemo(() => {
    if (stored === null || stored === 'failed') return [];
    const test = ruleTest({ ...rule, active: true });
    return stored.filter(test);
  }, [stored, rule]);
  if (stored === null) return <p class="sheet-note">{w.testing}</p>;
  if (stored === 'failed') return <p class="sheet-note">{w.testFailed}</p>;
  return (
    <div class="rule-trial">
      <p role="status">{w.tested(found.length, stored.length)}</p>
      <ul>
        {found.slice(0, SAMPLES).map((headline) => (
          <li key={headline.id}>
            <small>{`${dayText(headline.time, zone.value)} ${clockText(headline.time, zone.value)}, ${headline.source}`}</small>
            <HeadlineTitle headline={headline} />
          </li>
        ))}
      </ul>
      {found.length > SAMPLES ? <p class="sheet-note">{w.more(found.length - SAMPLES)}</p> : null}
    </div>
  );
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly onInput: (value: string) => void;
}

function Text({ label, value, hint, onInput }: TextProps): JSX.Element {
  return (
    <label class="rule-field">
      <span>{label}</span>
      <input class="field" value={value} onInput={(e) => onInput(e.currentTarget.value)} />
      {hint === undefined ? null : <small>{hint}</small>}
    </label>
  );
}

/** Why an edit was not stored, in words; null where it was. */
export function refusalOf(outcome: RecordOutcome): string | null {
  const { rules: w } = headlineWords.value;
  if (outcome.done) return null;
  return { stale: w.stale, unauthorized: w.unauthorized, refused: w.failed(outcome.message) }[outcome.reason];
}

interface FormProps {
  /** Null: a new one. */
  readonly rule: HeadlineRule | null;
  readonly save: (rule: HeadlineRule) => Promise<RecordOutcome>;
  readonly close: () => void;
}

/** A rule to be written or changed, tried on the stored headlines while it is written. */
export function RuleForm({ rule, save, close }: FormProps): JSX.Element {
  const { rules: w, voice } = headlineWords.value;
  const [draft, setDraft] = useState<RuleDraft>(draftOf(rule));
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const change = (part: Partial<RuleDraft>): void => setDraft((last) => ({ ...last, ...part }));
  const read = readDraft(draft, w.faults);
  // A trial needs no name yet.
  const tried = read.rule ?? readDraft({ ...draft, name: '?' }, w.faults).rule;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (read.rule === null) return;
    setBusy(true);
    const outcome = await save(read.rule);
    setBusy(false);
    if (outcome.done) return close();
    setRefused(refusalOf(outcome));
  };
  const toggle = (side: Side): void =>
    change({
      sides: draft.sides.includes(side) ? draft.sides.filter((s) => s !== side) : [...draft.sides, side],
    });
  return (
    <form class="rule-form" onSubmit={(event) => void submit(event)}>
      <Text label={w.field.name} value={draft.name} onInput={(name) => change({ name })} />
      <Text label={w.field.any} value={draft.any} hint={w.hint} onInput={(any) => change({ any })} />
      <Text label={w.field.all} value={draft.all} onInput={(all) => change({ all })} />
      <Text label={w.field.none} value={draft.none} onInput={(none) => change({ none })} />
      <fieldset class="rule-sides">
        <legend>{w.field.sides}</legend>
        {sides.options.map((side) => (
          <label class="check" key={side}>
            <input type="checkbox" checked={draft.sides.includes(side)} onChange={() => toggle(side)} />
            <span>{voice[side]}</span>
          </label>
        ))}
      </fieldset>
      <Text
        label={w.field.languages}
        value={draft.languages}
        hint={w.languagesHint}
        onInput={(languages) => change({ languages })}
      />
      <Text
        label={w.field.sources}
        value={draft.sources}
        hint={w.sourcesHint}
        onInput={(sources) => change({ sources })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={draft.active}
          onChange={(e) => change({ active: e.currentTarget.checked })}
        />
        <span>{w.field.active}</span>
      </label>
      <h3>{w.test}</h3>
      {tried === null ? <p class="sheet-note">{w.faults.empty}</p> : <Trial rule={tried} />}
      <p class="rule-fault" role="alert">
        {refused ?? (asked && read.fault !== null ? read.fault : '')}
      </p>
      <p class="rule-actions">
        <button type="submit" class="button" disabled={busy}>
          {busy ? w.saving : w.save}
        </button>
        <button type="button" class="button-link" onClick={close}>
          {w.cancel}
        </button>
      </p>
    </form>
  );
}
