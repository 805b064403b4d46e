import { strToU8, zipSync } from 'fflate';
import { json, notFound, type Reply, text } from './reply.ts';
import type { Asked, StandinHeadline, World } from './world.ts';
import { wallTime } from './zones.ts';

const UTC = 'UTC';
const SLOT_MS = 15 * 60_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** Outlets that send Atom and RDF, so that all three shapes are read over the wire. */
const ATOM: ReadonlySet<string> = new Set(['japan-today']);
const RDF: ReadonlySet<string> = new Set(['asahi', 'nikkei-asia']);

const escaped = (words: string): string =>
  words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** RFC 822 in GMT. */
function rfc822(time: number): string {
  const at = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(UTC);
  const weekday = WEEKDAYS[at.dayOfWeek - 1];
  const day = String(at.day).padStart(2, '0');
  return `${weekday}, ${day} ${MONTHS[at.month - 1]} ${at.year} ${wallTime(time, UTC, 'HH:mm:ss')} GMT`;
}

const iso = (time: number): string => Temporal.Instant.fromEpochMilliseconds(time).toString();
const guid = (h: StandinHeadline): string => `${h.outlet}-${h.time}-${h.url.length}`;

function rss(outlet: string, items: readonly StandinHeadline[]): string {
  const body = items
    .map(
      (h) =>
        `<item><title>${escaped(h.title)}</title><link>${escaped(h.url)}</link>` +
        `<guid isPermaLink="false">${escaped(guid(h))}</guid><pubDate>${rfc822(h.time)}</pubDate>` +
        `<source url="${escaped(h.url)}">${escaped(h.publisher)}</source></item>`,
    )
    .join('');
  return (
    `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${escaped(outlet)}</title>` +
    `<link>https://example.org/${escaped(outlet)}</link><description/><ttl>2</ttl>${body}</channel></rss>`
  );
}

function atom(outlet: string, items: readonly StandinHeadline[]): string {
  const body = items
    .map(
      (h) =>
        `<entry><id>${escaped(guid(h))}</id><title type="text">${escaped(h.title)}</title>` +
        `<link rel="alternate" href="${escaped(h.url)}"/><published>${iso(h.time)}</published>` +
        `<updated>${iso(h.time)}</updated></entry>`,
    )
    .join('');
  return (
    `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:${escaped(outlet)}</id>` +
    `<title>${escaped(outlet)}</title>${body}</feed>`
  );
}

function rdf(outlet: string, items: readonly StandinHeadline[]): string {
  const body = items
    .map(
      (h) =>
        `<item rdf:about="${escaped(h.url)}"><title>${escaped(h.title)}</title>` +
        `<link>${escaped(h.url)}</link><dc:date>${iso(h.time)}</dc:date></item>`,
    )
    .join('');
  return (
    '<?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" ' +
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">' +
    `<channel><title>${escaped(outlet)}</title></channel>${body}</rdf:RDF>`
  );
}

/** `/rss/<outlet>`: what the outlet has published by now, newest first. Any outlet answers; most have nothing. */
export function outletFeed({ path }: Asked, world: World): Reply {
  const outlet = /\/rss\/([a-z0-9-]+)$/.exec(path)?.[1];
  if (outlet === undefined) return notFound();
  const items = world.headlines.filter((h) => h.outlet === outlet);
  if (ATOM.has(outlet)) return text(atom(outlet, items), 'application/atom+xml; charset=utf-8');
  if (RDF.has(outlet)) return text(rdf(outlet, items), 'application/rdf+xml; charset=utf-8');
  const newest = items[0];
  const headers =
    newest === undefined ? {} : { etag: `"${outlet}-${newest.time}"`, 'last-modified': rfc822(newest.time) };
  const reply = text(rss(outlet, items), 'application/rss+xml; charset=utf-8');
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** True where a title or an address matches one of the words of a search, or `site:` names its host. */
function matches(h: StandinHeadline, q: string): boolean {
  const sites = [...q.matchAll(/site:([\w.-]+)/g)].map((m) => m[1] as string);
  const host = URL.parse(h.url)?.hostname ?? '';
  if (sites.length > 0 && !sites.some((s) => host === s || host.endsWith(`.${s}`))) return false;
  const words = q
    .replace(/(site|when|after|before|sourcelang|sourcecountry):\S+/g, ' ')
    .split(/[\s()"]+/)
    .filter((w) => w !== '' && w !== 'OR' && w !== 'AND');
  return words.length === 0 || words.some((w) => h.title.toLowerCase().includes(w.toLowerCase()));
}

/** `/rss/search?q=`: at most 100 items, the title with the publisher behind it, the link opaque. */
export function googleNews({ path, query }: Asked, world: World): Reply {
  if (!path.endsWith('/rss/search')) return notFound();
  const q = query.get('q') ?? '';
  const items = world.headlines
    .filter((h) => matches(h, q))
    .slice(0, 100)
    .map((h) => {
      const host = URL.parse(h.url)?.origin ?? 'https://example.org';
      const id = `CBMi${Buffer.from(guid(h)).toString('base64url')}`;
      const link = `https://news.google.com/rss/articles/${id}?oc=5`;
      return (
        `<item><title>${escaped(`${h.title} - ${h.publisher}`)}</title><link>${link}</link>` +
        `<guid isPermaLink="false">${id}</guid><pubDate>${rfc822(h.time)}</pubDate>` +
        `<description>${escaped(`<ol><li><a href="${link}">${h.title}</a></li></ol>`)}</description>` +
        `<source url="${escaped(host)}">${escaped(h.publisher)}</source></item>`
      );
    });
  const body =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><rss version="2.0"><channel>' +
    `<generator>NFE/5.0</generator><title>"${escaped(q)}" - Google News</title><language>en-US</language>` +
    `<lastBuildDate>${rfc822(world.now)}</lastBuildDate>${items.join('')}</channel></rss>`;
  return text(body, 'application/xml; charset=utf-8');
}

/** `seendate` is the slot of 15 minutes in which it was seen, not the minute it was written. */
const slotOf = (time: number): number => Math.ceil(time / SLOT_MS) * SLOT_MS;

function documents(query: URLSearchParams, world: World): Reply {
  const q = query.get('query') ?? '';
  if (q.trim() === '') return text('The specified query was invalid.', 'text/html; charset=utf-8');
  const articles = world.headlines
    .filter((h) => slotOf(h.time) <= world.now && matches(h, q))
    .slice(0, Number(query.get('maxrecords') ?? 75))
    .map((h) => ({
      url: h.url,
      url_mobile: '',
      title: h.title,
      seendate: `${wallTime(slotOf(h.time), UTC, 'yyyyMMddTHHmmss')}Z`,
      socialimage: '',
      domain: URL.parse(h.url)?.hostname ?? '',
      language: 'English',
      sourcecountry: 'United States',
    }));
  return json(articles.length === 0 ? {} : { articles });
}

const stamp = (time: number): string => wallTime(time, UTC, 'yyyyMMddHHmmss');

function lastUpdate(world: World): Reply {
  const slot = Math.floor(world.now / SLOT_MS) * SLOT_MS;
  const line = (kind: string): string =>
    `4096 0123456789abcdef0123456789abcdef http://data.gdeltproject.org/gdeltv2/${stamp(slot)}.${kind}`;
  return text(`${['export.CSV.zip', 'mentions.CSV.zip', 'gkg.csv.zip'].map(line).join('\n')}\n`);
}

/** A GKG file: tab separated, 27 columns, no header. */
function bulk(name: string, world: World): Reply {
  const rows = world.headlines
    .filter((h) => stamp(slotOf(h.time)) === name && slotOf(h.time) <= world.now)
    .map((h, i) => {
      const columns = Array.from({ length: 27 }, () => '');
      columns[0] = `${name}-${i}`;
      columns[1] = name;
      columns[2] = '1';
      columns[3] = URL.parse(h.url)?.hostname ?? '';
      columns[4] = h.url;
      columns[7] = 'EPU_ECONOMY;TAX_FNCACT_PRESIDENT';
      columns[15] = '0,0,0,0,0,0,0';
      columns[26] = `<PAGE_TITLE>${escaped(h.title)}</PAGE_TITLE>`;
      return columns.join('\t');
    });
  const file = zipSync(
    { [`${name}.gkg.csv`]: strToU8(`${rows.join('\n')}\n`) },
    { mtime: '2025-01-01T12:00:00' },
  );
  return { status: 200, headers: { 'content-type': 'application/zip' }, body: file };
}

/** api.gdeltproject.org (DOC 2.0) and data.gdeltproject.org (bulk). */
export function gdelt({ path, query }: Asked, world: World): Reply {
  if (path.endsWith('/api/v2/doc/doc')) return documents(query, world);
  if (path.endsWith('/gdeltv2/lastupdate.txt')) return lastUpdate(world);
  const name = /\/gdeltv2\/(\d{14})\.gkg\.csv\.zip$/.exec(path)?.[1];
  return name === undefined ? notFound() : bulk(name, world);
}
