import { asUtcMs, DAY_MS } from '../../shared/time/instant.ts';
import { folds, micsOf } from './axis.ts';
import type { ChartInput } from './chart-input.ts';
import { closedFolds } from './folds.ts';
import type { Range } from './lens.ts';
import { CLOCK_RULER, foldedRuler, type Ruler } from './ruler.ts';

/** A pan may cross this much closed time beside what is on the screen, ms. */
const PAN_REACH_MS = 14 * DAY_MS;
/** Further out a hand moves by the clock, so that years need not be laid out for each turn of a wheel, ms. */
const FARTHEST_REACH_MS = 60 * DAY_MS;

/** What a hand moves along: shown time, around the range that was on the screen when it began. */
export function rulerOf(input: ChartInput, range: Range): Ruler {
  if (!folds(input)) return CLOCK_RULER;
  const reach = Math.min(FARTHEST_REACH_MS, range.to - range.from) + PAN_REACH_MS;
  const from = asUtcMs(range.from - reach);
  const to = asUtcMs(range.to + reach);
  return foldedRuler(closedFolds(input.calendars, micsOf(input), from, to));
}
