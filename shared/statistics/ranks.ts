/**
 * Ranks from 1 in ascending order, the average rank for ties; NaN (missing) gets NaN and is not counted. The values are
 * not reordered.
 */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  // A typed array sorts numbers natively, NaN last; looking each value up again costs less than sorting indices would.
  const sorted = Float64Array.from(values).sort();
  let count = sorted.length;
  while (count > 0 && Number.isNaN(sorted[count - 1])) count -= 1;
  const ranks = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) ranks[i] = rankAmong(sorted, count, values[i] as number);
  return ranks;
}

/** Mean of the places that a value holds in the first `count` of a sorted list, from 1. */
function rankAmong(sorted: Float64Array, count: number, value: number): number {
  if (Number.isNaN(value)) return Number.NaN;
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  let end = low + 1;
  // Equality, so that 0 and −0, which sort apart, are a tie.
  while (end < count && sorted[end] === value) end += 1;
  return (low + 1 + end) / 2;
}
