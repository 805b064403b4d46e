import type { InstrumentId } from '../../shared/market/instrument.ts';
import { lastClosed } from '../../shared/reaction/price-at.ts';
import { DAY_MS } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import type { BarView } from '../../shared/timeline/visible.ts';
import type { ChartInput } from './chart-input.ts';

const ORDER_BY_SPAN: readonly (readonly [span: number, order: readonly BarInterval[]])[] = [
  [4 * DAY_MS, ['1m', '5m', '1h']],
  [32 * DAY_MS, ['5m', '1m', '1h', '1d']],
  [130 * DAY_MS, ['1h', '1d']],
];

/** Bars to draw a span from: the finest that is not finer than the screen can show and reaches into the range. */
export function viewFor(input: ChartInput, instrument: InstrumentId): BarView {
  const span = input.to - input.from;
  const order = ORDER_BY_SPAN.find(([limit]) => span <= limit)?.[1] ?? ['1d'];
  for (const interval of order) {
    const view = input.frame.bars(instrument, interval);
    const last = lastClosed(view, input.to);
    if (last >= 0 && (view.closeTime[last] as number) > input.from) return view;
  }
  return input.frame.bars(instrument, '1d');
}

/** Intervals that may go on where a coarser one ends, finest first. */
const FINER: Readonly<Record<BarInterval, readonly BarInterval[]>> = {
  '1m': [],
  '5m': ['1m'],
  '1h': ['1m', '5m'],
  '1d': [],
};

/** Bars that go on where those of `view` end: coarse ones are made late, and today is there by the minute. */
export function newerView(input: ChartInput, view: BarView): BarView | null {
  const end = view.closeTime[lastClosed(view, input.to)] ?? input.to;
  for (const interval of FINER[view.interval]) {
    const finer = input.frame.bars(view.instrument, interval);
    const last = lastClosed(finer, input.to);
    if (last >= 0 && (finer.openTime[last] as number) >= end) return finer;
  }
  return null;
}
