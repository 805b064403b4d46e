import { averageRanks } from '../../statistics/ranks.ts';
import { mean, sampleSd } from '../../statistics/summary.ts';
import { meanCorrelation } from './correlation.ts';
import { divided, type Found, onward, over } from './found.ts';
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
import { type Dependence, meanTests } from './mean-tests.ts';
import { alignEstimation, type Panel, rowMeans, standardised } from './panel.ts';
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
  const figures = eventFigures(members, ks);
  const waiting = new Set(members.flatMap(({ study }) => study.missing.filter(notYet).map(({ k }) => k)));
  const { correlation, pairs, portfolio } = sameDate ? commonDate(panel, minPairOverlap) : DIFFERENT_DATES;
  const used = onward(correlation, (r) => Math.max(0, r));
  const portfolioDegreesOfFreedom = portfolio.days - 1;
  const dependence = { correlation: used, portfolioSd: portfolio.sd, portfolioDegreesOfFreedom };
  const days = ks.map((k, day) =>
    dayTests(
      k,
      members,
      { ar: figures.ar[day] as Float64Array, sar: figures.sar[day] as Float64Array },
      waiting.has(k),
      dependence,
    ),
  );
  const portfolioSd = windowSd(portfolio.sd, figures.car, ks);
  const window = windowTests(ks, members, figures, waiting.size > 0, { ...dependence, portfolioSd });
  const thin = members.some(({ study }) => study.observations < thinBelow);
  const results = {
    days,
    window,
    ...(thin
      ? { rank: noRankTests(ks.length, 'thin-estimation-window'), grank: noGrank('thin-estimation-window') }
      : ranked(panel, figures, ks.filter((k) => !waiting.has(k)).length)),
    generalizedSign: signTest(members, figures.car, waiting.size > 0),
  };
  const { missing, ...whole } = divided({
    meanCorrelation: correlation,
    meanCorrelationUsed: used,
    portfolioSd: portfolio.sd,
    portfolioDegreesOfFreedom: onward(portfolio.sd, () => portfolioDegreesOfFreedom),
  });
  return {
    n: members.length,
    observations: members.map(({ study }) => study.observations),
    perSeries: members.map(({ id }, m) => ({
      id,
      car: orNull(figures.car[m]),
      scar: orNull(figures.scar[m]),
    })),
    ...whole,
    pairs,
    ...results,
    headline: headlineOf(sameDate, window.n),
    show: shownTests(sameDate, results),
    missing,
  };
}

/** Figures of the event window: by day and member, and of the whole window by member; NaN is missing. */
interface EventFigures {
  readonly ar: readonly Float64Array[];
  readonly sar: readonly Float64Array[];
  readonly car: Float64Array;
  readonly scar: Float64Array;
}

function eventFigures(members: readonly GroupMember[], ks: readonly number[]): EventFigures {
  const row = (value: (study: MemberStudy) => number): Float64Array =>
    Float64Array.from(members, ({ study }) => value(study));
  const whole = ({ car }: MemberStudy) => car.at(-1) ?? { car: null, se: null };
  return {
    ar: ks.map((_, day) => row(({ ar }) => ar[day]?.ar ?? Number.NaN)),
    sar: ks.map((_, day) => row(({ ar }) => standardised(ar[day]?.ar ?? null, ar[day]?.se ?? null))),
    car: row((study) => whole(study).car ?? Number.NaN),
    scar: row((study) => standardised(whole(study).car, whole(study).se)),
  };
}

/** Rank tests of the days that all members have reached; they come in order, so those are the first ones. */
function ranked(
  panel: Panel,
  { ar, sar, scar }: EventFigures,
  reached: number,
): Pick<GroupStudy, 'rank' | 'grank'> {
  const own = panel.ar.map(averageRanks);
  return {
    rank: rankTests(panel, own, ar, sar, reached),
    grank: reached < ar.length ? noGrank('not-yet') : grankTest(panel, own, scar),
  };
}

const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;
const notYet = ({ reason }: MemberStudy['missing'][number]): boolean => reason === 'not-yet';
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

/** What members of one date have in common. */
interface CommonDate {
  readonly correlation: Found;
  readonly pairs: number;
  readonly portfolio: Portfolio;
}
interface Portfolio {
  readonly sd: Found;
  readonly days: number;
}
const DIFFERENT_DATES: CommonDate = {
  correlation: 'different-dates',
  pairs: 0,
  portfolio: { sd: 'different-dates', days: 0 },
};

function commonDate(panel: Panel, minPairOverlap: number): CommonDate {
  const { mean: correlation, pairs } = meanCorrelation(panel, minPairOverlap);
  return {
    correlation: correlation ?? 'few-common-days',
    pairs,
    portfolio: portfolioOf(panel, minPairOverlap),
  };
}

/** Spread of the group's mean abnormal return over the estimation window: its own dependence is in it. */
function portfolioOf(panel: Panel, fewestDays: number): Portfolio {
  const { rows } = panel;
  if (rows < fewestDays) return { sd: 'few-common-days', days: rows };
  return { sd: sampleSd(rowMeans(panel)) as number, days: rows };
}

/** Of a sum over the window; a hole leaves a different portfolio on each day, so there is none then. */
function windowSd(sd: Found, car: Float64Array, ks: readonly number[]): Found {
  return onward(sd, (daily) => (car.some(Number.isNaN) ? 'hole-in-window' : daily * Math.sqrt(ks.length)));
}

const allFor = <K extends string>(tests: Readonly<Record<K, Found>>, reason: GroupReason): Record<K, Found> =>
  Object.fromEntries(Object.keys(tests).map((key) => [key, reason])) as Record<K, Found>;

/** df / (df − 2): variance of a Student t, which a standardised abnormal return follows (Patell 1976). */
const patellVariance = ({ degreesOfFreedom: df }: MemberStudy): number => df / (df - 2);

/** Patell's Z; up to two degrees of freedom Student's t has no variance to standardise by. */
const patell = (members: readonly GroupMember[], sum: number, spread: number): Found =>
  members.some(({ study }) => study.degreesOfFreedom <= 2) ? 'thin-estimation-window' : over(sum, spread);

function dayTests(
  k: number,
  members: readonly GroupMember[],
  { ar, sar }: { readonly ar: Float64Array; readonly sar: Float64Array },
  waiting: boolean,
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
  const sample = { plain, standardised: present(sar), patellZ: patell(members, sum, Math.sqrt(variance)) };
  const aar: Found = mean(plain) ?? 'hole-in-window';
  const found = { aar, ...meanTests(sample, dependence) };
  return { k, n: plain.length, ...divided(waiting ? allFor(found, 'not-yet') : found) };
}

function windowTests(
  ks: readonly number[],
  members: readonly GroupMember[],
  { sar, car, scar }: EventFigures,
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
  const sample = { plain, standardised: present(scar), patellZ: patell(members, sum, Math.sqrt(n)) };
  const caar: Found = mean(plain) ?? 'hole-in-window';
  const found = { caar, ...meanTests(sample, dependence) };
  return {
    from: ks[0] as number,
    to: ks.at(-1) as number,
    n: plain.length,
    ...divided(waiting ? allFor(found, 'not-yet') : found),
  };
}
