import type { ExchangeCalendar } from '../calendar/calendar.ts';
import { daysOf } from '../event/horizon.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { UtcMs } from '../time/instant.ts';
import type { BarView, Frame } from '../timeline/visible.ts';
import { moveAsSampled } from './as-sampled.ts';
import { eventClock } from './event-time.ts';
import { movesSince, type Precision } from './horizon-moves.ts';
import { type PathBase, type PathTrack, trackFrom } from './path-track.ts';
import { INTRADAY } from './price-at.ts';
import type { HorizonMove, PathMeasures, Unusualness, UsualProfile, UsualSample } from './reaction.ts';
import { type PreparedProfile, prepareProfile } from './usual-lookup.ts';

/** A horizon of one market at a playhead; usual move and path are null where there is no move. */
export interface StepHorizon {
  readonly move: HorizonMove;
  /** Null where the market has no usual moves either. */
  readonly usual: Unusualness | null;
  /** Log move that `usual` judges: `move` itself, or from the close of day −1 where the sample starts there. */
  readonly judged: number | null;
  /** From T0 to the horizon: bars within days for minutes and `close`, official closes for day horizons. */
  readonly path: PathMeasures | null;
}

export interface StepReaction {
  readonly instrument: InstrumentId;
  /** In the order of HORIZONS. */
  readonly horizons: readonly StepHorizon[];
}

/** What is made once for one market and one T0 before a replay begins. Nothing of it comes from bars after day 0. */
export interface ReactionParts {
  readonly instrument: InstrumentId;
  readonly calendar: ExchangeCalendar;
  readonly t0: UtcMs;
  readonly precision: Precision;
  /** Null where the market has no history. */
  readonly profile: UsualProfile | null;
}

/** Least extreme at which a fade means something: one usual move of the same elapsed time, 0 where none is known. */
export const floorOf = (usual: Unusualness | null): number => usual?.scale ?? 0;

/** The intraday bars that reach furthest, the finest of equal ones. */
export function furthestIntraday(frame: Frame, instrument: InstrumentId): BarView {
  let best = frame.bars(instrument, '1m');
  for (const interval of INTRADAY) {
    const view = frame.bars(instrument, interval);
    const end = (v: BarView): number => v.closeTime[v.length - 1] ?? Number.NEGATIVE_INFINITY;
    if (end(view) > end(best)) best = view;
  }
  return best;
}

/**
 * One market ready to be measured at any playhead: ordered samples of usual moves, and tracks of its path that grow with the
 * frames they are shown. Reads frames only, and of each no more than it shows.
 */
export class PreparedReaction {
  readonly parts: ReactionParts;
  readonly #profile: PreparedProfile | null;
  readonly #samples = new Map<string, UsualSample>();
  #minutes: PathTrack | null = null;
  #days: PathTrack | null = null;

  constructor(parts: ReactionParts) {
    this.parts = parts;
    this.#profile = parts.profile && prepareProfile(parts.profile);
    for (const sample of parts.profile?.samples ?? []) this.#samples.set(sample.key, sample);
  }

  /** Every horizon at the frame's playhead. */
  at(frame: Frame): StepReaction {
    const { instrument, calendar, t0, precision } = this.parts;
    const { moves } = movesSince(frame, instrument, calendar, t0, precision);
    return { instrument, horizons: moves.map((move) => this.#horizon(frame, move)) };
  }

  #horizon(frame: Frame, move: HorizonMove): StepHorizon {
    const { at, base, state } = move;
    if (state !== 'ok' || at === null || base === null)
      return { move, usual: null, judged: null, path: null };
    const judged = this.#judged(frame, move);
    const usual = judged === null || this.#profile === null ? null : this.#profile.look(move.horizon, judged);
    const track = daysOf(move.horizon) === null ? this.#withinDays(frame, base) : this.#ofDays(frame, base);
    return { move, usual, judged: usual === null ? null : judged, path: track.until(at, floorOf(usual)) };
  }

  #judged(frame: Frame, move: HorizonMove): number | null {
    const { instrument, calendar, t0 } = this.parts;
    const sample = this.#samples.get(move.horizon);
    if (sample === undefined) return move.moveLog;
    return moveAsSampled(frame, instrument, calendar, t0, move.horizon, move, sample)?.moveLog ?? null;
  }

  #withinDays(frame: Frame, base: PathBase): PathTrack {
    const { instrument, calendar, t0 } = this.parts;
    this.#minutes = trackFrom(this.#minutes, furthestIntraday(frame, instrument), calendar, base, t0);
    return this.#minutes;
  }

  #ofDays(frame: Frame, base: PathBase): PathTrack {
    const { instrument, calendar, t0 } = this.parts;
    const from = eventClock(calendar, t0).event.dayZero?.open ?? t0;
    this.#days = trackFrom(this.#days, frame.bars(instrument, '1d'), calendar, base, t0, from);
    return this.#days;
  }
}

export const prepareReaction = (parts: ReactionParts): PreparedReaction => new PreparedReaction(parts);

/** All horizons of some markets at one step of a replay. The frame is cut at the playhead; nothing else is read. */
export const measureStep = (prepared: readonly PreparedReaction[], frame: Frame): StepReaction[] =>
  prepared.map((one) => one.at(frame));
