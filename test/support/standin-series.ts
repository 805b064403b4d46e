import type { StandinSeries } from '../../server/standin/series.ts';
import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { InstrumentId, Mic } from '../../shared/market/instrument.ts';
import { simulateDay } from '../../shared/simulation/day.ts';
import { simulateHistory } from '../../shared/simulation/history.ts';
import type { DayMarks } from '../../shared/simulation/marks.ts';
import { asLocalDate, asUtcMs, DAY_MS } from '../../shared/time/instant.ts';

const calendars = createCalendars();
export const calendarOf = (mic: string): ExchangeCalendar => calendars.get(mic as Mic);

/** Figures made up for tests, in round numbers. */
function marks(id: string, date: string, previousClose: number): DayMarks {
  const cents = (share: number): number => Math.round(previousClose * share * 100) / 100;
  return {
    instrument: id as InstrumentId,
    date: asLocalDate(date),
    previousDate: asLocalDate('2025-10-29'),
    previousClose,
    open: cents(1.002),
    high: cents(1.01),
    low: cents(0.995),
    close: cents(1.004),
    points: [],
    bounds: [],
    extremes: [],
  };
}

/** One market: a day of minutes, two months of days and the 5-minute bars under them. */
export function seriesOf(id: string, mic: string, previousClose: number, date = '2025-10-30'): StandinSeries {
  const calendar = calendarOf(mic);
  const session = calendar.session(asLocalDate(date));
  if (session === null) throw new RangeError(`${mic} has no session on ${date}`);
  const before = calendar.sessions(asUtcMs(session.open - 60 * DAY_MS), session.open);
  const last = before.at(-1);
  if (last === undefined) throw new RangeError(`${mic} has no sessions before ${date}`);
  const history = simulateHistory(
    {
      instrument: id as InstrumentId,
      priceTick: 0.01,
      sessions: before,
      keyCloses: [{ date: last.date, close: previousClose }],
    },
    7,
  );
  return {
    id,
    calendar,
    daily: history.daily,
    fiveMinute: history.fiveMinute,
    minute: simulateDay(marks(id, date, previousClose), session, 0.01, 7),
  };
}
