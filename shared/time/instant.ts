import { z } from 'zod/mini';

/** An instant: milliseconds since 1970-01-01T00:00Z, an integer. Never a local time, never seconds. */
export const utcMs = z.int().check(z.minimum(-8.64e15), z.maximum(8.64e15)).brand<'UtcMs'>();
export type UtcMs = z.infer<typeof utcMs>;

/** A calendar day in an exchange's own zone, `YYYY-MM-DD`. */
export const localDate = z
  .string()
  .check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/))
  .brand<'LocalDate'>();
export type LocalDate = z.infer<typeof localDate>;

/** Position in the journal; 0 is "before everything". Commit order equals seq order. */
export const seq = z.int().check(z.minimum(0)).brand<'Seq'>();
export type Seq = z.infer<typeof seq>;

export const SECOND_MS = 1000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Brands a number that is already known to be UTC milliseconds. Throws RangeError on anything else. */
export function asUtcMs(ms: number): UtcMs {
  if (!Number.isSafeInteger(ms) || Math.abs(ms) > 8.64e15) {
    throw new RangeError(`not an instant in UTC milliseconds: ${ms}`);
  }
  return ms as UtcMs;
}

export const asSeq = (n: number): Seq => n as Seq;
export const asLocalDate = (text: string): LocalDate => localDate.parse(text);

/** Reads an ISO 8601 instant that carries a zone (`Z` or an offset). Throws RangeError on anything else. */
export function parseInstant(text: string): UtcMs {
  return asUtcMs(Temporal.Instant.from(text).epochMilliseconds);
}

/** ISO 8601 with `Z`; seconds always, milliseconds only where they are not zero. */
export function formatInstant(time: UtcMs): string {
  return Temporal.Instant.fromEpochMilliseconds(time).toString();
}

/** The form used in file names: `20251030T0205Z`. */
export function formatCompactInstant(time: UtcMs): string {
  return formatInstant(time).slice(0, 16).replace(/[-:]/g, '').concat('Z');
}

/** The day an instant falls on in a zone (IANA name). */
export function localDateAt(time: UtcMs, timeZone: string): LocalDate {
  return Temporal.Instant.fromEpochMilliseconds(time)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString() as LocalDate;
}

/** The instant of a wall time (`HH:MM` or `HH:MM:SS`) on a day in a zone; a skipped wall time moves forward. */
export function instantOf(date: LocalDate, wallTime: string, timeZone: string): UtcMs {
  return asUtcMs(
    Temporal.PlainDateTime.from(`${date}T${wallTime}`).toZonedDateTime(timeZone).epochMilliseconds,
  );
}

/** ISO 8601 in a zone with its offset: `2025-10-30T11:05:00+09:00`. */
export function formatLocal(time: UtcMs, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(time)
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never' });
}
