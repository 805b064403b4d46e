import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { Anchor } from '../event/event.ts';
import { HORIZONS } from '../event/horizon.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { Frame } from '../timeline/visible.ts';
import type { StepHorizon } from './measure-step.ts';
import type { MoveRange } from './reaction.ts';
import { sensitivity } from './sensitivity.ts';

/**
 * Lowest and highest move of one market at each horizon as T0 shifts, in the order of HORIZONS. z is by the usual move of
 * the chosen T0, and there is none where that judges the whole day's move, which does not begin at T0.
 */
export function rangesOf(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  anchor: Anchor,
  steps: readonly StepHorizon[],
): readonly (MoveRange | null)[] {
  const usual = new Map(
    steps.map(({ move, judged, usual: own }) => [move.horizon, judged === move.moveLog ? own : null]),
  );
  return sensitivity(frame, instrument, calendar, anchor, HORIZONS, (h) => usual.get(h) ?? null).ranges;
}
