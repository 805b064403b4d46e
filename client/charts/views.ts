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

/** Bars to draw from, up to an instant (UTC ms) at which the next part goes on. */
export interface Part {
  readonly view: BarView;
  readonly until: number;
}

const INTRADAY: readonly BarInterval[] = ['1m', '5m', '1h'];

/** Coarser bars from before `view` begins: older history is often kept in coarser ones only. */
function olderPart(input: ChartInput, view: BarView): Part | null {
  const begins = view.openTime[0];
  if (begins === undefined || begins <= input.from) return null;
  for (const interval of INTRADAY.slice(INTRADAY.indexOf(view.interval) + 1)) {
    const coarser = input.frame.bars(view.instrument, interval);
    const opens = coarser.openTime[0];
    if (opens !== undefined && opens < begins) return { view: coarser, until: begins };
  }
  return null;
}

/** Finer bars that go on where those of `view` end: coarse ones are made late, and today is there by the minute. */
function newerView(input: ChartInput, view: BarView): BarView | null {
  const end = view.closeTime[lastClosed(view, input.to)] ?? input.to;
  for (const interval of INTRADAY.slice(0, INTRADAY.indexOf(view.interval))) {
    const finer = input.frame.bars(view.instrument, interval);
    const last = lastClosed(finer, input.to);
    if (last >= 0 && (finer.openTime[last] as number) >= end) return finer;
  }
  return null;
}

/** All bars a line is drawn from, one interval after the other; days are never mixed with anything finer. */
export function partsFor(input: ChartInput, instrument: InstrumentId): readonly Part[] {
  const view = viewFor(input, instrument);
  const whole = { view, until: Number.POSITIVE_INFINITY };
  if (view.interval === '1d') return [whole];
  const older = olderPart(input, view);
  const newer = newerView(input, view);
  return [
    ...(older === null ? [] : [older]),
    whole,
    ...(newer === null ? [] : [{ view: newer, until: Number.POSITIVE_INFINITY }]),
  ];
}

/** Equal words mean that a line traced from such parts need only go on: the last may have grown, the others not. */
export const pastOf = (parts: readonly Part[]): string =>
  parts
    .map(({ view, until }, index) =>
      index === parts.length - 1 || until < Number.POSITIVE_INFINITY
        ? `${view.interval}|${view.past}|${until}`
        : `${view.interval}|${view.key}`,
    )
    .join();
