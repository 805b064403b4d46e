import { HORIZONS } from '../event/horizon.ts';
import { breadth } from './breadth.ts';
import type { EventMeasure, EventMeasureInput } from './event-measure.ts';
import { measureReaction } from './measure-reaction.ts';
import { firstMoves } from './order.ts';
import type { FirstMove, Reaction } from './reaction.ts';

export type { EventMeasure, EventMeasureInput } from './event-measure.ts';

/**
 * Everything that is measured of one anchor on a group of markets: the reactions, their order in time and the breadth of
 * the group at each horizon (DESIGN §6).
 */
export function measureEvent(input: EventMeasureInput): EventMeasure {
  const { frame, instruments, anchor, event } = input;
  const measured = instruments.map((instrument) => measureReaction(input, instrument));
  const first = firstMoves(measured.map(({ order }) => order));
  const reactions = measured.map(
    ({ reaction }, at): Reaction => ({ ...reaction, first: first[at] as FirstMove }),
  );
  return {
    event: event?.slug ?? null,
    anchor: anchor.name,
    t0: anchor.time,
    playhead: frame.playhead,
    basis: frame.basis,
    reactions,
    breadth: HORIZONS.map((horizon) => breadth(reactions, horizon)),
    simulated: frame.simulated(instruments.map((i) => i.id)),
  };
}
