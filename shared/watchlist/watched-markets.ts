import type { Instrument } from '../market/instrument.ts';
import { defaultWatchlist, type Watchlist } from './watchlist.ts';

/**
 * The markets to show, in order: those of the list, then those of the context sets that are switched on. Without a
 * list the one that a server begins with; ids that this server does not know are passed over.
 */
export function watchedMarkets(
  list: Watchlist | null,
  instruments: readonly Instrument[],
  sets: readonly string[],
): readonly Instrument[] {
  const { groups } = list ?? defaultWatchlist(instruments);
  const byId = new Map(instruments.map((i) => [i.id, i]));
  const listed = groups.flatMap((group) => group.instruments.flatMap((id) => byId.get(id) ?? []));
  const ids = new Set(listed.map((i) => i.id));
  return [...listed, ...instruments.filter((i) => sets.includes(i.set) && !ids.has(i.id))];
}
