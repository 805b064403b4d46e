import { asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';

/** Shortest and longest stretch worth looking at, ms. */
const LEAST_SPAN = 5 * MINUTE_MS;
const MOST_SPAN = 10 * 366 * DAY_MS;

export interface Range {
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** Zoom by `factor` (> 1 is out) about an instant that stays where it is. */
export function zoomed(range: Range, about: number, factor: number): Range {
  const span = range.to - range.from;
  const wanted = Math.max(LEAST_SPAN, Math.min(MOST_SPAN, span * factor));
  const share = (about - range.from) / span;
  const from = asUtcMs(Math.round(about - share * wanted));
  return { from, to: asUtcMs(Math.round(from + wanted)) };
}

/** Moved by `ms` of time. */
export const panned = (range: Range, ms: number): Range => ({
  from: asUtcMs(Math.round(range.from + ms)),
  to: asUtcMs(Math.round(range.to + ms)),
});

/** One notch of a wheel; pages and lines are brought to px first. */
export function wheelFactor(deltaY: number, deltaMode: number): number {
  const px = deltaMode === 1 ? deltaY * 16 : deltaMode === 2 ? deltaY * 400 : deltaY;
  return Math.exp(Math.max(-120, Math.min(120, px)) * 0.0022);
}
