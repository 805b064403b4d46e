import type { MarketEvent } from '../../shared/event/event.ts';
import type { BarColumns, Gate, WindowResource } from '../../shared/protocol/resources.ts';
import { applyWindow } from '../../shared/timeline/apply.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { type BarView, type Frame, type VisibleEvent, visible } from '../../shared/timeline/visible.ts';

/** What may be seen of a window: the same gate through which the page looks. */
export function frameOf(window: WindowResource, gate: Gate): Frame {
  const timeline = new Timeline();
  applyWindow(timeline, window);
  return visible(timeline, gate.asOf, gate.basis);
}

/** An event with only what may be seen of it; how it went stays out until all of it has happened. */
function asSeen(event: MarketEvent, seen: VisibleEvent): MarketEvent {
  const { anchors, end, detail, marketClaims } = seen;
  const dated = { ...event, anchors: [...anchors], end, marketClaims: [...marketClaims] };
  if (detail !== null) return dated;
  return {
    ...dated,
    summary: '',
    claims: { us: [], china: [], other: [] },
    marketNotes: [],
    closedMarkets: [],
    confounders: [],
    outcome: { status: 'open', date: null, note: null },
    sources: [],
    timeBasis: '',
  };
}

function eventsSeen(events: readonly MarketEvent[], frame: Frame): MarketEvent[] {
  const known = events.filter((e) => frame.basis === 'published' || e.receivedAt <= frame.playhead);
  const bySlug = new Map(known.map((e) => [e.slug, e]));
  return frame.events.flatMap((seen) => {
    const event = bySlug.get(seen.slug);
    return event ? [asSeen(event, seen)] : [];
  });
}

/** Events as they could be seen by the gate; all as they are without one. */
export function eventsThrough(events: readonly MarketEvent[], gate: Gate | null): readonly MarketEvent[] {
  if (gate === null) return events;
  const timeline = new Timeline();
  for (const event of events) timeline.events.set(event.slug, event);
  return eventsSeen(events, visible(timeline, gate.asOf, gate.basis));
}

/** Keeps the rows of parallel columns that `keep` wants. */
export function filterColumns(columns: BarColumns, keep: (index: number) => boolean): BarColumns {
  const kept = columns.openTime.flatMap((_, index) => (keep(index) ? [index] : []));
  if (kept.length === columns.openTime.length) return columns;
  const filtered = Object.entries(columns).map(([name, values]) => [
    name,
    Array.isArray(values) ? kept.map((index) => values[index]) : values,
  ]);
  return Object.fromEntries(filtered) as BarColumns;
}

function columnsOf(view: BarView): BarColumns {
  const nullable = (column: Float64Array): (number | null)[] =>
    Array.from(column, (n) => (Number.isNaN(n) ? null : n));
  const indices = Array.from({ length: view.length }, (_, index) => index);
  return {
    instrument: view.instrument,
    interval: view.interval,
    openTime: Array.from(view.openTime),
    closeTime: Array.from(view.closeTime),
    open: nullable(view.open),
    high: nullable(view.high),
    low: nullable(view.low),
    close: Array.from(view.close),
    volume: nullable(view.volume),
    provider: indices.map((index) => view.provider(index)),
    provenance: indices.map((index) => view.provenance(index)),
    receivedAt: Array.from(view.receivedAt),
    revision: Array.from(view.revision),
    seq: Array.from(view.seq),
  } as BarColumns;
}

/** A window with only what may be seen through the gate. */
export function windowThrough(window: WindowResource, gate: Gate | null): WindowResource {
  if (gate === null) return window;
  const frame = frameOf(window, gate);
  const bars = window.bars.map((b) => columnsOf(frame.bars(b.instrument, b.interval)));
  const superseded = window.supersededBars.map((columns) =>
    filterColumns(
      columns,
      (i) =>
        (columns.closeTime[i] as number) <= gate.asOf &&
        (gate.basis === 'published' || (columns.receivedAt[i] as number) <= gate.asOf),
    ),
  );
  const instruments = [...new Set(window.quotes.map((q) => q.instrument))];
  return {
    ...window,
    bars: bars.filter((b) => b.openTime.length > 0),
    supersededBars: superseded.filter((b) => b.openTime.length > 0),
    quotes: instruments.flatMap((id) => [...frame.quotes(id)]),
    headlines: [...frame.headlines],
    events: eventsSeen(window.events, frame),
  };
}
