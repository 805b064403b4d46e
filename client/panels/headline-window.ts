/** Rows of a long list that stand between two edges. `to` is the first one below them. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/**
 * Tops of all rows and the end of the last, px: `tops[n]` for n rows is the height of the list.
 *
 * @param heightOf measured height of a row, or what it is taken to have.
 */
export function topsOf(count: number, heightOf: (index: number) => number): Float64Array {
  const tops = new Float64Array(count + 1);
  for (let index = 0; index < count; index += 1) tops[index + 1] = (tops[index] as number) + heightOf(index);
  return tops;
}

/** Index of the row that holds a height `y`, clamped to the rows there are; −1 where there are none. */
export function rowAt(tops: Float64Array, y: number): number {
  let low = 0;
  let high = tops.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] as number) <= y) low = middle;
    else high = middle - 1;
  }
  return high < 0 ? -1 : low;
}

/** Rows that touch `[top, bottom]` (px from the top of the list), with `spare` px on each side. */
export function rowsBetween(tops: Float64Array, top: number, bottom: number, spare: number): Rows {
  const last = rowAt(tops, bottom + spare);
  return { from: Math.max(0, rowAt(tops, top - spare)), to: last + 1 };
}
