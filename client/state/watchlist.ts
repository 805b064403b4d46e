import { computed } from '@preact/signals';
import { WATCHLIST_ID, type Watchlist, watchlist } from '../../shared/watchlist/watchlist.ts';
import { type KeptRecord, readRecords } from './records.ts';

const lists = readRecords('watchlist', watchlist);

/** The list of this server with who changed it last and when; null until the first snapshot. */
export const watchlistRecord = computed<KeptRecord<Watchlist> | null>(
  () => lists.value.find((record) => record.id === WATCHLIST_ID) ?? null,
);
