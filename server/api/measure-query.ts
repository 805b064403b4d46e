import { z } from 'zod';
import { slug, theme } from '../../shared/event/event.ts';
import { instrumentId } from '../../shared/market/instrument.ts';
import { MODELS, STUDY_DEFAULTS, StudyError, type StudyOptions } from '../../shared/study/study.ts';
import type { ComparableRequest } from '../measures/comparable.ts';
import { gateAt } from '../measures/frame-for.ts';
import type { MeasureRequest } from '../measures/reactions.ts';
import { DEFAULT_BENCHMARK, FARTHEST_ROWS, type StudyRequest } from '../measures/study.ts';
import {
  anchorOf,
  anchorText,
  eventOf,
  gateOf,
  gateShape,
  idList,
  instrumentOf,
  instrumentsOf,
} from './parameters.ts';
import { ApiError } from './problem.ts';
import type { World } from './world.ts';

export const oneEvent = z.strictObject({ slug });
/** What every measure of an event takes. */
export const measureShape = { anchor: anchorText.optional(), instruments: idList.optional(), ...gateShape };

const rows = (text: string) =>
  z
    .string()
    .regex(/^-?\d{1,4},-?\d{1,4}$/, 'must be two whole numbers with a comma between, such as -130,-11')
    .default(text)
    .transform((pair): readonly [number, number] => {
      const [from, to] = pair.split(',').map(Number);
      return [from as number, to as number];
    })
    .refine(([from, to]) => from >= FARTHEST_ROWS.before && to <= FARTHEST_ROWS.after, {
      message: `must lie within ${FARTHEST_ROWS.before} and ${FARTHEST_ROWS.after} sessions of day 0`,
    });

export const studyShape = {
  model: z.enum(MODELS).default(STUDY_DEFAULTS.model),
  benchmark: z
    .optional(instrumentId)
    .describe(`Id of an instrument; ${DEFAULT_BENCHMARK} if left out. The model mean has none`),
  estimation: rows(STUDY_DEFAULTS.estimation.join(',')).describe(
    'First and last session of the estimation window',
  ),
  window: rows(STUDY_DEFAULTS.window.join(',')).describe('First and last session of the event window'),
  lags: z
    .string()
    .regex(
      /^-?\d{1,2}(,-?\d{1,2}){0,9}$/,
      'must be at most ten whole numbers with commas between, such as 0,1',
    )
    .default(STUDY_DEFAULTS.lags.join(','))
    .transform((list) => list.split(',').map(Number))
    .describe('Benchmark lags of the model dimson, in sessions'),
};
type StudyQuery = z.infer<z.ZodObject<typeof studyShape>>;

const wordList = <T extends z.core.$ZodType<string, string>>(item: T, meaning: string) =>
  z
    .string()
    .max(2000)
    .transform((list) => list.split(',').filter((part) => part !== ''))
    .pipe(z.array(item).min(1).max(60))
    .optional()
    .describe(`${meaning}, with commas between`);

export const comparableShape = {
  axis: z.enum(['k', 't']).default('k').describe('k: sessions since day 0; t: trading minutes since T0'),
  slugs: wordList(slug, 'Slugs of the events to compare with; themes and actors are then not asked'),
  themes: wordList(theme, "Themes of which one must fit; the event's own if nothing is chosen"),
  actors: wordList(z.string().max(120), 'Actors of whom one must have taken part'),
};
type ComparableQuery = z.infer<z.ZodObject<typeof comparableShape>>;
type MeasureQuery = z.infer<z.ZodObject<typeof measureShape>>;

/** Throws ApiError where there is no such event, anchor or instrument, or a time cannot be read. */
export async function measureRequest(
  world: World,
  { slug: key, parameter }: { readonly slug: string; readonly parameter: 'slug' | 'event' },
  query: MeasureQuery,
): Promise<MeasureRequest> {
  const event = await eventOf(world, key, parameter);
  const anchor = anchorOf(event, query.anchor);
  const now = world.clock.now();
  return {
    event,
    anchor,
    instruments: instrumentsOf(world, query.instruments),
    gate: gateAt(now, gateOf(query, { now, t0: anchor.time })),
  };
}

/** The request as a study. All markets means all but the benchmark. Throws ApiError where there is no such benchmark. */
export function studyRequest(
  world: World,
  request: MeasureRequest,
  query: StudyQuery & Pick<MeasureQuery, 'instruments'>,
  withPlacebo: boolean,
): StudyRequest {
  const { model, estimation, window, lags } = query;
  const options: Partial<StudyOptions> = { model, estimation, window, lags };
  const id = query.benchmark ?? DEFAULT_BENCHMARK;
  const benchmark = model === 'mean' ? null : instrumentOf(world, id, 'benchmark');
  const instruments =
    query.instruments === undefined
      ? request.instruments.filter((i) => i.id !== benchmark?.id)
      : request.instruments;
  return { ...request, instruments, benchmark, options, withPlacebo };
}

/** Throws ApiError where one of the events chosen by hand is not there. */
export async function comparableRequest(
  world: World,
  request: MeasureRequest,
  { axis, slugs, themes, actors }: ComparableQuery,
): Promise<ComparableRequest> {
  for (const key of slugs ?? []) await eventOf(world, key, 'slugs');
  return { ...request, axis, choice: { slugs, themes, actors } };
}

/** Runs a study; options that hold for no market become an error that names the parameter. */
export async function orBadParameter<T>(query: StudyQuery, study: () => Promise<T>): Promise<T> {
  try {
    return await study();
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    const parameter = String(error.details.field);
    const received = query[parameter as keyof StudyQuery];
    throw new ApiError('bad-parameter', { detail: error.message, parameter, received: String(received) });
  }
}
