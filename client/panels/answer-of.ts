import type { MarketState } from '../../shared/calendar/calendar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Move } from '../../shared/reaction/moves.ts';
import type { MovesSince, Reason } from '../../shared/reaction/reaction.ts';
import type { UtcMs } from '../../shared/time/instant.ts';

/** How one market could answer T0, and in which way it did. Moves in percent. */
export interface Answer {
  readonly instrument: Instrument;
  readonly atT0: MarketState;
  /** The first instant at which it could trade on the news, UTC ms; null beyond the calendar. */
  readonly first: UtcMs | null;
  /** The jump at that open; null for a market that was trading or at lunch, and before it has opened. */
  readonly gap: number | null;
  /** What was traded after it. */
  readonly traded: number | null;
  readonly total: number | null;
  /** Why there is no move; null where there is one. */
  readonly why: Reason | 'waits' | null;
  /** The gap's part of the way it went, 0–100; null without both. */
  readonly share: number | null;
}

/** Why there is no move: a market that could have traded and shows nothing does not wait. */
function whyNone(move: Move, first: UtcMs | null, playhead: UtcMs): Answer['why'] {
  if (move.state === 'ok') return null;
  if (move.state === 'missing') return move.reason;
  return first === null || first > playhead ? 'waits' : 'no-trade-yet';
}

export function answerOf(
  instrument: Instrument,
  since: Omit<MovesSince, 'moves'>,
  move: Move,
  playhead: UtcMs,
): Answer {
  const { event, gap } = since;
  const total = move.state === 'ok' ? move.percent : null;
  const jump = gap === null ? null : gap.moveSimple * 100;
  const traded = total === null ? null : ((1 + total / 100) / (1 + (jump ?? 0) / 100) - 1) * 100;
  const way = jump === null || traded === null ? 0 : Math.abs(jump) + Math.abs(traded);
  return {
    instrument,
    atT0: event.state,
    first: event.reactionStart,
    gap: jump,
    traded,
    total,
    why: whyNone(move, event.reactionStart, playhead),
    share: way === 0 ? null : (100 * Math.abs(jump as number)) / way,
  };
}

const hasNothing = ({ why }: Answer): boolean => why !== null && why !== 'waits';

/** Those that could answer first stand first, those without a price last. */
export const byFirstAnswer = (answers: readonly Answer[]): readonly Answer[] =>
  answers.toSorted(
    (a, b) =>
      Number(hasNothing(a)) - Number(hasNothing(b)) ||
      (a.first ?? Number.POSITIVE_INFINITY) - (b.first ?? Number.POSITIVE_INFINITY) ||
      a.instrument.name.localeCompare(b.instrument.name),
  );

/** Half the width of a track that holds all of these moves about its middle, percent; never 0. */
export function reachOf(values: readonly (number | null)[]): number {
  const widest = Math.max(0, ...values.map((v) => Math.abs(v ?? 0)));
  return widest === 0 ? 1 : widest;
}
