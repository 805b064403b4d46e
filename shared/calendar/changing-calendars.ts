import type { Mic } from '../market/instrument.ts';
import type { Calendars, ListedCalendar } from './calendar.ts';
import { createCalendars } from './calendars.ts';
import type { ExtraClosure } from './user-closures.ts';

/** Calendars whose added closures can be replaced while they are in use. */
export interface ChangingCalendars extends Calendars {
  /** From now on `get` answers with these closures. */
  replace(closures: readonly ExtraClosure[]): void;
}

const textOf = (closures: readonly ExtraClosure[], mic: Mic): string =>
  JSON.stringify(closures.filter((closure) => closure.mic === mic));

/**
 * All calendars the product ships, with closures that may change. A calendar that was given never changes its answers,
 * so that what was computed from it can be kept beside it; who wants those of now asks `get` anew. A market whose
 * closures stay the same keeps its calendar.
 */
export function createChangingCalendars(closures: readonly ExtraClosure[] = []): ChangingCalendars {
  let current = createCalendars(closures);
  const given = new Map<Mic, ListedCalendar>();
  return {
    mics: current.mics,
    get closures() {
      return current.closures;
    },
    replace(next) {
      const before = current.closures;
      current = createCalendars(next);
      for (const mic of given.keys()) if (textOf(before, mic) !== textOf(next, mic)) given.delete(mic);
    },
    get(mic) {
      let calendar = given.get(mic);
      if (calendar === undefined) {
        calendar = current.get(mic);
        given.set(mic, calendar);
      }
      return calendar;
    },
  };
}
