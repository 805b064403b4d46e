import type { ExchangeCalendar, Session } from '../calendar/calendar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { UtcMs } from '../time/instant.ts';
import type { BarInterval } from '../time/interval.ts';
import type { Frame } from '../timeline/visible.ts';
import { eventTime, sessionAfter } from './event-time.ts';
import { closeOf, FINEST_FIRST, firstOpen, priceAt, whyNoBar } from './price-at.ts';
import type { Reason } from './reaction.ts';

/** What moves are measured from: T0 (default), the previous close, the session's open, or nothing (`price`). */
export type BaseMode = 't0' | 'prev' | 'open' | 'price';

export interface Base {
  readonly price: number;
  /** When that price stood, UTC ms. */
  readonly time: UtcMs;
  /** Bar it was read from, or `quote` where a source named its previous close. */
  readonly from: BarInterval | 'quote';
}

export type MissingReason = Extract<
  Reason,
  'no-history' | 'not-yet' | 'stale' | 'not-recorded' | 'calendar-too-short'
>;
export type BaseAnswer =
  | { readonly state: 'ok'; readonly base: Base }
  | { readonly state: 'missing'; readonly reason: MissingReason };

const missing = (reason: MissingReason): BaseAnswer => ({ state: 'missing', reason });
const found = ({ price, time, from }: Base): BaseAnswer => ({ state: 'ok', base: { price, time, from } });

/** Base at T0 (EVENT-STUDY §2): the price at T0, or why there is none. */
function baseAtT0(frame: Frame, instrument: InstrumentId, t0: UtcMs): BaseAnswer {
  if (t0 > frame.playhead) return missing('not-yet');
  const point = priceAt(frame, instrument, t0);
  return point === null ? missing(whyNoBar(frame, instrument)) : found(point);
}

/** The close before a session, by the rule of `closeOf`. */
export function closeBefore(
  frame: Frame,
  instrument: InstrumentId,
  session: Session,
  calendar: ExchangeCalendar,
): BaseAnswer {
  const previous = sessionAfter(calendar, session, -1);
  if (previous === null) return missing('no-history');
  const last = closeOf(frame, instrument, previous, session, calendar);
  return last === null ? missing(whyNoBar(frame, instrument)) : found(last);
}

/** The close before the session that answers T0: of a market that is shut then, the close before its next session. */
function basePrevious(
  frame: Frame,
  instrument: InstrumentId,
  t0: UtcMs,
  calendar: ExchangeCalendar,
): BaseAnswer {
  const { dayZero } = eventTime(calendar, t0);
  return dayZero === null ? missing('calendar-too-short') : closeBefore(frame, instrument, dayZero, calendar);
}

/** The first price of the session that `at` lies in or follows. */
function baseOpen(frame: Frame, instrument: InstrumentId, at: UtcMs, calendar: ExchangeCalendar): BaseAnswer {
  const session = calendar.stateAt(at).session ?? calendar.previousSession(at);
  if (session === null) return missing('calendar-too-short');
  for (const interval of FINEST_FIRST) {
    const first = firstOpen(frame.bars(instrument, interval), session.open, session.close);
    if (first !== null) return found({ price: first.open, time: first.time, from: interval });
  }
  return missing('no-history');
}

/**
 * The price moves are measured from. `prev` is the close before the session that answers T0 (day 0), so that a move
 * since then is that session's whole move; `open` speaks of the session that holds T0, or the last one before it.
 * `price` has no base: callers do not ask.
 */
export function basePrice(
  frame: Frame,
  instrument: InstrumentId,
  mode: Exclude<BaseMode, 'price'>,
  t0: UtcMs,
  calendar: ExchangeCalendar,
): BaseAnswer {
  switch (mode) {
    case 't0':
      return baseAtT0(frame, instrument, t0);
    case 'prev':
      return basePrevious(frame, instrument, t0, calendar);
    case 'open':
      return baseOpen(frame, instrument, t0, calendar);
  }
}
