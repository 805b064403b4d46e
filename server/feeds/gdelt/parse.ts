import { decodeHTMLStrict } from 'entities';
import type { Provenance } from '../../../shared/market/provenance.ts';
import type { IncomingHeadline } from '../../../shared/news/headline.ts';
import { plainTitle, shorten } from '../../../shared/news/text.ts';
import { MINUTE_MS, parseInstant, type UtcMs } from '../../../shared/time/instant.ts';
import { EMPTY_ANSWER, type FeedAnswer } from '../feed.ts';
import { RefusalCount } from '../refusal-count.ts';
import { headlineId, normalisedLink, webLink } from '../rss/identity.ts';
import { sideOfHost } from '../rss/publishers.ts';
import { gdeltLanguage } from './languages.ts';
import { article, type GkgRow, readArtlist, readGkgLine } from './wire.ts';

/** GDELT looks every 15 minutes: its times say when it saw, not when was published. */
export const SLOT_SECONDS = 900;
const FUTURE_MS = 10 * MINUTE_MS;

export interface GdeltContext {
  readonly feed: string;
  readonly provenance: Provenance;
  readonly receivedAt: UtcMs;
  /** Older articles are refused; Infinity for an archive. */
  readonly maxAgeMs: number;
}

/** `20251030T021500Z` and `20251030021500`, or null. */
export function readStamp(text: string): UtcMs | null {
  const m = /^(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)Z?$/.exec(text.trim());
  if (m === null) return null;
  try {
    return parseInstant(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`);
  } catch {
    return null;
  }
}

interface Found {
  readonly url: string;
  readonly title: string;
  readonly stamp: string;
  readonly source: string;
  readonly language: string;
}

/** GDELT spaces punctuation out: `Trump , Xi meet in Busan : report`. */
const respaced = (title: string): string => title.replace(/ +([,.:;!?%)])/g, '$1').replace(/([($]) +/g, '$1');

function toHeadline(found: Found, context: GdeltContext, refusals: RefusalCount): IncomingHeadline | null {
  const title = respaced(plainTitle(decodeHTMLStrict(decodeHTMLStrict(found.title))));
  const named = shorten(title === '' ? found.url : title, 160);
  if (title === '') return refuse(refusals, 'no-title', named);
  const link = webLink(found.url, null);
  if (link === null || link.href.length > 2000) return refuse(refusals, 'bad-link', named);
  const seen = readStamp(found.stamp);
  if (seen === null) return refuse(refusals, 'no-time', named);
  if (seen > context.receivedAt + FUTURE_MS + SLOT_SECONDS * 1000)
    return refuse(refusals, 'future-time', named);
  if (seen < context.receivedAt - context.maxAgeMs) return refuse(refusals, 'too-old', named);
  return {
    id: headlineId(context.feed, normalisedLink(link)),
    time: seen,
    precisionSeconds: SLOT_SECONDS,
    feed: context.feed,
    source: shorten(found.source === '' ? link.hostname.replace(/^www\./, '') : found.source, 120),
    side: sideOfHost(link.hostname),
    language: found.language,
    title,
    url: link.href,
    dateDoubtful: false,
    provenance: context.provenance,
  };
}

function refuse(refusals: RefusalCount, code: Parameters<RefusalCount['add']>[0], detail: string): null {
  refusals.add(code, detail);
  return null;
}

function answerOf(headlines: readonly IncomingHeadline[], refusals: RefusalCount): FeedAnswer {
  const byId = new Map<string, IncomingHeadline>();
  for (const headline of headlines) if (!byId.has(headline.id)) byId.set(headline.id, headline);
  let newest: UtcMs | null = null;
  for (const { time } of byId.values()) if (newest === null || time > newest) newest = time;
  return {
    ...EMPTY_ANSWER,
    headlines: [...byId.values()],
    refusals: refusals.list(),
    newestObservation: newest,
  };
}

/** Body of DOC 2.0 `artlist` to headlines. Throws FeedError only, as `readArtlist` does. */
export function parseArtlist(body: Uint8Array, context: GdeltContext): FeedAnswer {
  const refusals = new RefusalCount(context.feed);
  const headlines: IncomingHeadline[] = [];
  for (const raw of readArtlist(body)) {
    const read = article.safeParse(raw);
    if (!read.success) {
      const issue = read.error.issues[0];
      refusals.add('schema', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
      continue;
    }
    const { url, title, seendate, domain, language } = read.data;
    const found = { url, title, stamp: seendate, source: domain, language: gdeltLanguage(language) };
    const headline = toHeadline(found, context, refusals);
    if (headline !== null) headlines.push(headline);
  }
  return answerOf(headlines, refusals);
}

/** A GKG row that is about our subject, with the tone GDELT gives the article. */
export interface GkgMention {
  readonly headline: IncomingHeadline;
  /** −1…1 (GDELT's −100…100 divided by 100), or null. */
  readonly tone: number | null;
}

/** Takes lines of one GKG file, keeps those whose title has one of the words. */
export class GkgReader {
  readonly #refusals: RefusalCount;
  readonly #mentions: GkgMention[] = [];
  readonly #context: GdeltContext;
  readonly #words: RegExp;

  constructor(context: GdeltContext, words: readonly string[]) {
    this.#context = context;
    this.#refusals = new RefusalCount(context.feed);
    this.#words = wordPattern(words);
  }

  line(line: string): void {
    // Most rows of a file are about something else: look before splitting.
    if (line === '' || !this.#words.test(line)) return;
    const row = readGkgLine(line);
    if (row === null) this.#refusals.add('schema', `not the columns of a GKG row: ${line.slice(0, 40)}`);
    else this.#row(row);
  }

  #row(row: GkgRow): void {
    if (row.pageTitle === null) {
      this.#refusals.add('no-title', row.url.slice(0, 160));
      return;
    }
    if (!this.#words.test(row.pageTitle)) return;
    const language = row.translatedFrom === null ? 'en' : gdeltLanguage(row.translatedFrom);
    const found = { url: row.url, title: row.pageTitle, stamp: row.date, source: row.source, language };
    const headline = toHeadline(found, this.#context, this.#refusals);
    if (headline !== null) this.#mentions.push({ headline, tone: row.tone === null ? null : row.tone / 100 });
  }

  get mentions(): readonly GkgMention[] {
    return this.#mentions;
  }

  answer(): FeedAnswer {
    return answerOf(
      this.#mentions.map((m) => m.headline),
      this.#refusals,
    );
  }
}

/** Whole words, case aside; an empty list matches everything. */
export function wordPattern(words: readonly string[]): RegExp {
  const escaped = words.map((word) =>
    word
      .trim()
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/\s+/g, '\\s+'),
  );
  return escaped.length === 0
    ? /(?:)/
    : new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}
