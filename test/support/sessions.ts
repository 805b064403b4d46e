import type { Session } from '../../shared/calendar/calendar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { asLocalDate, asUtcMs, instantOf } from '../../shared/time/instant.ts';

/** One session of an exchange by its local hours, `[['09:00', '11:30'], ['12:30', '15:30']]`. */
export function sessionOf(
  date: string,
  hours: readonly (readonly [string, string])[],
  timeZone: string,
  mic = 'XTKS',
): Session {
  const day = asLocalDate(date);
  const segments = hours.map(([open, close]) => ({
    open: instantOf(day, open, timeZone),
    close: instantOf(day, close, timeZone),
  }));
  return {
    mic: mic as Mic,
    date: day,
    segments,
    open: asUtcMs(Math.min(...segments.map((s) => s.open))),
    close: asUtcMs(Math.max(...segments.map((s) => s.close))),
    kind: 'regular',
    provisional: false,
  };
}

export const TOKYO_HOURS = [
  ['09:00', '11:30'],
  ['12:30', '15:30'],
] as const;
