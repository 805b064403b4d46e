import type { ExchangeCalendar, Session } from '../../shared/calendar/calendar.ts';
import type { Bar } from '../../shared/market/bar.ts';
import { DAY_MS, type UtcMs } from '../../shared/time/instant.ts';
import { type BarInterval, INTERVAL_MS } from '../../shared/time/interval.ts';
import { makeBar } from './records.ts';

/** Sessions that end at or before an instant, the last `count`, oldest first. */
export const sessionsBefore = (calendar: ExchangeCalendar, time: UtcMs, count: number): readonly Session[] =>
  calendar
    .sessions((time - (2 * count + 60) * DAY_MS) as UtcMs, time)
    .filter((session) => session.close <= time)
    .slice(-count);

/**
 * Bars of whole sessions. `price` gives the close of the bar that ends at `end`, trading minutes `minute` after the open of
 * the session that stands at `position` of the list.
 */
export function barsOf(
  sessions: readonly Session[],
  interval: BarInterval,
  price: (position: number, minute: number, end: number) => number,
): Bar[] {
  const step = INTERVAL_MS[interval];
  return sessions.flatMap((session, position) => {
    let minute = 0;
    if (interval === '1d') {
      for (const { open, close } of session.segments) minute += (close - open) / 60_000;
      const close = price(position, minute, session.close);
      return [makeBar(session.open, close, { interval, closeTime: session.close })];
    }
    return session.segments.flatMap(({ open, close }) => {
      const bars: Bar[] = [];
      for (let start: number = open; start < close; start += step) {
        const end = Math.min(start + step, close) as UtcMs;
        minute += (end - start) / 60_000;
        bars.push(makeBar(start, price(position, minute, end), { interval, closeTime: end }));
      }
      return bars;
    });
  });
}
