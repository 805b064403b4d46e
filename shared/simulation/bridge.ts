import type { Random } from './random.ts';

/**
 * Share of the day's variance that falls into each of `n` equal steps: high at the open, low in the middle, rising
 * into the close. The U of intraday volatility (Wood, McInish and Ord 1985), here 1 + 2 (2x − 1)² with a steeper
 * start. Sums to 1.
 */
export function intradayVariance(n: number): Float64Array {
  const weights = new Float64Array(n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const x = (i + 0.5) / n;
    const w = 1 + 2 * (2 * x - 1) ** 2 + 3 * Math.exp(-20 * x);
    weights[i] = w;
    sum += w;
  }
  for (let i = 0; i < n; i++) weights[i] = (weights[i] as number) / sum;
  return weights;
}

/**
 * Fills `path[from + 1 … to − 1]` with a Brownian bridge between the two ends, which are already set. `variance[i]`
 * is the variance of the step from node i to node i + 1.
 */
export function fillBridge(
  path: Float64Array,
  from: number,
  to: number,
  variance: Float64Array,
  rng: Random,
): void {
  let rest = 0;
  for (let i = from; i < to; i++) rest += variance[i] as number;
  const end = path[to] as number;
  for (let i = from + 1; i < to; i++) {
    const step = variance[i - 1] as number;
    const previous = path[i - 1] as number;
    // Conditional law of a bridge: mean moves by the step's share, variance shrinks by what is left.
    const share = rest > 0 ? step / rest : 0;
    const spread = Math.sqrt(Math.max(0, step * (1 - share)));
    path[i] = previous + (end - previous) * share + spread * rng.normal();
    rest -= step;
  }
}

/** Mirrors a value at both walls until it lies in `[low, high]`. */
export function foldInto(value: number, low: number, high: number): number {
  const width = high - low;
  if (width <= 0) return low;
  const turns = (((value - low) % (2 * width)) + 2 * width) % (2 * width);
  return low + (turns <= width ? turns : 2 * width - turns);
}

/**
 * How far above its higher end a Brownian bridge climbs: the maximum of a bridge from 0 to `end` with variance `v`
 * has P(max > m) = exp(−2 m (m − end) / v).
 */
export function bridgeMaximum(end: number, v: number, rng: Random): number {
  return (end + Math.sqrt(end * end - 2 * v * Math.log(1 - rng.next()))) / 2;
}
