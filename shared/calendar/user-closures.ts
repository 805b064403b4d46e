import { z } from 'zod';
import { ConfigFileFault, schemaFaults } from '../market/config-fault.ts';
import { type Mic, mic } from '../market/instrument.ts';
import { type LocalDate, localDate } from '../time/instant.ts';
import { dateOf, dayNumber } from './day-number.ts';

const FILE = 'calendars.json';

/** A day on which an exchange stays shut although its shipped calendar has a session. */
export interface ExtraClosure {
  readonly mic: Mic;
  readonly date: LocalDate;
  readonly reason: string;
}

const realDate = localDate.refine((text) => dateOf(dayNumber(text)) === text, {
  message: 'expected a day that exists',
});

const closureEntry = z.strictObject({
  mic,
  date: realDate,
  reason: z.string().min(1).max(200),
});

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
      ? closureEntry
      : closureEntry.refine((entry) => mics.includes(entry.mic), {
          path: ['mic'],
          message: `expected a market with a calendar: ${mics.join(', ')}`,
        });
  const file = z.strictObject({ closures: z.array(known) }).safeParse(userFile);
  if (!file.success) throw new ConfigFileFault(FILE, schemaFaults(FILE, file.error));
  const merged = new Map<string, ExtraClosure>();
  for (const entry of [...defaults, ...file.data.closures]) merged.set(`${entry.mic}|${entry.date}`, entry);
  return [...merged.values()];
}
