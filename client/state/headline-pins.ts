import { signal } from '@preact/signals';
import type { Anchor } from '../../shared/event/event.ts';
import type { Headline } from '../../shared/news/headline.ts';
import { shorten } from '../../shared/news/text.ts';
import { asUtcMs, DAY_MS, formatInstant, SECOND_MS } from '../../shared/time/instant.ts';
import { createEvent, deleteEvent, type EventFields } from '../connection/event-edits.ts';
import { RequestError } from '../connection/windows.ts';
import { frame } from './frame.ts';

/** What the page says of an event that it makes. */
export interface PinWords {
  /** Name of its anchor. */
  readonly anchor: string;
  readonly timeBasis: string;
}

export type PinState =
  | { readonly state: 'busy' }
  | { readonly state: 'failed'; readonly unauthorized: boolean; readonly message: string };

/** Headlines, by id, that are being pinned or let go, or could not be. */
export const pinning = signal<ReadonlyMap<string, PinState>>(new Map());

const LONGEST_TITLE = 200;
/** Six letters and digits that stand for an id (FNV-1a): titles without Latin letters differ by them alone. */
function shortened(id: string): string {
  let hash = 0x811c_9dc5;
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) as number), 0x0100_0193) >>> 0;
  return hash.toString(36).padStart(7, '0').slice(-6);
}

/** `headline-20251030-0205-1k9x0a`: the same for the same headline, whatever its title says later. */
export function pinSlug({ id, time }: Pick<Headline, 'id' | 'time'>): string {
  const at = formatInstant(time).replace(/[-:]/g, '').slice(0, 13).replace('T', '-');
  return `headline-${at}-${shortened(id)}`;
}

/** What the source's time allows: GDELT's slot says when a headline was seen, other sources when it was published. */
function anchorOf({ time, precisionSeconds, dateDoubtful }: Headline, name: string): Anchor {
  const at = (before: number, after: number, precision: Anchor['precision']): Anchor => ({
    name,
    time,
    window: { earliest: asUtcMs(time - before), latest: asUtcMs(time + after) },
    precision,
  });
  if (dateDoubtful) return at(DAY_MS, 0, 'day');
  if (precisionSeconds <= 60) return at(0, 0, 'minute');
  const span = precisionSeconds * SECOND_MS;
  if (precisionSeconds <= 900) return at(span, 0, 'hour');
  return at(0, span - 1, precisionSeconds <= 3600 ? 'hour' : 'day');
}

/** The event that a headline becomes; whoever wants more of it edits it. */
export function eventOfHeadline(headline: Headline, say: PinWords): EventFields & { origin: 'headline' } {
  const { title, source, url, dateDoubtful } = headline;
  const date = formatInstant(headline.time).slice(0, 10);
  return {
    slug: pinSlug(headline),
    title: shorten(title, LONGEST_TITLE),
    anchors: [anchorOf(headline, say.anchor)],
    end: null,
    themes: ['other'],
    place: '',
    actors: [],
    summary: '',
    claims: { us: [], china: [], other: [] },
    marketClaims: [],
    marketNotes: [],
    closedMarkets: [],
    confounders: [],
    outcome: { status: 'open', date: null, note: null },
    timeBasis: say.timeBasis,
    timeConfidence: dateDoubtful ? 'low' : headline.precisionSeconds <= 60 ? 'high' : 'medium',
    confidence: 'medium',
    sources: url === null ? [] : [{ publisher: source, title, date, url }],
    origin: 'headline',
  };
}

/** The event that a headline was made into, as far as it may be seen; null where it was not. */
export function pinnedAs(headline: Headline): { readonly slug: string; readonly revision: number } | null {
  const slug = pinSlug(headline);
  return frame.value.events.find((e) => e.origin === 'headline' && e.slug === slug) ?? null;
}

function put(id: string, state: PinState | null): void {
  const next = new Map(pinning.peek());
  if (state === null) next.delete(id);
  else next.set(id, state);
  pinning.value = next;
}

async function doing(id: string, request: () => Promise<unknown>): Promise<void> {
  put(id, { state: 'busy' });
  try {
    await request();
    put(id, null);
  } catch (error) {
    const unauthorized = error instanceof RequestError && error.status === 401;
    put(id, {
      state: 'failed',
      unauthorized,
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

/** Makes an event of a headline; it reaches every page as a change. Never rejects. */
export const pin = (headline: Headline, say: PinWords): Promise<void> =>
  doing(headline.id, () => createEvent(eventOfHeadline(headline, say)));

/** Removes the event again. Never rejects. */
export const unpin = (
  headline: Headline,
  { slug, revision }: { slug: string; revision: number },
): Promise<void> => doing(headline.id, () => deleteEvent(slug, revision));
