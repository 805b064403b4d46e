import type { LocalDate, UtcMs } from '../time/instant.ts';

export const MODELS = ['mean', 'adjusted', 'market', 'dimson', 'scholes-williams'] as const;
export type Model = (typeof MODELS)[number];

/** First and last row relative to the event's row, both included. */
export type RowWindow = readonly [from: number, to: number];

export interface StudyOptions {
  readonly model: Model;
  /** Default [−130, −11]. */
  readonly estimation: RowWindow;
  /** Default [0, 5]. */
  readonly window: RowWindow;
  /** Benchmark lags of `dimson`, rows; default [0, 1]. */
  readonly lags: readonly number[];
  /** Fewest valid pairs, default 30. */
  readonly minObservations: number;
  /** Below this many the result is marked thin, default 60. */
  readonly thinBelow: number;
}

export const STUDY_DEFAULTS: StudyOptions = {
  model: 'market',
  estimation: [-130, -11],
  window: [0, 5],
  lags: [0, 1],
  minObservations: 30,
  thinBelow: 60,
};

/** Log returns on a market's own sessions, row by row; null where a side is missing. */
export interface ReturnSeries {
  readonly dates: readonly LocalDate[];
  readonly asset: readonly (number | null)[];
  /** Same rows; null for the models without one. */
  readonly benchmark: readonly (number | null)[] | null;
  /** Row of day 0, from 0. */
  readonly eventIndex: number;
}

/** Closed list of what makes a study impossible; `details` carry the numbers. */
export const STUDY_ERRORS = [
  'insufficient-estimation-window',
  'event-window-out-of-range',
  'zero-variance-benchmark',
  'no-benchmark',
  'benchmark-is-instrument',
  'bad-window',
  'bad-lags',
  'bad-price',
  'bad-dates',
  'event-not-in-data',
  'unknown-market',
] as const;
export type StudyErrorCode = (typeof STUDY_ERRORS)[number];

export class StudyError extends Error {
  override readonly name = 'StudyError';
  readonly code: StudyErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: StudyErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

export const STUDY_WARNINGS = [
  'thin-estimation-window',
  'approximate-standard-error',
  'zero-variance',
  'benchmark-contains-event',
  'estimation-window-touches-event',
  'forward-filled-closes',
] as const;
export type StudyWarning = (typeof STUDY_WARNINGS)[number];

/** One abnormal figure; log units. Null with a reason in `missing` of the result, never 0. */
export interface AbnormalReturn {
  readonly k: number;
  readonly ar: number | null;
  readonly se: number | null;
  readonly t: number | null;
  readonly p: number | null;
}
export interface CumulativeReturn {
  readonly from: number;
  readonly to: number;
  readonly car: number | null;
  readonly se: number | null;
  readonly t: number | null;
  readonly p: number | null;
}

/** Study of one series and one event (EVENT-STUDY §6). */
export interface AbnormalStudy {
  readonly model: Model;
  readonly observations: number;
  readonly degreesOfFreedom: number;
  /** Residual standard deviation. */
  readonly sigma: number;
  /** `mean` model. */
  readonly mean?: number;
  readonly alpha?: number;
  readonly beta?: number;
  readonly betas?: readonly number[];
  readonly sumBeta?: number;
  readonly lags?: readonly number[];
  readonly betaLag?: number;
  readonly betaSame?: number;
  readonly betaLead?: number;
  readonly rho?: number;
  readonly r2?: number;
  readonly ar: readonly AbnormalReturn[];
  readonly car: readonly CumulativeReturn[];
  /** Buy-and-hold abnormal simple return from the first row of the window to `to`; shown, never tested. */
  readonly bhar: readonly { readonly to: number; readonly bhar: number | null }[];
  readonly warnings: readonly StudyWarning[];
  readonly missing: readonly {
    readonly k: number;
    readonly reason: 'no-asset-return' | 'no-benchmark-return' | 'not-yet';
  }[];
  readonly estimationDates: readonly [from: LocalDate, to: LocalDate];
  /** What group tests need: abnormal returns of the estimation window by row, null where a side was missing. */
  readonly estimation: {
    readonly dates: readonly LocalDate[];
    readonly ar: readonly (number | null)[];
    /** What standardises each of them for ranks: sigma, without the forecast term of the event window. Null at no variance. */
    readonly se: readonly (number | null)[];
  };
}

/** A study on one market of a frame: rows, benchmark and how it was aligned. */
export interface MarketStudy extends AbnormalStudy {
  readonly eventDate: LocalDate;
  readonly benchmark: string | null;
  readonly align: 'as-of' | 'date' | null;
  /** Benchmark close that each row of the window was paired with, UTC ms. */
  readonly benchmarkCloses: readonly (UtcMs | null)[];
  /** Days whose benchmark close lies after T0, by the mean model: the abnormal return without that benchmark. */
  readonly meanAdjusted?: readonly AbnormalReturn[];
}
