import type { Mic } from '../market/instrument.ts';
import type { LocalDate } from '../time/instant.ts';
import type { SessionKind } from './calendar.ts';

/**
 * Trading hours of one day in wall time: `0900-1130,1230-1530` is two segments with a break between them.
 * `<` before a time means the calendar day before (`<1700-1700`).
 */
export type Hours = string;

/** Monday to Sunday; null = no trading on that weekday. */
export type Week = readonly [
  Hours | null,
  Hours | null,
  Hours | null,
  Hours | null,
  Hours | null,
  Hours | null,
  Hours | null,
];

/** The weekly pattern from a date on, until the next rule's date. */
export interface WeekRule {
  readonly from: LocalDate;
  readonly week: Week;
  /** Where the change was announced or is described. */
  readonly source: string;
}

export interface Closure {
  readonly date: LocalDate;
  readonly reason: string;
  /** A document, a circular, a press report or a library file at a commit. */
  readonly source: string;
}

/** A day whose hours differ from the pattern; wins over a closure of the same date. */
export interface SpecialDay {
  readonly date: LocalDate;
  readonly hours: Hours;
  readonly kind: Exclude<SessionKind, 'regular'>;
  readonly source: string;
  /** The day is announced but its hours only follow from other years. */
  readonly provisional: boolean;
}

/** All that is known of one exchange, as data. Dates are the exchange's own. */
export interface ExchangeData {
  readonly mic: Mic;
  readonly timeZone: string;
  /** Ordered by `from`. */
  readonly rules: readonly WeekRule[];
  readonly closures: readonly Closure[];
  readonly specials: readonly SpecialDay[];
  /** First and last date that a published calendar covers; outside them every session is provisional. */
  readonly knownFrom: LocalDate;
  readonly knownThrough: LocalDate;
  /** Where the lists of closures come from. */
  readonly source: string;
}

/** The same hours Monday to Friday. */
export const weekdays = (hours: Hours): Week => [hours, hours, hours, hours, hours, null, null];

export const date = (text: string): LocalDate => text as LocalDate;
export const exchange = (mic: string): Mic => mic as Mic;

/** Closures of whole years written as `month-day` words: `{ 2025: '01-01 01-29' }`. */
export function closedOn(
  years: Readonly<Record<number, string>>,
  reason: string,
  source: string,
): readonly Closure[] {
  return Object.entries(years).flatMap(([year, days]) =>
    days.split(' ').map((day) => ({ date: date(`${year}-${day}`), reason, source })),
  );
}

/** Closures of single days, `2023-09-01 2023-09-08`, that share a reason. */
export function closed(dates: string, reason: string, source: string): readonly Closure[] {
  return dates.split(' ').map((day) => ({ date: date(day), reason, source }));
}

/** Special days of one kind, hours and source. */
export function specialDays(
  kind: SpecialDay['kind'],
  hours: Hours,
  dates: string,
  source: string,
  certainty: 'announced' | 'provisional' = 'announced',
): readonly SpecialDay[] {
  const provisional = certainty === 'provisional';
  return dates.split(' ').map((day) => ({ date: date(day), hours, kind, source, provisional }));
}
