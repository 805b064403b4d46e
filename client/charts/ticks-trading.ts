import { asUtcMs, DAY_MS } from '../../shared/time/instant.ts';
import { clockText, dayText, durationText } from '../i18n/format.ts';
import type { Seam } from './chart-input.ts';
import { foldAt } from './fold-time.ts';
import { msPerPx, shownMs, type TimeScale, xOf } from './scale.ts';
import {
  type AxisTicks,
  CLOCK_ROOM,
  DATE_ROOM,
  freeOf,
  MONTH_MS,
  roundTimes,
  stepFor,
  TAG_ROOM,
  type Tick,
} from './ticks.ts';
import { dateParts, monthText } from './zone.ts';

/** Seams of a folded axis, px; none of a linear one. */
export const seamsOf = (scale: TimeScale): readonly Seam[] =>
  (scale.map?.folds ?? []).map(({ from, to }) => ({
    left: xOf(scale, from),
    right: xOf(scale, to),
    text: durationText(to - from),
    long: to - from > DAY_MS,
  }));

/** Where each day of the zone begins on the axis: at midnight, or at the end of the seam that swallowed it. */
function dayStarts(scale: TimeScale, timeZone: string): number[] {
  const starts: number[] = [];
  for (const midnight of roundTimes(scale.from, scale.to, DAY_MS, timeZone)) {
    const fold = scale.map == null ? null : foldAt(scale.map, midnight);
    const start = fold?.to ?? midnight;
    if (start < scale.to && start !== starts.at(-1)) starts.push(start);
  }
  return starts;
}

/** The first of each run of instants that share a word. */
function changes(times: readonly number[], word: (time: number) => string): Tick[] {
  const ticks = times.map((time) => ({ time, text: word(time) }));
  return ticks.filter((tick, index) => tick.text !== ticks[index - 1]?.text);
}

/** Ticks at least `room` px apart, from the right, so that the newest is named. */
function apart(scale: TimeScale, ticks: readonly Tick[], room: number): Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks.toReversed()) {
    const next = kept.at(-1);
    if (next === undefined || xOf(scale, next.time) - xOf(scale, tick.time) >= room) kept.push(tick);
  }
  return kept.reverse();
}

/**
 * Labels of an axis with closed time folded: times of the day over dates, dates over months, or months over years, by
 * what is shown. Round times are those of the zone's wall; what is folded has none.
 */
export function tradingTicks(scale: TimeScale, timeZone: string, tags: readonly number[]): AxisTicks {
  const step = stepFor(shownMs(scale), msPerPx(scale));
  const days = dayStarts(scale, timeZone);
  const day = (time: number): string => dayText(asUtcMs(time), timeZone);
  const month = (time: number): string => monthText(time, timeZone);
  const year = (time: number): string => String(dateParts(time, timeZone).year);
  const all = [scale.from, ...days];
  const row = (upper: readonly Tick[], room: number, lower: readonly Tick[]): AxisTicks => ({
    upper: freeOf(scale, apart(scale, upper, room), tags, TAG_ROOM),
    lower: apart(scale, lower, DATE_ROOM),
    rows: [step < DAY_MS ? 'clock' : 'date', 'date'],
  });
  if (step >= MONTH_MS) return row(changes(days, month), DATE_ROOM, changes(all, year));
  if (step >= DAY_MS) return row(changes(days, day), DATE_ROOM, changes(all, month));
  const clock = roundTimes(scale.from, scale.to, step, timeZone)
    .filter((time) => scale.map == null || foldAt(scale.map, time) === null)
    .map((time) => ({ time, text: clockText(time, timeZone) }));
  return row(clock, CLOCK_ROOM, changes(all, day));
}
