import { computed, signal } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import { fetchComparable } from '../connection/measures.ts';
import { browserClock } from '../runtime/browser-clock.ts';
import { catalogueFrame } from './frame.ts';
import { keepGated, type Wanted } from './gated-answer.ts';
import { pageGate } from './page-gate.ts';
import { sheet } from './sheet.ts';

/** Slugs of one request: what its query has room for. */
const AT_ONCE = 24;

/** Market whose moves on day 0 stand in the list; null for none. */
export const moveMarket = signal<InstrumentId | null>(null);

interface MovesQuery {
  readonly market: InstrumentId;
  /** Oldest first. */
  readonly slugs: readonly string[];
}

interface Moves {
  readonly playhead: UtcMs;
  readonly bySlug: ReadonlyMap<string, number | null>;
}

/** Moves of day 0: what became of the events before the newest one, and the newest one's own path. */
async function ask({ market, slugs }: MovesQuery, gate: Gate): Promise<Moves> {
  const newest = slugs.at(-1) as string;
  const others = slugs.slice(0, -1);
  const parts = Array.from({ length: Math.ceil(others.length / AT_ONCE) }, (_, part) =>
    others.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
  const answers = await Promise.all(
    (parts.length === 0 ? [[newest]] : parts).map((part) =>
      fetchComparable({ event: newest, anchor: null, instrument: market, axis: 'k', slugs: part }, gate),
    ),
  );
  const bySlug = new Map<string, number | null>();
  for (const { markets } of answers) {
    const [of] = markets;
    if (of === undefined) continue;
    bySlug.set(of.own.slug, of.own.moves[of.own.at.indexOf(0)] ?? null);
    for (const { slug, moves } of of.outcomes) bySlug.set(slug, moves['0d']);
  }
  return { playhead: (answers[0] as (typeof answers)[number]).playhead, bySlug };
}

const wanted = computed<Wanted<MovesQuery> | null>(() => {
  const market = moveMarket.value;
  const slugs = catalogueFrame.value.events.map((e) => e.slug);
  if (sheet.value !== 'picker' || market === null || slugs.length === 0) return null;
  return { query: { market, slugs }, gate: pageGate.value };
});

/** Asked for when a market has been chosen, while the list is open. */
export const movesAnswer = keepGated(browserClock, wanted, ask);

const NONE: ReadonlyMap<string, number | null> = new Map();

/** Simple moves of day 0 by slug; empty while none are asked for or none are in. */
export const eventMoves = computed(() => movesAnswer.answer.value?.bySlug ?? NONE);

/** True while moves are asked for and not in. */
export const movesLoading = computed(() => wanted.value !== null && movesAnswer.answer.value === null);
