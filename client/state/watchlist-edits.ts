import { signal } from '@preact/signals';
import type { WatchlistEdit } from '../../shared/watchlist/edits.ts';
import { type Watchlist, watchlist } from '../../shared/watchlist/watchlist.ts';
import { changeWatchlist, fetchWatchlist } from '../connection/records.ts';
import { RequestError } from '../connection/windows.ts';
import { heldStore } from './timeline.ts';
import { watchlistRecord } from './watchlist.ts';

/** Attempts at one edit while others edit too. */
const MOST_TRIES = 5;

export type EditOutcome =
  /** `before` is what the edit was made on. */
  | { readonly done: true; readonly before: Watchlist }
  /** There was nothing to do. */
  | { readonly done: false }
  | { readonly failed: string };

interface Known {
  readonly revision: number;
  readonly body: Watchlist;
  readonly store: string | null;
}

/** What the server answered last: ahead of the change that will bring it to every page. */
let answered: Known | null = null;
let last: Promise<unknown> = Promise.resolve();

/** Edits that were made here and are not answered yet. */
export const editsUnderWay = signal(0);

const read = (record: { revision: number; body: unknown }): Known => ({
  revision: record.revision,
  body: watchlist.parse(record.body),
  store: heldStore(),
});

async function newest(): Promise<Known> {
  const told = watchlistRecord.peek();
  const mine = answered?.store === heldStore() ? answered : null;
  if (told !== null && told.revision >= (mine?.revision ?? 0)) return read(told);
  return mine ?? read(await fetchWatchlist());
}

const wasFaster = (error: unknown): boolean => error instanceof RequestError && error.status === 409;

async function make(edit: WatchlistEdit): Promise<EditOutcome> {
  let base = await newest();
  for (let attempt = 1; ; attempt++) {
    const wanted = edit(base.body);
    if (wanted === base.body) return { done: false };
    try {
      answered = read(await changeWatchlist(base.revision, wanted));
      return { done: true, before: base.body };
    } catch (error) {
      if (!wasFaster(error) || attempt === MOST_TRIES) throw error;
      base = read(await fetchWatchlist());
    }
  }
}

/**
 * Makes an edit on the list as it is on the server, one after the other in the order they were asked for; where somebody
 * was faster it is made again on theirs. The list on screen changes when the server tells of it. Never rejects.
 */
export function editWatchlist(edit: WatchlistEdit): Promise<EditOutcome> {
  editsUnderWay.value += 1;
  const outcome = last
    .then(() => make(edit))
    .catch(
      (error: unknown): EditOutcome => ({ failed: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => {
      editsUnderWay.value -= 1;
    });
  last = outcome;
  return outcome;
}
