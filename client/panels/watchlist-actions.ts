import { signal } from '@preact/signals';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import {
  addGroup,
  addMarket,
  idsOf,
  moveBy,
  moveTo,
  type Place,
  removeGroup,
  removeMarket,
  renameGroup,
  replaceBy,
  type WatchlistEdit,
} from '../../shared/watchlist/edits.ts';
import { defaultWatchlist, MOST_WATCHED, type Watchlist } from '../../shared/watchlist/watchlist.ts';
import { watchlistWords } from '../i18n/watchlist-words.ts';
import { instruments } from '../state/subject.ts';
import { watchlistRecord } from '../state/watchlist.ts';
import { editWatchlist } from '../state/watchlist-edits.ts';

/** What the last edit did or why it was not made; said aloud too. */
export const said = signal('');
/** The list before the last edit that was made here. */
export const undoable = signal<Watchlist | null>(null);
/** A market whose handle is to have the focus when the list is drawn anew. */
export const focusNext = signal<InstrumentId | null>(null);

const words = () => watchlistWords.peek().said;

const nameOf = (id: InstrumentId): string =>
  instruments.peek().find((i: Instrument) => i.id === id)?.name ?? id;

/** Makes an edit; `told` is said when it was made, `otherwise` where there was nothing to do. */
async function make(edit: WatchlistEdit, told: (after: Watchlist) => string, otherwise = ''): Promise<void> {
  let after: Watchlist | null = null;
  const outcome = await editWatchlist((list) => {
    after = edit(list);
    return after;
  });
  if ('failed' in outcome) said.value = watchlistWords.peek().failed(outcome.failed);
  else if (!outcome.done || after === null) said.value = otherwise;
  else {
    said.value = told(after);
    undoable.value = outcome.before;
  }
}

const moved =
  (id: InstrumentId) =>
  (after: Watchlist): string => {
    const ids = idsOf(after);
    return words().moved(nameOf(id), ids.indexOf(id) + 1, ids.length);
  };

export function step(id: InstrumentId, by: -1 | 1): void {
  focusNext.value = id;
  void make(moveBy(id, by), moved(id));
}

export function put(id: InstrumentId, to: Place): void {
  focusNext.value = id;
  void make(moveTo(id, to), moved(id));
}

export const add = (id: InstrumentId): void => {
  const full = idsOf(watchlistRecord.peek()?.body ?? { groups: [] }).length >= MOST_WATCHED;
  void make(addMarket(id), () => words().added(nameOf(id)), full ? words().full : '');
};

export const remove = (id: InstrumentId): void =>
  void make(removeMarket(id), () => words().removed(nameOf(id)), words().last);

const nothing = (): string => '';

export function newGroup(): void {
  const w = watchlistWords.peek();
  const names = (watchlistRecord.peek()?.body.groups ?? []).map((g) => g.name);
  let n = names.length + 1;
  while (names.includes(w.groupName(n))) n += 1;
  void make(addGroup(w.groupName(n)), nothing);
}

export const rename = (name: string, to: string): void =>
  void make(renameGroup(name, to.trim()), nothing, name === to.trim() ? '' : words().sameName);

export const dropGroup = (name: string): void => void make(removeGroup(name), nothing);

export const reset = (): void =>
  void make(replaceBy(defaultWatchlist(instruments.peek())), () => words().reset);

export async function undo(): Promise<void> {
  const before = undoable.peek();
  if (before === null) return;
  await make(replaceBy(before), () => words().undone);
  undoable.value = null;
}
