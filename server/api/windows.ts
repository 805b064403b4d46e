import { z } from 'zod';
import { windowResource } from '../../shared/protocol/resources.ts';
import { asUtcMs, DAY_MS } from '../../shared/time/instant.ts';
import { barInterval } from '../../shared/time/interval.ts';
import { dailyFrom, eventRange, intervalsFor } from '../transfer/event-range.ts';
import { windowThrough } from '../transfer/gate.ts';
import {
  anchorOf,
  anchorText,
  boundBars,
  eventKey,
  eventOf,
  gateOf,
  gateShape,
  idList,
  instrumentsOf,
  rangeOf,
  timeText,
} from './parameters.ts';
import { route } from './route.ts';

/** Minutes of every instrument for two weeks, or days for a century. */
const MOST_BARS = 1_500_000;

export const windowRoutes = [
  route({
    method: 'get',
    path: '/windows',
    summary: 'All that belongs to an event or a range: bars, quotes, headlines and events, read at one seq',
    query: z.strictObject({
      event: z.optional(eventKey),
      anchor: anchorText.optional(),
      from: timeText.optional(),
      to: timeText.optional(),
      instruments: idList.optional(),
      intervals: z
        .string()
        .max(20)
        .transform((text) => text.split(','))
        .pipe(z.array(barInterval).min(1))
        .optional()
        .describe('Bars wanted, with commas between; fitting the range if left out'),
      ...gateShape,
    }),
    answer: { status: 200, schema: windowResource },
    errors: ['bad-range', 'unknown-instrument', 'unknown-event', 'store-unavailable'],
    handle: async ({ world, query }) => {
      const event = query.event === undefined ? null : await eventOf(world, query.event);
      const now = world.clock.now();
      const context = { now, t0: event === null ? null : anchorOf(event, query.anchor).time };
      const gate = gateOf(query, context);
      const instruments = instrumentsOf(world, query.instruments);
      const around = event === null ? null : eventRange(event, instruments, world.calendars);
      const range = rangeOf(
        query,
        context,
        (to) => around ?? { from: asUtcMs((to ?? now) - DAY_MS), to: now },
      );
      const intervals = query.intervals ?? intervalsFor(range);
      for (const interval of intervals) boundBars(range, interval, instruments.length, MOST_BARS);
      const window = await world.store.window({
        ...range,
        instruments: instruments.map((i) => i.id),
        intervals,
        dailyFrom: dailyFrom(range),
        withSuperseded: true,
      });
      return { json: windowThrough(window, gate) };
    },
  }),
];
