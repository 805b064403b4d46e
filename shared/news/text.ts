/** Longest title that is kept, in UTF-16 units; the same as in the headline schema. */
export const MAX_TITLE_LENGTH = 500;

/** What is looked at of a text that should be a title; bounds the time that tags without an end can cost. */
const MAX_RAW_LENGTH = 4000;

/** What windows-1252 means by 0x80…0x9F: feeds send those numbers as if they were Unicode. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Anything that keeps a text from being clean already; most titles have none of it. */
const NEEDS_CLEANING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u1680\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb\ud800-\udfff]| {2}|^ | $/;

/** Only these can be composed with what stands before them, or have a form of their own. */
const COMBINING = /[\u0300-\u036f\u0653-\u0655\u093c-\u0dff\u1100-\u11ff\u3099\u309a\uf900-\ufaff]/;

/** Control characters, soft hyphens, and marks that turn the direction of what follows (a title could disguise itself). */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const ELEMENT = /<(script|style)\b[^<]*(?:<(?!\/\1)[^<]*)*<\/\1[^<>]*>|<!--[\s\S]*?-->|<\/?[a-z][^<>]*>/gi;
/** Tags inside a word or phrase: nothing stands in their place. */
const PHRASE =
  /^<\/?(?:a|abbr|b|big|cite|code|del|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|tt|u|wbr)[\s/>]/i;
const OPEN_END = /<\/?[a-z][^<>]*$/i;

/** Removes tags, comments, scripts and styles; a `<` that opens no tag stays. */
export function stripTags(text: string): string {
  if (!text.includes('<')) return text;
  const inner = text.replaceAll('<![CDATA[', '').replaceAll(']]>', '');
  return inner.replace(ELEMENT, (tag) => (PHRASE.test(tag) ? '' : ' ')).replace(OPEN_END, ' ');
}

/** Cuts to at most `max` UTF-16 units with an ellipsis, never inside a surrogate pair. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = max - 1;
  const code = text.charCodeAt(end - 1);
  const cut = code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
  return `${text.slice(0, cut).trimEnd()}…`;
}

/**
 * One line of plain text: tags gone, control and direction marks gone, white space collapsed, composed form, at most
 * 500 UTF-16 units. Entities are the caller's matter. May be empty.
 */
export function plainTitle(text: string): string {
  const untagged = stripTags(text.length > MAX_RAW_LENGTH ? text.slice(0, MAX_RAW_LENGTH) : text);
  if (!NEEDS_CLEANING.test(untagged)) {
    const composed = COMBINING.test(untagged) ? untagged.normalize('NFC') : untagged;
    return shorten(composed, MAX_TITLE_LENGTH);
  }
  const clean = untagged
    .toWellFormed()
    .replace(/[\u0080-\u009f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80] ?? '')
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC');
  return shorten(clean, MAX_TITLE_LENGTH);
}

const SEPARATED_TAIL = /\s+[-–—|·]\s+([^-–—|·]+)$/u;

/** Takes ` - Publisher` (also with –, —, |, ·) off the end of a title where it names that publisher. */
export function withoutPublisher(title: string, publisher: string): string {
  const wanted = publisher.trim().toLowerCase();
  if (wanted === '') return title;
  const lower = title.toLowerCase();
  if (lower.length === title.length && lower.endsWith(wanted)) {
    const head = title.slice(0, title.length - wanted.length);
    const cut = head.replace(/\s+[-–—|·]\s+$/u, '');
    if (cut !== head && cut.trim() !== '') return cut.trim();
  }
  const tail = SEPARATED_TAIL.exec(title);
  if (tail?.[1] !== undefined && tail[1].trim().toLowerCase() === wanted && tail.index > 0) {
    return title.slice(0, tail.index).trim();
  }
  return title;
}
