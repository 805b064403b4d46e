import { z } from 'zod';
import { reactionsOf } from '../measures/reactions.ts';
import { eventCardOf } from '../transfer/event-card.ts';
import { measureRequest, oneEvent } from './measure-query.ts';
import { anchorText, gateShape } from './parameters.ts';
import { route } from './route.ts';

export const eventCardRoutes = [
  route({
    method: 'get',
    path: '/events/{slug}/card.png',
    summary: 'A picture of 1200 × 630 for previews of a link: title, T0, breadth and the three largest moves',
    params: oneEvent,
    query: z.strictObject({ anchor: anchorText.optional(), ...gateShape }),
    answer: { status: 200, mediaType: 'image/png' },
    errors: ['unknown-event', 'store-unavailable'],
    handle: async ({ world, params, query, res }) => {
      const asked = await measureRequest(world, { slug: params.slug, parameter: 'slug' }, query);
      const instruments = world.instruments.filter((i) => i.set === 'core');
      const measure = await reactionsOf(world, { ...asked, instruments });
      // The drawing brings a library of its own, which a server that draws nothing need not wait for.
      const { paintEventCard } = await import('../transfer/event-card-paint.ts');
      const card = eventCardOf({ event: asked.event, anchor: asked.anchor, instruments, measure });
      const png = await paintEventCard(card);
      res.type('image/png').send(png);
      return undefined;
    },
  }),
];
