import type { AtomFeed, JsonFeed, RdfFeed, RssFeed } from 'feedsmith';
import { parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith';
import { FeedError } from '../feed.ts';
import { countItemStarts, type FeedDocument, openDocument, salvage } from './document.ts';

/** What a headline is made of, still as the feed says it; the same for every format. */
export interface WireItem {
  readonly guid: string | null;
  /** True where the guid says that it is no link. */
  readonly guidIsNoLink: boolean;
  readonly link: string | null;
  readonly title: string | null;
  /** Dates by preference: publication before creation before change. */
  readonly dates: readonly string[];
  readonly language: string | null;
  /** RSS `<source url>`: whose article an aggregator carries. */
  readonly source: { readonly title: string | null; readonly url: string | null } | null;
}

export interface WireFeed {
  readonly language: string | null;
  /** Base of relative links. */
  readonly link: string | null;
  /** The feed's own dates (`lastBuildDate`, `updated`). */
  readonly dates: readonly string[];
  readonly ttlMinutes: number | null;
  readonly items: readonly WireItem[];
  /** Items that were begun in the body and could not be read. */
  readonly lost: number;
}

export const MAX_ITEMS = 300;
const OPTIONS = { maxItems: MAX_ITEMS } as const;

type Dates = string | readonly string[] | undefined;

/** The dates that are there, in order. Written out because it runs for every item of every feed. */
function some(...dates: readonly Dates[]): string[] {
  const found: string[] = [];
  for (const date of dates) {
    if (typeof date === 'string') found.push(date);
    else if (date !== undefined) found.push(...date);
  }
  return found;
}

interface Terms {
  readonly issued?: readonly string[];
  readonly created?: readonly string[];
  readonly available?: readonly string[];
  readonly dates?: readonly string[];
  readonly modified?: readonly string[];
}

const termDates = (terms: Terms | undefined): Dates =>
  terms && some(terms.issued, terms.created, terms.available, terms.dates, terms.modified);

interface Linked {
  readonly href?: string;
  readonly rel?: string;
  readonly type?: string;
}

/** The page among the links of an entry: `alternate`, HTML first; never the feed itself or an enclosure. */
function pageLink(links: readonly Linked[] | undefined): string | null {
  const pages = (links ?? []).filter((l) => l.href !== undefined && (l.rel ?? 'alternate') === 'alternate');
  const html = pages.find((l) => l.type === undefined || /html/i.test(l.type));
  return (html ?? pages[0])?.href ?? null;
}

function rssItem(item: RssFeed.Item<string>): WireItem {
  const { guid, source } = item;
  return {
    guid: guid?.value ?? item.atom?.id ?? null,
    guidIsNoLink: guid?.isPermaLink === false,
    link: item.link ?? pageLink(item.atom?.links),
    title: item.title ?? item.atom?.title?.value ?? item.dc?.titles?.[0] ?? item.media?.title?.value ?? null,
    dates: some(
      item.pubDate,
      item.dc?.dates,
      item.atom?.published,
      item.prism?.publicationDates,
      termDates(item.dcterms),
      item.atom?.updated,
    ),
    language: item.dc?.languages?.[0] ?? item.xml?.lang ?? null,
    source: source === undefined ? null : { title: source.title ?? null, url: source.url ?? null },
  };
}

function rssFeed(feed: RssFeed.Feed<string>): Omit<WireFeed, 'lost'> {
  return {
    language: feed.language ?? feed.dc?.languages?.[0] ?? feed.xml?.lang ?? null,
    link: feed.link ?? pageLink(feed.atom?.links),
    dates: some(feed.lastBuildDate, feed.pubDate, feed.dc?.dates),
    ttlMinutes: feed.ttl ?? null,
    items: (feed.items ?? []).map(rssItem),
  };
}

function atomEntry(entry: AtomFeed.Entry<string>): WireItem {
  return {
    guid: entry.id ?? null,
    guidIsNoLink: false,
    link: pageLink(entry.links),
    title: entry.title?.value ?? entry.media?.title?.value ?? null,
    dates: some(entry.published, entry.dc?.dates, termDates(entry.dcterms), entry.updated),
    language: entry.title?.xml?.lang ?? entry.xml?.lang ?? entry.dc?.languages?.[0] ?? null,
    source: null,
  };
}

function atomFeed(feed: AtomFeed.Feed<string>): Omit<WireFeed, 'lost'> {
  return {
    language: feed.xml?.lang ?? feed.dc?.languages?.[0] ?? null,
    link: pageLink(feed.links),
    dates: some(feed.updated),
    ttlMinutes: null,
    items: (feed.entries ?? []).map(atomEntry),
  };
}

function rdfItem(item: RdfFeed.Item<string>): WireItem {
  return {
    guid: item.rdf?.about ?? null,
    guidIsNoLink: false,
    link: item.link ?? pageLink(item.atom?.links),
    title: item.title ?? item.dc?.titles?.[0] ?? null,
    dates: some(item.dc?.dates, termDates(item.dcterms), item.atom?.published, item.atom?.updated),
    language: item.dc?.languages?.[0] ?? item.xml?.lang ?? null,
    source: null,
  };
}

function rdfFeed(feed: RdfFeed.Feed<string>): Omit<WireFeed, 'lost'> {
  return {
    language: feed.dc?.languages?.[0] ?? feed.xml?.lang ?? null,
    link: feed.link ?? null,
    dates: some(feed.dc?.dates),
    ttlMinutes: null,
    items: (feed.items ?? []).map(rdfItem),
  };
}

function jsonFeed(feed: JsonFeed.Feed<string>): Omit<WireFeed, 'lost'> {
  return {
    language: feed.language ?? null,
    link: feed.home_page_url ?? null,
    dates: [],
    ttlMinutes: null,
    items: (feed.items ?? []).map((item) => ({
      guid: item.id ?? null,
      guidIsNoLink: false,
      link: item.url ?? item.external_url ?? null,
      title: item.title ?? null,
      dates: some(item.date_published, item.date_modified),
      language: item.language ?? null,
      source: null,
    })),
  };
}

/** One strict reading; throws whatever feedsmith and its XML parser throw. */
function strictly({ format, text }: FeedDocument): Omit<WireFeed, 'lost'> {
  switch (format) {
    case 'rss':
      return rssFeed(parseRssFeed<string>(text, OPTIONS));
    case 'atom':
      return atomFeed(parseAtomFeed<string>(text, OPTIONS));
    case 'rdf':
      return rdfFeed(parseRdfFeed<string>(text, OPTIONS));
    case 'json':
      return jsonFeed(parseJsonFeed<string>(text, OPTIONS));
  }
}

function attempt(document: FeedDocument): Omit<WireFeed, 'lost'> | null {
  try {
    return strictly(document);
  } catch {
    return null;
  }
}

const NOTHING: Omit<WireFeed, 'lost'> = {
  language: null,
  link: null,
  dates: [],
  ttlMinutes: null,
  items: [],
};

function leniently(document: FeedDocument): Omit<WireFeed, 'lost'> {
  const { head, items } = salvage(document, MAX_ITEMS);
  const feed = attempt({ format: document.format, text: head }) ?? NOTHING;
  return { ...feed, items: items.flatMap((text) => attempt({ format: document.format, text })?.items ?? []) };
}

/**
 * Text of a feed to items, by feedsmith. Where that refuses it, or reads fewer items than are begun, one lenient pass
 * reads the complete items one by one. A feed without items is an answer. Throws FeedError `html-instead`,
 * `truncated` (begun items, none complete) or `bad-body`; nothing else.
 */
export function readWire(text: string): WireFeed {
  const document = openDocument(text);
  const strict = attempt(document);
  if (document.format === 'json') {
    if (strict === null) throw new FeedError('bad-body', 'JSON that is no feed');
    return { ...strict, lost: 0 };
  }
  const begun = countItemStarts(document, MAX_ITEMS);
  const read = strict?.items.length ?? 0;
  if (strict !== null && read >= begun) return { ...strict, lost: 0 };
  const lenient = leniently(document);
  const better = strict !== null && read >= lenient.items.length ? strict : lenient;
  if (strict === null && begun > 0 && better.items.length === 0 && isCutOff(document)) {
    throw new FeedError('truncated', 'the body ends before its first item does');
  }
  return { ...better, lost: Math.max(0, begun - better.items.length) };
}

const isCutOff = ({ text }: FeedDocument): boolean => !/<\/(?:[\w.-]+:)?(?:rss|rdf|feed)\s*>\s*$/i.test(text);
