import { MAD_FACTOR } from '../statistics/robust.ts';
import { median } from '../statistics/summary.ts';
import { bipower } from './jumps.ts';

/** Sessions from which a factor may be made (EVENT-STUDY §5). */
export const LEAST_SESSIONS = 20;

/** Returns of a session that no break or hole interrupts; `slot` is the time of day of the first, in steps. */
export interface SlottedRun {
  readonly slot: number;
  readonly values: readonly number[];
}

/**
 * How much a market usually moves at each time of its day (EVENT-STUDY §5, A and B): by slot, scaled so that the mean of
 * the squares is 1. Robust, so that yesterday's jumps do not make today's look usual.
 *
 * @param sessions earlier ones only; one without movement says nothing of its slots and is left out.
 * @returns by slot; a slot seen in fewer than 20 sessions has none. 0: usually no movement, nothing there can be tested.
 */
export function timeOfDayFactors(sessions: readonly (readonly SlottedRun[])[]): Map<number, number> {
  const seen = new Map<number, number[]>();
  for (const runs of sessions) {
    const { n, corrected } = bipower(runs.map(({ values }) => values));
    if (corrected === null || corrected === 0) continue;
    const usual = Math.sqrt(corrected / n);
    for (const { slot, values } of runs) {
      for (const [at, value] of values.entries()) {
        const list = seen.get(slot + at) ?? [];
        list.push(Math.abs(value) / usual);
        seen.set(slot + at, list);
      }
    }
  }
  const factors = new Map<number, number>();
  let squares = 0;
  for (const [slot, list] of seen) {
    if (list.length < LEAST_SESSIONS) continue;
    const factor = MAD_FACTOR * (median(list) as number);
    factors.set(slot, factor);
    squares += factor ** 2;
  }
  const scale = Math.sqrt(squares / factors.size);
  if (scale > 0) for (const [slot, factor] of factors) factors.set(slot, factor / scale);
  return factors;
}
