import { z } from 'zod';
import { comparableAnswer } from '../../shared/comparable/comparable-answer.ts';
import { comparableOf } from '../measures/comparable.ts';
import {
  comparableRequest,
  comparableShape,
  measureRequest,
  measureShape,
  oneEvent,
} from './measure-query.ts';
import { route } from './route.ts';

export const comparableRoutes = [
  route({
    method: 'get',
    path: '/events/{slug}/comparable',
    summary:
      'The event on top of earlier comparable ones: paths aligned at T0, median and band, what became of them',
    params: oneEvent,
    query: z.strictObject({ ...measureShape, ...comparableShape }),
    answer: { status: 200, schema: comparableAnswer },
    errors: ['unknown-event', 'unknown-instrument', 'store-unavailable'],
    handle: async ({ world, params, query }) => {
      const asked = await measureRequest(world, { slug: params.slug, parameter: 'slug' }, query);
      return { json: await comparableOf(world, await comparableRequest(world, asked, query)) };
    },
  }),
];
