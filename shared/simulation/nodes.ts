import type { Session } from '../calendar/calendar.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../time/instant.ts';
import { intradayVariance } from './bridge.ts';

/** Variance of a lunch break, in average traded minutes. */
const BREAK_STEPS = 6;

/** The minute grid of one session: the instants at which the path has a price. */
export interface Nodes {
  /** Instant of each node, in order; a break gives two nodes, its start and its end. */
  readonly times: readonly UtcMs[];
  /** Variance of the step from node i to i + 1, in log price. */
  readonly variance: Float64Array;
  /** True where the step from i to i + 1 is a traded minute, false across a break. */
  readonly traded: readonly boolean[];
}

/** `sigma` is the standard deviation of the whole session's log return. */
export function layNodes(session: Session, sigma: number): Nodes {
  const times: UtcMs[] = [];
  const traded: boolean[] = [];
  for (const segment of session.segments) {
    if (times.length > 0) traded.push(false);
    for (let t: number = segment.open; t < segment.close; t += MINUTE_MS) {
      times.push(asUtcMs(t));
      traded.push(true);
    }
    times.push(segment.close);
  }
  const minutes = traded.filter(Boolean).length;
  const shares = intradayVariance(minutes);
  const variance = new Float64Array(traded.length);
  let minute = 0;
  traded.forEach((isTraded, i) => {
    variance[i] = sigma * sigma * (isTraded ? (shares[minute++] as number) : BREAK_STEPS / minutes);
  });
  return { times, variance, traded };
}

/** The last node at or before an instant: a figure printed in a break is the price at its start. */
export function nodeAt(nodes: Nodes, time: UtcMs): number {
  const after = nodes.times.findIndex((t) => t > time);
  return after === -1 ? nodes.times.length - 1 : Math.max(0, after - 1);
}

/** Nodes whose price is given, in log price. */
export type Pins = Map<number, number>;

interface Neighbour {
  readonly log: number;
  /** Variance between the node and this pin. */
  readonly variance: number;
}

function neighbour(
  node: number,
  step: 1 | -1,
  pins: ReadonlyMap<number, number>,
  nodes: Nodes,
): Neighbour | null {
  let variance = 0;
  for (let i = node; ; i += step) {
    const next = i + step;
    if (next < 0 || next >= nodes.times.length) return null;
    variance += nodes.variance[step < 0 ? next : i] as number;
    const log = pins.get(next);
    if (log !== undefined) return { log, variance };
  }
}

/** How many standard deviations the path must run to touch `log` at `node` from the pins on either side. */
export function strain(node: number, log: number, pins: ReadonlyMap<number, number>, nodes: Nodes): number {
  const sides = [neighbour(node, -1, pins, nodes), neighbour(node, 1, pins, nodes)];
  return Math.max(0, ...sides.map((s) => (s === null ? 0 : Math.abs(log - s.log) / Math.sqrt(s.variance))));
}

/** Where the path would pass `node` on its straight way between the pins on either side, in log price. */
export function expected(node: number, pins: ReadonlyMap<number, number>, nodes: Nodes): number {
  const before = neighbour(node, -1, pins, nodes);
  const after = neighbour(node, 1, pins, nodes);
  if (before === null || after === null) return (before ?? after)?.log ?? 0;
  return before.log + (after.log - before.log) * (before.variance / (before.variance + after.variance));
}
