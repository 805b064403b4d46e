import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { Anchor } from '../../shared/event/event.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import { asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { type Frame, visible } from '../../shared/timeline/visible.ts';
import type { BarQuery, Store } from '../store/store.ts';
import { type Depth, reachOf, type Span } from './reach.ts';

/** The part of a store that measures read; price files as they lie can give it too. */
export type MeasureStore = Pick<
  Store,
  'storeId' | 'head' | 'changesSince' | 'bars' | 'supersededBars' | 'events'
>;

/** What measures are made from: bars and events of a store, and the calendars they are read by. */
export interface MeasureSource {
  readonly store: MeasureStore;
  readonly calendars: Calendars;
}

/** A market about an anchor, and how much of it is wanted. */
export interface FramePart {
  readonly instrument: Instrument;
  readonly anchor: Pick<Anchor, 'time' | 'window'>;
  readonly depth: Depth;
}

/** Now, or what is asked for where that lies before: nothing can be known of what is still to come. */
export const gateAt = (now: UtcMs, gate: Gate | null): Gate =>
  gate === null ? { asOf: now, basis: 'published' } : { ...gate, asOf: asUtcMs(Math.min(gate.asOf, now)) };

/** Spans that overlap or touch, as one. */
function merged(spans: readonly Span[]): Span[] {
  const ordered = spans.toSorted((a, b) => a.from - b.from);
  const joined: Span[] = [];
  for (const span of ordered) {
    const last = joined.at(-1);
    if (last === undefined || span.from > last.to) joined.push(span);
    else if (span.to > last.to) joined[joined.length - 1] = { from: last.from, to: span.to };
  }
  return joined;
}

/** The bar queries of all parts: a bar that two of them want is read once, and none that begins after `asOf`. */
function queriesOf(parts: readonly FramePart[], calendars: Calendars, asOf: UtcMs): BarQuery[] {
  const wanted = parts.flatMap(({ instrument, anchor, depth }) =>
    Object.entries(reachOf(instrument, anchor, calendars, depth)).map(([interval, span]) => ({
      instrument: instrument.id,
      interval: interval as BarInterval,
      span: { from: span.from, to: asUtcMs(Math.min(span.to, asOf)) },
    })),
  );
  const seen = wanted.filter(({ span }) => span.to > span.from);
  return [...Map.groupBy(seen, (w) => `${w.instrument}|${w.interval}`).values()].flatMap((group) => {
    const [{ instrument, interval }] = group as [(typeof group)[number]];
    return merged(group.map((w) => w.span)).map((span) => ({ instrument, interval, ...span }));
  });
}

/** A timeline with the bars of all parts; the event loop turns between queries, for each can hold a year of bars. */
async function timelineOf(
  { store, calendars }: MeasureSource,
  parts: readonly FramePart[],
  gate: Gate,
): Promise<Timeline> {
  const timeline = new Timeline();
  timeline.storeId = store.storeId;
  timeline.seq = await store.head();
  for (const query of queriesOf(parts, calendars, gate.asOf)) {
    const columns = await store.bars(query);
    if (columns.openTime.length > 0) {
      const series = timeline.seriesFor(query.instrument, query.interval);
      series.merge(columns);
      if (gate.basis === 'known') series.addSuperseded(await store.supersededBars(query));
    }
    await turnOfTheLoop();
  }
  timeline.version += 1;
  return timeline;
}

/** The bars alone of what `frameFor` gives. */
export async function barsFor(
  source: MeasureSource,
  parts: readonly FramePart[],
  gate: Gate,
): Promise<Frame> {
  return visible(await timelineOf(source, parts, gate), gate.asOf, gate.basis);
}

/**
 * What may be seen of these markets at the gate, read from the store: bars by `reachOf`, and all events that had begun
 * by then. By `known` the revisions that were replaced later are read too, and of events those received by then, as
 * everywhere else. Bars are read market by market while the store goes on, so `seq` is that of the beginning: later bars
 * may be in already, never fewer. Rejects with StoreError.
 */
export async function frameFor(
  source: MeasureSource,
  parts: readonly FramePart[],
  gate: Gate,
): Promise<Frame> {
  const timeline = await timelineOf(source, parts, gate);
  for (const event of await source.store.events()) {
    if (gate.basis === 'published' || event.receivedAt <= gate.asOf) timeline.events.set(event.slug, event);
  }
  return visible(timeline, gate.asOf, gate.basis);
}
