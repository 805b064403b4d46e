import type { Bar } from '../../shared/market/bar.ts';
import type { HistoryStretch } from '../../shared/protocol/change.ts';
import { asUtcMs, HOUR_MS } from '../../shared/time/instant.ts';
import type { AcceptedChange, Unsequenced } from './store.ts';

/**
 * A new bar that closed longer than this before it was received is history, ms. It is what a first load reaches back,
 * so that hardly any page shows such a bar.
 */
export const HISTORY_AFTER_MS = 26 * HOUR_MS;

/** Bars that become one entry of the journal. */
export interface HistoryEntry {
  readonly kind: 'history';
  readonly record: Unsequenced<HistoryStretch>;
  readonly bars: readonly Unsequenced<Bar>[];
}

/** What gets one seq. */
export type Entry = AcceptedChange | HistoryEntry;

const isHistory = (bar: Unsequenced<Bar>): boolean =>
  bar.revision === 1 && bar.receivedAt - bar.closeTime > HISTORY_AFTER_MS;

function historyEntry(bars: readonly Unsequenced<Bar>[]): HistoryEntry {
  const [{ instrument, interval }] = bars as [Unsequenced<Bar>];
  const record = {
    instrument,
    interval,
    from: asUtcMs(Math.min(...bars.map((bar) => bar.openTime))),
    to: asUtcMs(Math.max(...bars.map((bar) => bar.closeTime))),
    count: bars.length,
    receivedAt: asUtcMs(Math.max(...bars.map((bar) => bar.receivedAt))),
    revision: 1 as const,
  };
  return { kind: 'history', record, bars };
}

/**
 * The entries of one transaction, in their order. History of one instrument and interval is one of them, in the place
 * of its first bar, so that a correction of any of its bars comes after it.
 */
export function entriesOf(accepted: readonly AcceptedChange[]): Entry[] {
  const places: (AcceptedChange | Unsequenced<Bar>[])[] = [];
  const stretches = new Map<string, Unsequenced<Bar>[]>();
  for (const change of accepted) {
    if (change.kind !== 'bar' || !isHistory(change.record)) {
      places.push(change);
      continue;
    }
    const bar = change.record;
    const key = `${bar.instrument}|${bar.interval}`;
    const stretch = stretches.get(key);
    if (stretch !== undefined) stretch.push(bar);
    else {
      const begun = [bar];
      stretches.set(key, begun);
      places.push(begun);
    }
  }
  return places.map((place) => (Array.isArray(place) ? historyEntry(place) : place));
}
