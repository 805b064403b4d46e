import { z } from 'zod';
import { change } from '../../shared/protocol/change.ts';
import { seq } from '../../shared/time/instant.ts';
import { route } from './route.ts';

const LIMIT = 5000;

/** What a socket's pull answers, without the snapshot: that is `windows`. */
const changes = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('changes'),
    storeId: z.string(),
    from: seq,
    to: seq,
    more: z.boolean(),
    changes: z.array(change),
  }),
  z.strictObject({
    type: z.literal('reset'),
    storeId: z.string(),
    reason: z.enum(['below-floor', 'ahead-of-head']),
    to: seq,
  }),
]);

export const changeRoutes = [
  route({
    method: 'get',
    path: '/changes',
    summary:
      'What changed after a seq, the latest state of each record; reset where the journal no longer reaches back',
    query: z.strictObject({
      since: z.coerce.number<string>().pipe(seq),
      limit: z.coerce.number<string>().int().min(1).max(LIMIT).default(LIMIT),
    }),
    answer: { status: 200, schema: changes },
    errors: ['store-unavailable'],
    handle: async ({ world: { store }, query }) => {
      const { storeId } = store;
      const answer = await store.changesSince(query.since, query.limit);
      if (answer.type === 'changes') return { json: { ...answer, storeId } };
      return { json: { type: 'reset', storeId, reason: answer.type, to: await store.head() } };
    },
  }),
];
