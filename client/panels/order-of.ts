import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import { firstMoves, type OrderInput, watchedSamples } from '../../shared/reaction/order.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';

/** When a market first moved unusually, as a span of time. */
export type Order = { readonly instrument: Instrument } & (
  | {
      readonly state: 'moved';
      readonly rank: number;
      readonly from: UtcMs;
      readonly to: UtcMs;
      readonly z: number;
    }
  | { readonly state: 'not-judged' | 'waits' | 'none' }
);

export interface OrderAxis {
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** Least length of the axis, ms. */
const LEAST_MS = 30 * MINUTE_MS;

/** Markets in the order of their first unusual move, those without one after them. Spans that overlap share a rank. */
export function orderOf(
  instruments: readonly Instrument[],
  inputs: ReadonlyMap<InstrumentId, OrderInput>,
  playhead: UtcMs,
): readonly Order[] {
  const judged = instruments.flatMap((i) => inputs.get(i.id) ?? []);
  const first = new Map(firstMoves(judged).map((move, at) => [judged[at]?.instrument, move]));
  const rows = instruments.flatMap((instrument): Order[] => {
    const input = inputs.get(instrument.id);
    const move = first.get(instrument.id);
    if (input === undefined || move === undefined) return [];
    const { rank, time, widthSeconds, z } = move;
    if (rank !== null && time !== null && widthSeconds !== null && z !== null)
      return [{ instrument, state: 'moved', rank, from: asUtcMs(time - 1000 * widthSeconds), to: time, z }];
    if (input.reactionStart !== null && input.reactionStart > playhead)
      return [{ instrument, state: 'waits' }];
    const able = input.profile !== null && watchedSamples(input.profile).length > 0;
    return [{ instrument, state: able ? 'none' : 'not-judged' }];
  });
  const after = (order: Order): number => (order.state === 'moved' ? order.to : Number.POSITIVE_INFINITY);
  const rank = (order: Order): number => (order.state === 'moved' ? order.rank : Number.POSITIVE_INFINITY);
  const SILENT = { moved: 0, none: 1, waits: 2, 'not-judged': 3 } as const;
  return rows.toSorted(
    (a, b) =>
      SILENT[a.state] - SILENT[b.state] ||
      (a.state === 'moved' ? rank(a) - rank(b) || after(a) - after(b) : 0) ||
      a.instrument.name.localeCompare(b.instrument.name),
  );
}

/** From T0, or the earliest span, to the end of the last one; never past the playhead but for its least length. */
export function axisOf(orders: readonly Order[], t0: UtcMs): OrderAxis {
  const spans = orders.flatMap((o) => (o.state === 'moved' ? [o] : []));
  const from = Math.min(t0, ...spans.map((s) => s.from));
  const to = Math.max(from + LEAST_MS, ...spans.map((s) => s.to));
  return { from: asUtcMs(from), to: asUtcMs(to) };
}
