import { shareOf, type TimeMap, timeOf } from './time-map.ts';

/** Maps instants to px, the one scale of plot, sessions and lane. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
  /** Left edge of the plot, px. */
  readonly left: number;
  readonly width: number;
  /** Where closed time is folded; null of a linear axis. */
  readonly map?: TimeMap | null;
}

/** Share of the axis at an instant, 0 at its left edge and 1 at its right. */
const shareAt = (scale: TimeScale, time: number): number =>
  scale.map == null ? (time - scale.from) / (scale.to - scale.from) : shareOf(scale.map, time);

/** px at an instant. */
export const xOf = (scale: TimeScale, time: number): number =>
  scale.left + shareAt(scale, time) * scale.width;

/** Instant at a px, UTC ms; the way back of `xOf`. */
export const timeAt = (scale: TimeScale, x: number): number => {
  const share = (x - scale.left) / scale.width;
  return scale.map == null ? scale.from + share * (scale.to - scale.from) : timeOf(scale.map, share);
};

/** Time that one px of shown time stands for, ms. */
export const msPerPx = ({ from, to, width, map }: TimeScale): number =>
  map == null ? (to - from) / width : map.shownMs / (map.shownShare * width);

/** Time that is shown, ms. */
export const shownMs = ({ from, to, map }: TimeScale): number => (map == null ? to - from : map.shownMs);

export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

const PAD = 0.07;
/** Least distance of two gridlines, px; the steps lie so close that it stays under about 60. */
const LINE_ROOM = 34;
/** Least range in percent, so that a quiet minute is not blown up to the full height. */
const LEAST_PERCENT = 0.2;

/** Range of the axis: what is seen, with 7 % or little more to spare on each side; percentages always hold 0. */
export function valueRange(low: number, high: number, unit: 'percent' | 'price'): ValueRange {
  if (!(low <= high)) return unit === 'percent' ? { min: -0.5, max: 0.5 } : { min: 0, max: 1 };
  let min = unit === 'percent' ? Math.min(low, 0) : low;
  let max = unit === 'percent' ? Math.max(high, 0) : high;
  const least = unit === 'percent' ? LEAST_PERCENT : Math.max(Math.abs(high) * 1e-4, 1e-9);
  if (max - min < least) {
    const middle = (max + min) / 2;
    min = middle - least / 2;
    max = middle + least / 2;
  }
  const pad = (max - min) * PAD;
  const grid = gridOf(max - min);
  return { min: Math.floor((min - pad) / grid) * grid, max: Math.ceil((max + pad) / grid) * grid };
}

const MANTISSAS = [1, 2, 2.5, 5];

/** The ends of an axis lie on a grid of 2 to 4 % of it, so that it stands still while its lines reach out by little. */
function gridOf(span: number): number {
  const wanted = span / 24;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return power * (wanted >= 5 * power ? 5 : wanted >= 2 * power ? 2 : 1);
}

/** The smallest of 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2 … whose lines stand at least 34 px apart. */
function valueStep(range: ValueRange, height: number): number {
  const least = ((range.max - range.min) / Math.max(1, height)) * LINE_ROOM;
  for (let power = Math.floor(Math.log10(least)); ; power += 1) {
    for (const mantissa of MANTISSAS) {
      const step = mantissa * 10 ** power;
      const skipped = mantissa === 2.5 && power < -1;
      if (step >= least && !skipped) return Number(step.toPrecision(3));
    }
  }
}

/** Gridlines inside the range, lowest first. */
export function valueTicks(range: ValueRange, height: number): { step: number; values: number[] } {
  const step = valueStep(range, height);
  const values: number[] = [];
  for (let n = Math.ceil(range.min / step); n * step <= range.max; n += 1) {
    values.push(Number((n * step).toPrecision(12)) + 0);
  }
  return { step, values };
}

/** Decimals needed to tell the gridlines apart. */
export function stepDecimals(step: number): number {
  const text = step.toString();
  if (text.includes('e-')) return Number(text.split('e-')[1]);
  return text.includes('.') ? (text.split('.')[1] as string).length : 0;
}
