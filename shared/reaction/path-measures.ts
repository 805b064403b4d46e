import type { UtcMs } from '../time/instant.ts';
import type { PathMeasures, PathPoint } from './reaction.ts';

/** A bar's end on the path; `move` is null where the bar is missing. */
export interface PathSample {
  /** Trading minutes since T0. */
  readonly minutes: number;
  /** Log move from the base. */
  readonly move: number | null;
  readonly time: UtcMs;
}

/** No bar has ended since T0. */
export const NO_PATH: PathMeasures = {
  peak: null,
  trough: null,
  extreme: null,
  now: null,
  fade: null,
  halfLife: null,
  halfLifeAtLeast: null,
  missing: { path: 'no-trade-yet', fade: 'no-trade-yet', halfLife: 'no-trade-yet' },
};

const WHOLE: PathMeasures['missing'] = {};
const NOT_REACHED: PathMeasures['missing'] = { halfLife: 'not-reached' };
const BELOW_FLOOR: PathMeasures['missing'] = { fade: 'move-below-floor', halfLife: 'move-below-floor' };

/** Points of a path that its measures are made from. */
export interface PathTurns {
  readonly peak: PathPoint;
  readonly trough: PathPoint;
  readonly extreme: PathPoint;
  readonly now: PathPoint;
}

/** True where a point has given back half of the extreme move or more. */
export const hasHalved = (move: number, extreme: number): boolean =>
  (extreme > 0 ? move : -move) <= Math.abs(extreme) / 2;

/**
 * Fade and half-life of a path by its turning points (EVENT-STUDY §4).
 *
 * @param halvedAt trading minutes of the first point after the extreme that had given half of it back, else null.
 * @param floor least size of an extreme, log move, at which a fade means something; one usual move by default.
 */
export function measuresOf(turns: PathTurns, halvedAt: number | null, floor: number): PathMeasures {
  const { peak, trough, extreme, now } = turns;
  const size = Math.abs(extreme.move);
  if (size === 0 || size < floor) {
    return { ...turns, fade: null, halfLife: null, halfLifeAtLeast: null, missing: BELOW_FLOOR };
  }
  return {
    peak,
    trough,
    extreme,
    now,
    fade: Math.min(2, 1 - now.move / extreme.move),
    halfLife: halvedAt === null ? null : halvedAt - extreme.minutes,
    halfLifeAtLeast: halvedAt === null ? now.minutes - extreme.minutes : null,
    missing: halvedAt === null ? NOT_REACHED : WHOLE,
  };
}

/**
 * Peak, trough, fade and half-life of a path in order of time (EVENT-STUDY §4). Missing bars are skipped; the base, 0 at
 * T0, is not a point. This is the definition; `PathTrack` gives the same for every prefix of a growing path.
 *
 * @throws RangeError where `floor` is not a number at or above 0.
 */
export function pathMeasures(samples: readonly PathSample[], floor: number): PathMeasures {
  if (!(floor >= 0)) throw new RangeError(`floor must be a log move at or above 0, not ${floor}`);
  const points = samples.filter((sample): sample is PathPoint => sample.move !== null);
  const [first] = points;
  if (first === undefined) return NO_PATH;
  let peak = first;
  let trough = first;
  let extreme = first;
  for (const point of points) {
    if (point.move > peak.move) peak = point;
    if (point.move < trough.move) trough = point;
    if (Math.abs(point.move) > Math.abs(extreme.move)) extreme = point;
  }
  const now = points.at(-1) ?? first;
  const after = points.slice(points.indexOf(extreme) + 1);
  const halved = after.find((point) => hasHalved(point.move, extreme.move));
  return measuresOf({ peak, trough, extreme, now }, halved?.minutes ?? null, floor);
}
