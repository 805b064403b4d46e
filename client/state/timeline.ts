import { signal } from '@preact/signals';
import type { MarketEvent } from '../../shared/event/event.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { Basis, WindowResource } from '../../shared/protocol/resources.ts';
import { asUtcMs, DAY_MS, type Seq, type UtcMs } from '../../shared/time/instant.ts';
import { applyChanges, applyWindow, trimQuotes } from '../../shared/timeline/apply.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { type Frame, visible } from '../../shared/timeline/visible.ts';
import type { Stretch } from './reread.ts';

/** Quotes older than this are dropped from a page left open, ms. */
const QUOTE_MEMORY_MS = 7 * DAY_MS;
/** A window's daily bars reach this much further back than itself, ms. */
const DAILY_REACH_MS = 30 * DAY_MS;
/** How often that is looked at, in batches. */
const TRIM_EVERY = 1000;

const timeline = new Timeline();
const version = signal(0);
const loaded = signal(false);
const batch = { count: 0 };
/** Stretches of time whose fine bars are held; a correction outside them is passed over. */
let held: Stretch[] = [];
/** Seq of the newest history heard of. */
const historySeq = signal(0);
/** From here on everything new is taken in, UTC ms. */
let liveFrom = Number.POSITIVE_INFINITY;

/** Grows with every change of what is held. */
export const timelineVersion = version;
/** Changes whenever history was stored, wherever it lies; usual moves are made from months of it. */
export const historyHeard = historySeq;
/** False until the first snapshot is in. */
export const timelineLoaded = loaded;

const touched = (): void => {
  version.value = timeline.version;
};

const wanted = (bar: Bar): boolean =>
  bar.interval === '1d' ||
  bar.closeTime >= liveFrom ||
  held.some(({ from, to }) => bar.closeTime > from && bar.openTime < to);

/** A snapshot takes the place of everything held. */
export function takeReset(snapshot: WindowResource, to: Seq): void {
  timeline.clear();
  applyWindow(timeline, snapshot);
  timeline.seq = to;
  held = [{ from: snapshot.from, to: snapshot.to }];
  liveFrom = snapshot.to;
  historySeq.value = 0;
  loaded.value = true;
  touched();
}

export function takeChanges(changes: readonly Change[], to: Seq): void {
  applyChanges(timeline, changes, to, wanted);
  batch.count += 1;
  const newest = changes.at(-1)?.record.receivedAt;
  if (batch.count % TRIM_EVERY === 0 && newest !== undefined) trimQuotes(timeline, newest - QUOTE_MEMORY_MS);
  touched();
}

/** What is held here of the stretches that these changes stored history in. */
export function stretchesToRead(changes: readonly Change[]): Stretch[] {
  return changes.flatMap(({ kind, record }) => {
    if (kind !== 'history') return [];
    historySeq.value = record.seq;
    const reach = record.interval === '1d' ? DAILY_REACH_MS : 0;
    const touched = held.filter(({ from, to }) => record.to > from - reach && record.from < to);
    if (record.to <= liveFrom) return touched;
    return [...touched, { from: asUtcMs(Math.max(record.from, liveFrom)), to: record.to }];
  });
}

/** True for a window that was read before history came of which this page had heard when the window arrived. */
export const isBehindHistory = (window: WindowResource): boolean => window.seq < historySeq.peek();

/** Merges a stretch of history. False where it belongs to a store that is not the one held. */
export function takeWindow(window: WindowResource): boolean {
  if (timeline.storeId !== null && window.storeId !== timeline.storeId) return false;
  applyWindow(timeline, window);
  if (!held.some(({ from, to }) => from <= window.from && to >= window.to)) {
    held.push({ from: window.from, to: window.to });
  }
  loaded.value = true;
  touched();
  return true;
}

export const heldStore = (): string | null => timeline.storeId;

/** What is held: stretches that were fetched, and everything from `liveFrom` on (UTC ms). */
export const heldHistory = (): { readonly stretches: readonly Stretch[]; readonly liveFrom: number } => ({
  stretches: held,
  liveFrom,
});

/** The gate, on what is held here. */
export const frameAt = (playhead: UtcMs, basis: Basis): Frame => visible(timeline, playhead, basis);

/** The event a view is about; its T0 is the person's choice and may lie after the playhead. */
export const eventBySlug = (slug: string): MarketEvent | undefined => {
  const event = timeline.events.get(slug);
  return event?.deleted === true ? undefined : event;
};

/** All that is stored of events, removed ones too: for what is announced and still to come, which no frame shows. */
export const storedEvents = (): Iterable<MarketEvent> => timeline.events.values();

/**
 * Instants to jump to, the nearest on each side of `time`. Only the instant leaves this file: what happens at it is
 * seen when the playhead stands there.
 */
export function neighbours(
  what: 'headline' | 'event',
  time: UtcMs,
): { readonly before: UtcMs | null; readonly after: UtcMs | null } {
  let before: UtcMs | null = null;
  let after: UtcMs | null = null;
  const look = (at: UtcMs): void => {
    if (at < time && (before === null || at > before)) before = at;
    if (at > time && (after === null || at < after)) after = at;
  };
  if (what === 'headline') for (const headline of timeline.headlines) look(headline.time);
  else
    for (const event of timeline.events.values()) {
      if (!event.deleted) for (const anchor of event.anchors) look(anchor.time);
    }
  return { before, after };
}
