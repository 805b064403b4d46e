import { HORIZONS, type Horizon } from '../../shared/event/horizon.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { StepHorizon } from '../../shared/reaction/measure-step.ts';
import type { MoveRange, Reason } from '../../shared/reaction/reaction.ts';

/** How far one move depends on the minute that is taken for T0. Moves in percent. */
export type Whisker = { readonly instrument: Instrument } & (
  | {
      readonly low: number;
      readonly high: number;
      readonly own: number;
      readonly z: { readonly low: number; readonly high: number } | null;
      readonly why: null;
    }
  | { readonly why: Reason | 'waits' }
);

export interface MeasuredRanges {
  readonly instrument: Instrument;
  readonly steps: readonly StepHorizon[];
  readonly ranges: readonly (MoveRange | null)[];
}

/** Horizons at which at least one market has a range, shortest first. */
export const passedHorizons = (all: readonly MeasuredRanges[]): readonly Horizon[] =>
  HORIZONS.filter((_, at) => all.some(({ ranges }) => ranges[at] != null));

/** The longest horizon that at least half as many markets have reached as any, so that one early market does not decide. */
export function usualHorizon(all: readonly MeasuredRanges[]): Horizon | null {
  const counts = HORIZONS.map((_, at) => all.filter(({ ranges }) => ranges[at] != null).length);
  const most = Math.max(0, ...counts);
  return most === 0 ? null : (HORIZONS.findLast((_, at) => 2 * (counts[at] as number) >= most) ?? null);
}

export function whiskerOf({ instrument, steps, ranges }: MeasuredRanges, horizon: Horizon): Whisker {
  const step = steps.find(({ move }) => move.horizon === horizon);
  const range = ranges[HORIZONS.indexOf(horizon)] ?? null;
  const own = step?.move.moveSimple ?? null;
  if (range === null || own === null) {
    const why = step?.move.state === 'waiting' ? 'waits' : (step?.move.reason ?? 'no-history');
    return { instrument, why };
  }
  const { minSimple, maxSimple, minZ, maxZ } = range;
  return {
    instrument,
    low: minSimple * 100,
    high: maxSimple * 100,
    own: own * 100,
    z: minZ === null || maxZ === null ? null : { low: minZ, high: maxZ },
    why: null,
  };
}

/** Widest ranges first, those without one last. */
export const byWidth = (whiskers: readonly Whisker[]): readonly Whisker[] =>
  whiskers.toSorted((a, b) => {
    if (a.why !== null || b.why !== null) return Number(a.why !== null) - Number(b.why !== null);
    return b.high - b.low - (a.high - a.low);
  });
