import type { Headline } from '../../shared/news/headline.ts';
import { asUtcMs, formatInstant, HOUR_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { TimeRange } from '../feeds/feed.ts';
import { span } from './words.ts';

/** One file of GDELT's archive; its stamp is the end of the quarter of an hour in which the articles were seen. */
const SLOT_MS = 15 * MINUTE_MS;
/** At most this much of a gap is read, the newest of it: 24 files. */
export const GAP_REACH_MS = 6 * HOUR_MS;
/** Before the first headline this store ever took nothing was missed; so much is read to begin with. */
const FIRST_REACH_MS = 2 * HOUR_MS;
/** Outlets may be silent this long without a gap. */
const LEAST_GAP_MS = 30 * MINUTE_MS;
/** A file stands there this long after its stamp at the latest. */
const PUBLISHED_AFTER_MS = 10 * MINUTE_MS;

/** Silence longer than this is a gap, ms: half an hour, or two reads of the slowest pace the operator asks for. */
export const leastGapMs = (everyMs: number): number => Math.max(LEAST_GAP_MS, 2 * everyMs);

/** From when on a file can be asked for, UTC ms. */
export const readyAt = (slot: UtcMs): UtcMs => asUtcMs(slot + PUBLISHED_AFTER_MS);

/** Stamps of the files that cover a gap (from < stamp ≤ to), oldest first, no more than the reach allows. */
export function slotsOf(gap: TimeRange): readonly UtcMs[] {
  const from = Math.max(gap.from, gap.to - GAP_REACH_MS);
  const slots: UtcMs[] = [];
  for (let slot = (Math.floor(from / SLOT_MS) + 1) * SLOT_MS; slot <= gap.to; slot += SLOT_MS) {
    slots.push(asUtcMs(slot));
  }
  return slots;
}

export interface StartInput {
  /** What the store held of the last days before this start. */
  readonly stored: readonly Pick<Headline, 'feed' | 'time' | 'receivedAt' | 'provenance'>[];
  /** When a feed first answered after the start, UTC ms: from then on nothing is missed. */
  readonly now: UtcMs;
  readonly leastMs: number;
}

/**
 * Stamps of the files to read after a start, oldest first: stretches in which no polled headline was received, without
 * the quarters of an hour of which the store holds back-filled headlines already.
 */
export function slotsAfterStart({ stored, now, leastMs }: StartInput): readonly UtcMs[] {
  const heard = stored
    .flatMap((h) => (h.provenance === 'polled' && h.receivedAt <= now ? [h.receivedAt] : []))
    .sort((a, b) => a - b);
  const filled = new Set<number>(
    stored.flatMap((h) => (h.provenance === 'backfilled' && h.feed === 'gdelt' ? [h.time] : [])),
  );
  const since = Math.max(now - GAP_REACH_MS, (heard[0] ?? now) - FIRST_REACH_MS);
  const slots: UtcMs[] = [];
  let last: number = since;
  for (const time of [...heard, now]) {
    if (time - last > leastMs && time > since) {
      slots.push(...slotsOf({ from: asUtcMs(Math.max(last, since)), to: time }));
    }
    last = time;
  }
  return slots.filter((slot) => !filled.has(slot));
}

/** The newest file that can be asked for now; null = none yet. */
export function nextSlot(slots: Iterable<UtcMs>, now: UtcMs): UtcMs | null {
  let newest: UtcMs | null = null;
  for (const slot of slots) {
    if (readyAt(slot) <= now && (newest === null || slot > newest)) newest = slot;
  }
  return newest;
}

/** `45 min of headlines missed since 10:15 UTC`; `slots` are the files that cover it, at least one. */
export function missedWords(slots: Iterable<UtcMs>): string {
  const stamps = [...slots];
  const since = formatInstant(asUtcMs(Math.min(...stamps) - SLOT_MS)).slice(11, 16);
  return `${span(stamps.length * SLOT_MS)} of headlines missed since ${since} UTC`;
}
