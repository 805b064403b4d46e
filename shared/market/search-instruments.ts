import type { Instrument } from './instrument.ts';

export const MOST_FOUND = 20;

/** Without marks and case, half width, with spaces for hyphens: `São-Paulo` → `sao paulo`. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();

/** How well one field answers: 0 it is the words, 1 it begins with them, 2 one of its words does, 3 it holds them. */
function matchOf(field: string, words: string): number | null {
  if (field === words) return 0;
  if (field.startsWith(words)) return 1;
  const at = field.indexOf(words);
  if (at < 0) return null;
  return field.includes(` ${words}`) ? 2 : 3;
}

/** Fields from the most to the least telling; a place in between costs less than a worse fit. */
const fieldsOf = (i: Instrument): readonly string[] =>
  [i.id, i.shortName, i.name, ...Object.values(i.symbols), i.city, i.region].map((field) =>
    folded(field ?? ''),
  );

const best = (fields: readonly string[], words: string): number | null => {
  let found: number | null = null;
  fields.forEach((field, place) => {
    const how = matchOf(field, words);
    if (how === null) return;
    const score = how + place / (fields.length + 1);
    if (found === null || score < found) found = score;
  });
  return found;
};

/** Lower is better; null where a word is found nowhere. */
function score(instrument: Instrument, words: string): number | null {
  const fields = fieldsOf(instrument);
  const whole = best(fields, words);
  if (whole !== null) return whole;
  const parts = words.split(' ').map((word) => best(fields, word));
  if (parts.length === 1 || parts.includes(null)) return null;
  // Words that are spread over the fields come after any field that holds them together.
  return 4 + parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

/**
 * Instruments by id, short name, name, symbol, city or region, the best first and at most MOST_FOUND; equally good ones
 * in the order of the list. Case, accents and width do not matter.
 */
export function searchInstruments(instruments: readonly Instrument[], text: string): readonly Instrument[] {
  const words = folded(text);
  if (words === '') return [];
  return instruments
    .flatMap((instrument) => {
      const rank = score(instrument, words);
      return rank === null ? [] : [{ instrument, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_FOUND)
    .map(({ instrument }) => instrument);
}
