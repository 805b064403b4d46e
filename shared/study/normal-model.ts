import type { AbnormalStudy, StudyWarning } from './study.ts';

/**
 * What a model says a series would have returned, and how sure it is: normal return = alpha + Σ betaᵢ·xᵢ (EVENT-STUDY §6).
 */
export interface NormalModel {
  readonly alpha: number;
  /** One per regressor. */
  readonly betas: ArrayLike<number>;
  readonly observations: number;
  readonly degreesOfFreedom: number;
  /** Residual standard deviation. */
  readonly sigma: number;
  /** Null where nothing was estimated, so that a forecast carries no error of its own. */
  readonly estimated: {
    /** Means of the regressors over the estimation rows. */
    readonly means: ArrayLike<number>;
    /** Inverse cross-products of the centred regressors, row by row. */
    readonly inverse: ArrayLike<number>;
  } | null;
  /** Parameters under their names in the result. */
  readonly reported: Partial<
    Pick<
      AbnormalStudy,
      | 'mean'
      | 'alpha'
      | 'beta'
      | 'betas'
      | 'sumBeta'
      | 'lags'
      | 'betaLag'
      | 'betaSame'
      | 'betaLead'
      | 'rho'
      | 'r2'
    >
  >;
  readonly warnings: readonly StudyWarning[];
}

/** Returns and regressors of a model in typed columns, NaN = missing. Index 0 is row `first` of the series. */
export interface Design {
  readonly first: number;
  readonly y: Float64Array;
  readonly x: readonly Float64Array[];
}

/** Normal return at an index of the design; NaN where a regressor is missing. */
export function normalReturn(model: NormalModel, design: Design, index: number): number {
  let normal = model.alpha;
  for (let i = 0; i < design.x.length; i += 1) {
    normal += (model.betas[i] as number) * ((design.x[i] as Float64Array)[index] as number);
  }
  return normal;
}

/**
 * Forecast-error term of the abnormal returns of indices `from` to `to` summed, in units of the residual variance: days
 * share the estimated parameters, so their variances do not simply add (EVENT-STUDY §6, CAR column; one day gives AR).
 */
export function forecastTerm(model: NormalModel, design: Design, from: number, to: number): number {
  const days = to - from + 1;
  if (model.estimated === null) return days;
  const { means, inverse } = model.estimated;
  const size = design.x.length;
  const sums = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    const column = design.x[i] as Float64Array;
    let sum = 0;
    for (let index = from; index <= to; index += 1) sum += (column[index] as number) - (means[i] as number);
    sums[i] = sum;
  }
  let term = days + (days * days) / model.observations;
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      term += (sums[i] as number) * (inverse[i * size + j] as number) * (sums[j] as number);
    }
  }
  return term;
}
