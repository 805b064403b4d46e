import { z } from 'zod/mini';
import { precision, slug } from '../event/event.ts';
import { instrumentId } from '../market/instrument.ts';
import { basis } from '../protocol/resources.ts';
import { localDate, utcMs } from '../time/instant.ts';
import type { EventStudy, StudiedMarket } from './event-study.ts';
import { groupAnswer } from './group/answer.ts';
import type { Placebo } from './placebo.ts';
import { MODELS, STUDY_ERRORS, STUDY_WARNINGS } from './study.ts';

const figure = z.nullable(z.number());
const rowWindow = z.readonly(z.tuple([z.int(), z.int()]));
const tested = { se: figure, t: figure, p: figure };

const abnormalReturn = z.strictObject({ k: z.int(), ar: figure, ...tested });

/** Without the ordinary days themselves, of which there are hundreds. */
const placeboAnswer = z.strictObject({
  statistic: figure,
  placebos: z.int().check(z.minimum(0)),
  required: z.int().check(z.minimum(0)),
  exclude: z.int().check(z.minimum(0)),
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
  benchmark: z.nullable(instrumentId),
  align: z.nullable(z.enum(['as-of', 'date'])),
  /** By day of the window; null where there is none. */
  benchmarkCloses: z.readonly(z.array(z.nullable(utcMs))),
  model: z.enum(MODELS),
  observations: z.int().check(z.minimum(1)),
  degreesOfFreedom: z.number(),
  sigma: z.number(),
  mean: z.optional(z.number()),
  alpha: z.optional(z.number()),
  beta: z.optional(z.number()),
  betas: z.optional(z.readonly(z.array(z.number()))),
  sumBeta: z.optional(z.number()),
  lags: z.optional(z.readonly(z.array(z.int()))),
  betaLag: z.optional(z.number()),
  betaSame: z.optional(z.number()),
  betaLead: z.optional(z.number()),
  rho: z.optional(z.number()),
  r2: z.optional(z.number()),
  estimationDates: z.readonly(z.tuple([localDate, localDate])),
  ar: z.readonly(z.array(abnormalReturn)),
  car: z.readonly(z.array(z.strictObject({ from: z.int(), to: z.int(), car: figure, ...tested }))),
  /** Simple return; shown, never tested. */
  bhar: z.readonly(z.array(z.strictObject({ to: z.int(), bhar: figure }))),
  /** By the mean model, of the days whose benchmark may hold the event. */
  meanAdjusted: z.optional(z.readonly(z.array(abnormalReturn))),
  missing: z.readonly(
    z.array(
      z.strictObject({
        k: z.int(),
        reason: z.enum(['no-asset-return', 'no-benchmark-return', 'not-yet']),
      }),
    ),
  ),
  warnings: z.readonly(z.array(z.enum(STUDY_WARNINGS))),
  placebo: z.nullable(placeboAnswer),
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
  event: z.nullable(slug),
  anchor: z.strictObject({ name: z.string(), time: utcMs, precision }),
  /** Nothing after it was read. */
  playhead: utcMs,
  basis,
  model: z.enum(MODELS),
  benchmark: z.nullable(instrumentId),
  estimation: rowWindow,
  window: rowWindow,
  /** Of the model `dimson`, else empty. */
  lags: z.readonly(z.array(z.int())),
  minObservations: z.int(),
  thinBelow: z.int(),
  markets: z.readonly(z.array(z.discriminatedUnion('state', [marketAnswer, failedMarket]))),
  /** Null where no market could be studied. */
  group: z.nullable(groupAnswer),
  /** Number of p-values that `holm` and `benjaminiHochberg` are adjusted for. */
  tests: z.int().check(z.minimum(0)),
  warnings: z.readonly(
    z.array(
      z.strictObject({ warning: z.enum(STUDY_WARNINGS), instruments: z.readonly(z.array(instrumentId)) }),
    ),
  ),
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
