/** Simple move in percent from a base price: `100 × (price / base − 1)`. The one place where it is computed. */
export const percentFrom = (price: number, base: number): number => 100 * (price / base - 1);
