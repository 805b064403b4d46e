import type { Side } from '../../shared/news/headline.ts';
import { type HeadlineRule, headlineRule } from '../../shared/news/rule.ts';
import type { HeadlineWords } from '../i18n/en-headlines.ts';

/** A rule as it stands in the form. */
export interface RuleDraft {
  readonly name: string;
  readonly all: string;
  readonly any: string;
  readonly none: string;
  readonly sides: readonly Side[];
  readonly languages: string;
  readonly sources: string;
  readonly active: boolean;
}

const EMPTY: RuleDraft = {
  name: '',
  all: '',
  any: '',
  none: '',
  sides: [],
  languages: '',
  sources: '',
  active: true,
};

export const draftOf = (rule: HeadlineRule | null): RuleDraft =>
  rule === null
    ? EMPTY
    : {
        ...rule,
        all: rule.all.join(', '),
        any: rule.any.join(', '),
        none: rule.none.join(', '),
        languages: rule.languages.join(', '),
        sources: rule.sources.join(', '),
      };

/** What stands between commas, also those of Chinese and Japanese; each once. */
const partsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];

export type ReadDraft =
  | { readonly rule: HeadlineRule; readonly fault: null }
  | { readonly rule: null; readonly fault: string };

type Issue = { readonly path: readonly PropertyKey[]; readonly code: string };

function faultOf(
  issue: Issue | undefined,
  rule: HeadlineRule,
  words: HeadlineWords['rules']['faults'],
): string {
  const [field, at] = issue?.path ?? [];
  if (issue?.code === 'custom') return words.empty;
  if (field === 'name') return words.name;
  if (at === undefined) return issue?.code === 'too_big' ? words.many : words.other;
  const list = rule[field as 'all'];
  const term = (Array.isArray(list) ? list[at as number] : undefined) ?? '';
  if (issue?.code === 'too_big') return words.long(term.slice(0, 40));
  if (/[\p{L}\p{N}]/u.test(term) && term.slice(0, -1).includes('*')) return words.star(term);
  return /[\p{L}\p{N}]/u.test(term) ? words.other : words.letters(term);
}

/** The rule that a form describes, by the rules of the server, or what is wrong with it in words. */
export function readDraft(draft: RuleDraft, words: HeadlineWords['rules']['faults']): ReadDraft {
  const rule: HeadlineRule = {
    name: draft.name.trim(),
    all: partsOf(draft.all),
    any: partsOf(draft.any),
    none: partsOf(draft.none),
    sides: [...draft.sides],
    languages: partsOf(draft.languages),
    sources: partsOf(draft.sources),
    active: draft.active,
  };
  const read = headlineRule.safeParse(rule);
  return read.success
    ? { rule: read.data, fault: null }
    : { rule: null, fault: faultOf(read.error.issues[0], rule, words) };
}

/** A rule in one line: `any of truce, tariff*; none of opinion; from Beijing`. */
export function ruleText(rule: HeadlineRule, words: HeadlineWords): string {
  const { says } = words.rules;
  const voices = rule.sides.map((side) => words.voice[side]);
  const from = [...voices, ...rule.languages, ...rule.sources];
  return [
    ...(rule.all.length > 0 ? [says.all(rule.all.join(', '))] : []),
    ...(rule.any.length > 0 ? [says.any(rule.any.join(', '))] : []),
    ...(rule.none.length > 0 ? [says.none(rule.none.join(', '))] : []),
    ...(from.length > 0 ? [says.from(from.join(', '))] : []),
  ].join('; ');
}
