/** √(2/π): mean absolute value of a standard normal variable. */
const C_NORMAL = Math.sqrt(2 / Math.PI);
const SESSIONS_A_YEAR = 252;

/** Least window that Lee & Mykland allow: ⌈√(252 × returns per day)⌉ (EVENT-STUDY §5). */
export const leastWindow = (returnsPerDay: number): number =>
  Math.ceil(Math.sqrt(SESSIONS_A_YEAR * returnsPerDay));

/** Where the largest of n statistics lies under no jumps: centre and scale of its Gumbel law. */
export interface GumbelLaw {
  readonly centre: number;
  readonly scale: number;
}

/** @param n number of returns tested, at least 2: the law of a single one is not defined. */
export function gumbelLaw(n: number): GumbelLaw {
  if (!(n >= 2)) throw new RangeError(`returns tested must be at least 2, not ${n}`);
  const root = Math.sqrt(2 * Math.log(n));
  return {
    centre: root / C_NORMAL - (Math.log(Math.PI) + Math.log(Math.log(n))) / (2 * C_NORMAL * root),
    scale: 1 / (C_NORMAL * root),
  };
}

/** Least ξ of a jump at level α: −ln(−ln(1 − α)). */
export const criticalValue = (alpha: number): number => -Math.log(-Math.log1p(-alpha));

/** P(at least one of the tested returns this far out): 1 − exp(−exp(−ξ)), without losing digits. */
export const gumbelUpper = (xi: number): number => -Math.expm1(-Math.exp(-xi));

export interface LeeMykland {
  /** Returns that were tested. */
  readonly n: number;
  /** Index of the first return with a full window before it, K − 1. */
  readonly firstTestable: number;
  /** Return over local volatility, by index; NaN where it was not tested. */
  readonly statistic: Float64Array;
  /** Local volatility, by index; NaN before `firstTestable`. */
  readonly sigma: Float64Array;
  /** Indices whose window holds no movement: not tested, and not jumps. */
  readonly untestable: readonly number[];
}

/**
 * Each return against the volatility of the K − 1 returns before it (EVENT-STUDY §5, L): K − 2 products of neighbours, the
 * tested return not among them. Nothing at an index depends on later ones but `n`.
 *
 * @param window K, returns; at least 3.
 */
export function leeMykland(returns: ArrayLike<number>, window: number): LeeMykland {
  if (!(Number.isInteger(window) && window >= 3)) {
    throw new RangeError(`window must be a whole number of at least 3 returns, not ${window}`);
  }
  const firstTestable = window - 1;
  const statistic = new Float64Array(returns.length).fill(Number.NaN);
  const sigma = new Float64Array(returns.length).fill(Number.NaN);
  const untestable: number[] = [];
  for (let i = firstTestable; i < returns.length; i += 1) {
    let sum = 0;
    for (let j = i - window + 2; j < i; j += 1) {
      sum += Math.abs(returns[j] as number) * Math.abs(returns[j - 1] as number);
    }
    const local = Math.sqrt(sum / (window - 2));
    sigma[i] = local;
    if (local === 0) untestable.push(i);
    else statistic[i] = (returns[i] as number) / local;
  }
  const n = Math.max(0, returns.length - firstTestable) - untestable.length;
  return { n, firstTestable, statistic, sigma, untestable };
}

/** ξ of a statistic: how far beyond the expected largest of all it lies. */
export const excess = (statistic: number, { centre, scale }: GumbelLaw): number =>
  (Math.abs(statistic) - centre) / scale;
