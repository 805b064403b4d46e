/** Value at share `q` (0…1) of the sorted values, nearest rank. Throws RangeError on an empty list. */
export function percentile(values: ArrayLike<number>, q: number): number {
  const sorted = Float64Array.from(values).sort();
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1));
  const value = sorted[at];
  if (value === undefined) throw new RangeError('no values');
  return value;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new RangeError('no values');
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
};

/** Milliseconds of the machine's monotonic clock, the same in every process. */
export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Three significant digits, thousands as k or M. */
export function short(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))} M`;
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(3))} k`;
  if (size >= 100) return value.toFixed(0);
  return String(Number(value.toPrecision(3)));
}
