import { asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../time/instant.ts';
import type { ListedCalendar, Session, StateAt } from './calendar.ts';
import { dayNumberOf, yearOf } from './day-number.ts';
import type { ExchangeData } from './exchange-data.ts';
import { lastAtOrBelow, layOut, passedAt, type SessionLine } from './session-line.ts';
import type { ExtraClosure } from './user-closures.ts';
import { wallClock } from './wall-clock.ts';
import { closureOf, indexDays, planOf, yearSessions } from './year-sessions.ts';

/** Years that can be asked for; beyond them state is `unknown` and the next open is null. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2049;
const SPAN_START = dayNumberOf(FIRST_YEAR, 1, 2) * DAY_MS;
const SPAN_END = dayNumberOf(LAST_YEAR, 12, 31) * DAY_MS;
/** Longer than any closure, so that the neighbours of an instant are at hand. */
const MARGIN_MS = 40 * DAY_MS;

const UNKNOWN: StateAt = { state: 'unknown', session: null, changesAt: null };
const inSpan = (time: number): boolean => time >= SPAN_START && time < SPAN_END;
const clampYear = (year: number): number => Math.min(LAST_YEAR, Math.max(FIRST_YEAR, year));

/** The UTC year of an instant, without a calendar library: exact to the day near New Year, which the margin covers. */
const yearAt = (time: number): number => clampYear(1970 + Math.floor(time / (365.2425 * DAY_MS)));

/**
 * Makes the reader of one exchange. Sessions are built year by year when first asked for and kept; every answer is a
 * binary search in them.
 */
export function exchangeCalendar(
  data: ExchangeData,
  closedByUser: readonly ExtraClosure[] = [],
): ListedCalendar {
  const index = indexDays(data, closedByUser);
  const clock = wallClock(data.timeZone);
  let line: SessionLine | null = null;

  /** Sessions of all years from `first` to `last`, and of those between them and what was built before. */
  function years(first: number, last: number): SessionLine {
    if (line !== null && line.firstYear <= first && line.lastYear >= last) return line;
    const from = Math.min(first, line?.firstYear ?? first);
    const to = Math.max(last, line?.lastYear ?? last);
    const sessions: Session[] = [];
    for (let year = from; year <= to; year += 1) {
      if (line !== null && year === line.firstYear) {
        sessions.push(...line.sessions);
        year = line.lastYear;
      } else sessions.push(...yearSessions(data, index, clock, year));
    }
    line = layOut(from, to, sessions);
    return line;
  }

  const around = (from: number, to = from): SessionLine =>
    years(yearAt(Math.min(from, to) - MARGIN_MS), yearAt(Math.max(from, to) + MARGIN_MS));

  /** First instant after `time` at which a day begins that differs in being a holiday, or the next open. */
  function endOfClosedState(time: number, holiday: boolean, nextOpen: number | undefined): UtcMs | null {
    let day = localDay(time);
    for (;;) {
      day += 1;
      const midnight = clock.toUtc(day, 0, yearAt(day * DAY_MS));
      if (nextOpen !== undefined && midnight >= nextOpen) return asUtcMs(nextOpen);
      if (!inSpan(midnight)) return null;
      if (planOf(data, index, day).holiday !== holiday) return asUtcMs(midnight);
    }
  }

  /** Day number of the exchange's own date at an instant. */
  function localDay(time: number): number {
    const guess = Math.floor(time / DAY_MS);
    const next = clock.toUtc(guess + 1, 0, yearAt(time));
    if (next <= time) return guess + 1;
    return clock.toUtc(guess, 0, yearAt(time)) <= time ? guess : guess - 1;
  }

  return {
    mic: data.mic,
    timeZone: data.timeZone,
    known: { from: data.knownFrom, through: data.knownThrough },

    stateAt(time) {
      if (!inSpan(time)) return UNKNOWN;
      const { open, close, owner, sessions } = around(time);
      const at = lastAtOrBelow(open, time);
      const session = sessions[owner[at] ?? -1] ?? null;
      if (at >= 0 && time < (close[at] as number)) {
        let last = at;
        while (open[last + 1] === close[last]) last += 1;
        return { state: 'open', session, changesAt: asUtcMs(close[last] as number) };
      }
      const next = open[at + 1];
      if (session !== null && next !== undefined && owner[at + 1] === owner[at]) {
        return { state: 'lunch', session, changesAt: asUtcMs(next) };
      }
      const { holiday } = planOf(data, index, localDay(time));
      return {
        state: holiday ? 'holiday' : 'closed',
        session: null,
        changesAt: endOfClosedState(time, holiday, next),
      };
    },

    session(date) {
      const year = yearOf(date);
      if (year < FIRST_YEAR || year > LAST_YEAR) return null;
      return years(year, year).byDate.get(date) ?? null;
    },

    closure: (date) => closureOf(index, date),

    sessions(from, to) {
      if (to <= from) return [];
      const { sessions, sessionOpen, sessionClose } = around(from, to);
      return sessions.slice(lastAtOrBelow(sessionClose, from) + 1, lastAtOrBelow(sessionOpen, to - 1) + 1);
    },

    nextOpen(time) {
      if (!inSpan(time)) return null;
      const { open } = around(time);
      const next = open[lastAtOrBelow(open, time) + 1];
      return next === undefined ? null : asUtcMs(next);
    },

    previousSession(time) {
      if (!inSpan(time)) return null;
      const { sessions, sessionClose } = around(time);
      return sessions[lastAtOrBelow(sessionClose, time)] ?? null;
    },

    tradingMinutes(from, to) {
      const passed = around(from, to);
      return (passedAt(passed, to) - passedAt(passed, from)) / MINUTE_MS;
    },

    addTradingMinutes(from, minutes) {
      if (!(minutes > 0)) throw new RangeError(`minutes to add must be above 0: ${minutes}`);
      if (!inSpan(from)) return null;
      const ms = Math.round(minutes * MINUTE_MS);
      for (let last = yearAt(from + MARGIN_MS); ; last += 1) {
        const built = years(yearAt(from - MARGIN_MS), Math.min(last, LAST_YEAR));
        const target = passedAt(built, from) + ms;
        const at = lastAtOrBelow(built.before, target - 1);
        const end = (built.open[at] as number) + target - (built.before[at] as number);
        if (end <= (built.close[at] as number)) return asUtcMs(end);
        if (last >= LAST_YEAR) return null;
      }
    },
  };
}
