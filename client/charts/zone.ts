import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time/instant.ts';
import { durationText, offsetText } from '../i18n/format.ts';

const QUARTER_MS = 15 * MINUTE_MS;
const MINUS = '−';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const offsets = new Map<string, Map<number, number>>();

/** What a zone adds to UTC at an instant, ms. Zones change their offset on quarter hours only. */
export function offsetAt(time: number, timeZone: string): number {
  let known = offsets.get(timeZone);
  if (known === undefined) {
    known = new Map();
    offsets.set(timeZone, known);
  }
  const quarter = Math.floor(time / QUARTER_MS);
  let offset = known.get(quarter);
  if (offset === undefined) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER_MS).toZonedDateTimeISO(timeZone);
    offset = Math.round(zoned.offsetNanoseconds / 1e6);
    if (known.size > 20_000) known.clear();
    known.set(quarter, offset);
  }
  return offset;
}

const two = (n: number): string => String(n).padStart(2, '0');
const within = (value: number, length: number): number => ((value % length) + length) % length;

/** Year, month (1–12) and day on the wall of a zone. */
export function dateParts(time: number, timeZone: string): { year: number; month: number; day: number } {
  // Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
  const days = Math.floor((time + offsetAt(time, timeZone)) / DAY_MS) + 719_468;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const dayOfYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

/** `Oct 2025`. */
export function monthText(time: number, timeZone: string): string {
  const { year, month } = dateParts(time, timeZone);
  return `${MONTHS[month - 1]} ${year}`;
}

/** 0 = Monday … 6 = Sunday, on the wall of a zone. */
export function weekday(time: number, timeZone: string): number {
  return within(Math.floor((time + offsetAt(time, timeZone)) / DAY_MS) + 3, 7);
}

/** `UTC+9`, `UTC+5:30`, `UTC−5`, `UTC`. */
export function offsetName(time: number, timeZone: string): string {
  const minutes = Math.round(offsetAt(time, timeZone) / MINUTE_MS);
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${two(size % 60)}`;
  return `UTC${minutes < 0 ? MINUS : '+'}${Math.floor(size / 60)}${rest}`;
}

/** Letters that mean one zone in Asia; others are named by their offset, since CST or IST alone mislead. */
const LETTERS: Readonly<Record<string, readonly [hours: number, letters: string][]>> = {
  'Asia/Seoul': [[9, 'KST']],
  'Asia/Tokyo': [[9, 'JST']],
  'Asia/Hong_Kong': [[8, 'HKT']],
  'Asia/Singapore': [[8, 'SGT']],
  'Australia/Sydney': [
    [10, 'AEST'],
    [11, 'AEDT'],
  ],
};

/** `KST` where the letters are plain, else `UTC+8`. */
export function zoneMark(time: number, timeZone: string): string {
  const hours = offsetAt(time, timeZone) / HOUR_MS;
  return LETTERS[timeZone]?.find(([h]) => h === hours)?.[1] ?? offsetName(time, timeZone);
}

/** Signed time from T0: `+1:45`, `−0:30`; from two days on `+3 d`, with hours where they are not whole days. */
export function sinceText(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE_MS);
  if (minutes < 2 * 1440) return offsetText(ms);
  const hours = Math.floor((minutes % 1440) / 60);
  return `${ms < 0 ? MINUS : '+'}${Math.floor(minutes / 1440)} d${hours === 0 ? '' : ` ${hours} h`}`;
}

/** What is left of a stretch, in whole minutes begun: `7 min`, `1 h 22 min`. */
export const leftText = (ms: number): string =>
  durationText(Math.max(1, Math.ceil(ms / MINUTE_MS)) * MINUTE_MS);
