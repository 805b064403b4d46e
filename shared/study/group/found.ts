import { ZERO_SPREAD } from '../../statistics/summary.ts';
import type { GroupReason } from './group.ts';

/** A number, or why there is none. */
export type Found = number | GroupReason;

/** Fewer members than this give averages only (EVENT-STUDY §9). */
export const FEWEST_MEMBERS = 5;

/** `figure` over `spread`, unless the spread is nothing but rounding. */
export const over = (figure: number, spread: number): Found =>
  spread <= ZERO_SPREAD ? 'zero-spread' : figure / spread;

/** Applies `next` to a number and hands a reason on. */
export const onward = (found: Found, next: (value: number) => Found): Found =>
  typeof found === 'number' ? next(found) : found;

export const numberOf = (found: Found): number | null => (typeof found === 'number' ? found : null);

/** Divides what was found into numbers and reasons. */
export function divided<K extends string>(
  found: Readonly<Record<K, Found>>,
): Record<K, number | null> & { missing: Record<string, GroupReason> } {
  const missing: Record<string, GroupReason> = {};
  const values = {} as Record<K, number | null>;
  for (const key of Object.keys(found) as K[]) {
    const value = found[key];
    values[key] = numberOf(value);
    if (typeof value === 'string') missing[key] = value;
  }
  return { ...values, missing };
}
