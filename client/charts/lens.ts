import { asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Ruler } from './ruler.ts';

/** Shortest and longest stretch worth looking at, ms of shown time. */
const LEAST_SPAN = 5 * MINUTE_MS;
const MOST_SPAN = 10 * 366 * DAY_MS;

export interface Range {
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** Begins after a seam it would begin on, and ends before one. */
const rangeOf = (ruler: Ruler, from: number, span: number): Range => ({
  from: asUtcMs(Math.round(ruler.timeAt(from))),
  to: asUtcMs(Math.round(ruler.timeAt(from + span - 1) + 1)),
});

/** Zoom by `factor` (> 1 is out) about an instant that stays where it is. */
export function zoomed(range: Range, about: number, factor: number, ruler: Ruler): Range {
  const from = ruler.shownAt(range.from);
  const span = Math.max(1, ruler.shownAt(range.to) - from);
  const wanted = Math.max(LEAST_SPAN, Math.min(MOST_SPAN, span * factor));
  const middle = ruler.shownAt(about);
  return rangeOf(ruler, middle - ((middle - from) / span) * wanted, wanted);
}

/** Moved by `ms` of shown time. */
export function panned(range: Range, ms: number, ruler: Ruler): Range {
  const from = ruler.shownAt(range.from);
  return rangeOf(ruler, from + ms, ruler.shownAt(range.to) - from);
}

/** Pushed back inside `bounds`; as long as before where it fits, else all of them. */
export function held(range: Range, bounds: Range): Range {
  const span = range.to - range.from;
  if (span >= bounds.to - bounds.from) return bounds;
  if (range.to > bounds.to) return { from: asUtcMs(bounds.to - span), to: bounds.to };
  return range.from < bounds.from ? { from: bounds.from, to: asUtcMs(bounds.from + span) } : range;
}

/** One notch of a wheel; pages and lines are brought to px first. */
export function wheelFactor(deltaY: number, deltaMode: number): number {
  const px = deltaMode === 1 ? deltaY * 16 : deltaMode === 2 ? deltaY * 400 : deltaY;
  return Math.exp(Math.max(-120, Math.min(120, px)) * 0.0022);
}
