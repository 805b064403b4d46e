import type { Headline, IncomingHeadline } from '../../shared/news/headline.ts';
import { headlineRule, type KeptRule, marker } from '../../shared/news/rule.ts';
import { type Lexicon, toneOf } from '../../shared/news/tone.ts';
import type { UserRecord } from '../../shared/record/user-record.ts';

/** What is read off a title when it comes, and stored with it. */
export type TitleReading = Pick<Headline, 'tone' | 'toneBy' | 'candidateOf'>;
export type ReadTitle = (headline: IncomingHeadline) => TitleReading;

/** Rules as they are kept; a body that this version cannot read is passed over. */
export const keptRules = (records: readonly UserRecord[]): KeptRule[] =>
  records.flatMap(({ id, revision, body }) => {
    const rule = headlineRule.safeParse(body);
    return rule.success ? [{ id, revision, rule: rule.data }] : [];
  });

/** @param lexicon null: nothing is rated. */
export function titleReader(lexicon: Lexicon | null, rules: readonly KeptRule[]): ReadTitle {
  const marksOf = marker(rules);
  return (headline) => {
    const tone = lexicon === null ? null : toneOf(headline, lexicon);
    const marks = marksOf(headline);
    return {
      tone: tone?.score ?? null,
      ...(lexicon !== null && tone !== null && { toneBy: lexicon.id }),
      ...(marks.length > 0 && { candidateOf: marks }),
    };
  };
}
