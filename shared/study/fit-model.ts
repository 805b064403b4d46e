import { leastSquares } from '../statistics/least-squares.ts';
import { correlation, mean, sampleSd, ZERO_SPREAD } from '../statistics/summary.ts';
import type { Design, NormalModel } from './normal-model.ts';
import { StudyError, type StudyOptions } from './study.ts';

/** The rows in which no column misses a value, column by column without holes. */
function complete(columns: readonly Float64Array[], from: number, to: number): readonly Float64Array[] {
  const rows = Math.max(0, to - from + 1);
  const kept = columns.map(() => new Float64Array(rows));
  let count = 0;
  for (let index = from; index <= to; index += 1) {
    let missing = false;
    for (const column of columns) missing ||= Number.isNaN(column[index]);
    if (missing) continue;
    for (let i = 0; i < columns.length; i += 1) {
      (kept[i] as Float64Array)[count] = (columns[i] as Float64Array)[index] as number;
    }
    count += 1;
  }
  return count === rows ? kept : kept.map((column) => column.subarray(0, count));
}

/** The tests of a fit need at least one degree of freedom, whatever the caller allows. */
function requireRows(observations: number, parameters: number, options: StudyOptions): void {
  const required = Math.max(options.minObservations, parameters + 1);
  if (observations >= required) return;
  throw new StudyError(
    'insufficient-estimation-window',
    `the estimation window holds ${observations} complete rows and needs ${required}`,
    { observations, required },
  );
}

function requireVariance(columns: readonly Float64Array[]): void {
  for (const column of columns) {
    if ((sampleSd(column) as number) <= ZERO_SPREAD) {
      throw new StudyError('zero-variance-benchmark', 'the benchmark is constant over the estimation window');
    }
  }
}

function meanModel(design: Design, from: number, to: number, options: StudyOptions): NormalModel {
  const [y] = complete([design.y], from, to) as [Float64Array];
  requireRows(y.length, 1, options);
  const level = mean(y) as number;
  return {
    alpha: level,
    betas: [],
    observations: y.length,
    degreesOfFreedom: y.length - 1,
    sigma: sampleSd(y) as number,
    estimated: { means: [], inverse: [] },
    reported: { mean: level },
    warnings: [],
  };
}

function adjustedModel(design: Design, from: number, to: number, options: StudyOptions): NormalModel {
  const [y, x] = complete([design.y, ...design.x], from, to) as [Float64Array, Float64Array];
  requireRows(y.length, 1, options);
  return {
    alpha: 0,
    betas: [1],
    observations: y.length,
    degreesOfFreedom: y.length - 1,
    sigma: sampleSd(y.map((value, row) => value - (x[row] as number))) as number,
    estimated: null,
    reported: {},
    warnings: [],
  };
}

/** `market` with one regressor, `dimson` with one for each lag. */
function regressionModel(design: Design, from: number, to: number, options: StudyOptions): NormalModel {
  const [y, ...x] = complete([design.y, ...design.x], from, to) as [Float64Array, ...Float64Array[]];
  requireRows(y.length, 1 + x.length, options);
  requireVariance(x);
  const fit = leastSquares(y, x);
  if (fit === null) {
    throw new StudyError(
      'bad-lags',
      'the lags of the benchmark depend on each other over the estimation window',
      {
        lags: [...options.lags],
      },
    );
  }
  const degreesOfFreedom = y.length - 1 - x.length;
  const { intercept, slopes, means, inverse, residualSquares, totalSquares } = fit;
  const betas = Array.from(slopes);
  return {
    alpha: intercept,
    betas,
    observations: y.length,
    degreesOfFreedom,
    sigma: Math.sqrt(residualSquares / degreesOfFreedom),
    estimated: { means, inverse },
    reported: {
      alpha: intercept,
      ...(options.model === 'dimson'
        ? { betas, sumBeta: betas.reduce((sum, beta) => sum + beta, 0), lags: [...options.lags] }
        : { beta: betas[0] as number }),
      ...(totalSquares > 0 ? { r2: 1 - residualSquares / totalSquares } : {}),
    },
    warnings: [],
  };
}

/** Slope of y on one column. */
const slopeOf = (y: Float64Array, x: Float64Array): number => leastSquares(y, [x])?.slopes[0] as number;

/**
 * Beta from the slopes on the benchmark of the row before, the same and the next, each its own regression over the same
 * rows: those inside the estimation window whose neighbours lie in it too (EVENT-STUDY §6).
 */
function scholesWilliams(design: Design, from: number, to: number, options: StudyOptions): NormalModel {
  const x = design.x[0] as Float64Array;
  const interior = [from + 1, to - 1] as const;
  const shifted = (by: number): Float64Array => {
    const column = new Float64Array(x.length).fill(Number.NaN);
    for (let index = from + 1; index < to; index += 1) column[index] = x[index + by] as number;
    return column;
  };
  const columns = [design.y, shifted(-1), x, shifted(1)];
  const [y, lag, same, lead] = complete(columns, ...interior) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  requireRows(y.length, 2, options);
  requireVariance([lag, same, lead]);
  const betaLag = slopeOf(y, lag);
  const betaSame = slopeOf(y, same);
  const betaLead = slopeOf(y, lead);
  const rho = correlation(same, lag) as number;
  if (Math.abs(1 + 2 * rho) <= ZERO_SPREAD) {
    throw new StudyError('zero-variance-benchmark', 'an autocorrelation of −½ leaves the benchmark no beta', {
      rho,
    });
  }
  const beta = (betaLag + betaSame + betaLead) / (1 + 2 * rho);
  const level = mean(same) as number;
  const alpha = (mean(y) as number) - beta * level;
  let residualSquares = 0;
  let cross = 0;
  for (let row = 0; row < y.length; row += 1) {
    const value = same[row] as number;
    residualSquares += ((y[row] as number) - alpha - beta * value) ** 2;
    cross += (value - level) ** 2;
  }
  const degreesOfFreedom = y.length - 2;
  return {
    alpha,
    betas: [beta],
    observations: y.length,
    degreesOfFreedom,
    sigma: Math.sqrt(residualSquares / degreesOfFreedom),
    estimated: { means: [level], inverse: [1 / cross] },
    reported: { alpha, beta, betaLag, betaSame, betaLead, rho },
    warnings: ['approximate-standard-error'],
  };
}

/**
 * Estimates the model of `options` over indices `from` to `to` of the design, both included; rows with a missing side are
 * left out.
 *
 * @throws StudyError `insufficient-estimation-window` {observations, required}, `zero-variance-benchmark`, or `bad-lags`
 * where lags depend on each other.
 */
export function fitModel(design: Design, from: number, to: number, options: StudyOptions): NormalModel {
  switch (options.model) {
    case 'mean':
      return meanModel(design, from, to, options);
    case 'adjusted':
      return adjustedModel(design, from, to, options);
    case 'market':
    case 'dimson':
      return regressionModel(design, from, to, options);
    case 'scholes-williams':
      return scholesWilliams(design, from, to, options);
  }
}
