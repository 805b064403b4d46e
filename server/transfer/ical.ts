import { formatInstant, type UtcMs } from '../../shared/time/instant.ts';

/** Octets of a content line without its line break (RFC 5545 §3.1). */
const LINE_OCTETS = 75;

const octets = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Folds a content line: no part is longer than 75 octets, none begins or ends inside a character (RFC 5545 §3.1). */
export function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const character of line) {
    const added = octets(character);
    if (size + added > LINE_OCTETS) {
      parts.push(part);
      // The space that begins a further line counts too.
      part = ' ';
      size = 1;
    }
    part += character;
    size += added;
  }
  return [...parts, part].join('\r\n');
}

/** Control characters but line breaks, which TEXT may not hold, and halves of a pair, which no UTF-8 has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const FORBIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f]/g;

/** A value of the type TEXT (RFC 5545 §3.3.11). */
export const icalText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(FORBIDDEN, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');

/** `20251030T020500Z`; parts of a second are cut. Throws RangeError on an instant that is none. */
export const icalUtc = (time: UtcMs): string =>
  formatInstant(time)
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '');

/** `20251030`. */
export const icalDate = (date: Temporal.PlainDate): string => date.toString().replaceAll('-', '');

/** Content lines as a stream: folded, each ended by CRLF. */
export const icalStream = (lines: readonly string[]): string =>
  lines.map((line) => `${foldLine(line)}\r\n`).join('');
