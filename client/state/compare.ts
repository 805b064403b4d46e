import { computed, effect, signal } from '@preact/signals';
import { type Choice, chooseEvents } from '../../shared/comparable/choose-events.ts';
import type { MarketComparison, PathAxis } from '../../shared/comparable/comparable.ts';
import type { ComparableAnswer } from '../../shared/comparable/comparable-answer.ts';
import { compare } from '../../shared/comparable/compare.ts';
import type { MarketEvent } from '../../shared/event/event.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { VisibleEvent } from '../../shared/timeline/visible.ts';
import { type ComparableQuery, fetchComparable } from '../connection/measures.ts';
import { browserClock } from '../runtime/browser-clock.ts';
import { catalogueFrame } from './frame.ts';
import { keepGated, type Wanted } from './gated-answer.ts';
import { pageEvent, pageGate } from './page-gate.ts';
import { selected } from './selection.ts';
import { sheet } from './sheet.ts';
import { hostMarket, instruments, shown, subject } from './subject.ts';
import { changeView, view } from './view.ts';
import { MOST_COMPARED } from './view-url.ts';

/** What earlier events are offered: those with a theme, those with an actor, or all. */
export type OfferedBy =
  | { readonly kind: 'theme'; readonly theme: MarketEvent['themes'][number] }
  | { readonly kind: 'actor'; readonly actor: string }
  | { readonly kind: 'any' };

/** Room that slugs may take in a request, characters; far more events than can be told apart. */
const MOST_CHARACTERS = 1800;
const MOST_OFFERED = 60;

const chosenMarket = signal<InstrumentId | null>(null);
const chosenBy = signal<OfferedBy | null>(null);
export const compareAxis = signal<PathAxis>('k');

export const chooseMarket = (id: InstrumentId): void => {
  chosenMarket.value = id;
};

/** Market whose moves are laid over one another; null where this server has none. */
export const compareMarket = computed<Instrument | null>(() => {
  const id = chosenMarket.value ?? selected.value ?? hostMarket.value;
  return instruments.value.find((i) => i.id === id) ?? shown.value[0] ?? null;
});

/** The anchor that counts as T0; the first where T0 was set by hand, for paths begin at an anchor. */
const anchorName = computed(() => subject.value?.t0Name ?? null);
const t0 = computed<UtcMs | null>(() => {
  const anchors = pageEvent.value?.anchors ?? [];
  return (anchors.find((a) => a.name === anchorName.value) ?? anchors[0])?.time ?? null;
});

/** Null while there is no event to compare. */
export const offeredBy = computed<OfferedBy | null>(() => {
  const event = pageEvent.value;
  const [theme] = event?.themes ?? [];
  return chosenBy.value ?? (theme === undefined ? null : { kind: 'theme', theme });
});

function choiceOf(by: OfferedBy, all: readonly VisibleEvent[]): Pick<Choice, 'slugs' | 'themes' | 'actors'> {
  if (by.kind === 'theme') return { themes: [by.theme] };
  return by.kind === 'actor' ? { actors: [by.actor] } : { slugs: all.map((e) => e.slug) };
}

/** The newest that a request has room for, oldest first. */
function withRoom(events: readonly VisibleEvent[]): readonly VisibleEvent[] {
  let room = MOST_CHARACTERS;
  let from = events.length;
  while (from > 0 && events.length - from < MOST_OFFERED) {
    room -= (events[from - 1] as VisibleEvent).slug.length + 1;
    if (room < 0) break;
    from -= 1;
  }
  return events.slice(from);
}

/** Earlier events that can be ticked, oldest first; what the link names is among them. */
export const offered = computed<readonly VisibleEvent[]>(() => {
  const event = pageEvent.value;
  const by = offeredBy.value;
  const before = t0.value;
  if (event === null || by === null || before === null) return [];
  const all = catalogueFrame.value.events;
  const rest = { before, not: event.slug };
  const fitting = chooseEvents(all, { ...choiceOf(by, all), ...rest });
  const named = chooseEvents(all, { slugs: view.value.compare ?? [], ...rest });
  const both = new Set([...fitting, ...named]);
  return withRoom(all.filter((e) => both.has(e)));
});

interface Asked {
  readonly playhead: UtcMs;
  readonly axis: PathAxis;
  readonly paths: ComparableAnswer;
  /** By sessions always: what became of the events is told in days. */
  readonly days: ComparableAnswer;
}

async function ask(query: ComparableQuery, gate: Gate): Promise<Asked> {
  const [paths, days] = await Promise.all([
    fetchComparable(query, gate),
    query.axis === 'k' ? null : fetchComparable({ ...query, axis: 'k' }, gate),
  ]);
  return { playhead: paths.playhead, axis: query.axis, paths, days: days ?? paths };
}

const wanted = computed<Wanted<ComparableQuery> | null>(() => {
  const event = pageEvent.value;
  const market = compareMarket.value;
  if (sheet.value !== 'compare' || event === null || market === null || offered.value.length === 0)
    return null;
  const query = {
    event: event.slug,
    anchor: anchorName.value,
    instrument: market.id,
    axis: compareAxis.value,
    slugs: offered.value.map((e) => e.slug),
  };
  return { query, gate: pageGate.value };
});

/** Paths of all offered events, asked for while the sheet is open. */
export const comparables = keepGated(browserClock, wanted, ask);

/** Events whose path is stored; null while that is not known. */
const withPath = computed<ReadonlySet<string> | null>(() => {
  const others = comparables.answer.value?.paths.markets[0]?.others;
  return others === undefined ? null : new Set(others.filter((p) => p.state === 'ok').map((p) => p.slug));
});

/** What was ticked when the sheet was closed. */
const remembered = signal<readonly string[] | null>(null);

/** Events in the median: those of the link, else the newest twelve that have a path. */
export const ticked = computed<ReadonlySet<string>>(() => {
  const named = view.value.compare ?? remembered.value;
  if (named !== null) return new Set(named);
  const stored = withPath.value;
  const can = offered.value.filter((e) => stored === null || stored.has(e.slug));
  return new Set(can.slice(-MOST_COMPARED).map((e) => e.slug));
});

/** Puts an event into the median or takes it out; the address carries the choice. Twelve at most. */
export function tick(slug: string, on: boolean): void {
  const without = [...ticked.value].filter((other) => other !== slug);
  const next = on ? [...without, slug].slice(-MOST_COMPARED) : without;
  const order = new Map(offered.value.map((e, at) => [e.slug, at]));
  changeView({ compare: next.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)) });
}

/** Other events are offered; the ticks begin anew. */
export function offerBy(by: OfferedBy): void {
  chosenBy.value = by;
  remembered.value = null;
  changeView({ compare: null });
}

export interface Comparison {
  readonly market: MarketComparison;
  /** This event's own path by sessions. */
  readonly ownDays: MarketComparison['own'];
  readonly simulated: ComparableAnswer['simulated'];
  /** Nothing after it is known, UTC ms. */
  readonly playhead: UtcMs;
}

/** This event on top of those ticked; null while the answer is on its way. */
export const comparison = computed<Comparison | null>(() => {
  const answer = comparables.answer.value;
  const [all] = answer?.paths.markets ?? [];
  const [days] = answer?.days.markets ?? [];
  if (answer === null || all === undefined || days === undefined) return null;
  const others = all.others.filter((path) => path.state === 'ok' && ticked.value.has(path.slug));
  return {
    market: { ...compare({ ...all, others }), others: all.others, outcomes: days.outcomes },
    ownDays: days.own,
    simulated: answer.paths.simulated,
    playhead: answer.playhead,
  };
});

/** While the sheet is open the address names what is ticked, so that a link shows the same; closed, it says nothing of it. */
effect(() => {
  const { compare: named } = view.value;
  if (sheet.value !== 'compare') {
    if (named === null) return;
    remembered.value = named;
    changeView({ compare: null });
  } else if (named === null && comparison.value !== null) {
    changeView({ compare: [...ticked.value] });
  }
});

const slug = computed(() => subject.value?.slug ?? null);

/** Another event is compared with others. */
effect(() => {
  slug.value;
  remembered.value = null;
  chosenBy.value = null;
});
