import { ranksWith } from '../../statistics/ranks.ts';
import { sampleSd } from '../../statistics/summary.ts';
import { normalTwoSided } from '../../statistics/tails.ts';
import { FEWEST_MEMBERS, type Found, numberOf, onward, over } from './found.ts';
import type { GroupReason, RankTests } from './group.ts';
import type { Panel } from './panel.ts';

/** Figures of the event window: day, then member; NaN is missing. */
export type EventRows = readonly Float64Array[];

interface DayScores {
  readonly z: readonly Found[];
  readonly sd: Found;
  readonly window: Found;
}

/**
 * Corrado's rank test and that of Corrado and Zivney, plain and standardised (EVENT-STUDY §7). Ranks run over the
 * estimation and event windows together; the divisor of the standard deviation is their number of days.
 *
 * @param own ranks of each member's estimation rows alone; standardising them reorders nothing.
 * @param reached number of days that all members have reached; the ranks of a later day wait, and so does the window.
 */
export function rankTests(
  panel: Panel,
  own: readonly Float64Array[],
  allAr: EventRows,
  allSar: EventRows,
  reached: number,
): RankTests {
  if (reached === 0) return noRankTests(allAr.length, 'not-yet');
  const ar = allAr.slice(0, reached);
  const sar = allSar.slice(0, reached);
  const later = allAr.length - reached;
  const ranks = panel.ar.map((rows, m) => ranksWith(rows, own[m] as Float64Array, ofMember(ar, m)));
  const corrado = corradoRank(ranks, panel.rows);
  const zivney = corradoZivney(ranks, panel.rows);
  const spreads = sar.map((row) => sampleSd(row.filter((value) => !Number.isNaN(value))));
  const rescaled = sar.map((row, day) => row.map((value) => value / (spreads[day] || Number.NaN)));
  const standardised = corradoZivney(
    panel.sar.map((rows, m) => ranksWith(rows, own[m] as Float64Array, ofMember(rescaled, m))),
    panel.rows,
  );
  const missing: Record<string, GroupReason> = {};
  const one = (name: string, found: Found): number | null => {
    if (typeof found === 'string') missing[name] = found;
    return numberOf(found);
  };
  const list = (name: string, found: readonly Found[]): (number | null)[] =>
    [...found, ...notReached(later)].map((value, day) => one(`${name}.${day}`, value));
  const window = (found: Found): Found => (later > 0 ? 'not-yet' : found);
  const p = (found: Found): Found => onward(found, normalTwoSided);
  return {
    corradoRankZ: list('corradoRankZ', corrado.z),
    corradoRankP: list('corradoRankP', corrado.z.map(p)),
    corradoRankSd: one('corradoRankSd', corrado.sd),
    corradoRankWindowZ: one('corradoRankWindowZ', window(corrado.window)),
    corradoRankWindowP: one('corradoRankWindowP', p(window(corrado.window))),
    corradoZivneyZ: list('corradoZivneyZ', zivney.z),
    p: list('p', zivney.z.map(p)),
    corradoZivneySd: one('corradoZivneySd', zivney.sd),
    corradoZivneyWindowZ: one('corradoZivneyWindowZ', window(zivney.window)),
    corradoZivneyWindowP: one('corradoZivneyWindowP', p(window(zivney.window))),
    corradoZivneyStandardisedZ: list('corradoZivneyStandardisedZ', standardised.z),
    corradoZivneyStandardisedP: list('corradoZivneyStandardisedP', standardised.z.map(p)),
    missing,
  };
}

/** Every number of the rank tests missing for one reason. */
export function noRankTests(days: number, reason: GroupReason): RankTests {
  const none = Array.from({ length: days }, () => null);
  return {
    corradoRankZ: none,
    corradoRankP: none,
    corradoRankSd: null,
    corradoRankWindowZ: null,
    corradoRankWindowP: null,
    corradoZivneyZ: none,
    p: none,
    corradoZivneySd: null,
    corradoZivneyWindowZ: null,
    corradoZivneyWindowP: null,
    corradoZivneyStandardisedZ: none,
    corradoZivneyStandardisedP: none,
    missing: { rank: reason },
  };
}

const notReached = (days: number): Found[] => Array.from({ length: days }, () => 'not-yet');

const ofMember = (event: EventRows, member: number): number[] => event.map((row) => row[member] as number);

/** Corrado 1989: mean excess rank of a day over its root mean square; only where every member has every row. */
function corradoRank(ranks: readonly Float64Array[], estimationRows: number): DayScores {
  const rows = ranks[0]?.length ?? 0;
  const days = rows - estimationRows;
  if (ranks.some((column) => column.some(Number.isNaN))) return missingScores(days, 'unequal-rows');
  const excess = Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (const rank of ranks) sum += (rank[row] as number) - (rows + 1) / 2;
    return sum / ranks.length;
  });
  return scores(excess, estimationRows, new Int32Array(days).fill(ranks.length), ranks.length);
}

/** Corrado & Zivney 1992: ranks over their own number plus one, so that members may miss different days. */
function corradoZivney(ranks: readonly Float64Array[], estimationRows: number): DayScores {
  const uniform = ranks.map(centred);
  const rows = ranks[0]?.length ?? 0;
  const counts = new Int32Array(rows);
  const sums = Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (const column of uniform) {
      const value = column[row] as number;
      if (Number.isNaN(value)) continue;
      sum += value;
      (counts[row] as number) += 1;
    }
    return sum / Math.sqrt(counts[row] as number);
  });
  return scores(sums, estimationRows, counts.subarray(estimationRows), ranks.length);
}

/** K / (M + 1) − ½ of each rank, NaN where it is missing; M counts the ranks that are there. */
export function centred(ranks: Float64Array): Float64Array {
  let count = 0;
  for (const rank of ranks) if (!Number.isNaN(rank)) count += 1;
  return ranks.map((rank) => rank / (count + 1) - 0.5);
}

/**
 * Each event day over the root mean square of all days; days without anybody are not counted.
 *
 * @param present members by event day; a day with fewer than five has no score, and then the window has none.
 */
function scores(
  figures: Float64Array,
  estimationRows: number,
  present: Int32Array,
  members: number,
): DayScores {
  const event = figures.subarray(estimationRows);
  if (members < FEWEST_MEMBERS) return missingScores(event.length, 'few-members');
  let sum = 0;
  let count = 0;
  for (const figure of figures) {
    if (Number.isNaN(figure)) continue;
    sum += figure * figure;
    count += 1;
  }
  const sd = Math.sqrt(sum / count);
  const z = Array.from(event, (figure, day): Found => {
    return (present[day] as number) < FEWEST_MEMBERS ? 'few-members' : over(figure, sd);
  });
  const total = event.reduce((a, b) => a + b, 0);
  const window = present.some((n) => n < FEWEST_MEMBERS) ? 'few-members' : over(total, sd);
  return { z, sd, window: onward(window, (score) => score / Math.sqrt(event.length)) };
}

const missingScores = (days: number, reason: GroupReason): DayScores => ({
  z: Array.from({ length: days }, () => reason),
  sd: reason,
  window: reason,
});
