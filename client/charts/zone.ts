import { DAY_MS, MINUTE_MS } from '../../shared/time/instant.ts';
import { durationText, offsetText } from '../i18n/format.ts';
import { offsetAt } from '../i18n/zone-names.ts';

const MINUS = '−';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
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
