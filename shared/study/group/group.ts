import type { AbnormalReturn, AbnormalStudy, CumulativeReturn } from '../study.ts';

/** What group tests need of one study: {@link AbnormalStudy} fits, and so does the average over an event's markets. */
export interface MemberStudy
  extends Pick<AbnormalStudy, 'observations' | 'degreesOfFreedom' | 'sigma' | 'estimation' | 'missing'> {
  readonly ar: readonly Pick<AbnormalReturn, 'k' | 'ar' | 'se'>[];
  readonly car: readonly Pick<CumulativeReturn, 'from' | 'to' | 'car' | 'se'>[];
}

/** One series of a group: a market, an event, or an event averaged over its markets. */
export interface GroupMember {
  readonly id: string;
  readonly study: MemberStudy;
}

export interface GroupOptions {
  /** True where the members share a date or their event windows overlap: estimation rows are aligned by date. */
  readonly sameDate: boolean;
  /** Fewest common days of a pair of members, default 30. */
  readonly minPairOverlap: number;
  /** Below this many observations of a member there are no rank tests, default 60. */
  readonly thinBelow: number;
}

/** Why a number of a group is missing; a closed list. */
export const GROUP_REASONS = [
  'few-members',
  'different-dates',
  'hole-in-window',
  'thin-estimation-window',
  'unequal-rows',
  'few-common-days',
  'zero-spread',
  'not-yet',
] as const;
export type GroupReason = (typeof GROUP_REASONS)[number];

/** Field → why it is missing. */
export type GroupMissing = Readonly<Record<string, GroupReason>>;

/** Tests whose names can be shown; the result holds each under this name. */
export const GROUP_TESTS = [
  'adjustedBmpT',
  'adjustedPatellZ',
  'portfolioT',
  'bmpT',
  'patellZ',
  'crossSectionalT',
  'corradoRankZ',
  'corradoZivneyZ',
  'corradoZivneyStandardisedZ',
  'grankT',
  'generalizedSignZ',
  'generalizedSignExact',
] as const;
export type GroupTest = (typeof GROUP_TESTS)[number];

/** Tests on means (EVENT-STUDY §7). Two-sided p beside each. */
export interface MeanTests {
  readonly crossSectionalT: number | null;
  readonly crossSectionalP: number | null;
  readonly patellZ: number | null;
  readonly patellP: number | null;
  readonly bmpT: number | null;
  readonly bmpP: number | null;
  readonly adjustedBmpT: number | null;
  readonly adjustedBmpP: number | null;
  readonly adjustedPatellZ: number | null;
  readonly adjustedPatellP: number | null;
  readonly portfolioT: number | null;
  readonly portfolioP: number | null;
}

export interface GroupDay extends MeanTests {
  /** Sessions after day 0 of each member's own calendar. */
  readonly k: number;
  /** Members with an abnormal return on this day. */
  readonly n: number;
  /** Mean abnormal return, log units. */
  readonly aar: number | null;
  readonly missing: GroupMissing;
}

export interface GroupWindow extends MeanTests {
  readonly from: number;
  readonly to: number;
  /** Members without a hole in the window. */
  readonly n: number;
  /** Mean cumulative abnormal return, log units. */
  readonly caar: number | null;
  readonly missing: GroupMissing;
}

/** Rank tests; lists run in the order of the days. */
export interface RankTests {
  readonly corradoRankZ: readonly (number | null)[];
  readonly corradoRankP: readonly (number | null)[];
  readonly corradoRankSd: number | null;
  readonly corradoRankWindowZ: number | null;
  readonly corradoRankWindowP: number | null;
  readonly corradoZivneyZ: readonly (number | null)[];
  /** Of `corradoZivneyZ`. */
  readonly p: readonly (number | null)[];
  readonly corradoZivneySd: number | null;
  readonly corradoZivneyWindowZ: number | null;
  readonly corradoZivneyWindowP: number | null;
  readonly corradoZivneyStandardisedZ: readonly (number | null)[];
  readonly corradoZivneyStandardisedP: readonly (number | null)[];
  readonly missing: GroupMissing;
}

/** GRANK-T of the whole window. */
export interface GrankTest {
  readonly z: number | null;
  readonly t: number | null;
  readonly degreesOfFreedom: number | null;
  readonly p: number | null;
  /** Mean of the members' centred ranks of the event, −½ … ½. */
  readonly meanRankEvent: number | null;
  readonly sd: number | null;
  readonly missing: GroupMissing;
}

/** Generalised sign test of the cumulative abnormal returns. */
export interface SignTest {
  readonly n: number;
  readonly positive: number;
  /** Mean over members of the share of positive abnormal returns in the estimation window. */
  readonly expectedFraction: number | null;
  readonly z: number | null;
  readonly p: number | null;
  readonly pExact: number | null;
  readonly missing: GroupMissing;
}

/** Which tests answer the question, by EVENT-STUDY §7. */
export interface Headline {
  readonly design: 'same-date' | 'different-dates';
  readonly tests: readonly GroupTest[];
  /** Shown beside them. */
  readonly check: readonly GroupTest[];
}

/** Tests of a group of studies (EVENT-STUDY §7, §9). A missing number is null with a reason in `missing` beside it. */
export interface GroupStudy {
  readonly n: number;
  readonly observations: readonly number[];
  /** In the order of the members: cumulative abnormal return of the window, plain and over its standard error. */
  readonly perSeries: readonly {
    readonly id: string;
    readonly car: number | null;
    readonly scar: number | null;
  }[];
  /** Mean pairwise correlation of estimation-window abnormal returns on common dates, as it came out. */
  readonly meanCorrelation: number | null;
  /** The same, not below 0: what the adjusted tests use. */
  readonly meanCorrelationUsed: number | null;
  /** Pairs of members with enough common days. */
  readonly pairs: number;
  /** Standard deviation of the group's mean abnormal return over the estimation window. */
  readonly portfolioSd: number | null;
  readonly portfolioDegreesOfFreedom: number | null;
  readonly days: readonly GroupDay[];
  readonly window: GroupWindow;
  readonly rank: RankTests;
  readonly grank: GrankTest;
  readonly generalizedSign: SignTest;
  readonly headline: Headline;
  /** Tests that may be shown: enough members, and safe where members share a date. The others are there to be compared. */
  readonly show: readonly GroupTest[];
  readonly missing: GroupMissing;
}
