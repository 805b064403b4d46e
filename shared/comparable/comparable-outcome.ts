import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import { movesSince } from '../reaction/horizon-moves.ts';
import type { Frame, VisibleEvent } from '../timeline/visible.ts';
import type { ComparableOutcome } from './comparable.ts';

export const OUTCOME_HORIZONS = ['0d', '1d', '5d', '20d'] as const;

/**
 * What became of a comparable event, and how one market had moved by the closes that people look at. The outcome is null
 * until the gate shows the event's details, which is when all of it, a dated outcome included, has happened.
 */
export function comparableOutcome(
  frame: Frame,
  { slug, title, anchors, detail }: VisibleEvent,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
): ComparableOutcome {
  const anchor = anchors[0];
  if (anchor === undefined) throw new RangeError(`event ${slug} has no anchor that may be seen`);
  const { moves } = movesSince(frame, instrument, calendar, anchor.time, anchor.precision, OUTCOME_HORIZONS);
  const at = (horizon: (typeof OUTCOME_HORIZONS)[number]): number | null =>
    moves.find((move) => move.horizon === horizon)?.moveSimple ?? null;
  return {
    slug,
    title,
    t0: anchor.time,
    outcome: detail?.outcome ?? null,
    moves: { '0d': at('0d'), '1d': at('1d'), '5d': at('5d'), '20d': at('20d') },
  };
}
