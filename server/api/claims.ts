import { z } from 'zod';
import { claimAnswer } from '../../shared/reaction/claim-answer.ts';
import { claimsOf } from '../measures/claims.ts';
import { measureRequest, oneEvent } from './measure-query.ts';
import { gateShape } from './parameters.ts';
import { route } from './route.ts';

export const claimRoutes = [
  route({
    method: 'get',
    path: '/events/{slug}/claims',
    summary: 'Claims about markets that came with an event, judged by what their markets did',
    params: oneEvent,
    query: z.strictObject(gateShape),
    answer: { status: 200, schema: claimAnswer },
    errors: ['unknown-event', 'store-unavailable'],
    handle: async ({ world, params, query }) => {
      const request = await measureRequest(world, { slug: params.slug, parameter: 'slug' }, query);
      return { json: await claimsOf(world, request) };
    },
  }),
];
