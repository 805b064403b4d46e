import { z } from 'zod/mini';
import { type Instrument, instrumentId } from '../market/instrument.ts';

export const MOST_WATCHED = 60;
export const MOST_GROUPS = 12;

/** `name` may be empty for one group: the markets that stand under no heading. */
export const watchlistGroup = z.strictObject({
  name: z.string().check(z.trim(), z.maxLength(40)),
  instruments: z.array(instrumentId).check(z.maxLength(MOST_WATCHED)),
});
export type WatchlistGroup = z.infer<typeof watchlistGroup>;

/** The markets that are watched: which, in which order, in which groups. */
export const watchlist = z
  .strictObject({ groups: z.array(watchlistGroup).check(z.minLength(1), z.maxLength(MOST_GROUPS)) })
  .check(
    z.superRefine(({ groups }, context) => {
      const fault = (path: (string | number)[], message: string): void =>
        context.addIssue({ code: 'custom', path: ['groups', ...path], message });
      const names = new Set<string>();
      const ids = new Set<string>();
      groups.forEach((group, at) => {
        if (names.has(group.name)) fault([at, 'name'], 'each group needs a name of its own');
        names.add(group.name);
        group.instruments.forEach((id, place) => {
          if (ids.has(id)) fault([at, 'instruments', place], 'each market may be listed once');
          ids.add(id);
        });
      });
      if (ids.size === 0) fault([], 'at least one market must be listed');
      if (ids.size > MOST_WATCHED)
        fault([], `at most ${MOST_WATCHED} markets can be listed, came ${ids.size}`);
    }),
  );
export type Watchlist = z.infer<typeof watchlist>;

/** Other groups for the watchlist that was read at `revision`. */
export const watchlistEdit = z.safeExtend(watchlist, { revision: z.int().check(z.minimum(1)) });

/** There is one watchlist; this is its record's id. */
export const WATCHLIST_ID = 'main';

/** The list a server begins with: its core markets in the order of its instruments. */
export const defaultWatchlist = (instruments: readonly Instrument[]): Watchlist => ({
  groups: [{ name: '', instruments: instruments.filter((i) => i.set === 'core').map((i) => i.id) }],
});
