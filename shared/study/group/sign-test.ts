import { binomialTails, normalTwoSided } from '../../statistics/tails.ts';
import { FEWEST_MEMBERS } from './found.ts';
import type { GroupMember, SignTest } from './group.ts';

/**
 * Generalised sign test of Cowan 1992 (EVENT-STUDY §7): the positive cumulative abnormal returns against the members' own
 * share of positive days. A zero is not positive. The exact p is the binomial's smaller tail, doubled.
 *
 * @param car by member; NaN is missing, and such a member takes no part.
 * @param waiting true where a member has not reached the end of the window yet.
 */
export function signTest(members: readonly GroupMember[], car: Float64Array, waiting: boolean): SignTest {
  let n = 0;
  let positive = 0;
  let shares = 0;
  for (const [m, { study }] of members.entries()) {
    const figure = car[m] as number;
    if (Number.isNaN(figure)) continue;
    n += 1;
    if (figure > 0) positive += 1;
    shares += positiveShare(study.estimation.ar);
  }
  if (n < FEWEST_MEMBERS || waiting) {
    const expectedFraction = n === 0 ? null : shares / n;
    const missing = { sign: waiting ? 'not-yet' : 'few-members' } as const;
    return { n, positive, expectedFraction, z: null, p: null, pExact: null, missing };
  }
  const expected = shares / n;
  const sd = Math.sqrt(n * expected * (1 - expected));
  const z = sd > 0 ? (positive - n * expected) / sd : null;
  const { lower, upper } = binomialTails(positive, n, expected);
  return {
    n,
    positive,
    expectedFraction: expected,
    z,
    p: z === null ? null : normalTwoSided(z),
    pExact: Math.min(1, 2 * Math.min(lower, upper)),
    missing: z === null ? { z: 'zero-spread', p: 'zero-spread' } : {},
  };
}

function positiveShare(ar: readonly (number | null)[]): number {
  let positive = 0;
  let count = 0;
  for (const value of ar) {
    if (value === null) continue;
    count += 1;
    if (value > 0) positive += 1;
  }
  return positive / count;
}
