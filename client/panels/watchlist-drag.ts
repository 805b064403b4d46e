import { signal } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Place } from '../../shared/watchlist/edits.ts';

/** A market under way, and where it would go: counted without itself. */
export interface Drag {
  readonly id: InstrumentId;
  readonly to: Place | null;
}

export const drag = signal<Drag | null>(null);

/** Within this many pixels of an edge the list scrolls along. */
const EDGE_PX = 40;
const SCROLL_PX = 12;

const middle = (element: Element): number => {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
};

/** The place at a height of the screen, px: in the last group that begins above it, below the rows above it. */
function placeAt(list: Element, y: number, id: InstrumentId): Place {
  const groups = [...list.querySelectorAll('[data-group]')];
  const group = Math.max(
    0,
    groups.findLastIndex((element) => element.getBoundingClientRect().top <= y),
  );
  const rows = [...(groups[group]?.querySelectorAll<HTMLElement>('[data-market]') ?? [])];
  const others = rows.filter((row) => row.dataset.market !== id);
  return { group, at: others.filter((row) => middle(row) < y).length };
}

function scrollAlong(list: Element, y: number): void {
  const sheet = list.closest('dialog');
  if (sheet === null) return;
  const { top, bottom } = sheet.getBoundingClientRect();
  if (y < top + EDGE_PX) sheet.scrollTop -= SCROLL_PX;
  else if (y > bottom - EDGE_PX) sheet.scrollTop += SCROLL_PX;
}

/** Begins to carry a market with the pointer that is down on its handle. */
export function startDrag(event: PointerEvent, id: InstrumentId): void {
  if (event.button !== 0) return;
  (event.currentTarget as Element).setPointerCapture(event.pointerId);
  drag.value = { id, to: null };
}

export function dragOn(event: PointerEvent): void {
  const carried = drag.peek();
  const list = (event.currentTarget as Element).closest('.watchlist');
  if (carried === null || list === null) return;
  scrollAlong(list, event.clientY);
  const to = placeAt(list, event.clientY, carried.id);
  if (to.group !== carried.to?.group || to.at !== carried.to.at) drag.value = { id: carried.id, to };
}

/** Puts it down: what was carried where, or null where it was not moved. */
export function endDrag(): { readonly id: InstrumentId; readonly to: Place } | null {
  const carried = drag.peek();
  drag.value = null;
  return carried === null || carried.to === null ? null : { id: carried.id, to: carried.to };
}

export const cancelDrag = (): void => {
  drag.value = null;
};
