import { z } from 'zod/mini';
import { GROUP_REASONS, GROUP_TESTS } from './group.ts';

const figure = z.nullable(z.number());
const figures = z.readonly(z.array(figure));
const missing = z.record(z.string(), z.enum(GROUP_REASONS));
const count = z.int().check(z.minimum(0));
const names = z.readonly(z.array(z.enum(GROUP_TESTS)));

const meanTests = {
  crossSectionalT: figure,
  crossSectionalP: figure,
  patellZ: figure,
  patellP: figure,
  bmpT: figure,
  bmpP: figure,
  adjustedBmpT: figure,
  adjustedBmpP: figure,
  adjustedPatellZ: figure,
  adjustedPatellP: figure,
  portfolioT: figure,
  portfolioP: figure,
  missing,
};

const rank = z.strictObject({
  corradoRankZ: figures,
  corradoRankP: figures,
  corradoRankSd: figure,
  corradoRankWindowZ: figure,
  corradoRankWindowP: figure,
  corradoZivneyZ: figures,
  p: figures,
  corradoZivneySd: figure,
  corradoZivneyWindowZ: figure,
  corradoZivneyWindowP: figure,
  corradoZivneyStandardisedZ: figures,
  corradoZivneyStandardisedP: figures,
  missing,
});

/** Tests of a group as JSON; log units, two-sided p. */
export const groupAnswer = z.strictObject({
  n: count,
  observations: z.readonly(z.array(count)),
  perSeries: z.readonly(z.array(z.strictObject({ id: z.string(), car: figure, scar: figure }))),
  meanCorrelation: figure,
  meanCorrelationUsed: figure,
  pairs: count,
  portfolioSd: figure,
  portfolioDegreesOfFreedom: z.nullable(z.int()),
  days: z.readonly(z.array(z.strictObject({ k: z.int(), n: count, aar: figure, ...meanTests }))),
  window: z.strictObject({ from: z.int(), to: z.int(), n: count, caar: figure, ...meanTests }),
  rank,
  grank: z.strictObject({
    z: figure,
    t: figure,
    degreesOfFreedom: z.nullable(z.int()),
    p: figure,
    meanRankEvent: figure,
    sd: figure,
    missing,
  }),
  generalizedSign: z.strictObject({
    n: count,
    positive: count,
    expectedFraction: figure,
    z: figure,
    p: figure,
    pExact: figure,
    missing,
  }),
  headline: z.strictObject({
    design: z.enum(['same-date', 'different-dates']),
    tests: names,
    check: names,
  }),
  show: names,
  missing,
});
