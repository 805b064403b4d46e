/**
 * Ranks from 1 in ascending order, the average rank for ties; NaN (missing) gets NaN and is not counted. The values are
 * not reordered.
 */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  const order: number[] = [];
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) order.push(i);
  order.sort((a, b) => (values[a] as number) - (values[b] as number));
  for (let first = 0; first < order.length; ) {
    const value = values[order[first] as number];
    let end = first + 1;
    while (end < order.length && values[order[end] as number] === value) end += 1;
    for (let i = first; i < end; i++) ranks[order[i] as number] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
}

/**
 * Ranks of a sample and a few values after it, as {@link averageRanks} gives them for both together, from the ranks that
 * the sample has alone: cheaper than to sort again where one sample meets several sets of values.
 *
 * @param ranks of `values`.
 */
export function ranksWith(
  values: ArrayLike<number>,
  ranks: ArrayLike<number>,
  added: ArrayLike<number>,
): Float64Array {
  const size = values.length;
  const out = new Float64Array(size + added.length);
  for (let i = 0; i < size; i++) {
    const value = values[i] as number;
    out[i] = Number.isNaN(value) ? value : (ranks[i] as number) + placesBelow(added, value);
  }
  for (let i = 0; i < added.length; i++) {
    const value = added[i] as number;
    // It counts itself as a tie of half a place.
    out[size + i] = Number.isNaN(value)
      ? Number.NaN
      : placesBelow(values, value) + placesBelow(added, value) + 0.5;
  }
  return out;
}

/** Number of values below one, and half of those equal to it. */
function placesBelow(values: ArrayLike<number>, value: number): number {
  let places = 0;
  for (let i = 0; i < values.length; i++) {
    const other = values[i] as number;
    if (other < value) places += 1;
    else if (other === value) places += 0.5;
  }
  return places;
}
