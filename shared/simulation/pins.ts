import type { UtcMs } from '../time/instant.ts';
import type { DayMarks, MarkBound, MarkExtreme } from './marks.ts';
import { expected, type Nodes, nodeAt, type Pins, strain } from './nodes.ts';
import type { Random } from './random.ts';
import type { Ticks } from './ticks.ts';

/** A rounded extreme this close to the day's own is the same one, relative. */
const SAME_EXTREME = 5e-4;
/** Beyond this many standard deviations a rounded figure is moved within its window. */
const BEARABLE_STRAIN = 2.5;
/** Nodes this little worse than the best one may be chosen just as well. */
const AS_GOOD = 0.35;

/** The pinned nodes of a day and the prices every other node must stay between, in whole ticks. */
export interface PinnedDay {
  readonly pins: Pins;
  readonly floor: Float64Array;
  readonly ceiling: Float64Array;
}

function leastStrained(
  candidates: readonly number[],
  log: number,
  pins: Pins,
  nodes: Nodes,
  rng: Random,
): number | undefined {
  const rated = candidates
    .filter((i) => !pins.has(i))
    .map((node) => ({ node, z: strain(node, log, pins, nodes) }));
  const least = Math.min(...rated.map((r) => r.z));
  const good = rated.filter((r) => r.z <= least + AS_GOOD);
  return good[rng.below(good.length)]?.node;
}

const inside = (time: UtcMs, from: number, to: number): boolean => time >= from && time <= to;

/** Narrows floor or ceiling up to an instant: what the press calls the day's extreme was one until then. */
function narrow(day: PinnedDay, nodes: Nodes, kind: 'high' | 'low', until: number, ticks: number): void {
  nodes.times.forEach((time, i) => {
    if (time > until) return;
    if (kind === 'high') day.ceiling[i] = Math.min(day.ceiling[i] as number, ticks - 1);
    else day.floor[i] = Math.max(day.floor[i] as number, ticks + 1);
  });
}

function pinExtreme(
  kind: 'high' | 'low',
  marks: DayMarks,
  day: PinnedDay,
  nodes: Nodes,
  ticks: Ticks,
  rng: Random,
): void {
  const own = marks[kind];
  const printed = marks.extremes.filter((e) => e.kind === kind);
  const isOwn = (e: MarkExtreme): boolean =>
    own !== null && Math.abs(e.value / own - 1) <= (e.exact ? 0 : SAME_EXTREME);
  const place = (value: number, from: number, to: number): void => {
    const target = ticks.toTicks(value);
    for (const [i, log] of day.pins) {
      if (ticks.toTicks(Math.exp(log)) === target && inside(nodes.times[i] as UtcMs, from, to)) return;
    }
    const candidates = nodes.times.map((_, i) => i).filter((i) => inside(nodes.times[i] as UtcMs, from, to));
    const node = leastStrained(candidates, Math.log(value), day.pins, nodes, rng);
    if (node !== undefined) day.pins.set(node, Math.log(value));
  };
  let after = Number.NEGATIVE_INFINITY;
  for (const extreme of printed.filter((e) => !isOwn(e))) {
    place(extreme.value, extreme.window.earliest, extreme.window.latest);
    narrow(day, nodes, kind, extreme.window.latest, ticks.toTicks(extreme.value));
    after = Math.max(after, extreme.window.latest + 1);
  }
  if (own === null) return;
  narrow(day, nodes, kind, Number.POSITIVE_INFINITY, ticks.toTicks(own));
  const window = printed.find(isOwn)?.window;
  place(own, window?.earliest ?? after, window?.latest ?? Number.POSITIVE_INFINITY);
}

function pinBound(bound: MarkBound, day: PinnedDay, nodes: Nodes, ticks: Ticks, rng: Random): void {
  // Tick ends inside the bound, so that rounding to a tick never leaves it.
  const lowest = Math.ceil(bound.low / ticks.size - 1e-9);
  const highest = Math.floor(bound.high / ticks.size + 1e-9);
  const valueAt = (node: number): number => {
    const low = Math.max(lowest, day.floor[node] as number);
    const high = Math.min(highest, day.ceiling[node] as number);
    if (low > high) return Number.NaN;
    const wished = Math.exp(expected(node, day.pins, nodes)) / ticks.size;
    return ticks.toPrice(Math.round(Math.min(high, Math.max(low, wished))));
  };
  const best = nodeAt(nodes, bound.time);
  const fits = (node: number): boolean => !day.pins.has(node) && !Number.isNaN(valueAt(node));
  let node: number | undefined = best;
  if (!fits(best) || strain(best, Math.log(valueAt(best)), day.pins, nodes) > BEARABLE_STRAIN) {
    const candidates = nodes.times
      .map((_, i) => i)
      .filter((i) => inside(nodes.times[i] as UtcMs, bound.window.earliest, bound.window.latest) && fits(i))
      .map((i) => ({ i, z: strain(i, Math.log(valueAt(i)), day.pins, nodes) }));
    const least = Math.min(...candidates.map((c) => c.z));
    const good = candidates.filter((c) => c.z <= least + AS_GOOD);
    node = good[rng.below(good.length)]?.i;
  }
  if (node !== undefined) day.pins.set(node, Math.log(valueAt(node)));
}

/** Chooses the node and the price of everything published, the exact before the rounded. */
export function pinDay(
  marks: DayMarks,
  nodes: Nodes,
  firstPrice: number,
  ticks: Ticks,
  rng: Random,
): PinnedDay {
  const last = nodes.times.length - 1;
  const day: PinnedDay = {
    pins: new Map(),
    floor: new Float64Array(nodes.times.length).fill(1),
    ceiling: new Float64Array(nodes.times.length).fill(Number.MAX_SAFE_INTEGER),
  };
  for (const point of marks.points) {
    if (inside(point.time, nodes.times[0] as UtcMs, nodes.times[last] as UtcMs)) {
      day.pins.set(nodeAt(nodes, point.time), Math.log(point.value));
    }
  }
  day.pins.set(0, Math.log(firstPrice));
  day.pins.set(last, Math.log(marks.close));
  pinExtreme('high', marks, day, nodes, ticks, rng);
  pinExtreme('low', marks, day, nodes, ticks, rng);
  const width = (b: MarkBound): number => b.window.latest - b.window.earliest;
  for (const bound of [...marks.bounds].sort((a, b) => width(a) - width(b)))
    pinBound(bound, day, nodes, ticks, rng);
  return day;
}
