import type { MarketEvent } from '../../shared/event/event.ts';
import type { Bar } from '../../shared/market/bar.ts';
import { asSeq } from '../../shared/time/instant.ts';
import type { MeasureStore } from '../measures/frame-for.ts';
import { barColumnsOf } from '../store/bar-columns.ts';
import type { BarQuery } from '../store/store.ts';

/** Revisions of one bar, oldest first. */
type Revisions = readonly Bar[];

/** Bars in order of their start, the revisions of each together. */
function inOrder(bars: readonly Bar[]): readonly Revisions[] {
  const byStart = Map.groupBy(bars, (b) => b.openTime);
  return [...byStart.values()]
    .map((revisions) => revisions.toSorted((a, b) => a.revision - b.revision))
    .toSorted((a, b) => (a[0] as Bar).openTime - (b[0] as Bar).openTime);
}

/** First index whose bar starts at or after `time`. */
function lowerBound(bars: readonly Revisions[], time: number): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bars[middle] as [Bar])[0].openTime < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What measures read of a store, from bars and events that lie in memory. Nothing of it changes. */
export function fileStore(bars: readonly Bar[], events: readonly MarketEvent[]): MeasureStore {
  const groups = Map.groupBy(bars, (b) => `${b.instrument}|${b.interval}`);
  const series = new Map([...groups].map(([key, group]) => [key, inOrder(group)] as const));
  const within = ({ instrument, interval, from, to }: BarQuery): readonly Revisions[] => {
    const all = series.get(`${instrument}|${interval}`) ?? [];
    return all.slice(lowerBound(all, from), lowerBound(all, to));
  };
  const receivedBy =
    (query: BarQuery) =>
    ({ receivedAt }: Bar): boolean =>
      query.receivedBy === undefined || receivedAt <= query.receivedBy;
  return {
    storeId: 'files',
    head: async () => asSeq(0),
    changesSince: async (since) => ({ type: 'changes', from: since, to: since, more: false, changes: [] }),
    bars: async (query) =>
      barColumnsOf(
        query,
        within(query).flatMap((revisions) => revisions.findLast(receivedBy(query)) ?? []),
      ),
    supersededBars: async (query) =>
      barColumnsOf(
        query,
        within(query).flatMap((revisions) => revisions.slice(0, -1).filter(receivedBy(query))),
      ),
    events: async () => events,
  };
}
