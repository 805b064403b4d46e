import type { MarketClaim } from '../event/event.ts';
import type { Horizon } from '../event/horizon.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { PricePoint, Reason } from './reaction.ts';

export const VERDICTS = ['borne-out', 'partly', 'not-borne-out', 'cannot-be-judged'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What keeps a verdict from being more certain; said beside it. */
export const CLAIM_LIMITS = [
  'daily-only',
  'no-usual-move',
  'some-missing',
  'some-waiting',
  'some-simulated',
  'all-simulated',
  'mixed-with-other-events',
  'few-markets',
] as const;
export type ClaimLimit = (typeof CLAIM_LIMITS)[number];

/** One market of a claim's group. */
export interface ClaimEvidence {
  readonly instrument: InstrumentId;
  /** Horizon that was read: the claim's, or `0d` where a claim on `close` has daily bars only. */
  readonly horizon: Horizon;
  readonly state: 'ok' | 'waiting' | 'missing';
  readonly reason: Reason | null;
  readonly base: PricePoint | null;
  readonly price: PricePoint | null;
  readonly moveSimple: number | null;
  readonly z: number | null;
  /** Usual move at that horizon, log; null where the sample is too small. */
  readonly usual: number | null;
  /** Moved as claimed; null where there is no move to judge. */
  readonly supports: boolean | null;
  readonly simulated: boolean;
}

/** A market claim judged by the rule of two thirds and the median (docs/glossary.md). */
export interface ClaimCheck {
  readonly claim: MarketClaim;
  readonly verdict: Verdict;
  /** True while the horizon of a market of the group is still ahead. */
  readonly soFar: boolean;
  /** Markets that moved as claimed, and that have a move. */
  readonly agree: number;
  readonly of: number;
  readonly groupSize: number;
  readonly medianSimple: number | null;
  /** Median of the moves in usual moves of their market; null where there are none. */
  readonly medianUsual: number | null;
  readonly limits: readonly ClaimLimit[];
  readonly evidence: readonly ClaimEvidence[];
  /** The same group at every horizon: where the claim held and where it failed. */
  readonly byHorizon: readonly {
    readonly horizon: Horizon;
    readonly agree: number;
    readonly of: number;
    readonly medianSimple: number | null;
    readonly verdict: Verdict;
  }[];
}
