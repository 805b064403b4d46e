import { asUtcMs, DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { clockText, dayText } from '../i18n/format.ts';
import { offsetAt } from '../i18n/zone-names.ts';
import { msPerPx, type TimeScale, xOf } from './scale.ts';
import { dateParts, monthText, sinceText, weekday } from './zone.ts';

export interface Tick {
  /** UTC ms. */
  readonly time: number;
  readonly text: string;
}

/** What a row of labels counts. */
export type RowKind = 'clock' | 'since' | 'date';

/** Two rows of labels under the plot; the first has the tick marks. */
export interface AxisTicks {
  readonly upper: readonly Tick[];
  readonly lower: readonly Tick[];
  readonly rows: readonly [upper: RowKind, lower: RowKind];
}

/** Space a label needs around its middle before it would touch the next, px. */
export const CLOCK_ROOM = 46;
export const DATE_ROOM = 58;
/** T0 and now tags replace a tick label within this distance, px. */
export const TAG_ROOM = 40;

const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((m) => m * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((h) => h * HOUR_MS),
  ...[1, 2, 7, 14].map((d) => d * DAY_MS),
];
export const MONTH_MS = 31 * DAY_MS;

/** Step by visible span, the same for both rows. Beyond the table: weeks up to half a year, then months. */
const BY_SPAN: readonly (readonly [span: number, step: number])[] = [
  [20 * MINUTE_MS, 2 * MINUTE_MS],
  [HOUR_MS, 10 * MINUTE_MS],
  [2 * HOUR_MS, 15 * MINUTE_MS],
  [6 * HOUR_MS, 30 * MINUTE_MS],
  [12 * HOUR_MS, HOUR_MS],
  [3 * DAY_MS, 3 * HOUR_MS],
  [MONTH_MS, DAY_MS],
  [183 * DAY_MS, 7 * DAY_MS],
];

/** Step that suits a span (ms) and leaves its labels room at `perPx` ms a px. */
export function stepFor(span: number, perPx: number): number {
  const wanted = BY_SPAN.find(([limit]) => span <= limit)?.[1] ?? MONTH_MS;
  const fits = (step: number): boolean => step / perPx >= (step >= DAY_MS ? DATE_ROOM : CLOCK_ROOM);
  return STEPS.find((step) => step >= wanted && fits(step)) ?? MONTH_MS;
}

/** Instants at which the wall of a zone shows a multiple of `step` (up to a day); changes of offset are respected. */
export function roundTimes(from: number, to: number, step: number, timeZone: string): UtcMs[] {
  const aligned = (time: number): number => {
    const offset = offsetAt(time, timeZone);
    return Math.ceil((time + offset) / step) * step - offset;
  };
  const times: UtcMs[] = [];
  let time = aligned(from);
  while (time <= to) {
    times.push(asUtcMs(time));
    const next = time + step;
    const offset = offsetAt(next, timeZone);
    if (offset === offsetAt(time, timeZone)) {
      time = next;
      continue;
    }
    // Clocks went forward or back inside the step: align anew to the wall as it is afterwards.
    let after = Math.ceil((time + 1 + offset) / step) * step - offset;
    while (offsetAt(after, timeZone) !== offset) after += step;
    time = after;
  }
  return times;
}

function calendarTimes(range: TimeScale, step: number, timeZone: string): UtcMs[] {
  const days = roundTimes(range.from, range.to, DAY_MS, timeZone);
  if (step === 2 * DAY_MS) return days.filter((t) => dateParts(t, timeZone).day % 2 === 1);
  if (step < MONTH_MS) {
    const mondays = days.filter((t) => weekday(t, timeZone) === 0);
    return step === 7 * DAY_MS ? mondays : mondays.filter((_, i) => i % 2 === 0);
  }
  const firsts = days.filter((t) => dateParts(t, timeZone).day === 1);
  const room = Math.max(1, Math.ceil(firsts.length / Math.max(1, range.width / DATE_ROOM)));
  return firsts.filter((_, i) => i % room === 0);
}

function clockTicks(range: TimeScale, timeZone: string): Tick[] {
  const step = stepFor(range.to - range.from, msPerPx(range));
  if (step < DAY_MS) {
    return roundTimes(range.from, range.to, step, timeZone).map((time) => {
      const text = clockText(time, timeZone);
      const dated = range.to - range.from > 12 * HOUR_MS && text === '00:00';
      return { time, text: dated ? dayText(time, timeZone) : text };
    });
  }
  if (step === DAY_MS) {
    return roundTimes(range.from, range.to, step, timeZone).map((time) => ({
      time,
      text: dayText(time, timeZone),
    }));
  }
  const text = step >= MONTH_MS ? monthText : dayText;
  return calendarTimes(range, step, timeZone).map((time) => ({ time, text: text(time, timeZone) }));
}

function sinceTicks(range: TimeScale, t0: number): Tick[] {
  const step = stepFor(range.to - range.from, msPerPx(range));
  const ticks: Tick[] = [];
  for (let n = Math.ceil((range.from - t0) / step); n * step <= range.to - t0; n += 1) {
    if (n !== 0) ticks.push({ time: t0 + n * step, text: sinceText(n * step) });
  }
  return ticks;
}

/** `ticks` without those nearer than `room` px to one of `tags` (instants). */
export function freeOf(
  scale: TimeScale,
  ticks: readonly Tick[],
  tags: readonly number[],
  room: number,
): Tick[] {
  const xs = tags.map((tag) => xOf(scale, tag));
  return ticks.filter((tick) => xs.every((x) => Math.abs(x - xOf(scale, tick.time)) >= room));
}

/**
 * Labels of both rows of a linear axis: the clock above and T+ below, or the other way round. `tags` are instants whose
 * tags stand on the upper row: its labels within 40 px of one are left out; those of the lower row near T0.
 */
export function axisTicks(
  scale: TimeScale,
  axis: 'clock' | 't',
  t0: number,
  timeZone: string,
  tags: readonly number[],
): AxisTicks {
  const clock = clockTicks(scale, timeZone);
  const since = sinceTicks(scale, t0);
  const [upper, lower] = axis === 't' ? [since, clock] : [clock, since];
  return {
    upper: freeOf(scale, upper, tags, TAG_ROOM),
    lower: freeOf(scale, lower, [t0], axis === 't' ? TAG_ROOM : TAG_ROOM * 0.8),
    rows: axis === 't' ? ['since', 'clock'] : ['clock', 'since'],
  };
}
