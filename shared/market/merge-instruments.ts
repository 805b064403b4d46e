import { z } from 'zod/mini';
import { ConfigFileFault, faultPath, schemaFaults } from './config-fault.ts';
import { type Instrument, instrument, instrumentId, type Mic } from './instrument.ts';

const FILE = 'instruments.json';

/** One entry of the file: an id and whatever is to be added or overridden. A symbol or stand-in of null is dropped. */
const userEntry = z.looseObject({
  id: instrumentId,
  symbols: z.optional(z.record(z.string(), z.unknown())),
});

/**
 * Merges a user's `instruments.json` (a list) over the shipped instruments. An entry with a known id overrides the
 * fields it names (symbols per provider); one with a new id is added at the end and must be complete.
 * Throws ConfigFileFault that lists every fault by path. `mics` are those that have a calendar; omitted = not checked.
 */
export function mergeInstruments(
  defaults: readonly Instrument[],
  userFile: unknown,
  mics?: readonly Mic[],
): { instruments: readonly Instrument[] } {
  const list = z.array(z.unknown()).safeParse(userFile);
  if (!list.success) throw new ConfigFileFault(FILE, schemaFaults(FILE, list.error));
  const merged = new Map<string, Instrument>(defaults.map((known) => [known.id, known]));
  const seen = new Map<string, number>();
  const faults: string[] = [];
  list.data.forEach((raw, index) => {
    const entry = userEntry.safeParse(raw);
    if (!entry.success) {
      faults.push(...schemaFaults(FILE, entry.error, [index]));
      return;
    }
    const { id } = entry.data;
    const earlier = seen.get(id);
    if (earlier !== undefined) faults.push(at([index, 'id'], `expected each id once, also at [${earlier}]`));
    seen.set(id, index);
    const whole = instrument.safeParse(withoutNulls(overlay(merged.get(id), entry.data)));
    if (whole.success) merged.set(id, whole.data);
    else faults.push(...schemaFaults(FILE, whole.error, [index]));
  });
  for (const [id, index] of seen) faults.push(...crossFaults(merged, id, index, mics));
  if (faults.length > 0) throw new ConfigFileFault(FILE, faults);
  return { instruments: [...merged.values()] };
}

const at = (path: readonly PropertyKey[], rule: string): string => `${FILE}: ${faultPath(path)}: ${rule}`;

function overlay(known: Instrument | undefined, entry: z.infer<typeof userEntry>): Record<string, unknown> {
  return { ...known, ...entry, symbols: { ...known?.symbols, ...entry.symbols } };
}

function withoutNulls(entry: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(entry).filter(([, value]) => value !== null);
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      key === 'symbols' && typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).filter(([, symbol]) => symbol !== null))
        : value,
    ]),
  );
}

/** Rules that a single entry cannot check alone: its zone, its calendar, its stand-in. */
function crossFaults(
  merged: ReadonlyMap<string, Instrument>,
  id: string,
  index: number,
  mics: readonly Mic[] | undefined,
): string[] {
  const entry = merged.get(id);
  if (entry === undefined) return [];
  const faults: string[] = [];
  if (!isTimeZone(entry.timeZone)) faults.push(at([index, 'timeZone'], 'expected an IANA time zone'));
  if (mics !== undefined && !mics.includes(entry.mic)) {
    faults.push(at([index, 'mic'], `expected a market with a calendar: ${mics.join(', ')}`));
  }
  if (entry.standIn !== undefined && (entry.standIn === id || !merged.has(entry.standIn))) {
    faults.push(at([index, 'standIn'], 'expected the id of another instrument'));
  }
  return faults;
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
