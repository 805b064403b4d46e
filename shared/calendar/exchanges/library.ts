/** The state of exchange_calendars (Apache-2.0) that the lists were taken from and are checked against. */
const COMMIT = '5308ce20578422fce74b10b43cc7d913a17e7a88';

/** Address of the library's file for one exchange, at the commit used. */
export const libraryFile = (mic: string): string =>
  `https://github.com/gerrymanoim/exchange_calendars/blob/${COMMIT}/exchange_calendars/exchange_calendar_${mic}.py`;
