import { ranksWith } from '../../statistics/ranks.ts';
import { sampleSd, ZERO_SPREAD } from '../../statistics/summary.ts';
import { studentTwoSided } from '../../statistics/tails.ts';
import { FEWEST_MEMBERS } from './found.ts';
import type { GrankTest, GroupReason } from './group.ts';
import type { Panel } from './panel.ts';
import { centred } from './rank-tests.ts';

/**
 * Generalised rank t of Kolari & Pynnönen 2011 (EVENT-STUDY §7): the whole window is one value beside the days of the
 * estimation window. A member without a cumulative figure only adds to the days of the estimation window.
 *
 * @param own ranks of each member's estimation rows alone.
 * @param scar cumulative abnormal return over its standard error, by member; NaN is missing.
 */
export function grankTest(panel: Panel, own: readonly Float64Array[], scar: Float64Array): GrankTest {
  const whole = scar.filter((value) => !Number.isNaN(value));
  const n = whole.length;
  if (n < FEWEST_MEMBERS) return noGrank('few-members');
  const spread = sampleSd(whole) as number;
  if (spread <= ZERO_SPREAD) return noGrank('zero-spread');
  const ranks = panel.sar.map((rows, m) =>
    centred(ranksWith(rows, own[m] as Float64Array, [(scar[m] as number) / spread])),
  );
  const days = panel.rows + 1;
  let squares = 0;
  let meanRank = 0;
  for (let row = 0; row < days; row++) {
    let sum = 0;
    let count = 0;
    for (const column of ranks) {
      const value = column[row] as number;
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
    if (count === 0) continue;
    meanRank = sum / count;
    squares += (count / scar.length) * meanRank * meanRank;
  }
  const sd = Math.sqrt(squares / days);
  const z = meanRank / sd;
  const rest = days - 1 - z * z;
  if (sd <= ZERO_SPREAD || rest <= 0) return noGrank('zero-spread');
  const t = z * Math.sqrt((days - 2) / rest);
  const degreesOfFreedom = days - 2;
  return {
    z,
    t,
    degreesOfFreedom,
    p: studentTwoSided(t, degreesOfFreedom),
    meanRankEvent: meanRank,
    sd,
    missing: {},
  };
}

/** Every number of the test missing for one reason. */
export const noGrank = (reason: GroupReason): GrankTest => ({
  z: null,
  t: null,
  degreesOfFreedom: null,
  p: null,
  meanRankEvent: null,
  sd: null,
  missing: { grank: reason },
});
