import { computed, effect, signal } from '@preact/signals';
import { alertRule } from '../../shared/alert/alert-rule.ts';
import type { Firing } from '../../shared/alert/firing.ts';
import { type FiringList, fetchFirings } from '../connection/alerts.ts';
import { mode } from './playhead.ts';
import { readRecords } from './records.ts';
import { status } from './status.ts';

/** Lets a rule fire as a test. Rejects with RequestError. */
export { testAlert } from '../connection/alerts.ts';

/** Rules of this server, by id. */
export const alertRules = readRecords('alert', alertRule);

/** What fired, newest first; the server keeps the last two hundred. */
export const firings = signal<readonly Firing[]>([]);
export const undelivered = signal<FiringList['undelivered']>([]);

/** Fired since this page was opened and not looked at yet, newest first. */
const unseen = signal<readonly Firing[]>([]);

/** What the page shows by itself: nothing in a replay, where nothing after the playhead may be told. */
export const shownFirings = computed(() => (mode.value === 'replay' ? [] : unseen.value));

export function markSeen(): void {
  unseen.value = [];
}

/** Tells one that fired just now, outside the page: as a notification, as a sound. */
export type Herald = (firing: Firing) => void;

/** Of two answers of one server, what only the later one holds. */
const newOf = (now: readonly Firing[], before: readonly Firing[]): readonly Firing[] => {
  const known = new Set(before.map(({ id }) => id));
  return now.filter(({ id }) => !known.has(id));
};

/**
 * Follows the count of firings in the status and fetches the list when it changed. What had fired before the page was
 * opened, or in another world, is history and is told to nobody. Answers how to stop.
 */
export function followFirings(herald: Herald): () => void {
  let storeId: string | null = null;
  let asked = -1;
  /** Of the newest question: the answer to an older one comes too late. */
  let question = 0;
  /** False until a list of this world is in. */
  let held = false;
  const take = (list: FiringList): void => {
    const fresh = held ? newOf(list.items, firings.peek()) : [];
    held = true;
    firings.value = list.items;
    undelivered.value = list.undelivered;
    if (fresh.length === 0) return;
    unseen.value = [...fresh.filter(({ channels }) => channels.page), ...unseen.peek()];
    if (mode.peek() !== 'replay') for (const firing of fresh.toReversed()) herald(firing);
  };
  return effect(() => {
    const now = status.value;
    if (now?.alerts === undefined) return;
    const count = now.alerts.fired + now.alerts.undelivered.length;
    if (storeId === now.storeId && count === asked) return;
    if (storeId !== now.storeId) {
      storeId = now.storeId;
      held = false;
      firings.value = [];
      unseen.value = [];
    }
    asked = count;
    question += 1;
    const mine = question;
    fetchFirings().then(
      (list) => {
        if (mine === question) take(list);
      },
      // Asked again with the next status.
      () => {
        if (mine === question) asked = -1;
      },
    );
  });
}
