import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { Frame } from '../timeline/visible.ts';
import { shutAtT0 } from './event-time.ts';
import { moveAfterMinutes } from './horizon-moves.ts';
import type { OrderStep } from './order.ts';
import type { MovesSince, UsualProfile } from './reaction.ts';

/** The official close of day 0, where the event's move and the sample's were both measured from the close before. */
function dailyStep({ event, moves }: MovesSince, profile: UsualProfile): OrderStep[] {
  const sample = profile.samples.find((s) => s.key === '0d');
  const move = moves.find((m) => m.horizon === '0d');
  if (sample?.from !== 'previous-close' || move?.base?.from !== '1d') return [];
  if (move.moveLog === null || move.price === null || event.dayZero === null) return [];
  return [{ key: '0d', time: move.price.time, move: move.moveLog, since: event.dayZero.open }];
}

/**
 * What the order of reaction is read from: the move since T0 at each intraday step of the profile that has passed by the
 * playhead, or the official close of day 0 where only daily bars are kept. A step in which no new bar ended is left out.
 */
export function orderSteps(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  since: MovesSince,
  profile: UsualProfile,
): OrderStep[] {
  if (profile.stepMinutes === null) return dailyStep(since, profile);
  const { base, event, moves } = since;
  const dayOnly = moves.some((m) => m.reason === 'event-day-precision');
  // Yesterday's official close is no price at T0 for a market that was trading then.
  if (base === null || dayOnly || (base.from === '1d' && !shutAtT0(event))) return [];
  const grid = profile.samples
    .flatMap(({ key, minutes, interval }) =>
      minutes === null || interval === '1d' ? [] : [{ key, minutes }],
    )
    .sort((a, b) => a.minutes - b.minutes);
  const steps: OrderStep[] = [];
  let last = base.time;
  for (const { key, minutes } of grid) {
    const { moveLog, price, reason } = moveAfterMinutes(frame, instrument, calendar, event.t0, minutes);
    if (reason === 'not-yet') break;
    if (moveLog === null || price === null || price.time <= last) continue;
    steps.push({ key, time: price.time, move: moveLog });
    last = price.time;
  }
  return steps;
}
