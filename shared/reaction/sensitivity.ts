import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { Anchor } from '../event/event.ts';
import type { Horizon } from '../event/horizon.ts';
import type { InstrumentId } from '../market/instrument.ts';
import { MINUTE_MS, type UtcMs } from '../time/instant.ts';
import { upperBound } from '../timeline/bar-series.ts';
import type { BarView, Frame } from '../timeline/visible.ts';
import { movesSince } from './horizon-moves.ts';
import { FINEST_FIRST } from './price-at.ts';
import type { HorizonMove, MoveRange, Unusualness } from './reaction.ts';

/** T0 is moved by this much to each side, or over the anchor's own window where that is wider. */
export const SHIFT_MINUTES = 10;
/** T0s tried at most: every minute of the ±10, thinned evenly where a window is wider. */
const MOST = 48;

export interface Sensitivity {
  /** First and last T0 that was tried, UTC ms; T0 itself where the playhead lies before it. */
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly tried: number;
  /** In the order of the horizons; null where there is no move at T0 itself. */
  readonly ranges: readonly (MoveRange | null)[];
}

/** Median and scale of the usual move at a horizon, log; null where there is none. */
export type UsualOf = (horizon: Horizon) => Pick<Unusualness, 'median' | 'scale'> | null;

/** Ends of bars within `(from, to)`: between two of them no price at T0 changes. */
function endsWithin(view: BarView, from: UtcMs, to: UtcMs): UtcMs[] {
  const first = upperBound(view.closeTime, view.length, from);
  const last = upperBound(view.closeTime, view.length, to);
  return [...view.closeTime.subarray(first, last)] as UtcMs[];
}

/** All of a short list, else `count` of it, evenly spaced. */
function thinned<T>(values: readonly T[], count: number): readonly T[] {
  if (values.length <= count) return values;
  const step = (values.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, n) => values[Math.round(n * step)] as T);
}

function candidates(
  frame: Frame,
  instrument: InstrumentId,
  { time, window, precision }: Pick<Anchor, 'time' | 'window' | 'precision'>,
  others: readonly UtcMs[],
): UtcMs[] {
  const shift = SHIFT_MINUTES * MINUTE_MS;
  const from = Math.min(time - shift, window.earliest) as UtcMs;
  const to = Math.min(Math.max(time + shift, window.latest), frame.playhead) as UtcMs;
  const intervals = precision === 'day' ? (['1d'] as const) : FINEST_FIRST;
  let ends: readonly UtcMs[] = [];
  for (const interval of intervals) {
    if (ends.length === 0) ends = endsWithin(frame.bars(instrument, interval), from, to);
  }
  const seen = others.filter((other) => other <= frame.playhead);
  const tried = new Set([time, from, to, ...seen, ...thinned(ends, MOST)]);
  return [...tried].filter((t0) => t0 <= frame.playhead).sort((a, b) => a - b);
}

/** Yesterday's close and a price of the same morning are not two readings of one base. */
const sameKind = (one: HorizonMove, other: HorizonMove): boolean =>
  (one.base?.from === '1d') === (other.base?.from === '1d');

/**
 * How each figure changes as T0 moves over ±10 minutes and the anchor's own window: the least and the greatest move over
 * T0 itself, both ends of that span and all ends of bars within it (at most 48 of them), none after the playhead. Other
 * anchors may be tried as well. A T0 at which a horizon has no move, or has only a daily base where T0 has a finer one, is
 * passed over there.
 *
 * z is by the usual move of the chosen T0, so that it says how far the result depends on the minute and not how the
 * market's habits change with it. Costs one `movesSince` for each T0 tried: about 25 with minute bars.
 */
export function sensitivity(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  anchor: Pick<Anchor, 'time' | 'window' | 'precision'>,
  horizons: readonly Horizon[],
  usualOf: UsualOf = () => null,
  otherAnchors: readonly Pick<Anchor, 'time'>[] = [],
): Sensitivity {
  const { time, precision } = anchor;
  const nothing = { from: time, to: time, tried: 0, ranges: horizons.map(() => null) };
  if (time > frame.playhead) return nothing;
  const tried = candidates(
    frame,
    instrument,
    anchor,
    otherAnchors.map((a) => a.time),
  );
  const own = movesSince(frame, instrument, calendar, time, precision, horizons).moves;
  const least = [...own];
  const greatest = [...own];
  for (const t0 of tried) {
    const { moves } = movesSince(frame, instrument, calendar, t0, precision, horizons);
    for (const [at, move] of moves.entries()) {
      if (!sameKind(move, own[at] as HorizonMove)) continue;
      if (below(move, least[at] as HorizonMove)) least[at] = move;
      if (below(greatest[at] as HorizonMove, move)) greatest[at] = move;
    }
  }
  return {
    from: tried[0] ?? time,
    to: tried.at(-1) ?? time,
    tried: tried.length,
    ranges: horizons.map((horizon, at) =>
      rangeOf(least[at] as HorizonMove, greatest[at] as HorizonMove, usualOf(horizon)),
    ),
  };
}

/** False where either has no move. */
const below = (one: HorizonMove, other: HorizonMove): boolean =>
  one.moveLog !== null && other.moveLog !== null && one.moveLog < other.moveLog;

function rangeOf(least: HorizonMove, greatest: HorizonMove, usual: ReturnType<UsualOf>): MoveRange | null {
  if (least.moveSimple === null || greatest.moveSimple === null) return null;
  const middle = usual?.median ?? null;
  const scale = usual?.scale ?? null;
  const z = ({ moveLog }: HorizonMove): number | null =>
    moveLog === null || middle === null || scale === null || scale === 0 ? null : (moveLog - middle) / scale;
  return {
    minSimple: least.moveSimple,
    maxSimple: greatest.moveSimple,
    minZ: z(least),
    maxZ: z(greatest),
  };
}
