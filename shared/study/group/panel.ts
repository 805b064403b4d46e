import type { LocalDate } from '../../time/instant.ts';
import type { GroupMember } from './group.ts';

/** Estimation rows of all members side by side; NaN is missing. */
export interface Panel {
  readonly rows: number;
  /** Date of each row where they were aligned by date, else empty. */
  readonly dates: readonly LocalDate[];
  /** By member: abnormal returns. */
  readonly ar: readonly Float64Array[];
  /** By member: the same standardised. */
  readonly sar: readonly Float64Array[];
}

/**
 * Aligns the estimation windows: by calendar date where members share a date, since a market's own row count drifts
 * against its neighbours' over every holiday, else by row, counted back from the event. A row which fewer than half of the
 * members have is left out: the mean of a few markets spreads more than that of all and would not be comparable.
 */
export function alignEstimation(members: readonly GroupMember[], byDate: boolean): Panel {
  const { count, dates, rowsOf } = byDate ? rowsByDate(members) : rowsFromEnd(members);
  const present = new Int32Array(count);
  for (const [m, { study }] of members.entries()) {
    for (const [i, ar] of study.estimation.ar.entries()) {
      if (ar !== null) (present[rowsOf[m]?.[i] as number] as number) += 1;
    }
  }
  const keep = new Int32Array(count).fill(-1);
  let rows = 0;
  for (const [row, n] of present.entries()) if (n > 0 && n * 2 >= members.length) keep[row] = rows++;
  const ar: Float64Array[] = [];
  const sar: Float64Array[] = [];
  for (const [m, { study }] of members.entries()) {
    const { estimation } = study;
    const plain = new Float64Array(rows).fill(Number.NaN);
    const scaled = new Float64Array(rows).fill(Number.NaN);
    const rowOf = rowsOf[m] as Int32Array;
    for (let i = 0; i < rowOf.length; i++) {
      const at = keep[rowOf[i] as number] as number;
      const value = estimation.ar[i] ?? null;
      if (at < 0 || value === null) continue;
      plain[at] = value;
      scaled[at] = standardised(value, estimation.se[i] ?? null);
    }
    ar.push(plain);
    sar.push(scaled);
  }
  return { rows, dates: dates.filter((_, row) => (keep[row] as number) >= 0), ar, sar };
}

/** Mean abnormal return of each row over the members that have it. */
export function rowMeans({ ar, rows }: Panel): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    let count = 0;
    for (const column of ar) {
      const value = column[row] as number;
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
    return sum / count;
  });
}

/** A figure over its standard error; NaN where either is missing. */
export const standardised = (figure: number | null, se: number | null): number =>
  figure === null || se === null ? Number.NaN : figure / se;

interface Rows {
  readonly count: number;
  readonly dates: readonly LocalDate[];
  /** By member: row of each of its estimation days. */
  readonly rowsOf: readonly Int32Array[];
}

/** Rows are all dates of the group, ascending. */
function rowsByDate(members: readonly GroupMember[]): Rows {
  const seen = new Set<LocalDate>();
  for (const { study } of members) for (const date of study.estimation.dates) seen.add(date);
  const dates = [...seen].sort();
  const rowOf = new Map(dates.map((date, row) => [date, row]));
  const rowsOf = members.map(({ study }) =>
    Int32Array.from(study.estimation.dates, (date) => rowOf.get(date) as number),
  );
  return { count: dates.length, dates, rowsOf };
}

function rowsFromEnd(members: readonly GroupMember[]): Rows {
  const count = Math.max(...members.map(({ study }) => study.estimation.ar.length));
  const rowsOf = members.map(({ study }) => {
    const { length } = study.estimation.ar;
    return Int32Array.from({ length }, (_, i) => count - length + i);
  });
  return { count, dates: [], rowsOf };
}
