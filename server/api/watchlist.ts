import { z } from 'zod';
import type { Instrument } from '../../shared/market/instrument.ts';
import { type UserRecord, userRecord } from '../../shared/record/user-record.ts';
import { watchedMarkets } from '../../shared/watchlist/watched-markets.ts';
import { WATCHLIST_ID, type Watchlist, watchlist, watchlistEdit } from '../../shared/watchlist/watchlist.ts';
import { unknownInstrument } from './parameters.ts';
import { recordOf, storeRecordEdit } from './record-edits.ts';
import { route } from './route.ts';
import type { World } from './world.ts';

const PLACE = { collection: 'watchlist', id: WATCHLIST_ID } as const;

const answer = z.strictObject({ ...userRecord.shape, collection: z.literal('watchlist'), body: watchlist });

/** Throws ApiError where the list names a market that this server does not have, unless it was listed already. */
function checkMarkets({ groups }: Watchlist, instruments: readonly Instrument[], before: UserRecord): void {
  const listed = watchlist.parse(before.body).groups.flatMap((group) => group.instruments);
  const known = new Set([...instruments.map((i) => i.id), ...listed]);
  groups.forEach((group, at) => {
    group.instruments.forEach((id, place) => {
      if (!known.has(id)) throw unknownInstrument('bad-body', `groups.${at}.instruments.${place}`, id);
    });
  });
}

/** The markets that the page shows where its address names none. Rejects with StoreError. */
export async function watchedInstruments({ store, instruments }: World): Promise<readonly Instrument[]> {
  const list = watchlist.safeParse((await store.record(PLACE))?.body);
  return watchedMarkets(list.success ? list.data : null, instruments, []);
}

export const watchlistRoutes = [
  route({
    method: 'get',
    path: '/watchlist',
    summary: 'The markets that are watched: which, in which order, in which groups',
    answer: { status: 200, schema: answer },
    errors: ['not-found', 'store-unavailable'],
    handle: async ({ world }) => ({ json: await recordOf(world, PLACE) }),
  }),
  route({
    method: 'patch',
    path: '/watchlist',
    summary: 'Gives the watchlist other groups, where it still is at the given revision',
    body: watchlistEdit,
    answer: { status: 200, schema: answer },
    errors: ['not-found', 'stale-revision', 'store-full', 'store-unavailable'],
    handle: async ({ world, body: { revision, groups }, guard, req }) => {
      checkMarkets({ groups }, world.instruments, await recordOf(world, PLACE));
      const edit = { ...PLACE, body: { groups }, actor: guard.actor(req), revision, deleted: false };
      return { json: await storeRecordEdit(world, edit) };
    },
  }),
];
