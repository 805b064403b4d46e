import { NUMBERS, type NumberName } from '../state/card.ts';
import type { SortKey } from '../state/view-url.ts';

/** The number whose card Enter opens on a row: that of the column it is ordered by. */
export const numberOfSort = (sort: SortKey): NumberName =>
  NUMBERS.find((number) => number === sort) ?? 'since';

const isShown = (element: HTMLElement): boolean => element.offsetParent !== null;

/** Numbers of a row that are on the screen, in the order of its columns. */
const numbersOf = (row: HTMLElement): HTMLElement[] =>
  [...row.querySelectorAll<HTMLElement>('[data-number]')].filter(isShown);

/**
 * Where an arrow leads from `from`, the row itself or a number in it: along the row with ←/→, to the same number of
 * another row with ↑/↓, Home and End. Null for other keys and where there is nothing further.
 */
export function targetOf(key: string, row: HTMLElement, from: HTMLElement): HTMLElement | null {
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const stops = [row, ...numbersOf(row)];
    const at = stops.indexOf(from);
    return stops[at + (key === 'ArrowRight' ? 1 : -1)] ?? null;
  }
  // Heads of groups stand between the rows and are no place to stop.
  const rows = [...(row.closest('table')?.querySelectorAll<HTMLElement>('tbody tr[data-instrument]') ?? [])];
  const at = rows.indexOf(row);
  const to = { ArrowDown: rows[at + 1], ArrowUp: rows[at - 1], Home: rows[0], End: rows.at(-1) }[key];
  if (to === undefined) return null;
  const { number } = from.dataset;
  return number === undefined ? to : (to.querySelector<HTMLElement>(`[data-number=${number}]`) ?? to);
}
