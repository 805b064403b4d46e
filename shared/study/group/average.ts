import type { GroupMember, MemberStudy } from './group.ts';
import { alignEstimation, rowMeans } from './panel.ts';

/**
 * One study for an event out of those of its markets, so that tests over events count each event once (EVENT-STUDY §7):
 * the mean abnormal return of each day, whose spread is that of the same mean over the estimation window, by date. What
 * markets have in common is in that spread. Forecast terms are the markets' mean ones; where all share one benchmark and
 * one calendar, the result is the study of their mean return. A market with a hole is out of the cumulative figures.
 *
 * @throws RangeError where there is no member.
 */
export function averageStudy(members: readonly GroupMember[]): MemberStudy {
  const studies = members.map(({ study }) => study);
  const [first] = studies;
  if (first === undefined) throw new RangeError('members: an average has at least one, got none');
  const panel = alignEstimation(members, true);
  const ar = Array.from(rowMeans(panel));
  // Each market lost as many degrees of freedom as its model has parameters.
  const parameters = meanOf(studies.map((s) => s.observations - s.degreesOfFreedom)) as number;
  const degreesOfFreedom = ar.length - parameters;
  const centre = meanOf(ar) ?? 0;
  const squares = ar.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const sigma = Math.sqrt(squares / degreesOfFreedom);
  const se = (factors: readonly number[]): number | null => {
    const factor = meanOf(factors);
    return factor === null ? null : sigma * factor;
  };
  const factor = (study: MemberStudy, own: number | null | undefined): number =>
    typeof own === 'number' ? own / study.sigma : Number.NaN;
  return {
    observations: ar.length,
    degreesOfFreedom,
    sigma,
    ar: first.ar.map(({ k }, day) => ({
      k,
      ar: meanOf(studies.map((s) => s.ar[day]?.ar ?? Number.NaN)),
      se: se(studies.map((s) => factor(s, s.ar[day]?.se))),
    })),
    car: first.car.map(({ from, to }, day) => ({
      from,
      to,
      car: meanOf(studies.map((s) => s.car[day]?.car ?? Number.NaN)),
      se: se(studies.map((s) => factor(s, s.car[day]?.se))),
    })),
    missing: studies.flatMap((s) => s.missing.filter(({ reason }) => reason === 'not-yet')),
    estimation: { dates: panel.dates, ar, se: ar.map(() => sigma) },
  };
}

/** Mean of the values that are there; null of none. */
function meanOf(values: readonly number[]): number | null {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}
