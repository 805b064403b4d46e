import { z } from 'zod/mini';
import { ConfigFileFault, schemaFaults } from '../market/config-fault.ts';
import { type Mic, mic } from '../market/instrument.ts';
import { localDate } from '../time/instant.ts';
import { dateOf, dayNumber } from './day-number.ts';

/** Name of the user's file in `CONFIG_DIR`. */
export const USER_FILE = 'calendars.json';

const realDate = localDate.check(
  z.refine((text) => dateOf(dayNumber(text)) === text, {
    message: 'expected a day that exists',
  }),
);

/** A day on which an exchange stays shut although its shipped calendar has a session. */
export const extraClosure = z.strictObject({
  mic,
  /** The exchange's own date. */
  date: realDate,
  reason: z.string().check(z.minLength(1), z.maxLength(200)),
});
export type ExtraClosure = z.infer<typeof extraClosure>;

const MOST_CLOSURES = 5000;

/**
 * Reads a user's `calendars.json`, `{"closures": [{"mic", "date", "reason"}]}`, and adds its closures to `defaults`; a
 * later entry for the same day gives the reason. Throws ConfigFileFault that lists every fault by path. `mics` are the
 * calendars that exist; omitted = not checked.
 */
export function mergeCalendars(
  defaults: readonly ExtraClosure[],
  userFile: unknown,
  mics?: readonly Mic[],
): readonly ExtraClosure[] {
  const known =
    mics === undefined
      ? extraClosure
      : extraClosure.check(
          z.refine((entry) => mics.includes(entry.mic), {
            path: ['mic'],
            message: `expected a market with a calendar: ${mics.join(', ')}`,
          }),
        );
  const file = z
    .strictObject({ closures: z.array(known).check(z.maxLength(MOST_CLOSURES)) })
    .safeParse(userFile);
  if (!file.success) throw new ConfigFileFault(USER_FILE, schemaFaults(USER_FILE, file.error));
  const merged = new Map<string, ExtraClosure>();
  for (const entry of [...defaults, ...file.data.closures]) merged.set(`${entry.mic}|${entry.date}`, entry);
  return [...merged.values()];
}
