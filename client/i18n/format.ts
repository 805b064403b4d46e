import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}|${name}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
    formats.set(key, format);
  }
  return format;
}

/** `11:05` on the clock of `zone`. */
export const clockText = (time: UtcMs, zone: string): string =>
  formatFor(zone, 'clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time);

/** `11:05:09` on the clock of `zone`. */
export const secondsText = (time: UtcMs, zone: string): string =>
  formatFor(zone, 'seconds', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(time);

function dateParts(time: UtcMs, zone: string): Record<string, string> {
  const parts = formatFor(zone, 'date', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).formatToParts(time);
  return Object.fromEntries(parts.map((p) => [p.type, p.value]));
}

/** `Thu 30 Oct 2025`. */
export function longDate(time: UtcMs, zone: string): string {
  const p = dateParts(time, zone);
  return `${p.weekday} ${p.day} ${p.month} ${p.year}`;
}

/** `30 Oct 2025`. */
export function dateText(time: UtcMs, zone: string): string {
  const p = dateParts(time, zone);
  return `${p.day} ${p.month} ${p.year}`;
}

/** `30 Oct`. */
export function dayText(time: UtcMs, zone: string): string {
  const p = dateParts(time, zone);
  return `${p.day} ${p.month}`;
}

/** True minus, always a sign, `0.00` without one. Decimals fixed so that columns line up on the point. */
export function signed(value: number, decimals = 2): string {
  const size = Math.abs(value).toFixed(decimals);
  if (Number(size) === 0) return size;
  return `${value < 0 ? '−' : '+'}${size}`;
}

const numbers = new Map<number, Intl.NumberFormat>();

/** A price with thousands marks at the decimals of its tick. */
export function priceText(price: number, tick: number): string {
  const decimals = Math.max(0, Math.min(6, Math.round(-Math.log10(tick))));
  let format = numbers.get(decimals);
  if (format === undefined) {
    format = new Intl.NumberFormat('en', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    numbers.set(decimals, format);
  }
  return format.format(price);
}

/** `45 s`, `12 min`, `3 h 37 min`, `2 d 4 h`: the two largest units. */
export function durationText(ms: number): string {
  const size = Math.abs(ms);
  if (size < MINUTE_MS) return `${Math.floor(size / SECOND_MS)} s`;
  if (size < HOUR_MS) return `${Math.floor(size / MINUTE_MS)} min`;
  if (size < DAY_MS) {
    const minutes = Math.floor((size % HOUR_MS) / MINUTE_MS);
    return `${Math.floor(size / HOUR_MS)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
  }
  const hours = Math.floor((size % DAY_MS) / HOUR_MS);
  return `${Math.floor(size / DAY_MS)} d${hours === 0 ? '' : ` ${hours} h`}`;
}

/** Distance from T0 to the minute: `+1:45`, `−0:30`. */
export function offsetText(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE_MS);
  return `${ms < 0 ? '−' : '+'}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Distance from T0 to the second: `T+1:45:09`. */
export function offsetSecondsText(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / SECOND_MS);
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `T${ms < 0 ? '−' : '+'}${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
