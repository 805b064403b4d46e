import { z } from 'zod/mini';
import { mic } from '../market/instrument.ts';
import { localDate } from '../time/instant.ts';
import { extraClosure } from './user-closures.ts';

/** Every market with a calendar, and the closures that the user of this server added, as `GET /api/v1/calendars` says. */
export const calendarList = z.strictObject({
  markets: z.array(
    z.strictObject({
      mic,
      timeZone: z.string(),
      /** First and last date that a published calendar covers; sessions beyond them are provisional. */
      knownFrom: localDate,
      knownThrough: localDate,
    }),
  ),
  closures: z.array(extraClosure),
});
