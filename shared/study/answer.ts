import { z } from 'zod';
import { precision, slug } from '../event/event.ts';
import { instrumentId } from '../market/instrument.ts';
import { basis } from '../protocol/resources.ts';
import { localDate, utcMs } from '../time/instant.ts';
import type { EventStudy, StudiedMarket } from './event-study.ts';
import { groupAnswer } from './group/answer.ts';
import type { Placebo } from './placebo.ts';
import { MODELS, STUDY_ERRORS, STUDY_WARNINGS } from './study.ts';

const figure = z.number().nullable();
const rowWindow = z.tuple([z.int(), z.int()]).readonly();
const tested = { se: figure, t: figure, p: figure };

const abnormalReturn = z.strictObject({ k: z.int(), ar: figure, ...tested });

/** Without the ordinary days themselves, of which there are hundreds. */
const placeboAnswer = z.strictObject({
  statistic: figure,
  placebos: z.int().min(0),
  required: z.int().min(0),
  exclude: z.int().min(0),
  median: figure,
  /** Mid-rank, 0–100. */
  percentile: figure,
  pTwoSided: figure,
  missing: z.partialRecord(
    z.enum(['statistic', 'percentile', 'pTwoSided']),
    z.enum(['insufficient-placebos', 'no-statistic']),
  ),
});

const marketAnswer = z.strictObject({
  state: z.literal('ok'),
  instrument: instrumentId,
  eventDate: localDate,
  benchmark: instrumentId.nullable(),
  align: z.enum(['as-of', 'date']).nullable(),
  /** By day of the window; null where there is none. */
  benchmarkCloses: z.array(utcMs.nullable()).readonly(),
  model: z.enum(MODELS),
  observations: z.int().min(1),
  degreesOfFreedom: z.number(),
  sigma: z.number(),
  mean: z.number().optional(),
  alpha: z.number().optional(),
  beta: z.number().optional(),
  betas: z.array(z.number()).readonly().optional(),
  sumBeta: z.number().optional(),
  lags: z.array(z.int()).readonly().optional(),
  betaLag: z.number().optional(),
  betaSame: z.number().optional(),
  betaLead: z.number().optional(),
  rho: z.number().optional(),
  r2: z.number().optional(),
  estimationDates: z.tuple([localDate, localDate]).readonly(),
  ar: z.array(abnormalReturn).readonly(),
  car: z.array(z.strictObject({ from: z.int(), to: z.int(), car: figure, ...tested })).readonly(),
  /** Simple return; shown, never tested. */
  bhar: z.array(z.strictObject({ to: z.int(), bhar: figure })).readonly(),
  /** By the mean model, of the days whose benchmark may hold the event. */
  meanAdjusted: z.array(abnormalReturn).readonly().optional(),
  missing: z
    .array(
      z.strictObject({
        k: z.int(),
        reason: z.enum(['no-asset-return', 'no-benchmark-return', 'not-yet']),
      }),
    )
    .readonly(),
  warnings: z.array(z.enum(STUDY_WARNINGS)).readonly(),
  placebo: placeboAnswer.nullable(),
  holm: figure,
  benjaminiHochberg: figure,
});

const failedMarket = z.strictObject({
  state: z.literal('error'),
  instrument: instrumentId,
  error: z.strictObject({
    code: z.enum(STUDY_ERRORS),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
});

/** Body of `GET /api/v1/events/:slug/study`. Returns are logs; a missing number is null with its reason beside it. */
export const studyAnswer = z.strictObject({
  event: slug.nullable(),
  anchor: z.strictObject({ name: z.string(), time: utcMs, precision }),
  /** Nothing after it was read. */
  playhead: utcMs,
  basis,
  model: z.enum(MODELS),
  benchmark: instrumentId.nullable(),
  estimation: rowWindow,
  window: rowWindow,
  /** Of the model `dimson`, else empty. */
  lags: z.array(z.int()).readonly(),
  minObservations: z.int(),
  thinBelow: z.int(),
  markets: z.array(z.discriminatedUnion('state', [marketAnswer, failedMarket])).readonly(),
  /** Null where no market could be studied. */
  group: groupAnswer.nullable(),
  /** Number of p-values that `holm` and `benjaminiHochberg` are adjusted for. */
  tests: z.int().min(0),
  warnings: z
    .array(z.strictObject({ warning: z.enum(STUDY_WARNINGS), instruments: z.array(instrumentId).readonly() }))
    .readonly(),
});
export type StudyAnswer = z.infer<typeof studyAnswer>;

/** The study as the route gives it: without estimation returns and ordinary days, which nobody reads one by one. */
export function makeStudyAnswer(study: EventStudy): StudyAnswer {
  const { options, markets, event, anchor, playhead, basis: by, benchmark, group, tests, warnings } = study;
  const { model, estimation, window, lags, minObservations, thinBelow } = options;
  return {
    event,
    anchor,
    playhead,
    basis: by,
    model,
    benchmark,
    estimation,
    window,
    lags: model === 'dimson' ? lags : [],
    minObservations,
    thinBelow,
    markets: markets.map((market) =>
      market.state === 'error'
        ? {
            state: market.state,
            instrument: market.instrument,
            error: { ...market.error, details: { ...market.error.details } },
          }
        : marketOf(market),
    ),
    group,
    tests,
    warnings,
  };
}

function marketOf({ state, instrument, study, placebo, holm, benjaminiHochberg }: StudiedMarket) {
  const { estimation: _, benchmark, ...rest } = study;
  return {
    ...rest,
    state,
    instrument,
    benchmark: benchmark as StudyAnswer['benchmark'],
    placebo: placebo === null ? null : placeboOf(placebo),
    holm,
    benjaminiHochberg,
  };
}

function placeboOf(placebo: Placebo): z.infer<typeof placeboAnswer> {
  const { statistic, placebos, required, exclude, median, percentile, pTwoSided, missing } = placebo;
  return { statistic, placebos, required, exclude, median, percentile, pTwoSided, missing };
}
