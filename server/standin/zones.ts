import { asLocalDate, type LocalDate } from '../../shared/time/instant.ts';

const zoned = (time: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(time)).toZonedDateTimeISO(timeZone);

/** Offset from UTC at an instant, ms. */
export const offsetMs = (timeZone: string, time: number): number =>
  zoned(time, timeZone).offsetNanoseconds / 1e6;

const ABBREVIATIONS: Readonly<Record<string, readonly [standard: string, summer: string]>> = {
  'Asia/Tokyo': ['JST', 'JST'],
  'Asia/Hong_Kong': ['HKT', 'HKT'],
  'Asia/Shanghai': ['CST', 'CST'],
  'Asia/Taipei': ['CST', 'CST'],
  'Asia/Seoul': ['KST', 'KST'],
  'Asia/Kolkata': ['IST', 'IST'],
  'Asia/Singapore': ['SGT', 'SGT'],
  'Asia/Jakarta': ['WIB', 'WIB'],
  'Australia/Sydney': ['AEST', 'AEDT'],
  'Pacific/Auckland': ['NZST', 'NZDT'],
  'America/New_York': ['EST', 'EDT'],
  'America/Chicago': ['CST', 'CDT'],
  'Europe/London': ['GMT', 'BST'],
};

/** The ambiguous short name an upstream gives a zone; elsewhere the offset (`+07`). */
export function zoneAbbreviation(timeZone: string, time: number): string {
  const at = zoned(time, timeZone);
  const pair = ABBREVIATIONS[timeZone];
  if (pair === undefined) return at.offset.slice(0, 3);
  const inJanuary = at.with({ month: 1, day: 1 }).offsetNanoseconds;
  const inJuly = at.with({ month: 7, day: 1 }).offsetNanoseconds;
  return at.offsetNanoseconds > Math.min(inJanuary, inJuly) ? pair[1] : pair[0];
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Fills `yyyy MM dd HH mm ss` of a pattern with the wall time of an instant in a zone. */
export function wallTime(time: number, timeZone: string, pattern: string): string {
  const at = zoned(time, timeZone);
  const parts: Readonly<Record<string, string>> = {
    yyyy: String(at.year),
    MM: two(at.month),
    dd: two(at.day),
    HH: two(at.hour),
    mm: two(at.minute),
    ss: two(at.second),
  };
  return pattern.replace(/yyyy|MM|dd|HH|mm|ss/g, (part) => parts[part] as string);
}

/** Reads `20251030` or `2025-10-30`; null for anything else. */
export function readDay(text: string): LocalDate | null {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text);
  if (match === null) return null;
  try {
    return asLocalDate(`${match[1]}-${match[2]}-${match[3]}`);
  } catch {
    return null;
  }
}
