/** What a plain form does with numbers: arrays, reduce, sort. */
export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;
export const sd = (values: readonly number[]): number =>
  Math.sqrt(sum(values.map((v) => (v - mean(values)) ** 2)) / (values.length - 1));
export const present = (values: readonly (number | null)[]): number[] => values.filter((v) => v !== null);

export const correlation = (pairs: readonly { x: number; y: number }[]): number => {
  const mx = mean(pairs.map((p) => p.x));
  const my = mean(pairs.map((p) => p.y));
  const xx = sum(pairs.map((p) => (p.x - mx) ** 2));
  const yy = sum(pairs.map((p) => (p.y - my) ** 2));
  return sum(pairs.map((p) => (p.x - mx) * (p.y - my))) / Math.sqrt(xx * yy);
};

/** Average ranks of those that are there. */
export function ranks(values: readonly (number | null)[]): (number | null)[] {
  const sorted = present(values).sort((a, b) => a - b);
  return values.map((v) => (v === null ? null : (sorted.indexOf(v) + sorted.lastIndexOf(v) + 2) / 2));
}

/** Solves A x = b by elimination with pivots. */
export function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i] as number]);
  for (let column = 0; column < rows.length; column += 1) {
    const size = (row: readonly number[]): number => Math.abs(row[column] as number);
    const best = rows.slice(column).sort((p, q) => size(q) - size(p))[0] as number[];
    const at = rows.indexOf(best);
    [rows[column], rows[at]] = [best, rows[column] as number[]];
    for (const row of rows.filter((other) => other !== best)) {
      const factor = (row[column] as number) / (best[column] as number);
      for (const [i, value] of best.entries()) row[i] = (row[i] as number) - factor * value;
    }
  }
  return rows.map((row, i) => (row.at(-1) as number) / (row[i] as number));
}

/** x' (X'X)⁻¹ x. */
export const quadratic = (xx: readonly (readonly number[])[], x: readonly number[]): number =>
  sum(solve(xx, x).map((value, i) => value * (x[i] as number)));
