import type { Headline } from '../news/headline.ts';
import type { AlertCondition } from './alert-rule.ts';

const spelled = (text: string): string => text.normalize('NFKC').toLowerCase();

const WORD_CHARACTER = /[\p{L}\p{N}]/u;
/** Scripts that set no space between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Whether a phrase stands in a title as whole words; in scripts without spaces, anywhere. */
function says(title: string, phrase: string): boolean {
  for (let at = title.indexOf(phrase); at >= 0; at = title.indexOf(phrase, at + 1)) {
    const before = title.slice(0, at).at(-1) ?? '';
    const after = title.at(at + phrase.length) ?? '';
    const joined = (beside: string): boolean => WORD_CHARACTER.test(beside) && !UNSPACED.test(beside);
    if (UNSPACED.test(phrase) || (!joined(before) && !joined(after))) return true;
  }
  return false;
}

/** Whether a headline says the words of a rule, on one of its sides. Case and width of letters do not matter. */
export function headlineMatches(
  { words, match, sides }: Extract<AlertCondition, { on: 'headline' }>,
  { title, side }: Pick<Headline, 'title' | 'side'>,
): boolean {
  if (sides.length > 0 && !sides.includes(side)) return false;
  const spelt = spelled(title);
  const said = (word: string): boolean => says(spelt, spelled(word));
  return match === 'all' ? words.every(said) : words.some(said);
}
