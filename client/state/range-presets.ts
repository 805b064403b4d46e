import { computed } from '@preact/signals';
import { asUtcMs, DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { playhead } from './playhead.ts';
import { day } from './subject.ts';
import { changeView, view } from './view.ts';
import type { TimeRef } from './view-url.ts';

/** `day`: what the page chooses itself. */
export const RANGES = ['hour', 'day', 'week', 'month', 'all'] as const;
export type RangeName = (typeof RANGES)[number];

/** How far back a range goes from now; five days of trading are a week of the calendar, ms. */
const BACK_MS: Readonly<Record<Exclude<RangeName, 'day'>, number>> = {
  hour: HOUR_MS,
  week: 7 * DAY_MS,
  month: 31 * DAY_MS,
  all: 730 * DAY_MS,
};
/** A little of what comes, as the axis of a running day has it. */
const AHEAD = 0.04;
const MOST_BACK_MS = 10 * 366 * DAY_MS;

const refs = (name: Exclude<RangeName, 'day'>): { from: TimeRef; to: TimeRef } => {
  const back = BACK_MS[name];
  const ahead = Math.max(MINUTE_MS, Math.round((back * AHEAD) / MINUTE_MS) * MINUTE_MS);
  return { from: { at: 'now', offset: -back }, to: { at: 'now', offset: ahead } };
};

/** Shows a range that follows now. */
export const showRange = (name: RangeName): void =>
  changeView(name === 'day' ? { from: null, to: null } : refs(name));

/** The preset on the screen; null where a hand has moved the range. */
export const rangeName = computed<RangeName | null>(() => {
  const { from, to } = view.value;
  if (from === null && to === null) return 'day';
  if (from?.at !== 'now' || to?.at !== 'now') return null;
  return RANGES.find((name) => name !== 'day' && BACK_MS[name] === -from.offset) ?? null;
});

/** How far a hand may move the range: ten years back, and to the end of the day or a little after now. */
export const bounds = computed<{ readonly from: UtcMs; readonly to: UtcMs }>(() => {
  const now = Math.floor(playhead.value / MINUTE_MS) * MINUTE_MS;
  return {
    from: asUtcMs(now - MOST_BACK_MS),
    to: asUtcMs(Math.max(day.value.to, day.value.lastClose, now + DAY_MS)),
  };
});
