import type { LocalDate, UtcMs } from '../../shared/time/instant.ts';

/** Two closes of one day that differ by more than this cannot both be right (FEEDS §1). */
export const MAX_DIFFERENCE = 0.005;

/** What one provider says of the close of a day. */
export interface ClosingPrice {
  readonly provider: string;
  readonly date: LocalDate;
  readonly close: number;
  /** Newest observation of this provider, UTC ms; null where it names none. */
  readonly newestObservation: UtcMs | null;
}

export type CrossCheck =
  | { readonly verdict: 'agree' }
  /** Not the same day, so nothing was compared. */
  | { readonly verdict: 'not-comparable' }
  /** They differ, and `provider` has the older data: its close is the one not to trust. */
  | { readonly verdict: 'stale'; readonly provider: string; readonly difference: number }
  /** They differ and neither is older: both are doubtful until a third agrees with one. */
  | { readonly verdict: 'doubtful'; readonly difference: number };

/** Compares two providers' closes of one day. `difference` is relative to the smaller close. */
export function crossCheck(a: ClosingPrice, b: ClosingPrice): CrossCheck {
  if (a.date !== b.date) return { verdict: 'not-comparable' };
  const difference = Math.abs(a.close - b.close) / Math.min(a.close, b.close);
  if (difference <= MAX_DIFFERENCE) return { verdict: 'agree' };
  const ageA = a.newestObservation ?? Number.NEGATIVE_INFINITY;
  const ageB = b.newestObservation ?? Number.NEGATIVE_INFINITY;
  if (ageA === ageB) return { verdict: 'doubtful', difference };
  return { verdict: 'stale', provider: ageA < ageB ? a.provider : b.provider, difference };
}
