import { signal } from '@preact/signals';
import { enWatchlist } from './en-watchlist.ts';

/** Words of the watchlist; each language has exactly those of English. */
export const watchlistWords = signal(enWatchlist);
