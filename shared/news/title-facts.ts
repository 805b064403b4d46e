import { ANSWERS, CJK_POLES, IRREGULAR, POLES, SAME_WORD, STOP_WORDS, WEAK_WORDS } from './title-words.ts';

/** What a title says, reduced to what two reporters of one piece of news would share. */
export interface TitleFacts {
  /** Word stems, and character pairs of scripts without spaces, with their weight. */
  readonly tokens: ReadonlyMap<string, number>;
  readonly weight: number;
  /** Figures as written, years left out: `47%`, `$1.5bn` gives `1.5bn`. */
  readonly numbers: ReadonlySet<string>;
  /** Axis → the end of it that the title takes; left out where it takes none or both. */
  readonly poles: ReadonlyMap<string, string>;
  /** True where character pairs carry the title (Chinese, Japanese, Korean). */
  readonly pairs: boolean;
}

const WEAK_WEIGHT = 0.4;
const WORD = /\d+(?:[.,]\d+)*(?:%|bn|mn|tn)?|[\p{L}\p{M}]+/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;
const YEAR = /^(?:19|20)\d\d$/;

const SCALE: Readonly<Record<string, string>> = {
  trillion: 'tn',
  tn: 'tn',
  billion: 'bn',
  bn: 'bn',
  b: 'bn',
  million: 'mn',
  mn: 'mn',
  m: 'mn',
};

function normalise(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/n't\b/g, ' not')
    .replace(/'s\b|s'(?=\s|$)/g, (m) => (m === "'s" ? '' : 's'))
    .replace(/\b(?:[a-z]\.){2,}/g, (m) => m.replaceAll('.', ''))
    .replace(/(\d)\s*(?:percent|per cent|pct)\b/g, '$1%')
    .replace(/(\d)\s*(trillion|tn|billion|bn|b|million|mn|m)\b/g, (_, d: string, s: string) => d + SCALE[s])
    .replace(/(\d),(?=\d{3}\b)/g, '$1');
}

/** A small stemmer: enough that `cuts, cutting, cut` and `agrees, agreed` meet, no more. */
function stem(word: string): string {
  const known = IRREGULAR.get(word);
  if (known !== undefined) return known;
  if (word.length <= 3) return word;
  let w = word;
  if (w.endsWith('ies')) w = `${w.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(w)) w = w.slice(0, -2);
  else if (/[^su]s$/.test(w)) w = w.slice(0, -1);
  const ending = /[^e]ing$/.test(w) && w.length > 5 ? 3 : /[^e]ed$/.test(w) && w.length > 4 ? 2 : 0;
  if (ending > 0) w = w.slice(0, -ending).replace(/([bdgmnprt])\1$/, '$1');
  return w.replace(/(?<=..)e$/, '').replace(/(?<=..)y$/, 'i');
}

function addWord(word: string, tokens: Map<string, number>): void {
  if (STOP_WORDS.has(word)) return;
  const bare = word.normalize('NFD').replace(/\p{M}/gu, '');
  const stemmed = stem(bare);
  const token = SAME_WORD.get(stemmed) ?? stemmed;
  if (!STOP_WORDS.has(token)) tokens.set(token, WEAK_WORDS.has(token) ? WEAK_WEIGHT : 1);
}

function addPairs(run: string, tokens: Map<string, number>): number {
  const characters = [...run];
  if (characters.length === 1) tokens.set(run, WEAK_WEIGHT);
  for (let i = 0; i + 1 < characters.length; i++) {
    tokens.set(`${characters[i]}${characters[i + 1]}`, 1);
  }
  return Math.max(0, characters.length - 1);
}

/** A meeting that is to come is not the meeting: `to meet`, `will visit`, `set to hold`. */
const TO_COME =
  /\b(?:to|will|would|may|could|plans to|due to|set to)\s+(?:soon\s+)?(?:meet|hold|visit|sign|begin|start|arrive|attend|host|speak|talk|travel|land|leave|depart|address|resume|end)\b/;
const NEGATED = /\b(?:not|no|never|without|cannot|nor|neither)\b|不会|不會|没有|沒有|并未|尚未|ない|않|없/;

function polesOf(text: string, tokens: ReadonlyMap<string, number>): Map<string, string> {
  const found = new Map<string, Set<string>>();
  const take = (axis: string, end: string) => {
    const ends = found.get(axis) ?? new Set<string>();
    found.set(axis, ends.add(end));
  };
  for (const token of tokens.keys()) {
    const pole = POLES.get(token);
    if (pole !== undefined) take(pole[0], pole[1]);
  }
  for (const [axis, end, pattern] of CJK_POLES) if (pattern.test(text)) take(axis, end);
  take('stage', TO_COME.test(text) ? 'to come' : 'said or done');
  take('answer', [...ANSWERS].some((word) => tokens.has(word)) ? 'given' : 'none');
  take('negation', NEGATED.test(text) ? 'negated' : 'plain');
  const poles = new Map<string, string>();
  for (const [axis, ends] of found) {
    const [only, second] = ends;
    if (only !== undefined && second === undefined) poles.set(axis, only);
  }
  return poles;
}

export function titleFacts(title: string): TitleFacts {
  const text = normalise(title);
  const tokens = new Map<string, number>();
  const numbers = new Set<string>();
  let pairCount = 0;
  for (const [word] of text.matchAll(WORD)) {
    if (/^\d/.test(word)) {
      tokens.set(word, 1);
      if (!YEAR.test(word)) numbers.add(word);
    } else if (UNSPACED.test(word)) {
      pairCount += addPairs(word, tokens);
    } else {
      addWord(word, tokens);
    }
  }
  let weight = 0;
  for (const w of tokens.values()) weight += w;
  return { tokens, weight, numbers, poles: polesOf(text, tokens), pairs: pairCount * 2 > tokens.size };
}
