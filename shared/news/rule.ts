import * as z from 'zod/mini';
import { type Headline, type RuleMark, side } from './headline.ts';
import { term } from './term.ts';

const MOST_TERMS = 40;
const terms = z.array(term).check(z.maxLength(MOST_TERMS));
const names = (longest: number) =>
  z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(longest))).check(z.maxLength(MOST_TERMS));

/**
 * What makes a headline a candidate for an event. Every part that is not empty must hold: all of `all`, one of `any`, none
 * of `none`, one of the sides, languages (`zh` also means `zh-Hans`) and outlets.
 */
export const headlineRule = z
  .strictObject({
    name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
    all: terms,
    any: terms,
    none: terms,
    sides: z.array(side).check(z.maxLength(3)),
    languages: names(12),
    /** Outlets as shown, whole names. */
    sources: names(120),
    /** A rule that rests marks nothing. */
    active: z.boolean(),
  })
  .check(
    z.refine(
      (rule) =>
        [rule.all, rule.any, rule.sides, rule.languages, rule.sources].some((part) => part.length > 0),
      { path: ['all'], error: 'needs a word, a side, a language or an outlet to look for' },
    ),
  );
export type HeadlineRule = z.infer<typeof headlineRule>;

/** A rule as it is kept: a mark names its revision, so that it can be told from a later wording. */
export interface KeptRule {
  readonly id: string;
  readonly revision: number;
  readonly rule: HeadlineRule;
}

/** What a rule looks at of a headline. */
export type RuledHeadline = Pick<Headline, 'title' | 'source' | 'side' | 'language'>;

export type RuleTest = (headline: RuledHeadline) => boolean;

/** Case and width do not count: `ＴＡＲＩＦＦ`, `Tariff` and `tariff` are one. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー';
/** A letter or digit of a script that puts spaces between its words. */
const SPACED = `[[\\p{L}\\p{M}\\p{N}]--[${UNSPACED}]]`;
const STARTS_SPACED = new RegExp(`^${SPACED}`, 'v');
const ENDS_SPACED = new RegExp(`${SPACED}$`, 'v');

/** Whole words where the script spaces them; anywhere in Chinese, Japanese and Korean, which join them to others. */
function termPattern(written: string): RegExp {
  const open = written.endsWith('*');
  const text = fold(open ? written.slice(0, -1) : written).trim();
  const escaped = text
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('\\s+');
  const before = STARTS_SPACED.test(text) ? `(?<!${SPACED})` : '';
  const after = !open && ENDS_SPACED.test(text) ? `(?!${SPACED})` : '';
  return new RegExp(`${before}${escaped}${after}`, 'v');
}

const speaks = (asked: string, language: string): boolean =>
  language === asked || language.startsWith(`${asked}-`);

/** A rule made ready to look at many headlines; one that rests matches none. */
export function ruleTest(rule: HeadlineRule): RuleTest {
  if (!rule.active) return () => false;
  const [all, any, none] = [rule.all, rule.any, rule.none].map((list) => list.map(termPattern)) as [
    RegExp[],
    RegExp[],
    RegExp[],
  ];
  const languages = rule.languages.map(fold);
  const sources = rule.sources.map(fold);
  return (headline) => {
    if (rule.sides.length > 0 && !rule.sides.includes(headline.side)) return false;
    if (languages.length > 0 && !languages.some((l) => speaks(l, fold(headline.language)))) return false;
    if (sources.length > 0 && !sources.includes(fold(headline.source))) return false;
    const title = fold(headline.title);
    return (
      all.every((p) => p.test(title)) &&
      (any.length === 0 || any.some((p) => p.test(title))) &&
      !none.some((p) => p.test(title))
    );
  };
}

/** Names the rules that match a headline, by id and revision, in the order of the rules. */
export type Marker = (headline: RuledHeadline) => RuleMark[];

/** Makes rules ready once for many headlines. */
export function marker(rules: readonly KeptRule[]): Marker {
  const tests = rules.map(({ id, revision, rule }) => ({
    mark: { rule: id, revision },
    test: ruleTest(rule),
  }));
  return (headline) => tests.filter(({ test }) => test(headline)).map(({ mark }) => mark);
}
