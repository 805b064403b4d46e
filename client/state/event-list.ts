import { computed, signal } from '@preact/signals';
import type { Anchor, MarketEvent } from '../../shared/event/event.ts';
import type { Side } from '../../shared/news/headline.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { VisibleEvent } from '../../shared/timeline/visible.ts';
import { eventMoves } from './event-list-moves.ts';
import { catalogueFrame } from './frame.ts';
import { mode } from './playhead.ts';
import { liveNow } from './status.ts';
import { eventBySlug, storedEvents, timelineVersion } from './timeline.ts';

export const SIDES = ['us', 'china', 'other'] as const satisfies readonly Side[];
export const EVENT_SORTS = ['newest', 'oldest', 'size'] as const;
export type EventSort = (typeof EVENT_SORTS)[number];

/** An event of the list, as far as it may be seen. */
export interface ListedEvent {
  readonly slug: string;
  readonly title: string;
  readonly first: Anchor;
  readonly place: string;
  readonly themes: MarketEvent['themes'];
  /** Sides that said something; none while the event still goes on. */
  readonly sides: readonly Side[];
  /** Null while the event still goes on. */
  readonly outcome: MarketEvent['outcome'] | null;
  readonly origin: MarketEvent['origin'];
  readonly revision: number;
  /** Who wrote the revision. */
  readonly actor: string;
  /** Simple move of day 0 of the chosen market; null where it is not asked for or not known. */
  readonly move: number | null;
  readonly coming: boolean;
}

export const eventQuery = signal('');
export const eventTheme = signal<MarketEvent['themes'][number] | 'all'>('all');
export const eventSide = signal<Side | 'all'>('all');
export const eventSort = signal<EventSort>('newest');

const sidesOf = (claims: MarketEvent['claims'] | undefined): Side[] =>
  claims === undefined ? [] : SIDES.filter((side) => claims[side].length > 0);

function listed(event: VisibleEvent, moves: ReadonlyMap<string, number | null>): ListedEvent {
  const { slug, title, anchors, place, themes, detail, origin, revision } = event;
  return {
    slug,
    title,
    first: anchors[0] as Anchor,
    place,
    themes,
    sides: sidesOf(detail?.claims),
    outcome: detail?.outcome ?? null,
    origin,
    revision,
    actor: eventBySlug(slug)?.actor ?? '',
    move: moves.get(slug) ?? null,
    coming: false,
  };
}

/** What is announced and still to come. Its words are those of an announcement; nothing is known of its end. */
const announced = ({
  slug,
  title,
  anchors,
  place,
  themes,
  origin,
  revision,
  actor,
}: MarketEvent): ListedEvent => ({
  slug,
  title,
  first: anchors[0] as Anchor,
  place,
  themes,
  sides: [],
  outcome: null,
  origin,
  revision,
  actor,
  move: null,
  coming: true,
});

const minute = computed<UtcMs>(() => asUtcMs(Math.floor(liveNow.value / MINUTE_MS) * MINUTE_MS));

/** Whether an event is one that search, theme and side leave in the list. */
export function fits(event: ListedEvent, query: string, theme: string, side: string): boolean {
  if (theme !== 'all' && !event.themes.some((t) => t === theme)) return false;
  if (side !== 'all' && !event.sides.some((s) => s === side)) return false;
  const text = `${event.title} ${event.place} ${event.slug} ${event.themes.join(' ')}`.toLowerCase();
  return query
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Events in the order asked for; by size the largest move first, those without one last. */
export function sorted(events: readonly ListedEvent[], by: EventSort): ListedEvent[] {
  const size = ({ move }: ListedEvent): number => (move === null ? -1 : Math.abs(move));
  if (by === 'size') return events.toSorted((a, b) => size(b) - size(a) || b.first.time - a.first.time);
  const direction = by === 'oldest' ? 1 : -1;
  return events.toSorted((a, b) => direction * (a.first.time - b.first.time));
}

const matching = (event: ListedEvent): boolean =>
  fits(event, eventQuery.value, eventTheme.value, eventSide.value);

/** Events that have begun, in the order chosen. In a replay only what had begun by the playhead. */
export const pastEvents = computed<readonly ListedEvent[]>(() => {
  const moves = eventMoves.value;
  const all = catalogueFrame.value.events.map((event) => listed(event, moves));
  return sorted(all.filter(matching), eventSort.value);
});

/** Coming events, soonest first; a replay knows of none. */
export const comingEvents = computed<readonly ListedEvent[]>(() => {
  timelineVersion.value;
  if (mode.value === 'replay') return [];
  const coming = [...storedEvents()]
    .filter((event) => !event.deleted)
    .map(announced)
    .filter((event) => event.first.time > minute.value && matching(event));
  return sorted(coming, 'oldest');
});

/** Time until a coming event, ms. */
export const timeUntil = ({ first }: ListedEvent): number => first.time - liveNow.value;
