import { signal } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';

/** Numbers of a market's row, in the order of the columns. Each opens a card. */
export const NUMBERS = ['since', 'usual', 'z', 'percentile', 'peak', 'faded', 'today', 'last'] as const;
export type NumberName = (typeof NUMBERS)[number];

export interface CardOf {
  readonly instrument: InstrumentId;
  readonly number: NumberName;
}

/** The number whose card is open, or null. */
export const card = signal<CardOf | null>(null);

export const openCard = (instrument: InstrumentId, number: NumberName): void => {
  card.value = { instrument, number };
};
export const closeCard = (): void => {
  card.value = null;
};
