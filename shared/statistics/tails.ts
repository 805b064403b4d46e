import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import studentCdf from '@stdlib/stats-base-dists-t-cdf';

const standardNormal = normalCdf.factory(0, 1);
/** A few hundred at most: degrees of freedom are numbers of days or of markets. */
const student = new Map<number, (t: number) => number>();

function studentOf(df: number): (t: number) => number {
  let cdf = student.get(df);
  if (cdf === undefined) {
    if (!(df > 0)) throw new RangeError(`degrees of freedom must be above 0: ${df}`);
    cdf = studentCdf.factory(df);
    student.set(df, cdf);
  }
  return cdf;
}

/** P(|T| ≥ |t|) of Student's distribution, from the lower tail so that no digit is lost far out. */
export const studentTwoSided = (t: number, df: number): number => 2 * studentOf(df)(-Math.abs(t));

/** P(|Z| ≥ |z|) of the standard normal distribution. */
export const normalTwoSided = (z: number): number => 2 * standardNormal(-Math.abs(z));

/** P(Z ≥ z) of the standard normal distribution. */
export const normalUpper = (z: number): number => standardNormal(-z);

/** P(X ≤ w) and P(X ≥ w) of `n` trials with chance `p`; the upper tail counted as failures, never as 1 − …. */
export function binomialTails(
  w: number,
  n: number,
  p: number,
): { readonly lower: number; readonly upper: number } {
  if (!(Number.isInteger(n) && n >= 0 && Number.isInteger(w) && w >= 0 && w <= n)) {
    throw new RangeError(`successes and trials must be whole numbers with 0 ≤ w ≤ n: ${w} of ${n}`);
  }
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a chance must lie in [0, 1]: ${p}`);
  return { lower: binomialCdf(w, n, p), upper: binomialCdf(n - w, n, 1 - p) };
}
