import { z } from 'zod';
import { eventsThrough } from '../transfer/gate.ts';
import { icalOfEvents } from '../transfer/ical-events.ts';
import { originOf } from './origin.ts';
import { gateOf, gateShape } from './parameters.ts';
import { route } from './route.ts';

export const eventCalendarRoutes = [
  route({
    method: 'get',
    path: '/events.ics',
    summary: 'Events as a calendar to subscribe to (RFC 5545), coming ones among them',
    query: z.strictObject(gateShape),
    answer: { status: 200, mediaType: 'text/calendar' },
    errors: ['store-unavailable'],
    handle: async ({ world, query, guard, req, res }) => {
      const gate = gateOf(query, { now: world.clock.now(), t0: null });
      const events = eventsThrough(await world.store.events(), gate);
      res
        .type('text/calendar; charset=utf-8')
        .set('Content-Disposition', 'inline; filename="market-reaction-events.ics"')
        .send(icalOfEvents(events, originOf(req, guard)));
      return undefined;
    },
  }),
];
