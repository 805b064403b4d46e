import { mean, sampleSd } from '../../statistics/summary.ts';
import { normalTwoSided, studentTwoSided } from '../../statistics/tails.ts';
import { FEWEST_MEMBERS, type Found, onward, over } from './found.ts';
import type { MeanTests } from './group.ts';

/** What the tests of one day or window are made from. */
export interface MeanSample {
  /** Abnormal returns, or cumulative ones. */
  readonly plain: readonly number[];
  /** The same over their standard errors, of the members that have one. */
  readonly standardised: readonly number[];
  readonly patellZ: Found;
}

/** How members depend on each other. */
export interface Dependence {
  /** Mean correlation, not below 0. */
  readonly correlation: Found;
  /** Standard deviation of the mean that is tested, from the estimation window. */
  readonly portfolioSd: Found;
  readonly portfolioDegreesOfFreedom: number;
}

/**
 * Cross-sectional t, Patell and BMP; the last two also adjusted for correlation (Kolari & Pynnönen 2010), and the
 * portfolio t (Brown & Warner 1980): EVENT-STUDY §7. Below five members each is `few-members`.
 */
export function meanTests(sample: MeanSample, dependence: Dependence): Record<keyof MeanTests, Found> {
  const { plain, standardised } = sample;
  const n = standardised.length;
  const { correlation, portfolioSd, portfolioDegreesOfFreedom } = dependence;
  const crossSectionalT = oneSampleT(plain);
  const bmpT = oneSampleT(standardised);
  const patellZ = n < FEWEST_MEMBERS ? 'few-members' : sample.patellZ;
  const adjustedBmpT = onward(bmpT, (t) =>
    onward(correlation, (r) => t * Math.sqrt((1 - r) / (1 + (n - 1) * r))),
  );
  const adjustedPatellZ = onward(patellZ, (z) => onward(correlation, (r) => z / Math.sqrt(1 + (n - 1) * r)));
  const portfolioT =
    plain.length < FEWEST_MEMBERS
      ? 'few-members'
      : onward(portfolioSd, (sd) => over(mean(plain) as number, sd));
  const student = (t: Found, df: number): Found => onward(t, (value) => studentTwoSided(value, df));
  return {
    crossSectionalT,
    crossSectionalP: student(crossSectionalT, plain.length - 1),
    patellZ,
    patellP: onward(patellZ, normalTwoSided),
    bmpT,
    bmpP: student(bmpT, n - 1),
    adjustedBmpT,
    adjustedBmpP: student(adjustedBmpT, n - 1),
    adjustedPatellZ,
    adjustedPatellP: onward(adjustedPatellZ, normalTwoSided),
    portfolioT,
    portfolioP: student(portfolioT, portfolioDegreesOfFreedom),
  };
}

/** Mean over its standard error. */
function oneSampleT(values: readonly number[]): Found {
  if (values.length < FEWEST_MEMBERS) return 'few-members';
  return over(mean(values) as number, (sampleSd(values) as number) / Math.sqrt(values.length));
}
