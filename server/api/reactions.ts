import { z } from 'zod';
import { makeReactionAnswer, reactionAnswer } from '../../shared/reaction/reaction-answer.ts';
import { reactionsOf } from '../measures/reactions.ts';
import { measureRequest, measureShape, oneEvent } from './measure-query.ts';
import { route } from './route.ts';

export const reactionRoutes = [
  route({
    method: 'get',
    path: '/events/{slug}/reactions',
    summary: 'How each market moved after an event: every horizon, how unusual, how it went, in which order',
    params: oneEvent,
    query: z.strictObject(measureShape),
    answer: { status: 200, schema: reactionAnswer },
    errors: ['unknown-event', 'unknown-instrument', 'store-unavailable'],
    handle: async ({ world, params, query }) => {
      const request = await measureRequest(world, { slug: params.slug, parameter: 'slug' }, query);
      return { json: makeReactionAnswer(await reactionsOf(world, request)) };
    },
  }),
];
