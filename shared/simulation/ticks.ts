/** Turns prices into whole ticks and back without binary dust: 4105.95 is 410595 ticks of 0.01 and back. */
export interface Ticks {
  readonly size: number;
  toTicks(price: number): number;
  toPrice(ticks: number): number;
}

const MAX_REFINEMENTS = 6;

const isMultiple = (price: number, size: number): boolean => {
  const k = price / size;
  return Math.abs(k - Math.round(k)) < 1e-6 * Math.max(1, Math.abs(k) * 1e-6);
};

/**
 * The coarsest tick, `wanted` or a tenth, hundredth … of it, that carries every one of `prices` exactly. Indices are
 * printed finer than some exchanges quote them, and the published figure wins.
 */
export function ticksFor(wanted: number, prices: readonly number[]): Ticks {
  let size = wanted;
  for (let i = 0; i < MAX_REFINEMENTS && !prices.every((p) => isMultiple(p, size)); i++) size /= 10;
  const perUnit = Math.round(1 / size);
  const exact = Math.abs(perUnit * size - 1) < 1e-9;
  return {
    size,
    toTicks: (price) => Math.round(exact ? price * perUnit : price / size),
    toPrice: (ticks) => (exact ? ticks / perUnit : ticks * size),
  };
}
