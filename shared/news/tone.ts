import type { Headline } from './headline.ts';
import { withoutPublisher } from './text.ts';

/** Words rated for how good or bad they sound; every value within −`extent`…`extent`. */
export interface Lexicon {
  /** Name and version, stored with each score so that a later list changes none. */
  readonly id: string;
  readonly extent: number;
  /** Lower case; an entry may be a phrase or hold hyphens and apostrophes. */
  readonly words: ReadonlyMap<string, number>;
}

export interface Tone {
  /** −1…1. */
  readonly score: number;
  /** Words or phrases of the title that the list rates. */
  readonly rated: number;
}

/** Parts of the longest entry that is looked for. */
const LONGEST_PHRASE = 3;
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;

const isEnglish = (language: string): boolean => /^en(?:-|$)/i.test(language);

/** The longest entry that begins at `at`, with the words it takes up. */
function entryAt(
  parts: readonly string[],
  at: number,
  lexicon: Lexicon,
): { value: number; taken: number } | null {
  for (let taken = Math.min(LONGEST_PHRASE, parts.length - at); taken > 0; taken -= 1) {
    const value = lexicon.words.get(parts.slice(at, at + taken).join(' '));
    if (value !== undefined) return { value, taken };
  }
  return null;
}

/** Words in lower case. A compound that is no entry of its own is taken apart at its hyphens. */
function partsOf(text: string, lexicon: Lexicon): string[] {
  const found = text.normalize('NFKC').toLowerCase().match(WORD) ?? [];
  return found.flatMap((word) => {
    const plain = word.replaceAll('’', "'");
    return lexicon.words.has(plain) ? [plain] : plain.split('-');
  });
}

/**
 * Tone of an English title: the mean rating of its rated words over the list's extent. The outlet's name at its end does
 * not count. Null in other languages (`und` too) and where the list rates none of its words: not rated, which is not
 * neutral. Words are rated one by one: negation, irony and who is spoken of are not understood.
 */
export function toneOf(
  headline: Pick<Headline, 'title' | 'source' | 'language'>,
  lexicon: Lexicon,
): Tone | null {
  if (!isEnglish(headline.language)) return null;
  const parts = partsOf(withoutPublisher(headline.title, headline.source), lexicon);
  let sum = 0;
  let rated = 0;
  for (let at = 0; at < parts.length; ) {
    const entry = entryAt(parts, at, lexicon);
    at += entry?.taken ?? 1;
    if (entry === null) continue;
    sum += entry.value;
    rated += 1;
  }
  return rated === 0 ? null : { score: sum / rated / lexicon.extent, rated };
}
