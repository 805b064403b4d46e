import { decodeHTMLStrict } from 'entities';
import type { Provenance } from '../../../shared/market/provenance.ts';
import type { IncomingHeadline, Side } from '../../../shared/news/headline.ts';
import { plainTitle, shorten } from '../../../shared/news/text.ts';
import type { Refusal } from '../../../shared/protocol/refusal.ts';
import { asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../../shared/time/instant.ts';
import { RefusalCount } from '../refusal-count.ts';
import { decodeBody } from './charset.ts';
import { type ReadDate, readDate } from './dates.ts';
import { headlineId, identityKey, webLink } from './identity.ts';
import { languageTag } from './language.ts';
import { readWire, type WireFeed, type WireItem } from './wire.ts';

/** Whose a headline is, where the feed carries those of others (Google News). */
export interface Attribution {
  readonly title: string;
  readonly source: string;
  readonly side: Side;
}

export interface ParseContext {
  readonly feed: string;
  readonly source: string;
  readonly side: Side;
  /** BCP 47, taken where feed and item name none. */
  readonly language: string;
  /** IANA zone of the outlet's wall clock, where known. */
  readonly timeZone: string | null;
  readonly provenance: Provenance;
  /** Of the feed itself: base of relative links. */
  readonly url: string;
  readonly receivedAt: UtcMs;
  /** Newest trusted time this feed gave before. */
  readonly previousNewest: UtcMs | null;
  /** Older items are refused. */
  readonly maxAgeMs: number;
  /** When items without a usable date were seen first, by headline id. */
  readonly firstSeen: ReadonlyMap<string, UtcMs>;
  readonly attribute?: (item: WireItem, title: string) => Attribution;
}

export interface ParsedFeed {
  readonly headlines: readonly IncomingHeadline[];
  readonly refusals: readonly Refusal[];
  /** Newest date that the feed itself gives, refused items among them; null where no item has one. */
  readonly newest: UtcMs | null;
  /** What else tells the age of a feed without dates: days in its links, or its own date. */
  readonly newestHint: UtcMs | null;
  readonly ttlMs: number | null;
}

/** A clock that goes this much ahead of ours is believed. */
const FUTURE_MS = 10 * MINUTE_MS;
const MAX_URL = 2000;
const MAX_SOURCE = 120;

/** The XML parser decoded once; a title that was escaped twice needs once more, and no more than that. */
function titleText(raw: string): string {
  return plainTitle(/&#?\w+;/.test(raw) ? decodeHTMLStrict(raw) : raw);
}

/** A piece of feed text fit to be shown in a refusal. */
const example = (text: string): string => shorten(plainTitle(text), 160);

interface Timing {
  readonly time: UtcMs;
  readonly precisionSeconds: number;
  readonly dateDoubtful: boolean;
}

function timing(date: ReadDate | null, id: string, context: ParseContext): Timing {
  const { receivedAt, previousNewest, firstSeen } = context;
  if (date !== null && date.time <= receivedAt + FUTURE_MS) {
    return { time: date.time, precisionSeconds: date.precisionSeconds, dateDoubtful: date.doubtful };
  }
  // No date: as far as we can tell it came after all that came before. A date ahead of us: it is here now.
  const floor = date === null && previousNewest !== null ? Math.max(receivedAt, previousNewest) : receivedAt;
  return { time: firstSeen.get(id) ?? asUtcMs(floor), precisionSeconds: 60, dateDoubtful: true };
}

function firstDate(item: WireItem, timeZone: string | null): ReadDate | null {
  for (const raw of item.dates) {
    const date = readDate(raw, timeZone);
    if (date !== null) return date;
  }
  return null;
}

/** The link to follow: the item's own, else a guid that may be one. `bad` where one was given that may not be followed. */
function linkOf(item: WireItem, base: string): { readonly link: URL | null; readonly bad: string | null } {
  if (item.link !== null && item.link.trim() !== '') {
    const link = webLink(item.link, base);
    return link !== null && link.href.length <= MAX_URL
      ? { link, bad: null }
      : { link: null, bad: item.link };
  }
  if (item.guid !== null && !item.guidIsNoLink && /^https?:/i.test(item.guid.trim())) {
    const link = webLink(item.guid, null);
    return link === null ? { link, bad: item.guid } : { link, bad: null };
  }
  return { link: null, bad: null };
}

interface Kept {
  readonly headline: IncomingHeadline;
  readonly link: URL | null;
}

function toHeadline(
  item: WireItem,
  context: ParseContext,
  language: string,
  base: string,
  refusals: RefusalCount,
  seen: (date: ReadDate) => void,
): Kept | null {
  const date = firstDate(item, context.timeZone);
  if (date !== null) seen(date);
  const { link, bad } = linkOf(item, base);
  const rawTitle = item.title === null ? '' : titleText(item.title);
  if (rawTitle === '') {
    refusals.add('no-title', example(item.guid ?? item.link ?? 'an item without title, guid or link'));
    return null;
  }
  if (date !== null && date.time < context.receivedAt - context.maxAgeMs) {
    refusals.add('too-old', `older than ${Math.round(context.maxAgeMs / DAY_MS)} days: ${example(rawTitle)}`);
    return null;
  }
  if (bad !== null) refusals.add('bad-link', `left out, headline kept without it: ${example(bad)}`);
  const { title, source, side } = context.attribute?.(item, rawTitle) ?? {
    title: rawTitle,
    // An item that names the outlet it was taken from belongs to that one.
    source: (item.source?.title == null ? '' : plainTitle(item.source.title)) || context.source,
    side: context.side,
  };
  const id = headlineId(context.feed, identityKey(item.guid, link, title));
  const headline: IncomingHeadline = {
    id,
    ...timing(date, id, context),
    feed: context.feed,
    source: shorten(source, MAX_SOURCE),
    side,
    language: languageTag(item.language) ?? language,
    title,
    url: link?.href ?? null,
    provenance: context.provenance,
  };
  return { headline, link };
}

/** A day in a link, as newsrooms write it: `/2025/10/30/`, `/2025-10/30/`, `/20251030/`. UTC midnight. */
function dayInLink(link: URL): UtcMs | null {
  const m = /[/_-](20\d\d)[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)/.exec(link.pathname);
  return m === null ? null : (readDate(`${m[1]}-${m[2]}-${m[3]}`)?.time ?? null);
}

function newestHint(wire: WireFeed, kept: readonly Kept[], timeZone: string | null): UtcMs | null {
  const days = kept.flatMap(({ link }) => (link === null ? [] : (dayInLink(link) ?? [])));
  if (days.length * 2 >= kept.length && days.length > 0) return asUtcMs(Math.max(...days) + DAY_MS - 1);
  const own = wire.dates.flatMap((raw) => readDate(raw, timeZone)?.time ?? []);
  return own.length === 0 ? null : asUtcMs(Math.max(...own));
}

/** Items with one id are one headline: the latest stands, of equal ones the first in the feed. */
function latestOfEach(kept: readonly Kept[]): IncomingHeadline[] {
  const byId = new Map<string, IncomingHeadline>();
  for (const { headline } of kept) {
    const known = byId.get(headline.id);
    if (known === undefined || headline.time > known.time) byId.set(headline.id, headline);
  }
  return [...byId.values()];
}

/** Text of a feed to headlines and refusals. Throws FeedError only. */
export function parseFeedText(text: string, context: ParseContext): ParsedFeed {
  const wire = readWire(text);
  const refusals = new RefusalCount(context.feed);
  const language = languageTag(wire.language) ?? context.language;
  const base = (wire.link === null ? null : webLink(wire.link, context.url)?.href) ?? context.url;
  let newest: UtcMs | null = null;
  const seen = (date: ReadDate) => {
    const isPast = date.time <= context.receivedAt + FUTURE_MS;
    if (isPast && (newest === null || date.time > newest)) newest = date.time;
  };
  const kept: Kept[] = [];
  for (const item of wire.items) {
    const made = toHeadline(item, context, language, base, refusals, seen);
    if (made !== null) kept.push(made);
  }
  for (let i = 0; i < wire.lost; i++)
    refusals.add('schema', 'items that are cut off, broken or hold nothing');
  return {
    headlines: latestOfEach(kept),
    refusals: refusals.list(),
    newest,
    newestHint: newest === null ? newestHint(wire, kept, context.timeZone) : null,
    ttlMs: wire.ttlMinutes !== null && wire.ttlMinutes > 0 ? wire.ttlMinutes * MINUTE_MS : null,
  };
}

/** Body of a feed to headlines and refusals, charset first. Throws FeedError only. */
export function parseFeedBody(
  body: Uint8Array,
  contentType: string | null,
  context: ParseContext,
): ParsedFeed {
  return parseFeedText(decodeBody(body, contentType).text, context);
}
