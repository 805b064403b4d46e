import type { ExchangeCalendar, StateAt } from '../../shared/calendar/calendar.ts';
import { HOUR_MS, type UtcMs } from '../../shared/time/instant.ts';
import { durationText } from '../i18n/format.ts';
import type { Dictionary } from '../i18n/words.ts';

/** A close or an open nearer than this is counted down, ms. */
const SOON_CLOSE_MS = HOUR_MS;
const SOON_OPEN_MS = 4 * HOUR_MS;

/** A countdown rounded up to whole minutes, so that it never says 0. */
const minutesUp = (ms: number): string => durationText(Math.ceil(ms / 60_000) * 60_000);

/** The session of a market at the playhead, in words. */
export function sessionWords(
  session: StateAt,
  playhead: UtcMs,
  calendar: ExchangeCalendar,
  words: Dictionary['table'],
): string {
  switch (session.state) {
    case 'open': {
      const left = session.session === null ? Number.POSITIVE_INFINITY : session.session.close - playhead;
      return left <= SOON_CLOSE_MS ? words.closes(minutesUp(left)) : words.open;
    }
    case 'lunch':
      return session.changesAt === null
        ? words.closed
        : words.lunch(Math.ceil((session.changesAt - playhead) / 60_000));
    case 'holiday':
      return words.holiday;
    case 'unknown':
      return words.unknown;
    case 'closed': {
      const next = calendar.nextOpen(playhead);
      const wait = next === null ? Number.POSITIVE_INFINITY : next - playhead;
      return wait <= SOON_OPEN_MS ? words.opens(minutesUp(wait)) : words.closed;
    }
  }
}
