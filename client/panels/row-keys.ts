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
  const rows = {
    ArrowDown: row.nextElementSibling,
    ArrowUp: row.previousElementSibling,
    Home: row.parentElement?.firstElementChild,
    End: row.parentElement?.lastElementChild,
  }[key];
  if (!(rows instanceof HTMLElement)) return null;
  const { number } = from.dataset;
  return number === undefined ? rows : (rows.querySelector<HTMLElement>(`[data-number=${number}]`) ?? rows);
}
