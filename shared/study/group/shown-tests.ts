import { FEWEST_MEMBERS } from './found.ts';
import { GROUP_TESTS, type GroupStudy, type GroupTest, type Headline } from './group.ts';

/** From so many members the sign test's normal approximation holds (EVENT-STUDY §9). */
const SIGN_NORMAL_FROM = 10;
/** Below this GRANK-T rejects a true null far too often (EVENT-STUDY §7). */
const GRANK_FROM = 20;
/** They take members for independent, which markets on one date are not. */
const NEEDS_INDEPENDENCE: readonly GroupTest[] = [
  'bmpT',
  'patellZ',
  'crossSectionalT',
  'generalizedSignZ',
  'generalizedSignExact',
];

/** What EVENT-STUDY §7 says to show; the sign test is exact where the group is small. */
export const headlineOf = (sameDate: boolean, n: number): Headline =>
  sameDate
    ? { design: 'same-date', tests: ['adjustedBmpT', 'portfolioT'], check: ['corradoZivneyZ'] }
    : {
        design: 'different-dates',
        tests: ['bmpT', n >= SIGN_NORMAL_FROM ? 'generalizedSignZ' : 'generalizedSignExact'],
        check: [],
      };

type Results = Pick<GroupStudy, 'days' | 'window' | 'rank' | 'grank' | 'generalizedSign'>;

/** Tests with a number that may be shown. */
export function shownTests(sameDate: boolean, results: Results): GroupTest[] {
  return GROUP_TESTS.filter((test) => !(sameDate && NEEDS_INDEPENDENCE.includes(test)) && has(test, results));
}

function has(test: GroupTest, { days, window, rank, grank, generalizedSign }: Results): boolean {
  const { n } = generalizedSign;
  switch (test) {
    case 'grankT':
      return n >= GRANK_FROM && grank.t !== null;
    case 'generalizedSignZ':
      return n >= SIGN_NORMAL_FROM && generalizedSign.z !== null;
    case 'generalizedSignExact':
      return n >= FEWEST_MEMBERS && generalizedSign.pExact !== null;
    case 'corradoRankZ':
    case 'corradoZivneyZ':
    case 'corradoZivneyStandardisedZ':
      return rank[test].some((z) => z !== null);
    default:
      return window[test] !== null || days.some((day) => day[test] !== null);
  }
}
