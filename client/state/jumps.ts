import { computed, signal } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { DayJumps, Jump } from '../../shared/reaction/day-jumps.ts';
import { selected } from './selection.ts';
import { hostMarket, shown } from './subject.ts';

/** The market whose jumps are marked and whose usual range is drawn: the selected one, else the host's. */
export const jumpMarket = computed<InstrumentId | null>(() => {
  const id = selected.value ?? hostMarket.value;
  return shown.value.some((i) => i.id === id) ? id : null;
});

/** Jumps of one market in the days that are shown, oldest first, and why there are none where that is known. */
export interface MarketJumps {
  readonly instrument: InstrumentId;
  readonly jumps: readonly Jump[];
  readonly missing: DayJumps['missing'];
}

/** Written by the code that finds them, which comes after the first view; null before. */
export const foundJumps = signal<MarketJumps | null>(null);

/** Null while those of the market that is looked at are still being found. */
export const jumps = computed(() =>
  foundJumps.value?.instrument === jumpMarket.value ? foundJumps.value : null,
);
