import { z } from 'zod';
import { headline, side } from '../../shared/news/headline.ts';
import { pageOf } from '../../shared/protocol/resources.ts';
import { utcMs } from '../../shared/time/instant.ts';
import { headlineQuery } from '../transfer/export.ts';
import { EVERYTHING, gateOf, gateShape, rangeOf, timeText } from './parameters.ts';
import { ApiError } from './problem.ts';
import { route } from './route.ts';

const position = z.tuple([utcMs, z.string().min(1).max(600)]);

const cursorOf = (last: { time: number; id: string }): string =>
  Buffer.from(JSON.stringify([last.time, last.id])).toString('base64url');

function readCursor(cursor: string): { time: z.infer<typeof utcMs>; id: string } {
  try {
    const [time, id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { time, id };
  } catch {
    throw new ApiError('bad-parameter', {
      detail: 'The cursor is not one this server gave.',
      parameter: 'cursor',
      received: cursor,
      expected: 'cursor of the page before',
    });
  }
}

export const headlineFilter = {
  from: timeText.optional(),
  to: timeText.optional(),
  side: z.optional(side),
  q: z.string().max(200).default('').describe('Words that must all occur in the title'),
  story: z.string().min(1).max(600).optional(),
  ...gateShape,
};

export const headlineRoutes = [
  route({
    method: 'get',
    path: '/headlines',
    summary: 'Headlines of a range, newest first, by pages',
    query: z.strictObject({
      ...headlineFilter,
      limit: z.coerce.number<string>().int().min(1).max(500).default(100),
      cursor: z.string().min(1).max(1200).optional(),
    }),
    answer: { status: 200, schema: pageOf(headline) },
    errors: ['bad-range', 'store-unavailable'],
    handle: async ({ world, query }) => {
      const context = { now: world.clock.now(), t0: null };
      const gate = gateOf(query, context);
      const range = rangeOf(query, context, () => EVERYTHING);
      const filter = headlineQuery({
        range,
        gate,
        side: query.side ?? null,
        text: query.q,
        storyId: query.story ?? null,
      });
      const before = query.cursor === undefined ? {} : { before: readCursor(query.cursor) };
      const seq = await world.store.head();
      const found = await world.store.headlines({ ...filter, ...before, limit: query.limit + 1 });
      const items = found.slice(0, query.limit);
      const last = items.at(-1);
      return { json: { items, cursor: found.length > query.limit && last ? cursorOf(last) : null, seq } };
    },
  }),
];
