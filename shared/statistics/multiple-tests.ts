/** p-values of a set of tests, adjusted for their number; nulls stay null and are not counted. */
export interface ManyTests {
  /** Size of the set without missing ones. */
  readonly tests: number;
  /** Valid under any dependence. */
  readonly holm: readonly (number | null)[];
  /** False discovery rate: the milder view. */
  readonly benjaminiHochberg: readonly (number | null)[];
}

/**
 * Holm 1979 and Benjamini & Hochberg 1995 (EVENT-STUDY §8).
 *
 * @throws RangeError where a p lies outside [0, 1].
 */
export function adjustForMany(p: readonly (number | null)[]): ManyTests {
  const known: { readonly p: number; readonly at: number }[] = [];
  p.forEach((value, at) => {
    if (value === null) return;
    if (!(value >= 0 && value <= 1)) throw new RangeError(`p[${at}] must lie in [0, 1], not ${value}`);
    known.push({ p: value, at });
  });
  known.sort((a, b) => a.p - b.p);
  const tests = known.length;
  const holm: (number | null)[] = p.map(() => null);
  const benjaminiHochberg: (number | null)[] = p.map(() => null);
  let most = 0;
  known.forEach((test, rank) => {
    most = Math.max(most, Math.min(1, test.p * (tests - rank)));
    holm[test.at] = most;
  });
  let least = 1;
  for (let rank = tests; rank >= 1; rank -= 1) {
    const test = known[rank - 1] as (typeof known)[number];
    least = Math.min(least, (test.p * tests) / rank);
    benjaminiHochberg[test.at] = least;
  }
  return { tests, holm, benjaminiHochberg };
}
