import type { MarketEvent } from '../event/event.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { Reason } from '../reaction/reaction.ts';
import type { UtcMs } from '../time/instant.ts';

/** `t`: trading minutes since T0; `k`: sessions since day 0, with −1 for the base. */
export type PathAxis = 't' | 'k';

/** Move of one market after one event, aligned at T0. */
export interface ComparablePath {
  readonly slug: string;
  readonly title: string;
  readonly t0: UtcMs;
  readonly state: 'ok' | 'missing';
  readonly reason: Reason | null;
  /** Ascending; minutes or sessions. */
  readonly at: readonly number[];
  /** Simple moves from the base, null where a bar is missing. */
  readonly moves: readonly (number | null)[];
  readonly simulated: boolean;
}

/** Mean, median and band over the predecessors at one step; null below three of them. */
export interface ComparableStep {
  readonly at: number;
  readonly n: number;
  readonly mean: number | null;
  readonly median: number | null;
  /** 25th and 75th percentile. */
  readonly bandLow: number | null;
  readonly bandHigh: number | null;
  /** This event's own move. */
  readonly move: number | null;
}

/** What became of a comparable event. */
export interface ComparableOutcome {
  readonly slug: string;
  readonly title: string;
  readonly t0: UtcMs;
  readonly outcome: MarketEvent['outcome'] | null;
  /** Simple moves by horizon, null where missing. */
  readonly moves: Readonly<Record<'0d' | '1d' | '5d' | '20d', number | null>>;
}

export interface MarketComparison {
  readonly instrument: InstrumentId;
  readonly axis: PathAxis;
  readonly own: ComparablePath;
  readonly others: readonly ComparablePath[];
  readonly steps: readonly ComparableStep[];
  readonly outcomes: readonly ComparableOutcome[];
}
