import { computed } from '@preact/signals';
import type { Instrument } from '../../shared/market/instrument.ts';
import { CONTEXT_SETS, type ContextSetName, changeSettings, settings } from './settings.ts';
import { instruments, shown } from './subject.ts';
import { changeView, view } from './view.ts';

export interface ContextSet {
  readonly name: ContextSetName;
  readonly markets: readonly Instrument[];
  /** All of it is shown. */
  readonly on: boolean;
  /** All of it is on the watchlist, so that there is nothing to switch. */
  readonly listed: boolean;
}

/** Sets of this server that have a market at all. */
export const contextSets = computed<readonly ContextSet[]>(() =>
  CONTEXT_SETS.flatMap((name) => {
    const markets = instruments.value.filter((i) => i.set === name);
    if (markets.length === 0) return [];
    const all = markets.every((i) => shown.value.includes(i));
    const chosen = settings.value.sets.includes(name);
    return [{ name, markets, on: all, listed: all && view.value.markets === null && !chosen }];
  }),
);

/**
 * Shows or hides a set. Where the address names its markets it is changed there, so that the link says what is shown;
 * else it is remembered in this browser, beside the watchlist.
 */
export function toggleContextSet({ name, markets, on }: ContextSet): void {
  const named = view.peek().markets;
  if (named === null) {
    const others = settings.peek().sets.filter((set) => set !== name);
    changeSettings({ sets: on ? others : [...others, name] });
    return;
  }
  const ids = markets.map((i) => i.id);
  const others = named.filter((id) => !ids.includes(id));
  const next = on ? others : [...others, ...ids];
  changeView({ markets: next.length === 0 ? null : next });
}
