import { z } from 'zod';
import { marketEvent, slug } from '../../shared/event/event.ts';
import { eventsThrough } from '../transfer/gate.ts';
import { gateOf, gateShape } from './parameters.ts';
import { ApiError } from './problem.ts';
import { route } from './route.ts';

export const eventRevisionRoutes = [
  route({
    method: 'get',
    path: '/events/{slug}/revisions',
    summary: 'Every revision of an event, oldest first, also of one that was removed',
    params: z.strictObject({ slug }),
    query: z.strictObject(gateShape),
    answer: { status: 200, schema: z.strictObject({ items: z.array(marketEvent) }) },
    errors: ['unknown-event', 'store-unavailable'],
    handle: async ({ world, params, query }) => {
      const gate = gateOf(query, { now: world.clock.now(), t0: null });
      const revisions = await world.store.eventRevisions(params.slug);
      // Each by itself: the gate knows one revision of a slug.
      const items = revisions.flatMap((revision) => eventsThrough([revision], gate));
      if (items.length > 0) return { json: { items } };
      throw new ApiError('unknown-event', {
        detail:
          revisions.length > 0
            ? 'At that instant nobody knew of this event here.'
            : 'No event has had this slug.',
        parameter: 'slug',
        received: params.slug,
        expected: 'a slug of events',
      });
    },
  }),
];
