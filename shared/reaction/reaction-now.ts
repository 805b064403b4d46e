import { daysOf, HORIZONS, type Horizon } from '../event/horizon.ts';
import type { Frame } from '../timeline/visible.ts';
import { moveAsSampled } from './as-sampled.ts';
import { eventClock } from './event-time.ts';
import { type MoveTo, moveAfterMinutes, movesSince } from './horizon-moves.ts';
import { floorOf, furthestIntraday, type ReactionParts } from './measure-step.ts';
import { type PathTrack, trackFrom } from './path-track.ts';
import type { PricePoint, ReactionNow, Unusualness, UsualSample } from './reaction.ts';
import { type PreparedProfile, prepareProfile } from './usual-lookup.ts';

/** Ends of the day, the latest first; the official close goes before the last bar. */
const DAYS_LATEST_FIRST: readonly Horizon[] = HORIZONS.filter(
  (h) => h === 'close' || daysOf(h) !== null,
).sort((a, b) => (daysOf(b) ?? -1) - (daysOf(a) ?? -1));

const NOTHING: ReactionNow = { key: null, at: null, moveLog: null, unusual: null, sample: null, path: null };

interface Newest {
  readonly key: string;
  readonly move: MoveTo;
}

/**
 * Follows one market through a replay or a live day: at every frame the newest move that can be set beside ordinary days
 * (ReactionNow) and the path so far. Made once for a market and a T0; reads frames only.
 */
export class ReactionWatch {
  readonly parts: ReactionParts;
  readonly #profile: PreparedProfile | null;
  readonly #samples: ReadonlyMap<string, UsualSample>;
  #track: PathTrack | null = null;

  constructor(parts: ReactionParts) {
    this.parts = parts;
    this.#profile = parts.profile && prepareProfile(parts.profile);
    this.#samples = new Map(parts.profile?.samples.map((sample) => [sample.key, sample]));
  }

  at(frame: Frame): ReactionNow {
    const { instrument, calendar, t0, precision } = this.parts;
    if (t0 > frame.playhead) return NOTHING;
    const { base } = movesSince(frame, instrument, calendar, t0, precision, []);
    if (base === null) return NOTHING;
    const newest = this.#newest(frame);
    const judged = newest === null ? null : this.#judged(frame, newest);
    const unusual = judged?.unusual ?? null;
    return {
      key: newest?.key ?? null,
      at: newest?.move.at ?? null,
      moveLog: newest?.move.moveLog ?? null,
      unusual,
      sample: judged?.sample ?? null,
      path: this.#path(frame, base).until(frame.playhead, floorOf(unusual)),
    };
  }

  /** The end of a day that has passed, else the last step of the profile's grid. */
  #newest(frame: Frame): Newest | null {
    const { instrument, calendar, t0, precision, profile } = this.parts;
    const { ends } = eventClock(calendar, t0);
    for (const horizon of DAYS_LATEST_FIRST) {
      const end = ends.get(horizon) ?? null;
      if (end === null || end > frame.playhead) continue;
      const [move] = movesSince(frame, instrument, calendar, t0, precision, [horizon]).moves;
      if (move?.state === 'ok') return { key: horizon, move };
    }
    const step = profile?.stepMinutes ?? null;
    if (step === null || precision === 'day') return null;
    const minutes = Math.floor(calendar.tradingMinutes(t0, frame.playhead) / step) * step;
    const key = `m${minutes}`;
    if (minutes === 0 || !this.#samples.has(key)) return null;
    const move = moveAfterMinutes(frame, instrument, calendar, t0, minutes);
    return move.state === 'ok' ? { key, move } : null;
  }

  /** The move measured as its sample was, and how unusual it is in it. */
  #judged(
    frame: Frame,
    { key, move }: Newest,
  ): { readonly unusual: Unusualness; readonly sample: ReactionNow['sample'] } | null {
    const { instrument, calendar, t0 } = this.parts;
    const sample = this.#samples.get(key);
    const own = sample && moveAsSampled(frame, instrument, calendar, t0, key, move, sample);
    if (this.#profile === null || sample === undefined || own?.moveLog == null) return null;
    const { interval, from, overlapping } = sample;
    const { moveLog } = own;
    return { unusual: this.#profile.look(key, moveLog), sample: { interval, from, overlapping, moveLog } };
  }

  #path(frame: Frame, base: PricePoint): PathTrack {
    const { instrument, calendar, t0 } = this.parts;
    this.#track = trackFrom(this.#track, furthestIntraday(frame, instrument), calendar, base, t0);
    return this.#track;
  }
}
