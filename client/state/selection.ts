import { computed, signal } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { hostMarket, shown } from './subject.ts';
import { changeView, view } from './view.ts';

const chosen = signal<InstrumentId | null>(null);

/**
 * The market that stands out in chart and table; one at most. Prices of several markets share no axis, so that base
 * always has one: the host market until another is chosen.
 */
export const selected = computed<InstrumentId | null>(() => {
  if (chosen.value !== null || view.value.base !== 'price') return chosen.value;
  return hostMarket.value ?? shown.value[0]?.id ?? null;
});

export function select(instrument: InstrumentId | null): void {
  chosen.value = chosen.value === instrument ? null : instrument;
}

/** Adds a market to those in colour, or takes it out. `now` are those in colour before. */
export function toggleColour(instrument: InstrumentId, now: readonly InstrumentId[]): void {
  const without = now.filter((id) => id !== instrument);
  changeView({ emphasis: without.length === now.length ? [...now, instrument] : without });
}

/** Markets the link puts in colour, or null. */
export const askedEmphasis = computed(() => view.value.emphasis);
