import type { Horizon } from '../event/horizon.ts';
import { median } from '../statistics/summary.ts';
import type { HorizonReaction, Reaction } from './reaction.ts';

/** How many of a set of moves went which way. */
export interface Direction {
  readonly up: number;
  readonly down: number;
  /** Exactly zero. */
  readonly flat: number;
  readonly of: number;
  /** In the unit of the moves; null where there are none. */
  readonly median: number | null;
}

/** Breadth of a group at one horizon: n of N up and the median move, with those that have no move. */
export interface Breadth extends Omit<Direction, 'median'> {
  readonly horizon: Horizon;
  /** Markets whose answer is still to come: not traded since T0, or the horizon lies ahead. */
  readonly waiting: number;
  /** Markets that will have no answer, each with its reason in its own row. */
  readonly missing: number;
  /** Median simple move of those that answered; null where none has. */
  readonly medianSimple: number | null;
}

/** Counts moves by sign, whatever their unit; a missing move is left out by the caller, never a zero. */
export function breadthOf(moves: readonly number[]): Direction {
  const up = moves.filter((move) => move > 0).length;
  const down = moves.filter((move) => move < 0).length;
  return { up, down, flat: moves.length - up - down, of: moves.length, median: median(moves) };
}

/** True where the answer is still to come by the playhead. */
export const stillToCome = (move: Pick<HorizonReaction, 'state' | 'reason'>): boolean =>
  move.state === 'waiting' || move.reason === 'not-yet';

/** Breadth of a group of markets at one horizon (DESIGN §6). A horizon that a reaction lacks counts as missing. */
export function breadth(reactions: readonly Reaction[], horizon: Horizon): Breadth {
  const moves: number[] = [];
  let waiting = 0;
  let missing = 0;
  for (const { horizons } of reactions) {
    const at = horizons.find((h) => h.horizon === horizon);
    if (at !== undefined && at.moveSimple !== null) moves.push(at.moveSimple);
    else if (at !== undefined && stillToCome(at)) waiting += 1;
    else missing += 1;
  }
  const { median: medianSimple, ...counts } = breadthOf(moves);
  return { horizon, ...counts, waiting, missing, medianSimple };
}
