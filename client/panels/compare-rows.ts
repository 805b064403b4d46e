import type { ComparableOutcome } from '../../shared/comparable/comparable.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import { dateText } from '../i18n/format.ts';

/** Days from T0 until an outcome's date; `atMost` where only its month is told. */
export interface DaysUntil {
  readonly days: number;
  readonly atMost: boolean;
}

/**
 * Whole days, by the UTC calendar, from T0 until an event came undone. Null for one that has not, or where no date is told
 * that can be read.
 */
export function daysUntilUndone(t0: UtcMs, outcome: ComparableOutcome['outcome']): DaysUntil | null {
  if (outcome?.status !== 'came-undone' || outcome.date === null) return null;
  const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(outcome.date) ?? [];
  if (year === undefined || month === undefined) return null;
  const start = Temporal.Instant.fromEpochMilliseconds(t0).toZonedDateTimeISO('UTC').toPlainDate();
  const parts = { year: Number(year), month: Number(month) };
  const end =
    day === undefined
      ? Temporal.PlainYearMonth.from(parts).toPlainDate({ day: 31 })
      : Temporal.PlainDate.from({ ...parts, day: Number(day) });
  const { days } = start.until(end, { largestUnit: 'day' });
  return days < 0 ? null : { days, atMost: day === undefined };
}

export interface OutcomeCounts {
  readonly held: number;
  readonly undone: number;
  readonly open: number;
}

/** How many held and how many came undone; one whose end may not be told yet counts as open. */
export function countOutcomes(outcomes: readonly Pick<ComparableOutcome, 'outcome'>[]): OutcomeCounts {
  const of = (status: string): number => outcomes.filter((o) => o.outcome?.status === status).length;
  const held = of('held');
  const undone = of('came-undone');
  return { held, undone, open: outcomes.length - held - undone };
}

/** A title up to its first comma or bracket, at most `most` characters: for labels beside a line. */
export function shortTitle(title: string, most: number): string {
  const cut = title.split(/[,(:;]/)[0]?.trim() || title;
  const letters = [...cut];
  return letters.length > most
    ? `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : cut;
}

/** Name of a line: `Osaka G20 Jun 2019`. Titles begin alike, so the month is in it; with no room for `most` it stands alone. */
export function lineName(title: string, t0: UtcMs, most: number): string {
  const month = dateText(t0, 'UTC').split(' ').slice(1).join(' ');
  return most === 0 ? month : `${shortTitle(title, most)} ${month}`;
}
