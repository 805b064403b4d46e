import { averageRanks } from '../../statistics/ranks.ts';
import { mean, sampleSd } from '../../statistics/summary.ts';
import { meanCorrelation } from './correlation.ts';
import { divided, type Found, numberOf, onward, over } from './found.ts';
import { grankTest, noGrank } from './grank.ts';
import type {
  GroupDay,
  GroupMember,
  GroupOptions,
  GroupReason,
  GroupStudy,
  GroupWindow,
  MemberStudy,
} from './group.ts';
import { type Dependence, type MeanSample, meanTests } from './mean-tests.ts';
import { alignEstimation, type Panel, standardised } from './panel.ts';
import { noRankTests, rankTests } from './rank-tests.ts';
import { headlineOf, shownTests } from './shown-tests.ts';
import { signTest } from './sign-test.ts';

export const GROUP_DEFAULTS: GroupOptions = { sameDate: true, minPairOverlap: 30, thinBelow: 60 };

/**
 * Tests of a group of studies with one event window (EVENT-STUDY §7, §9). The order of the members changes nothing but
 * the order of `perSeries` and `observations`. A day that a member has not reached yet is `not-yet` for the group.
 * Throws RangeError where there is no member, or where event windows differ.
 */
export function groupStudy(members: readonly GroupMember[], options: Partial<GroupOptions> = {}): GroupStudy {
  const { sameDate, minPairOverlap, thinBelow } = { ...GROUP_DEFAULTS, ...options };
  const ks = eventDays(members);
  const panel = alignEstimation(members, sameDate);
  const ar = ks.map((_, day) => row(members, ({ study }) => study.ar[day]?.ar ?? Number.NaN));
  const sar = ks.map((_, day) =>
    row(members, ({ study }) => standardised(study.ar[day]?.ar ?? null, study.ar[day]?.se ?? null)),
  );
  const car = row(members, ({ study }) => study.car.at(-1)?.car ?? Number.NaN);
  const scar = row(members, ({ study }) =>
    standardised(study.car.at(-1)?.car ?? null, study.car.at(-1)?.se ?? null),
  );
  const waiting = new Set(members.flatMap(({ study }) => study.missing.filter(notYet).map(({ k }) => k)));
  const missing: Record<string, GroupReason> = {};
  const noted = (name: string, found: Found): number | null => {
    if (typeof found === 'string') missing[name] = found;
    return numberOf(found);
  };
  const correlation = sameDate ? correlationOf(panel, minPairOverlap) : null;
  const raw: Found = correlation?.raw ?? 'different-dates';
  const used = onward(raw, (r) => Math.max(0, r));
  const portfolio = sameDate ? portfolioOf(panel, minPairOverlap) : NO_PORTFOLIO;
  const degreesOfFreedom = portfolio.days - 1;
  const dependence = (portfolioSd: Found): Dependence => ({
    correlation: used,
    portfolioSd,
    portfolioDegreesOfFreedom: degreesOfFreedom,
  });
  const days = ks.map((k, day) =>
    waiting.has(k)
      ? waitingDay(k, ar[day] as Float64Array)
      : dayTests(k, members, ar[day] as Float64Array, sar[day] as Float64Array, dependence(portfolio.sd)),
  );
  const anyWaiting = waiting.size > 0;
  const whole = windowTests(
    ks,
    members,
    { sar, car, scar },
    anyWaiting,
    dependence(windowSd(portfolio.sd, car, ks)),
  );
  const thin = members.some(({ study }) => study.observations < thinBelow);
  const noRanks = anyWaiting ? 'not-yet' : thin ? 'thin-estimation-window' : null;
  const own = noRanks === null ? panel.ar.map(averageRanks) : [];
  const rank = noRanks === null ? rankTests(panel, own, ar, sar) : noRankTests(ks.length, noRanks);
  const grank = noRanks === null ? grankTest(panel, own, scar) : noGrank(noRanks);
  const generalizedSign = signTest(members, car);
  return {
    n: members.length,
    observations: members.map(({ study }) => study.observations),
    perSeries: members.map(({ id }, m) => ({ id, car: orNull(car[m]), scar: orNull(scar[m]) })),
    meanCorrelation: noted('meanCorrelation', raw),
    meanCorrelationUsed: noted('meanCorrelationUsed', used),
    pairs: correlation?.pairs ?? 0,
    portfolioSd: noted('portfolioSd', portfolio.sd),
    portfolioDegreesOfFreedom: noted(
      'portfolioDegreesOfFreedom',
      onward(portfolio.sd, () => degreesOfFreedom),
    ),
    days,
    window: whole,
    rank,
    grank,
    generalizedSign,
    headline: headlineOf(sameDate, whole.n),
    show: shownTests(sameDate, { days, window: whole, rank, grank, generalizedSign }),
    missing,
  };
}

const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;
const notYet = ({ reason }: MemberStudy['missing'][number]): boolean => reason === 'not-yet';
const row = (members: readonly GroupMember[], value: (member: GroupMember) => number): Float64Array =>
  Float64Array.from(members, value);
const present = (values: Float64Array): number[] =>
  Array.from(values).filter((value) => !Number.isNaN(value));

/** The days of the event window, which all members must have. */
function eventDays(members: readonly GroupMember[]): number[] {
  const first = members[0];
  if (first === undefined) throw new RangeError('members: a group has at least one, got none');
  const ks = first.study.ar.map(({ k }) => k);
  for (const { id, study } of members) {
    if (study.ar.length !== ks.length || study.ar.some(({ k }, day) => k !== ks[day])) {
      const spans = `${id} has ${study.ar.map(({ k }) => k)}, ${first.id} ${ks}`;
      throw new RangeError(`members: event windows must be the same days, but ${spans}`);
    }
  }
  return ks;
}

function correlationOf(panel: Panel, minPairOverlap: number): { raw: Found; pairs: number } {
  const { mean: raw, pairs } = meanCorrelation(panel, minPairOverlap);
  return { raw: raw ?? 'few-common-days', pairs };
}

interface Portfolio {
  readonly sd: Found;
  readonly days: number;
}
const NO_PORTFOLIO: Portfolio = { sd: 'different-dates', days: 0 };

/** Spread of the group's mean abnormal return over the estimation window: its own dependence is in it. */
function portfolioOf({ ar, rows }: Panel, fewestDays: number): Portfolio {
  if (rows < fewestDays) return { sd: 'few-common-days', days: rows };
  const means = Float64Array.from({ length: rows }, (_, at) => {
    let sum = 0;
    let count = 0;
    for (const column of ar) {
      const value = column[at] as number;
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
    return sum / count;
  });
  return { sd: sampleSd(means) as number, days: rows };
}

/** Of a sum over the window; a hole leaves a different portfolio on each day, so there is none then. */
function windowSd(sd: Found, car: Float64Array, ks: readonly number[]): Found {
  return onward(sd, (daily) => (car.some(Number.isNaN) ? 'hole-in-window' : daily * Math.sqrt(ks.length)));
}

function waitingDay(k: number, ar: Float64Array): GroupDay {
  const none: MeanSample = { plain: [], standardised: [], patellZ: 'not-yet' };
  const tests = meanTests(none, { correlation: 0, portfolioSd: 0, portfolioDegreesOfFreedom: 1 });
  return { k, n: present(ar).length, ...divided({ aar: 'not-yet', ...allFor(tests, 'not-yet') }) };
}

const allFor = <K extends string>(tests: Readonly<Record<K, Found>>, reason: GroupReason): Record<K, Found> =>
  Object.fromEntries(Object.keys(tests).map((key) => [key, reason])) as Record<K, Found>;

/** df / (df − 2): variance of a Student t, which a standardised abnormal return follows (Patell 1976). */
const patellVariance = ({ degreesOfFreedom: df }: MemberStudy): number => df / (df - 2);

function dayTests(
  k: number,
  members: readonly GroupMember[],
  ar: Float64Array,
  sar: Float64Array,
  dependence: Dependence,
): GroupDay {
  let sum = 0;
  let variance = 0;
  for (const [m, { study }] of members.entries()) {
    const value = sar[m] as number;
    if (Number.isNaN(value)) continue;
    sum += value;
    variance += patellVariance(study);
  }
  const plain = present(ar);
  const sample = { plain, standardised: present(sar), patellZ: over(sum, Math.sqrt(variance)) };
  const aar: Found = mean(plain) ?? 'hole-in-window';
  return { k, n: plain.length, ...divided({ aar, ...meanTests(sample, dependence) }) };
}

interface WindowRows {
  readonly sar: readonly Float64Array[];
  readonly car: Float64Array;
  readonly scar: Float64Array;
}

function windowTests(
  ks: readonly number[],
  members: readonly GroupMember[],
  { sar, car, scar }: WindowRows,
  waiting: boolean,
  dependence: Dependence,
): GroupWindow {
  let sum = 0;
  let n = 0;
  for (const [m, { study }] of members.entries()) {
    if (Number.isNaN(scar[m])) continue;
    const total = sar.reduce((all, day) => all + (day[m] as number), 0);
    sum += total / Math.sqrt(ks.length * patellVariance(study));
    n += 1;
  }
  const plain = present(car);
  const sample = { plain, standardised: present(scar), patellZ: over(sum, Math.sqrt(n)) };
  const tests = meanTests(sample, dependence);
  const caar: Found = mean(plain) ?? 'hole-in-window';
  const found = { caar, ...tests };
  return {
    from: ks[0] as number,
    to: ks.at(-1) as number,
    n: plain.length,
    ...divided(waiting ? allFor(found, 'not-yet') : found),
  };
}
