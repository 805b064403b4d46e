import type { Session } from '../calendar/calendar.ts';
import type { UtcMs } from '../time/instant.ts';
import { fillBridge, foldInto } from './bridge.ts';
import type { DayMarks, PathBar } from './marks.ts';
import { layNodes, type Nodes } from './nodes.ts';
import { type PinnedDay, pinDay } from './pins.ts';
import { type Random, random, seedFrom } from './random.ts';
import { type Ticks, ticksFor } from './ticks.ts';

/** Daily volatility assumed where no high and low are published to tell it. */
const USUAL_DAILY_SIGMA = 0.009;
/** Expected range of a Brownian day in units of its standard deviation (Parkinson 1980: √(8/π)). */
const RANGE_PER_SIGMA = Math.sqrt(8 / Math.PI);

/** The path in whole ticks at every node; only pinned nodes touch the day's extremes. */
function walk(day: PinnedDay, nodes: Nodes, ticks: Ticks, rng: Random): Float64Array {
  const logs = new Float64Array(nodes.times.length);
  const order = [...day.pins.keys()].sort((a, b) => a - b);
  for (const i of order) logs[i] = day.pins.get(i) as number;
  for (let k = 1; k < order.length; k++) {
    fillBridge(logs, order[k - 1] as number, order[k] as number, nodes.variance, rng);
  }
  return logs.map((log, i) => {
    const k = ticks.toTicks(Math.exp(log));
    return day.pins.has(i) ? k : Math.round(foldInto(k, day.floor[i] as number, day.ceiling[i] as number));
  });
}

function dailySigma(marks: DayMarks): number {
  if (marks.high === null || marks.low === null) return USUAL_DAILY_SIGMA;
  return Math.max(0.001, Math.log(marks.high / marks.low) / RANGE_PER_SIGMA);
}

/**
 * One-minute bars of one market's day through all that is published about it: open, high, low and close are exact,
 * printed points hold at their instant (close of the bar that ends then, open of the bar that starts then), rounded
 * figures within their bounds, extremes lie in their windows, no price leaves `[low, high]`, nothing trades in the
 * lunch break. Everything between is a seeded Brownian bridge and means nothing. Throws RangeError when the session is
 * of another day.
 */
export function simulateDay(
  marks: DayMarks,
  session: Session,
  priceTick: number,
  seed: number,
): readonly PathBar[] {
  if (session.date !== marks.date) {
    throw new RangeError(`marks of ${marks.date} do not fit a session of ${session.date}`);
  }
  const rng = random(seedFrom(seed, marks.instrument, marks.date));
  const sigma = dailySigma(marks);
  const nodes = layNodes(session, sigma);
  const exact = [marks.open, marks.high, marks.low, marks.close, ...marks.points.map((p) => p.value)];
  const ticks = ticksFor(
    priceTick,
    exact.filter((p): p is number => p !== null),
  );
  const firstPrice = marks.open ?? marks.previousClose * Math.exp(0.25 * sigma * rng.normal());
  const day = pinDay(marks, nodes, ticks.toPrice(ticks.toTicks(firstPrice)), ticks, rng);
  const path = walk(day, nodes, ticks, rng);
  const bars: PathBar[] = [];
  nodes.traded.forEach((isTraded, i) => {
    if (!isTraded) return;
    const open = path[i] as number;
    const close = path[i + 1] as number;
    const wick = (): number =>
      Math.round(open * Math.sqrt(nodes.variance[i] as number) * 0.4 * Math.abs(rng.normal()));
    const top = Math.max(open, close);
    const bottom = Math.min(open, close);
    bars.push({
      openTime: nodes.times[i] as UtcMs,
      closeTime: nodes.times[i + 1] as UtcMs,
      open: ticks.toPrice(open),
      high: ticks.toPrice(Math.max(top, Math.min(top + wick(), day.ceiling[i] as number))),
      low: ticks.toPrice(Math.min(bottom, Math.max(bottom - wick(), day.floor[i] as number))),
      close: ticks.toPrice(close),
    });
  });
  return bars;
}
