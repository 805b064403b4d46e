import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';

/** A wait shorter than this is played, not skipped, ms. */
const SHORT_MS = 5 * MINUTE_MS;

/**
 * Where a replay goes on when no market trades at `time`: the next open, at most `end`; null while one trades or the
 * wait is short.
 */
export function skipTo(time: UtcMs, calendars: readonly ExchangeCalendar[], end: UtcMs): UtcMs | null {
  let next: number = end;
  for (const calendar of calendars) {
    if (calendar.stateAt(time).state === 'open') return null;
    const open = calendar.nextOpen(time);
    if (open !== null && open < next) next = open;
  }
  return next - time > SHORT_MS ? asUtcMs(next) : null;
}
