import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { Frame } from '../timeline/visible.ts';
import { dayMoveFromPreviousClose, moveAfterMinutes, standsAtT0 } from './horizon-moves.ts';
import { type OrderStep, watchedSamples } from './order.ts';
import type { EventTime, MovesSince, UsualProfile } from './reaction.ts';

/** The official close of day 0 from the close before, as a sample of daily bars is measured. */
function dailyStep(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  { t0, dayZero }: EventTime,
): OrderStep[] {
  const { moveLog, price } = dayMoveFromPreviousClose(frame, instrument, calendar, t0, '0d');
  if (moveLog === null || price === null || dayZero === null) return [];
  return [{ key: '0d', time: price.time, move: moveLog, since: dayZero.open }];
}

/**
 * What the order of reaction is read from: the move since T0 at each intraday step that the profile can judge and that has
 * passed by the playhead, or the official close of day 0 where it can judge that alone. A step in which no new bar ended is
 * left out.
 */
export function orderSteps(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  since: MovesSince,
  profile: UsualProfile,
): OrderStep[] {
  const { base, event, moves } = since;
  const samples = watchedSamples(profile);
  if (samples[0]?.minutes === null) return dailyStep(frame, instrument, calendar, event);
  const dayOnly = moves.some((m) => m.reason === 'event-day-precision');
  if (base === null || dayOnly || !standsAtT0(base, event)) return [];
  const steps: OrderStep[] = [];
  let last = base.time;
  for (const { key, minutes } of samples) {
    const after = minutes as number;
    const { moveLog, price, reason } = moveAfterMinutes(frame, instrument, calendar, event.t0, after);
    if (reason === 'not-yet') break;
    if (moveLog === null || price === null || price.time <= last) continue;
    steps.push({ key, time: price.time, move: moveLog });
    last = price.time;
  }
  return steps;
}
