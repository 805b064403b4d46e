import type { Request } from 'express';
import { anchorBy } from '../../shared/event/anchor-key.ts';
import { type Anchor, slug } from '../../shared/event/event.ts';
import { asUtcMs, formatInstant, parseInstant, SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';
import { CARD_HEIGHT, CARD_WIDTH, whenText } from '../transfer/event-card.ts';
import type { Guard } from './guard.ts';
import { originOf } from './origin.ts';
import type { World } from './world.ts';

/** What other pages show of a link to an event. */
export interface LinkPreview {
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly image: string;
}

/** Most that a link's `t` may be away from T0, seconds: a leap year. */
const FARTHEST_SECONDS = 366 * 86_400;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** T0 of a link: its own, else that of its anchor. A value that cannot be read counts as left out, as on the page. */
function t0Of(own: string | null, anchor: Anchor): UtcMs {
  if (own === null) return anchor.time;
  try {
    return parseInstant(own);
  } catch {
    return anchor.time;
  }
}

/**
 * The preview of a link to an event, or null where the link names none, there is none, or the asker may not read. Nothing
 * of it is later than the `t` of the link: the picture is asked for as of then. Rejects with StoreError.
 */
export async function linkPreview(world: World, guard: Guard, req: Request): Promise<LinkPreview | null> {
  const key = slug.safeParse(req.query.event);
  if (!key.success || guard.access(req) === 'none') return null;
  const event = await world.store.event(key.data);
  const named = text(req.query.anchor);
  if (event === undefined || event.deleted) return null;
  const anchor =
    (named === null ? undefined : anchorBy(event.anchors, named)) ?? (event.anchors[0] as Anchor);
  const query = new URLSearchParams(named === null ? {} : { anchor: named });
  const t = text(req.query.t);
  const seconds = Number(t);
  if (t !== null && Math.abs(seconds) <= FARTHEST_SECONDS) {
    const asOf = t0Of(text(req.query.t0), anchor) + Math.round(seconds) * SECOND_MS;
    query.set('asOf', formatInstant(asUtcMs(asOf)));
  }
  if (req.query.basis === 'known') query.set('basis', 'known');
  const origin = originOf(req, guard);
  const asked = query.size === 0 ? '' : `?${query}`;
  return {
    title: event.title,
    description: `${whenText(event.place, anchor)}. How Asian markets moved against the news, live and replayed.`,
    url: `${origin}${req.originalUrl}`,
    image: `${origin}/api/v1/events/${event.slug}/card.png${asked}`,
  };
}

const escaped = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const meta = (attribute: 'name' | 'property', name: string, content: string | number): string =>
  `<meta ${attribute}="${name}" content="${escaped(String(content))}" />`;

/** The page with title, description and picture of a link in its head. */
export function withPreview(html: string, { title, description, url, image }: LinkPreview): string {
  const tags = [
    meta('property', 'og:type', 'article'),
    meta('property', 'og:site_name', 'Market Reaction'),
    meta('property', 'og:title', title),
    meta('property', 'og:description', description),
    meta('property', 'og:url', url),
    meta('property', 'og:image', image),
    meta('property', 'og:image:type', 'image/png'),
    meta('property', 'og:image:width', CARD_WIDTH),
    meta('property', 'og:image:height', CARD_HEIGHT),
    meta('property', 'og:image:alt', `${title}. ${description}`),
    meta('name', 'twitter:card', 'summary_large_image'),
  ].join('');
  // By functions: a `$` in a title is no pattern.
  return html
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(title)}</title>`)
    .replace(/<meta name="description"[^>]*>/, () => meta('name', 'description', description))
    .replace('</head>', () => `${tags}</head>`);
}
