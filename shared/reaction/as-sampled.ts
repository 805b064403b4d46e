import type { ExchangeCalendar } from '../calendar/calendar.ts';
import { daysOf, isHorizon } from '../event/horizon.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { UtcMs } from '../time/instant.ts';
import type { Frame } from '../timeline/visible.ts';
import { eventClock } from './event-time.ts';
import { dayMoveFromPreviousClose, type MoveTo } from './horizon-moves.ts';
import type { UsualSample } from './reaction.ts';

/**
 * The event's own move, measured as its sample was (EVENT-STUDY §3): a sample made from daily bars alone starts at the
 * close of day −1, so the event's move is taken from there too.
 *
 * @param key of the sample: a horizon or a step of the grid.
 * @returns null where the sample starts at the offset of T0 and the market showed no price on the day by then.
 */
export function moveAsSampled(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  t0: UtcMs,
  key: string,
  move: MoveTo,
  sample: Pick<UsualSample, 'from'>,
): MoveTo | null {
  const { event } = eventClock(calendar, t0);
  if (!isHorizon(key) || daysOf(key) === null || move.base === null || event.dayZero === null) return move;
  const onTheDay = move.base.time > event.dayZero.open;
  if (sample.from === 'same-offset') return onTheDay || event.offsetMinutes === 0 ? move : null;
  return onTheDay ? dayMoveFromPreviousClose(frame, instrument, calendar, t0, key) : move;
}
