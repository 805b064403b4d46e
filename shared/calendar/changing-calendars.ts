import type { Mic } from '../market/instrument.ts';
import type { Calendars, ListedCalendar } from './calendar.ts';
import { createCalendars } from './calendars.ts';
import type { ExtraClosure } from './user-closures.ts';

/** Calendars whose added closures can be replaced while they are in use. */
export interface ChangingCalendars extends Calendars {
  /** Whoever holds a calendar of `get` sees the new closures at once. */
  replace(closures: readonly ExtraClosure[]): void;
}

/** Forwards every question to the calendar in force. */
function forwarding(current: () => ListedCalendar): ListedCalendar {
  const { mic, timeZone, known } = current();
  return {
    mic,
    timeZone,
    known,
    stateAt: (time) => current().stateAt(time),
    session: (date) => current().session(date),
    closure: (date) => current().closure(date),
    sessions: (from, to) => current().sessions(from, to),
    nextOpen: (time) => current().nextOpen(time),
    previousSession: (time) => current().previousSession(time),
    tradingMinutes: (from, to) => current().tradingMinutes(from, to),
    addTradingMinutes: (from, minutes) => current().addTradingMinutes(from, minutes),
  };
}

/** All calendars the product ships, with closures that may change while they are held. */
export function createChangingCalendars(closures: readonly ExtraClosure[] = []): ChangingCalendars {
  let added = closures;
  let current = createCalendars(added);
  const handed = new Map<Mic, ListedCalendar>();
  return {
    mics: current.mics,
    get closures() {
      return added;
    },
    replace(next) {
      added = next;
      current = createCalendars(next);
    },
    get(mic) {
      const known = handed.get(mic);
      if (known !== undefined) return known;
      // Throws for an unknown market before anything is kept.
      current.get(mic);
      const calendar = forwarding(() => current.get(mic));
      handed.set(mic, calendar);
      return calendar;
    },
  };
}
