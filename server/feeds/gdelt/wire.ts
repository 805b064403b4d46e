import { z } from 'zod';
import { FeedError } from '../feed.ts';

/** DOC 2.0, `mode=artlist`. Anything may be empty; `url` and `title` are what is needed. */
export const article = z.object({
  url: z.string(),
  title: z.string(),
  seendate: z.string().default(''),
  domain: z.string().default(''),
  language: z.string().default(''),
});

/** No result is `{}`. */
const artlist = z.object({ articles: z.array(z.unknown()).default([]) });

/** DOC leaves backslashes in titles as they came, which JSON does not allow: a stray one is taken for itself. */
function repairEscapes(text: string): string {
  return (
    text
      .replace(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\\/g, (m) => (m === '\\' ? '\\\\' : m))
      // biome-ignore lint/suspicious/noControlCharactersInRegex: raw control characters are not allowed in JSON
      .replace(/[\u0000-\u001f]/g, ' ')
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(repairEscapes(text));
    } catch (cause) {
      throw /[}\]]\s*$/.test(text)
        ? new FeedError('bad-body', 'JSON that cannot be repaired', { cause })
        : new FeedError('truncated', 'the JSON ends in the middle', { cause });
    }
  }
}

/**
 * Body of DOC 2.0 to rows, not yet validated one by one. Throws FeedError: `busy` for "Please limit requests" (sent
 * with 429 and with 200), `html-instead`, `error-inside` for a sentence about the query, `truncated`, `bad-body`.
 */
export function readArtlist(body: Uint8Array): readonly unknown[] {
  const text = new TextDecoder().decode(body).trim();
  if (!text.startsWith('{')) {
    if (/please limit requests|too many requests/i.test(text))
      throw new FeedError('busy', 'asks for fewer requests');
    if (/^<(?:!doctype|html|head|body)/i.test(text)) throw new FeedError('html-instead', 'a page was sent');
    if (text === '') throw new FeedError('bad-body', 'an empty body');
    throw new FeedError('error-inside', text.replace(/\s+/g, ' ').slice(0, 160));
  }
  const read = artlist.safeParse(parseJson(text));
  if (!read.success) {
    throw new FeedError('bad-body', `articles: ${read.error.issues[0]?.message ?? 'not a list'}`);
  }
  return read.data.articles;
}

/** One line of `lastupdate.txt`. */
export interface UpdateLine {
  readonly bytes: number;
  readonly md5: string;
  readonly url: string;
}

/** `size md5 url`, three lines. Throws FeedError `bad-body` where the line of the GKG file is missing. */
export function readLastUpdate(text: string): UpdateLine {
  for (const line of text.split(/\r?\n/)) {
    const m = /^(\d{1,12})\s+([0-9a-f]{32})\s+(https?:\/\/\S+\/\d{14}\.gkg\.csv\.zip)\s*$/i.exec(line);
    if (m !== null) return { bytes: Number(m[1]), md5: m[2]?.toLowerCase() ?? '', url: m[3] ?? '' };
  }
  throw new FeedError('bad-body', 'lastupdate.txt names no gkg file');
}

/** Columns of a GKG 2.1 row, counted from 0. */
const COLUMN = { date: 1, source: 3, url: 4, tone: 15, translation: 25, extras: 26 } as const;

export interface GkgRow {
  /** `YYYYMMDDHHMMSS`, UTC. */
  readonly date: string;
  readonly source: string;
  readonly url: string;
  /** −100…100, or null. */
  readonly tone: number | null;
  /** ISO 639-2 code of the original, or null where it was English. */
  readonly translatedFrom: string | null;
  /** Page title as it stands, entities and all; null where the row has none. */
  readonly pageTitle: string | null;
}

/** One line of a GKG file, or null where it has not its columns. */
export function readGkgLine(line: string): GkgRow | null {
  const columns = line.split('\t');
  const extras = columns[COLUMN.extras];
  if (columns.length < 27 || extras === undefined) return null;
  const tone = Number.parseFloat(columns[COLUMN.tone]?.split(',', 1)[0] ?? '');
  return {
    date: columns[COLUMN.date] ?? '',
    source: columns[COLUMN.source] ?? '',
    url: columns[COLUMN.url] ?? '',
    tone: Number.isFinite(tone) && Math.abs(tone) <= 100 ? tone : null,
    translatedFrom: /srclc:([a-z]{3})/.exec(columns[COLUMN.translation] ?? '')?.[1] ?? null,
    pageTitle: /<PAGE_TITLE>([\s\S]*?)<\/PAGE_TITLE>/.exec(extras)?.[1] ?? null,
  };
}
