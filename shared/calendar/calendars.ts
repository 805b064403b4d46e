import type { Mic } from '../market/instrument.ts';
import { type Calendars, type ListedCalendar, UnknownExchangeError } from './calendar.ts';
import { EXCHANGES } from './exchanges/index.ts';
import { exchangeCalendar } from './reader.ts';
import type { ExtraClosure } from './user-closures.ts';

/**
 * All calendars the product ships, with a user's closures added. Cheap: each calendar is made when first asked for and
 * builds its sessions year by year.
 */
export function createCalendars(extraClosures: readonly ExtraClosure[] = []): Calendars {
  const data = new Map(EXCHANGES.map((exchange) => [exchange.mic, exchange]));
  const made = new Map<Mic, ListedCalendar>();
  return {
    mics: [...data.keys()],
    closures: extraClosures,
    get(mic) {
      const known = made.get(mic);
      if (known !== undefined) return known;
      const exchange = data.get(mic);
      if (exchange === undefined) throw new UnknownExchangeError(mic, [...data.keys()]);
      const calendar = exchangeCalendar(
        exchange,
        extraClosures.filter((closure) => closure.mic === mic),
      );
      made.set(mic, calendar);
      return calendar;
    },
  };
}
