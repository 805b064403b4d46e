import { z } from 'zod';
import { makeStudyAnswer, studyAnswer } from '../../shared/study/answer.ts';
import { studyOf } from '../measures/study.ts';
import {
  measureRequest,
  measureShape,
  oneEvent,
  orBadParameter,
  studyRequest,
  studyShape,
} from './measure-query.ts';
import { route } from './route.ts';

/** How much of the bars that were read is simulated. */
const simulated = z.enum(['none', 'partly', 'all']);

export const studyRoutes = [
  route({
    method: 'get',
    path: '/events/{slug}/study',
    summary: 'Abnormal daily returns around an event, market by market and for the group',
    params: oneEvent,
    query: z.strictObject({
      ...measureShape,
      ...studyShape,
      placebo: z
        .enum(['true', 'false'])
        .default('true')
        .describe('false leaves out the placebo events of each market, which cost most of the time'),
    }),
    answer: { status: 200, schema: z.strictObject({ ...studyAnswer.shape, simulated }) },
    errors: ['unknown-event', 'unknown-instrument', 'store-unavailable'],
    handle: async ({ world, params, query }) => {
      const asked = await measureRequest(world, { slug: params.slug, parameter: 'slug' }, query);
      const request = studyRequest(world, asked, query, query.placebo === 'true');
      const study = await orBadParameter(query, () => studyOf(world, request));
      return { json: { ...makeStudyAnswer(study), simulated: study.simulated } };
    },
  }),
];
