import type { Calendars, Session } from '../../shared/calendar/calendar.ts';
import type { Instrument, Mic } from '../../shared/market/instrument.ts';
import { asUtcMs, DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { offsetMinutes } from './zones.ts';

/** A day as it is shown whole: `[from, to]` on the axis, and the last close of a shown market in it. */
export interface DayRange {
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly lastClose: UtcMs;
}

/** Length of a whole day on the axis, ms: from the first Asian open to the last close but Mumbai's. */
const DAY_LENGTH_MS = 8 * HOUR_MS;
/** What stands before T0 on the axis, ms. */
const LEAD_MS = 70 * MINUTE_MS;
/** How far ahead of now the axis of a running day reaches, as a share of its length. */
const AHEAD = 0.05;

function floorHour(time: number, zone: string): UtcMs {
  const shift = offsetMinutes(asUtcMs(time), zone) * MINUTE_MS;
  return asUtcMs(Math.floor((time + shift) / HOUR_MS) * HOUR_MS - shift);
}

const micsOf = (instruments: readonly Instrument[]): readonly Mic[] => [
  ...new Set(instruments.filter((i) => i.set === 'core').map((i) => i.mic)),
];

function sessionsBetween(calendars: Calendars, mics: readonly Mic[], from: UtcMs, to: UtcMs): Session[] {
  return mics.flatMap((mic) => [...calendars.get(mic).sessions(from, to)]);
}

/** The middle one: when half of the markets have opened, so that one that opens early or never closed does not decide. */
const middleOf = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[times.length >> 1] as number;

/**
 * The whole day around T0. Where most markets can answer within it: eight hours from two before T0 (Busan: 09:00 to
 * 17:00 in Seoul). Otherwise from an hour before T0 to the end of the next morning's sessions.
 */
export function dayRange(
  t0: UtcMs,
  zone: string,
  instruments: readonly Instrument[],
  calendars: Calendars,
): DayRange {
  const mics = micsOf(instruments);
  const from = floorHour(t0 - 2 * HOUR_MS - 4 * MINUTE_MS, zone);
  const to = asUtcMs(from + DAY_LENGTH_MS);
  const answering = mics.filter((mic) => calendars.get(mic).tradingMinutes(t0, to) > 0);
  const trading = mics.some((mic) => calendars.get(mic).stateAt(t0).state === 'open');
  if (trading && answering.length * 2 >= mics.length) {
    const closes = sessionsBetween(calendars, mics, t0, to).map((s) => s.close);
    return { from, to, lastClose: asUtcMs(Math.max(to, ...closes)) };
  }
  const before = asUtcMs(t0 - HOUR_MS);
  const opens = mics.map((mic) => calendars.get(mic).nextOpen(t0)).filter((o): o is UtcMs => o !== null);
  if (opens.length === 0) return { from: before, to: asUtcMs(t0 + DAY_MS), lastClose: asUtcMs(t0 + DAY_MS) };
  const morning = middleOf(opens);
  const end = asUtcMs(floorHour(morning, zone) + DAY_LENGTH_MS);
  const closes = sessionsBetween(calendars, mics, t0, end).map((s) => s.close);
  return { from: before, to: end, lastClose: asUtcMs(Math.max(end, ...closes)) };
}

/** The axis of a day that is running: from 70 minutes before T0 to a little after now. */
export function followRange(t0: UtcMs, now: UtcMs): { from: UtcMs; to: UtcMs } {
  const from = Math.min(t0 - LEAD_MS, now - LEAD_MS / 2);
  const end = Math.max(t0 + 30 * MINUTE_MS, now);
  const to = end + Math.max(5 * MINUTE_MS, (end - from) * AHEAD);
  return { from: asUtcMs(Math.floor(from)), to: asUtcMs(Math.ceil(to / MINUTE_MS) * MINUTE_MS) };
}
