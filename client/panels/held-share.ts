import type { Horizon } from '../../shared/event/horizon.ts';
import type { StepHorizon } from '../../shared/reaction/measure-step.ts';
import type { Reason } from '../../shared/reaction/reaction.ts';

/** Horizons at which it is asked how much of the largest move still stands. */
export const HELD_AT = ['30m', 'close', '1d'] as const satisfies readonly Horizon[];
export type HeldAt = (typeof HELD_AT)[number];

/** Share of the largest move since T0 that stood at a horizon, percent: 100 all, 0 none, below 0 on the other side. */
export type Kept =
  | { readonly percent: number; readonly why: null }
  | { readonly percent: null; readonly why: Reason | 'waits' };

/** 1 − fade (EVENT-STUDY §4), or why it is not given. */
export function keptAt(steps: readonly StepHorizon[], horizon: HeldAt): Kept {
  const step = steps.find(({ move }) => move.horizon === horizon);
  if (step === undefined) return { percent: null, why: 'no-history' };
  const { move, path } = step;
  if (move.state === 'waiting') return { percent: null, why: 'waits' };
  if (move.state === 'missing') return { percent: null, why: move.reason ?? 'no-history' };
  if (path?.fade == null)
    return { percent: null, why: path?.missing.fade ?? path?.missing.path ?? 'no-trade-yet' };
  return { percent: (1 - path.fade) * 100, why: null };
}
