import { z } from 'zod';
import type { Quote } from '../../shared/market/quote.ts';
import { quote } from '../../shared/market/quote.ts';
import { pageOf } from '../../shared/protocol/resources.ts';
import { asUtcMs, DAY_MS } from '../../shared/time/instant.ts';
import { gateOf, gateShape, idList, instrumentsOf, rangeOf, timeText } from './parameters.ts';
import { ApiError } from './problem.ts';
import { route } from './route.ts';

const LONGEST_MS = 32 * DAY_MS;

export const quoteRoutes = [
  route({
    method: 'get',
    path: '/quotes',
    summary: 'The last known price of each instrument; with from or to every quote of that range',
    query: z.strictObject({
      instruments: idList.optional(),
      from: timeText.optional(),
      to: timeText.optional(),
      ...gateShape,
    }),
    answer: { status: 200, schema: pageOf(quote) },
    errors: ['bad-range', 'unknown-instrument', 'store-unavailable'],
    handle: async ({ world, query }) => {
      const { store } = world;
      const context = { now: world.clock.now(), t0: null };
      const gate = gateOf(query, context);
      const chosen = instrumentsOf(world, query.instruments);
      const received = gate?.basis === 'known' ? gate.asOf : undefined;
      const head = await store.head();
      let items: readonly Quote[];
      if (query.from === undefined && query.to === undefined) {
        const latest = await store.latestQuotes(gate?.asOf ?? context.now, received);
        items = latest.filter((q) => chosen.some((i) => i.id === q.instrument));
      } else {
        const end = gate?.asOf ?? context.now;
        const range = rangeOf(query, context, (to) => ({ from: asUtcMs((to ?? end) - DAY_MS), to: end }));
        if (range.to - range.from > LONGEST_MS) {
          const expected = 'at most 32 days, or export/quotes.csv';
          throw new ApiError('bad-range', { detail: 'The range is too long.', parameter: 'from', expected });
        }
        const to = gate === null ? range.to : asUtcMs(Math.min(range.to, gate.asOf + 1));
        const lists = await Promise.all(chosen.map((i) => store.quotes(i.id, range.from, to, received)));
        items = lists.flat();
      }
      return { json: { items, cursor: null, seq: head } };
    },
  }),
];
