import type { InstrumentId } from '../market/instrument.ts';
import { MOST_GROUPS, MOST_WATCHED, type Watchlist, type WatchlistGroup } from './watchlist.ts';

// Each edit says what a person meant and is made on whatever list there is: when somebody else was faster it is made
// again on theirs. One that has nothing to do, or that would leave no market or too many, gives back the list it was given.

export type WatchlistEdit = (list: Watchlist) => Watchlist;

/** Where a market stands: number of its group, and place within it. */
export interface Place {
  readonly group: number;
  readonly at: number;
}

export const idsOf = (list: Watchlist): readonly InstrumentId[] => list.groups.flatMap((g) => g.instruments);

export function placeOf(list: Watchlist, id: InstrumentId): Place | null {
  for (const [group, { instruments }] of list.groups.entries()) {
    const at = instruments.indexOf(id);
    if (at >= 0) return { group, at };
  }
  return null;
}

const without = (list: Watchlist, id: InstrumentId): WatchlistGroup[] =>
  list.groups.map((g) => ({ ...g, instruments: g.instruments.filter((other) => other !== id) }));

const clamp = (n: number, most: number): number => Math.max(0, Math.min(n, most));

function put(groups: WatchlistGroup[], id: InstrumentId, to: Place): Watchlist {
  const group = clamp(to.group, groups.length - 1);
  const into = groups[group] as WatchlistGroup;
  const instruments = into.instruments.toSpliced(clamp(to.at, into.instruments.length), 0, id);
  return { groups: groups.with(group, { ...into, instruments }) };
}

/** Puts a market where `to` says, counted without the market itself. */
export const moveTo =
  (id: InstrumentId, to: Place): WatchlistEdit =>
  (list) => {
    const from = placeOf(list, id);
    if (from === null) return list;
    const moved = put(without(list, id), id, to);
    const now = placeOf(moved, id);
    return now?.group === from.group && now.at === from.at ? list : moved;
  };

/** One place up or down; over the edge of its group it goes into the next. */
export const moveBy =
  (id: InstrumentId, step: -1 | 1): WatchlistEdit =>
  (list) => {
    const from = placeOf(list, id);
    if (from === null) return list;
    const at = from.at + step;
    const size = (list.groups[from.group] as WatchlistGroup).instruments.length;
    if (at >= 0 && at < size) return moveTo(id, { group: from.group, at })(list);
    const next = list.groups[from.group + step];
    if (next === undefined) return list;
    return moveTo(id, { group: from.group + step, at: step > 0 ? 0 : next.instruments.length })(list);
  };

export const removeMarket =
  (id: InstrumentId): WatchlistEdit =>
  (list) => {
    if (placeOf(list, id) === null || idsOf(list).length === 1) return list;
    return { groups: without(list, id) };
  };

/** At the end of the last group. */
export const addMarket =
  (id: InstrumentId): WatchlistEdit =>
  (list) => {
    if (placeOf(list, id) !== null || idsOf(list).length >= MOST_WATCHED) return list;
    return put([...list.groups], id, { group: list.groups.length - 1, at: Number.POSITIVE_INFINITY });
  };

const isFree = (list: Watchlist, name: string): boolean => !list.groups.some((g) => g.name === name);

/** An empty group below the others. */
export const addGroup =
  (name: string): WatchlistEdit =>
  (list) =>
    isFree(list, name) && list.groups.length < MOST_GROUPS
      ? { groups: [...list.groups, { name, instruments: [] }] }
      : list;

export const renameGroup =
  (name: string, to: string): WatchlistEdit =>
  (list) => {
    if (isFree(list, name) || !isFree(list, to)) return list;
    return { groups: list.groups.map((g) => (g.name === name ? { ...g, name: to } : g)) };
  };

/** Its markets go to the group above it, of the first to the one below. */
export const removeGroup =
  (name: string): WatchlistEdit =>
  (list) => {
    const at = list.groups.findIndex((g) => g.name === name);
    const gone = list.groups[at];
    if (gone === undefined || list.groups.length === 1) return list;
    const groups = list.groups.toSpliced(at, 1);
    const heir = Math.max(0, at - 1);
    const { instruments, ...rest } = groups[heir] as WatchlistGroup;
    const joined = at === 0 ? [...gone.instruments, ...instruments] : [...instruments, ...gone.instruments];
    return { groups: groups.with(heir, { ...rest, instruments: joined }) };
  };

/** Takes another list as it is: the default, or the one before an edit. */
export const replaceBy =
  (other: Watchlist): WatchlistEdit =>
  (list) =>
    JSON.stringify(other) === JSON.stringify(list) ? list : other;
