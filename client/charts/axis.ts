import { asUtcMs, DAY_MS } from '../../shared/time/instant.ts';
import type { ChartInput } from './chart-input.ts';
import { closedFolds } from './folds.ts';
import type { Range } from './lens.ts';
import { CLOCK_RULER, foldedRuler, type Ruler } from './ruler.ts';
import type { TimeScale } from './scale.ts';
import { foldTime } from './time-map.ts';

/** Width of a seam, px. */
const SEAM_PX = 9;
/** A pan may cross this much closed time beside what is on the screen, ms. */
const PAN_REACH_MS = 14 * DAY_MS;
/** Further out a hand moves by the clock, so that years need not be laid out for each turn of a wheel, ms. */
const FARTHEST_REACH_MS = 60 * DAY_MS;

type AxisInput = Pick<ChartInput, 'axis' | 'from' | 'to' | 'calendars' | 'instruments' | 'standIns'>;

const micsOf = ({ instruments, standIns }: AxisInput) => [
  ...new Set([...instruments, ...standIns].map((i) => i.mic)),
];

/** What the axis of an input is made from, beside its box: equal words mean an equal axis. */
export const axisKey = (input: AxisInput): string =>
  `${input.axis}|${input.from}|${input.to}|${input.axis === 'trading' ? micsOf(input).join() : ''}`;

/** The scale of a plot: linear, or with closed time folded. Only this room knows which. */
export function timeScale(input: AxisInput, left: number, width: number): TimeScale {
  const { from, to } = input;
  const linear = { from, to, left, width, map: null };
  if (input.axis !== 'trading') return linear;
  const folds = closedFolds(input.calendars, micsOf(input), from, to);
  return { ...linear, map: foldTime(from, to, folds, SEAM_PX / width) };
}

/** What a hand moves along: shown time, around the range that was on the screen when it began. */
export function rulerOf(input: AxisInput, range: Range): Ruler {
  if (input.axis !== 'trading') return CLOCK_RULER;
  const reach = Math.min(FARTHEST_REACH_MS, range.to - range.from) + PAN_REACH_MS;
  const from = asUtcMs(range.from - reach);
  const to = asUtcMs(range.to + reach);
  return foldedRuler(closedFolds(input.calendars, micsOf(input), from, to));
}
