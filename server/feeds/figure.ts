import {
  asLocalDate,
  instantOf,
  type LocalDate,
  parseInstant,
  type UtcMs,
} from '../../shared/time/instant.ts';

/** A number as upstreams write it: with thousands commas, or `-`, `null` and the empty text for "none". */
export function figure(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim().replace(/,/g, '');
  return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}

/**
 * Some upstreams send prices as 32-bit floats widened to 64 (4086.889892578125 for 4086.89). Gives back the shortest
 * decimal that is the same 32-bit float, which is the price they had; any other number is left as it is.
 */
export function unwidened(value: number): number {
  if (Math.fround(value) !== value || Number.isInteger(value)) return value;
  // Hundredths first, as prices mostly are; spelt out, for it runs four times a bar.
  const hundredths = Math.round(value * 100) / 100;
  if (Math.fround(hundredths) === value) return hundredths;
  const finer = Math.round(value * 10_000) / 10_000;
  if (Math.fround(finer) === value) return finer;
  for (let digits = 1; digits <= 9; digits += 1) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return rounded;
  }
  return value;
}

/** A sum or difference of decimal prices without the noise of binary fractions. */
export const decimal = (value: number): number => Number(value.toPrecision(12));

/** A day written `20251030`, `2025-10-30` or `2025/10/30`; null for anything else. */
export function dayOf(text: string): LocalDate | null {
  const parts = /^(\d{4})[-/]?(\d\d)[-/]?(\d\d)$/.exec(text.trim());
  if (parts === null) return null;
  try {
    const date = asLocalDate(`${parts[1]}-${parts[2]}-${parts[3]}`);
    Temporal.PlainDate.from(date);
    return date;
  } catch {
    return null;
  }
}

/** An instant from a day and `HH:mm[:ss]` or `HHmm[ss]` at a fixed offset (`+08:00`); null for anything else. */
export function instantAtOffset(day: string, time: string, offset: string): UtcMs | null {
  const date = dayOf(day);
  const parts = /^(\d\d):?(\d\d)(?::?(\d\d))?$/.exec(time.trim());
  if (date === null || parts === null) return null;
  try {
    return parseInstant(`${date}T${parts[1]}:${parts[2]}:${parts[3] ?? '00'}${offset}`);
  } catch {
    return null;
  }
}

/** The same in an IANA zone, where the offset changes over the year. */
export function instantInZone(day: string, time: string, zone: string): UtcMs | null {
  const date = dayOf(day);
  const parts = /^(\d\d):?(\d\d)(?::?(\d\d))?$/.exec(time.trim());
  if (date === null || parts === null) return null;
  try {
    return instantOf(date, `${parts[1]}:${parts[2]}:${parts[3] ?? '00'}`, zone);
  } catch {
    return null;
  }
}
