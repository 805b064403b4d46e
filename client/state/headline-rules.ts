import { computed, effect } from '@preact/signals';
import type { Headline } from '../../shared/news/headline.ts';
import { type HeadlineRule, headlineRule, marker } from '../../shared/news/rule.ts';
import { candidateNames } from './headlines.ts';
import { addRecord, dropRecord, editRecord, type RecordOutcome } from './record-edits.ts';
import { type KeptRecord, readRecords } from './records.ts';

export type KeptHeadlineRule = KeptRecord<HeadlineRule>;

/** Rules of this server, by id. */
export const headlineRules = readRecords('rule', headlineRule);

/** What rules call a headline, worked out once for a headline as long as the rules stay. */
const namesByRules = computed(() => {
  const rules = headlineRules.value;
  const marksOf = marker(rules.map(({ id, revision, body }) => ({ id, revision, rule: body })));
  const active = new Map(rules.filter(({ body }) => body.active).map(({ id, body }) => [id, body.name]));
  const known = new WeakMap<Headline, readonly string[]>();
  return (headline: Headline): readonly string[] => {
    let names = known.get(headline);
    if (names === undefined) {
      // Also what an earlier wording of a rule marked when the headline came.
      const ids = new Set([...marksOf(headline), ...(headline.candidateOf ?? [])].map(({ rule }) => rule));
      names = [...ids].flatMap((id) => active.get(id) ?? []);
      known.set(headline, names);
    }
    return names;
  };
});

/** From now on the list knows which headlines rules match. */
export function keepCandidates(): void {
  effect(() => {
    candidateNames.value = namesByRules.value;
  });
}

const PATH = '/rules';

export const addRule = (rule: HeadlineRule): Promise<RecordOutcome> => addRecord(PATH, { ...rule });

export const changeRule = (
  known: Pick<KeptHeadlineRule, 'id' | 'revision'>,
  rule: HeadlineRule,
): Promise<RecordOutcome> => editRecord(PATH, known, { ...rule });

export const dropRule = (known: Pick<KeptHeadlineRule, 'id' | 'revision'>): Promise<RecordOutcome> =>
  dropRecord(PATH, known);

/** Puts back a rule that was removed, under its id: what it marked finds its name again. */
export const restoreRule = ({ id, body }: Pick<KeptHeadlineRule, 'id' | 'body'>): Promise<RecordOutcome> =>
  addRecord(PATH, { ...body }, id);
