import type { Mic } from '../../shared/market/instrument.ts';
import type { ChartInput } from './chart-input.ts';
import type { TimeScale } from './scale.ts';

type Shown = Pick<ChartInput, 'instruments' | 'standIns'>;

/** Exchanges of everything that is drawn. */
export const micsOf = ({ instruments, standIns }: Shown): readonly Mic[] => [
  ...new Set([...instruments, ...standIns].map((i) => i.mic)),
];

/** True where closed time is to be folded and the code for it is in. */
export const folds = ({ axis, folding }: Pick<ChartInput, 'axis' | 'folding'>): boolean =>
  axis === 'trading' && folding !== null;

/** What the axis of an input is made from, beside its box: equal words mean an equal axis. */
export const axisKey = (input: ChartInput): string =>
  `${input.axis}|${input.from}|${input.to}|${folds(input) ? micsOf(input).join() : ''}`;

/** The scale of a plot: linear, or with closed time folded. */
export const timeScale = (input: ChartInput, left: number, width: number): TimeScale =>
  input.axis === 'trading' && input.folding !== null
    ? input.folding.scale(input, left, width)
    : { from: input.from, to: input.to, left, width, map: null };
