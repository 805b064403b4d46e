import type { Instrument } from '../../shared/market/instrument.ts';
import { defaultWatchlist, WATCHLIST_ID } from '../../shared/watchlist/watchlist.ts';
import type { Store } from '../store/store.ts';
import type { Ingest } from './ingest.ts';

/** Who wrote the first revision. */
export const SEED_ACTOR = 'market-reaction';

/** Gives a store that never had a watchlist the one a server begins with. Rejects with StoreError. */
export async function seedWatchlist(
  store: Pick<Store, 'recordRevisions'>,
  ingest: Ingest,
  instruments: readonly Instrument[],
): Promise<void> {
  const place = { collection: 'watchlist', id: WATCHLIST_ID } as const;
  if ((await store.recordRevisions(place)).length > 0) return;
  const body = defaultWatchlist(instruments);
  await ingest.accept({ recordEdits: [{ ...place, body, actor: SEED_ACTOR, revision: 0, deleted: false }] });
}
