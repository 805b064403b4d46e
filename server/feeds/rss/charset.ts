import { isAscii, isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { FeedError } from '../feed.ts';

/** What settled the charset; in this order they are asked. */
export type CharsetBasis = 'bom' | 'pattern' | 'http' | 'declaration' | 'utf-8' | 'detected' | 'fallback';

export interface DecodedBody {
  readonly text: string;
  /** Lower-case label of the charset in use. */
  readonly charset: string;
  readonly basis: CharsetBasis;
}

/** Largest body that is read, after decompression. */
export const MAX_FEED_BYTES = 2 * 1024 * 1024;

/** Of the bytes above 0x7F at most this share may be undecodable before a label counts as a lie. */
const TOLERATED = 0.02;
/** Enough for a guess; a whole body would cost more than its parser. */
const SAMPLE_BYTES = 64 * 1024;
const SURE = 50;

const startsWith = (bytes: Uint8Array, ...head: number[]): boolean =>
  head.every((byte, i) => bytes[i] === byte);

/** Undoes a gzip that HTTP did not announce, twice at most. Throws FeedError `too-large` or `truncated`. */
function unzipped(bytes: Uint8Array, maxBytes: number): Uint8Array {
  let body = bytes;
  for (let i = 0; i < 2 && startsWith(body, 0x1f, 0x8b, 0x08); i++) {
    try {
      body = gunzipSync(body, { maxOutputLength: maxBytes });
    } catch (cause) {
      const tooLarge = (cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
      throw tooLarge
        ? new FeedError('too-large', `more than ${maxBytes} bytes once decompressed`, { cause })
        : new FeedError('truncated', 'a gzip body that does not end as it should', { cause });
    }
  }
  return body;
}

/** Byte order marks and, as in XML 1.0 appendix F, the zeros around the first `<`. */
function certainCharset(bytes: Uint8Array): readonly [label: string, basis: CharsetBasis] | null {
  if (startsWith(bytes, 0, 0, 0xfe, 0xff)) return ['utf-32be', 'bom'];
  if (startsWith(bytes, 0xff, 0xfe, 0, 0)) return ['utf-32le', 'bom'];
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return ['utf-8', 'bom'];
  if (startsWith(bytes, 0xfe, 0xff)) return ['utf-16be', 'bom'];
  if (startsWith(bytes, 0xff, 0xfe)) return ['utf-16le', 'bom'];
  if (startsWith(bytes, 0, 0, 0, 0x3c)) return ['utf-32be', 'pattern'];
  if (startsWith(bytes, 0x3c, 0, 0, 0)) return ['utf-32le', 'pattern'];
  if (startsWith(bytes, 0, 0x3c, 0)) return ['utf-16be', 'pattern'];
  if (startsWith(bytes, 0x3c, 0) && bytes[3] === 0) return ['utf-16le', 'pattern'];
  return null;
}

function decode(label: string, bytes: Uint8Array): string {
  if (label.startsWith('utf-32')) return iconv.decode(Buffer.from(bytes), label, { stripBOM: true });
  return new TextDecoder(label).decode(bytes);
}

/** The label as TextDecoder knows it; null for names that do not exist and for those that bytes disprove. */
function knownLabel(name: string | undefined): string | null {
  if (name === undefined || /^(?:utf|ucs|iso-10646-ucs)[-_]?(?:16|32|2|4)/i.test(name)) return null;
  try {
    return new TextDecoder(name.trim()).encoding;
  } catch {
    return null;
  }
}

const httpCharset = (contentType: string | null): string | undefined =>
  /charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType ?? '')?.[1];

const declaredCharset = (head: string): string | undefined =>
  /<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]+)["']/i.exec(head)?.[1];

const LATIN = new Set(['windows-1252', 'iso-8859-15', 'macintosh']);

/**
 * Well-formed UTF-8 with characters of several bytes is not an accident: it overrules a label. For labels other than
 * Latin ones, whose text can look like UTF-8 in a word or two, it takes characters of three bytes.
 */
function isPlainlyUtf8(bytes: Uint8Array, label: string | null): boolean {
  if (!isUtf8(bytes)) return false;
  return label === null || LATIN.has(label) || bytes.some((byte) => byte >= 0xe0);
}

/** Text if no more bytes are broken than a careless editor leaves behind, else null. */
function decodeIfFitting(label: string, bytes: Uint8Array, highBytes: number): string | null {
  const text = new TextDecoder(label).decode(bytes);
  if (highBytes === 0) return text;
  let broken = 0;
  for (let i = text.indexOf('\ufffd'); i !== -1; i = text.indexOf('\ufffd', i + 1)) broken++;
  return broken <= highBytes * TOLERATED ? text : null;
}

function guess(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const [first] = analyse(sample);
  if (first !== undefined && first.confidence >= SURE) return knownLabel(first.name);
  // Markup drowns short texts: look at what stands around the high bytes alone.
  const high = sample.filter((byte, i) => byte >= 0x80 || (sample[i - 1] ?? 0) >= 0x80);
  const [alone] = high.length > sample.length / 4 ? analyse(high) : [];
  return knownLabel(alone?.name ?? first?.name);
}

/**
 * Bytes of a feed to text: byte order mark, HTTP charset, XML declaration, detection, UTF-8 with replacement. A label
 * that does not exist or that the bytes disprove is passed over. A body that is still gzip is unpacked first. Throws
 * FeedError `too-large` and `truncated`.
 */
export function decodeBody(
  body: Uint8Array,
  contentType: string | null,
  maxBytes = MAX_FEED_BYTES,
): DecodedBody {
  const bytes = unzipped(body, maxBytes);
  if (bytes.byteLength > maxBytes) throw new FeedError('too-large', `more than ${maxBytes} bytes`);
  const certain = certainCharset(bytes);
  if (certain !== null) return { text: decode(certain[0], bytes), charset: certain[0], basis: certain[1] };

  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const labels: readonly (readonly [string | null, CharsetBasis])[] = [
    [knownLabel(httpCharset(contentType)), 'http'],
    [knownLabel(declaredCharset(head)), 'declaration'],
  ];
  const named = labels.find(([label]) => label !== null)?.[0] ?? null;
  if (isAscii(bytes) && !bytes.includes(0x1b)) {
    const basis = labels.find(([label]) => label !== null)?.[1] ?? 'utf-8';
    return { text: new TextDecoder().decode(bytes), charset: named ?? 'utf-8', basis };
  }
  if (named === 'utf-8' ? isUtf8(bytes) : isPlainlyUtf8(bytes, named)) {
    const basis = named === 'utf-8' ? (labels.find(([label]) => label !== null)?.[1] ?? 'utf-8') : 'utf-8';
    return { text: new TextDecoder().decode(bytes), charset: 'utf-8', basis };
  }
  let highBytes = 0;
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) >= 0x80) highBytes++;
  for (const [label, basis] of labels) {
    const text = label === null ? null : decodeIfFitting(label, bytes, highBytes);
    if (label !== null && text !== null) return { text, charset: label, basis };
  }
  const guessed = guess(bytes);
  const text = guessed === null ? null : decodeIfFitting(guessed, bytes, highBytes);
  if (guessed !== null && text !== null) return { text, charset: guessed, basis: 'detected' };
  return { text: new TextDecoder().decode(bytes), charset: 'utf-8', basis: 'fallback' };
}
