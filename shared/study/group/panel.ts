import type { GroupMember } from './group.ts';

/** Estimation rows of all members side by side; NaN is missing. */
export interface Panel {
  readonly rows: number;
  /** By member: abnormal returns. */
  readonly ar: readonly Float64Array[];
  /** By member: abnormal returns over their standard errors. */
  readonly sar: readonly Float64Array[];
}

/**
 * Aligns the estimation windows: by calendar date where members share a date, since a market's own row count drifts
 * against its neighbours' over every holiday, else by row, counted back from the event. A row which fewer than half of the
 * members have is left out: the mean of a few markets spreads more than that of all and would not be comparable.
 */
export function alignEstimation(members: readonly GroupMember[], byDate: boolean): Panel {
  const rowsOf = byDate ? rowsByDate(members) : rowsFromEnd(members);
  const counts = new Int32Array(1 + Math.max(-1, ...rowsOf.map((rows) => rows.reduce(larger, -1))));
  for (const [m, { study }] of members.entries()) {
    for (const [i, ar] of study.estimation.ar.entries()) {
      if (ar !== null) (counts[rowsOf[m]?.[i] as number] as number) += 1;
    }
  }
  const keep = new Int32Array(counts.length).fill(-1);
  let rows = 0;
  for (const [row, count] of counts.entries()) {
    if (count > 0 && count * 2 >= members.length) keep[row] = rows++;
  }
  const column = (m: number, value: (i: number) => number): Float64Array => {
    const out = new Float64Array(rows).fill(Number.NaN);
    for (const [i, row] of (rowsOf[m] as Int32Array).entries()) {
      const at = keep[row] as number;
      if (at >= 0) out[at] = value(i);
    }
    return out;
  };
  return {
    rows,
    ar: members.map(({ study }, m) => column(m, (i) => study.estimation.ar[i] ?? Number.NaN)),
    sar: members.map(({ study }, m) =>
      column(m, (i) => standardised(study.estimation.ar[i] ?? null, study.estimation.se[i] ?? null)),
    ),
  };
}

/** A figure over its standard error; NaN where either is missing. */
export const standardised = (figure: number | null, se: number | null): number =>
  figure === null || se === null ? Number.NaN : figure / se;

const larger = (a: number, b: number): number => Math.max(a, b);

/** Row of each member's estimation days among all dates of the group, ascending. */
function rowsByDate(members: readonly GroupMember[]): Int32Array[] {
  const dates = new Set<string>();
  for (const { study } of members) for (const date of study.estimation.dates) dates.add(date);
  const rowOf = new Map([...dates].sort().map((date, row) => [date, row]));
  return members.map(({ study }) =>
    Int32Array.from(study.estimation.dates, (date) => rowOf.get(date) as number),
  );
}

function rowsFromEnd(members: readonly GroupMember[]): Int32Array[] {
  const longest = Math.max(...members.map(({ study }) => study.estimation.ar.length));
  return members.map(({ study }) => {
    const { length } = study.estimation.ar;
    return Int32Array.from({ length }, (_, i) => longest - length + i);
  });
}
