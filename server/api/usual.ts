import { z } from 'zod';
import { precision } from '../../shared/event/event.ts';
import { usualAnswer } from '../../shared/reaction/usual-answer.ts';
import { gateAt } from '../measures/frame-for.ts';
import type { ProfileAnchor } from '../measures/profile-book.ts';
import { usualOf } from '../measures/usual.ts';
import { gateOf, gateShape, idList, instrumentsOf, timeOf, timeText } from './parameters.ts';
import { ApiError } from './problem.ts';
import { route } from './route.ts';
import { type Subject, subjectOf, subjectShape } from './subject.ts';

const query = z.strictObject({
  t0: timeText
    .optional()
    .describe('The instant that moves are measured from; wins over the anchor of the event'),
  ...subjectShape,
  instruments: idList.optional(),
  precision: z.optional(precision).describe("How well T0 is known: the anchor's own, or minute, if left out"),
  ...gateShape,
});

/** T0 as it was asked for. Throws ApiError where neither an instant nor an event is named. */
function anchorOf(asked: z.infer<typeof query>, { chosen, context }: Subject): ProfileAnchor {
  if (asked.t0 !== undefined)
    return { time: timeOf('t0', asked.t0, context), precision: asked.precision ?? 'minute' };
  if (chosen !== null)
    return { time: chosen.anchor.time, precision: asked.precision ?? chosen.anchor.precision };
  throw new ApiError('bad-parameter', {
    detail: 'Name the instant that moves are measured from, or an event.',
    parameter: 't0',
    expected: 't0 or event',
  });
}

export const usualRoutes = [
  route({
    method: 'get',
    path: '/usual',
    summary: 'Usual moves of markets for one T0: the same move on each of the last sessions before it',
    query,
    answer: { status: 200, schema: usualAnswer },
    errors: ['unknown-event', 'unknown-instrument', 'store-unavailable'],
    handle: async ({ world, query: asked }) => {
      const subject = await subjectOf(world, asked);
      const anchor = anchorOf(asked, subject);
      const context = { now: subject.context.now, t0: anchor.time };
      const gate = gateAt(context.now, gateOf(asked, context));
      return { json: await usualOf(world, anchor, instrumentsOf(world, asked.instruments), gate) };
    },
  }),
];
