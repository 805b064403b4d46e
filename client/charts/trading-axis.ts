import { micsOf } from './axis.ts';
import type { Folding } from './chart-input.ts';
import { foldTime } from './fold-time.ts';
import { closedFolds } from './folds.ts';
import { seamsOf, tradingTicks } from './ticks-trading.ts';

/** Width of a seam, px. */
const SEAM_PX = 9;

/** The axis of trading time: what is closed everywhere is folded away. */
export const tradingAxis: Folding = {
  scale(input, left, width) {
    const { from, to } = input;
    const list = closedFolds(input.calendars, micsOf(input), from, to);
    return { from, to, left, width, map: foldTime(from, to, list, SEAM_PX / width) };
  },
  ticks: tradingTicks,
  seams: seamsOf,
};
