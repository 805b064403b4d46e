import type { Provenance } from '../../shared/market/provenance.ts';
import type { RefusalCode } from '../../shared/protocol/refusal.ts';
import type { UtcMs } from '../../shared/time/instant.ts';

/** What is to become of one incoming record. A `known` one changes nothing. */
export type Verdict<T> =
  | { readonly type: 'known' }
  | { readonly type: 'taken'; readonly record: T }
  | { readonly type: 'refused'; readonly code: RefusalCode; readonly detail: string };

export const KNOWN = { type: 'known' } as const;

/** The two instants of a batch: the clock's, and the one its records are stamped with, never before the journal's. */
export interface Stamp {
  readonly now: UtcMs;
  readonly receivedAt: UtcMs;
}

/** Clocks of sources run ahead by minutes at most; ms. */
const FUTURE_TOLERANCE_MS = 10 * 60_000;

export const liesInFuture = (time: UtcMs, stamp: Stamp): boolean => time > stamp.now + FUTURE_TOLERANCE_MS;

/** Relative difference up to which two figures are the same: providers widen float32. */
const SAME = 1e-6;

export function samePrice(a: number | null, b: number | null, tolerance = SAME): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

/** Simulated < computed here < seen at a source: a weaker record never takes a stronger one's place. */
export function strength(provenance: Provenance): number {
  if (provenance === 'simulated') return 0;
  return provenance === 'derived' ? 1 : 2;
}
