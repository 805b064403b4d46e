import { DAY_MS, formatInstant, formatLocal, type UtcMs } from '../time/instant.ts';

/** What has no four-digit year is left to the plain formatter. */
const FIRST_PLAIN = -62_167_219_200_000;
const LAST_PLAIN = 253_402_300_799_999;

/** Date of each day lately written; ten years of days are kept. */
const dates = new Map<number, string>();
const MOST_DATES = 3660;

function dateOf(day: number): string {
  let date = dates.get(day);
  if (date === undefined) {
    if (dates.size >= MOST_DATES) dates.clear();
    date = formatInstant((day * DAY_MS) as UtcMs).slice(0, 10);
    dates.set(day, date);
  }
  return date;
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

function clockText(msOfDay: number): string {
  const seconds = Math.floor(msOfDay / 1000);
  const ms = msOfDay - seconds * 1000;
  const fraction = ms === 0 ? '' : `.${String(ms).padStart(3, '0').replace(/0+$/, '')}`;
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fraction}`;
}

/** `YYYY-MM-DDTHH:MM:SS[.sss]` of an instant; each date is worked out once, for most rows share one. */
function plainText(time: number): string {
  const day = Math.floor(time / DAY_MS);
  return `${dateOf(day)}T${clockText(time - day * DAY_MS)}`;
}

/** The same text as `formatInstant`, many times faster over ordered rows. */
export function utcText(time: UtcMs): string {
  return time < FIRST_PLAIN || time > LAST_PLAIN ? formatInstant(time) : `${plainText(time)}Z`;
}

/** Offset of a zone that holds in `[from, to)`. */
interface Offset {
  readonly zone: string;
  readonly from: number;
  readonly to: number;
  readonly ms: number;
  readonly text: string;
}

const lastOffsets = new Map<string, Offset>();

function offsetAt(time: UtcMs, zone: string): Offset {
  const known = lastOffsets.get(zone);
  if (known && known.from <= time && time < known.to) return known;
  const zoned = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone);
  const next = zoned.getTimeZoneTransition('next');
  const offset: Offset = {
    zone,
    from: time,
    to: next === null ? Number.POSITIVE_INFINITY : next.epochMilliseconds,
    ms: zoned.offsetNanoseconds / 1e6,
    text: zoned.offset,
  };
  lastOffsets.set(zone, offset);
  return offset;
}

/** The same text as `formatLocal`, many times faster over ordered rows. */
export function localText(time: UtcMs, zone: string): string {
  if (time < FIRST_PLAIN + DAY_MS || time > LAST_PLAIN - DAY_MS) return formatLocal(time, zone);
  const offset = offsetAt(time, zone);
  // Offsets to the second (before zones were standardised) are printed by the plain formatter.
  if (offset.text.length > 6) return formatLocal(time, zone);
  return `${plainText(time + offset.ms)}${offset.text}`;
}
