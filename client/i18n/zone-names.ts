import { HOUR_MS, MINUTE_MS } from '../../shared/time/instant.ts';

const QUARTER_MS = 15 * MINUTE_MS;
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

/** `UTC+9`, `UTC+5:30`, `UTC−5`, `UTC`. */
export function offsetName(time: number, timeZone: string): string {
  const minutes = Math.round(offsetAt(time, timeZone) / MINUTE_MS);
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest}`;
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
