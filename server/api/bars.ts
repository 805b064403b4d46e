import { z } from 'zod';
import { instrumentId } from '../../shared/market/instrument.ts';
import { barColumns } from '../../shared/protocol/resources.ts';
import { asUtcMs, DAY_MS, seq, utcMs } from '../../shared/time/instant.ts';
import { type BarInterval, barInterval } from '../../shared/time/interval.ts';
import { filterColumns } from '../transfer/gate.ts';
import {
  anchorOf,
  anchorText,
  boundBars,
  eventKey,
  eventOf,
  gateOf,
  gateShape,
  instrumentOf,
  rangeOf,
  receivedBy,
  timeText,
} from './parameters.ts';
import { route } from './route.ts';

/** Bars in one JSON answer; a larger range is what the CSV export is for. */
const MOST_BARS = 100_000;
const DEFAULT_SPAN_MS: Readonly<Record<BarInterval, number>> = {
  '1m': 2 * DAY_MS,
  '5m': 7 * DAY_MS,
  '1h': 60 * DAY_MS,
  '1d': 730 * DAY_MS,
};

export const barRoutes = [
  route({
    method: 'get',
    path: '/bars',
    summary: 'Finished bars of one instrument whose start lies in [from, to), as columns',
    query: z.strictObject({
      instrument: instrumentId,
      interval: barInterval,
      from: timeText.optional(),
      to: timeText.optional(),
      event: z.optional(eventKey),
      anchor: anchorText.optional(),
      ...gateShape,
    }),
    answer: {
      status: 200,
      schema: z.strictObject({ storeId: z.string(), seq, from: utcMs, to: utcMs, bars: barColumns }),
    },
    errors: ['bad-range', 'unknown-instrument', 'unknown-event', 'store-unavailable'],
    handle: async ({ world, query }) => {
      const instrument = instrumentOf(world, query.instrument);
      const event = query.event === undefined ? null : await eventOf(world, query.event);
      const now = world.clock.now();
      const context = { now, t0: event === null ? null : anchorOf(event, query.anchor).time };
      const gate = gateOf(query, context);
      const end = gate === null ? now : gate.asOf;
      const range = rangeOf(query, context, (to) => ({
        from: asUtcMs((to ?? end) - DEFAULT_SPAN_MS[query.interval]),
        to: end,
      }));
      boundBars(range, query.interval, 1, MOST_BARS);
      const head = await world.store.head();
      const bars = await world.store.bars({
        instrument: instrument.id,
        interval: query.interval,
        ...range,
        ...receivedBy(gate),
      });
      const seen =
        gate === null ? bars : filterColumns(bars, (i) => (bars.closeTime[i] as number) <= gate.asOf);
      return { json: { storeId: world.store.storeId, seq: head, ...range, bars: seen } };
    },
  }),
];
