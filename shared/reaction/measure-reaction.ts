import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { Instrument } from '../market/instrument.ts';
import { asUtcMs } from '../time/instant.ts';
import type { EventMeasureInput } from './event-measure.ts';
import { movesSince } from './horizon-moves.ts';
import { jumpStatistic } from './jumps.ts';
import { prepareReaction, type StepHorizon } from './measure-step.ts';
import { mixedWith } from './mixed-with.ts';
import type { OrderInput } from './order.ts';
import { orderSteps } from './order-steps.ts';
import type { HorizonReaction, MoveRange, MovesSince, Reaction, UsualProfile } from './reaction.ts';
import { rangesOf } from './t0-ranges.ts';
import { volatilityAround } from './volatility.ts';

/** A reaction that has not been set among those of other markets yet, with what its place in time is read from. */
export interface Measured {
  readonly reaction: Omit<Reaction, 'first'>;
  readonly order: OrderInput;
}

const sampleOf = (
  profile: UsualProfile | null,
  horizon: string,
  moveLog: number | null,
): HorizonReaction['sample'] => {
  const sample = profile?.samples.find((s) => s.key === horizon);
  if (sample === undefined || moveLog === null) return null;
  const { interval, from, overlapping } = sample;
  return { interval, from, overlapping, moveLog };
};

function horizonsOf(
  input: EventMeasureInput,
  calendar: ExchangeCalendar,
  since: MovesSince,
  steps: readonly StepHorizon[],
  profile: UsualProfile | null,
  ranges: readonly (MoveRange | null)[],
): HorizonReaction[] {
  const { frame, event, anchor } = input;
  return steps.map(({ move, usual, judged, path }, at) => ({
    ...move,
    usual,
    sample: sampleOf(profile, move.horizon, judged),
    path,
    range: ranges[at] ?? null,
    mixedWith: mixedWith(
      frame.events,
      event,
      since.event,
      calendar,
      asUtcMs(Math.min(move.at ?? anchor.time, frame.playhead)),
    ),
  }));
}

/** Everything that is measured of one anchor on one market, as far as the frame shows (DESIGN §6). */
export function measureReaction(input: EventMeasureInput, instrument: Instrument): Measured {
  const { frame, anchor } = input;
  const { time: t0, precision } = anchor;
  const { id } = instrument;
  const calendar = input.calendars.get(instrument.mic);
  const profile = input.profiles.get(id) ?? null;
  const since = movesSince(frame, id, calendar, t0, precision);
  const steps = prepareReaction({ instrument: id, calendar, t0, precision, profile }).at(frame).horizons;
  const ranges = rangesOf(frame, id, calendar, anchor, steps);
  const { moves: _moves, ...base } = since;
  return {
    reaction: {
      instrument: id,
      t0,
      since: base,
      horizons: horizonsOf(input, calendar, since, steps, profile, ranges),
      volatility: volatilityAround(frame, id, calendar, t0),
      jump: jumpStatistic(frame, id, calendar, t0),
    },
    order: {
      instrument: id,
      reactionStart: since.event.reactionStart,
      steps: profile === null ? [] : orderSteps(frame, id, calendar, since, profile),
      profile,
    },
  };
}
