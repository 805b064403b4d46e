/** One row of a price file; the close as text, so that a test can write what no price is. */
export type PriceRow = readonly [date: string, close: number | string];

export const priceCsv = (rows: readonly PriceRow[]): string =>
  ['date,close', ...rows.map(([date, close]) => `${date},${close}`)].map((line) => `${line}\n`).join('');

/** Closes along log returns: the first one is 100 on `firstDate`, each return ends on its date. A null return stands still. */
export function pricesAlong(
  firstDate: string,
  dates: readonly string[],
  returns: readonly (number | null)[],
): PriceRow[] {
  let close = 100;
  return [
    [firstDate, close] as const,
    ...dates.map((date, row): PriceRow => {
      close *= Math.exp(returns[row] ?? 0);
      return [date, close];
    }),
  ];
}
