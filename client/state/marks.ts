import { signal } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Jump } from '../../shared/reaction/day-jumps.ts';

/** What is marked on the chart or beside a number, and opens when it is pressed. */
export type Mark =
  | {
      readonly kind: 'events';
      readonly events: readonly { readonly slug: string; readonly anchor: string }[];
    }
  | { readonly kind: 'headlines'; readonly ids: readonly string[] }
  | { readonly kind: 'jump'; readonly instrument: InstrumentId; readonly jump: Jump }
  | { readonly kind: 'corrected'; readonly instrument: InstrumentId }
  | { readonly kind: 'edited'; readonly headlineId: string };

/** Edges of a mark, px from the top left of the window. */
interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface OpenMark {
  readonly mark: Mark;
  readonly at: Edges;
  /** Has the focus again when the card goes. */
  readonly opener: HTMLElement | null;
}

/** The mark whose card is open, or null. */
export const openMark = signal<OpenMark | null>(null);

/** Opens the card of a mark beside the button that was pressed; the same once more closes it. */
export function showMark(mark: Mark, opener: HTMLElement): void {
  const { left, top, right, bottom } = opener.getBoundingClientRect();
  openMark.value = { mark, at: { left, top, right, bottom }, opener };
}

export const closeMark = (): void => {
  openMark.value = null;
};
