import { signal } from '@preact/signals';
import type { AlertRule } from '../../shared/alert/alert-rule.ts';
import { alertWords } from '../i18n/alert-words.ts';
import { testAlert } from '../state/alerts.ts';
import { frame } from '../state/frame.ts';
import { addRecord, dropRecord, editRecord, type RecordOutcome } from '../state/record-edits.ts';
import type { KeptRecord } from '../state/records.ts';
import { selected } from '../state/selection.ts';
import { status } from '../state/status.ts';
import { instruments, shown } from '../state/subject.ts';
import * as kept from '../state/webhooks.ts';
import { type Draft, draftOf, newDraft, ruleOfDraft } from './alert-draft.ts';
import { conditionSentence, type Names } from './alert-words-of.ts';

const PATH = '/alerts';
const LONGEST_NAME = 80;

/** The rule in the form, or null. */
export const draft = signal<Draft | null>(null);
/** What became of the last thing that was done, in words. */
export const said = signal('');

/** Names of what rules speak of; an id where nobody knows more. */
export const names: Names = {
  market: (id) => instruments.value.find((instrument) => instrument.id === id)?.name ?? id,
  event: (slug) => frame.value.events.find((event) => event.slug === slug)?.title ?? slug,
  feed: (id) => status.value?.feeds.find(({ feed }) => feed === id)?.label ?? id,
};

/** What a rule is called that was given no name. */
export const nameOf = (rule: AlertRule): string => {
  const sentence = conditionSentence(rule, alertWords.value, names);
  return (sentence.charAt(0).toUpperCase() + sentence.slice(1)).slice(0, LONGEST_NAME).trim();
};

export function changeDraft(patch: Partial<Draft>): void {
  if (draft.value !== null) draft.value = { ...draft.value, ...patch };
}

/** A rule on the open of one market, ready to be saved. */
export function beginOpenRule(market: string): void {
  said.value = '';
  draft.value = { ...newDraft([market]), kind: 'open' };
}

export function beginRule(): void {
  said.value = '';
  const market = selected.value ?? shown.value[0]?.id;
  draft.value = newDraft(market === undefined ? [] : [market]);
}

export function editRule(rule: KeptRecord<AlertRule>): void {
  said.value = '';
  draft.value = draftOf(rule);
}

function tell(outcome: RecordOutcome): boolean {
  const w = alertWords.value;
  if (outcome.done) said.value = '';
  else if (outcome.reason === 'stale') said.value = w.stale;
  else said.value = outcome.reason === 'unauthorized' ? w.unauthorized : w.failed(outcome.message);
  return outcome.done;
}

let saving = false;

/** Keeps what the form says, or says what does not fit. A second press waits for the answer to the first. */
export async function saveDraft(): Promise<void> {
  const now = draft.value;
  if (now === null || saving) return;
  const { rule, bad } = ruleOfDraft(now, nameOf);
  if (rule === null) {
    said.value = alertWords.value.rule.bad(bad);
    return;
  }
  saving = true;
  const outcome = await (now.kept === null ? addRecord(PATH, rule) : editRecord(PATH, now.kept, rule));
  saving = false;
  if (tell(outcome)) draft.value = null;
}

export const setEnabled = async (rule: KeptRecord<AlertRule>, enabled: boolean): Promise<void> =>
  void tell(await editRecord(PATH, rule, { ...rule.body, enabled }));

export const removeRule = async (rule: KeptRecord<AlertRule>): Promise<void> =>
  void tell(await dropRecord(PATH, rule));

/** Says what came of it; false where it failed. */
async function doing(work: () => Promise<string>): Promise<boolean> {
  try {
    said.value = await work();
    return true;
  } catch (error) {
    said.value = alertWords.value.failed(error instanceof Error ? error.message : String(error));
    return false;
  }
}

export const testRule = ({ id }: KeptRecord<AlertRule>): Promise<boolean> =>
  doing(async () => {
    const w = alertWords.value;
    const { webhook } = await testAlert(id);
    if (webhook === null) return w.tested.page;
    const number = webhook.status === null ? null : String(webhook.status);
    if (webhook.delivered) return w.tested.delivered(number ?? '');
    const why = w.why(webhook.fault ?? '');
    return w.tested.lost(number === null ? why : w.status(why, number));
  });

/** The addresses of the server; what was said before stays. */
export const readWebhooks = (): Promise<boolean> => doing(() => kept.readWebhooks().then(() => said.value));

export const addWebhook = (name: string, form: kept.WebhookForm, url: string): Promise<boolean> =>
  doing(() => kept.addWebhook(name, form, url).then(() => ''));

export const removeWebhook = (id: string): Promise<boolean> =>
  doing(() => kept.removeWebhook(id).then(() => ''));
