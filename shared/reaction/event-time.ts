import type { ExchangeCalendar, Session } from '../calendar/calendar.ts';
import { daysOf, HORIZONS, type Horizon, minutesOf } from '../event/horizon.ts';
import type { UtcMs } from '../time/instant.ts';
import type { EventTime } from './reaction.ts';

/**
 * An instant as one market lives it (EVENT-STUDY §1): its state at T0 (UTC ms), the reaction start, and day 0, the
 * session that holds the reaction start. At or after the last close, and in a holiday, day 0 is the next session; at
 * lunch it is the same one.
 */
export function eventTime(calendar: ExchangeCalendar, t0: UtcMs): EventTime {
  const { state } = calendar.stateAt(t0);
  const reactionStart = state === 'open' ? t0 : calendar.nextOpen(t0);
  const dayZero = reactionStart === null ? null : calendar.stateAt(reactionStart).session;
  const offsetMinutes =
    reactionStart === null || dayZero === null ? 0 : calendar.tradingMinutes(dayZero.open, reactionStart);
  return { t0, state, reactionStart, dayZero, offsetMinutes };
}

/** True where the market was shut at T0, so that the answer comes with the next open. Not at lunch. */
export const shutAtT0 = ({ state }: EventTime): boolean => state !== 'open' && state !== 'lunch';

/** The k-th session of the market's own calendar after day 0, before it where k < 0; null beyond the span. */
export function sessionAfter(calendar: ExchangeCalendar, dayZero: Session, k: number): Session | null {
  let session: Session | null = dayZero;
  for (let left = k; left < 0 && session !== null; left += 1) {
    session = calendar.previousSession(session.open);
  }
  for (let left = k; left > 0 && session !== null; left -= 1) {
    // A session of the currency week opens at the close of the one before it.
    const open = calendar.nextOpen((session.close - 1) as UtcMs);
    session = open === null ? null : calendar.stateAt(open).session;
  }
  return session;
}

/**
 * Instant (UTC ms) at which a horizon ends: the earliest at which its trading minutes have passed since T0, the last
 * close of day 0, or the close of the k-th session after it. Null where the calendar ends first.
 */
export function horizonEnd(calendar: ExchangeCalendar, event: EventTime, horizon: Horizon): UtcMs | null {
  const { t0, dayZero } = event;
  if (dayZero === null) return null;
  const minutes = minutesOf(horizon);
  if (minutes !== null) return calendar.addTradingMinutes(t0, minutes);
  return sessionAfter(calendar, dayZero, daysOf(horizon) ?? 0)?.close ?? null;
}

/** What depends on T0 and the calendar alone: the same for every market of an exchange and at every playhead. */
export interface EventClock {
  readonly event: EventTime;
  /** Day −1. */
  readonly previous: Session | null;
  readonly ends: ReadonlyMap<Horizon, UtcMs | null>;
  /** Sessions of day horizons. */
  readonly days: ReadonlyMap<Horizon, Session | null>;
}

function makeClock(calendar: ExchangeCalendar, t0: UtcMs): EventClock {
  const event = eventTime(calendar, t0);
  const { dayZero } = event;
  const days = new Map<Horizon, Session | null>();
  let session = dayZero;
  let reached = 0;
  for (const horizon of HORIZONS) {
    const k = daysOf(horizon);
    if (k === null) continue;
    session = session && sessionAfter(calendar, session, k - reached);
    reached = k;
    days.set(horizon, session);
  }
  return {
    event,
    previous: dayZero && sessionAfter(calendar, dayZero, -1),
    ends: new Map(
      HORIZONS.map((h) => [h, days.has(h) ? (days.get(h)?.close ?? null) : horizonEnd(calendar, event, h)]),
    ),
    days,
  };
}

const clocks = new WeakMap<ExchangeCalendar, Map<UtcMs, EventClock>>();
/** T0s kept for a calendar: one event with its anchors and shifts. */
const KEPT = 64;

/** The clock of one T0 on one calendar; kept, for a replay asks at every frame. */
export function eventClock(calendar: ExchangeCalendar, t0: UtcMs): EventClock {
  const kept = clocks.get(calendar) ?? new Map<UtcMs, EventClock>();
  clocks.set(calendar, kept);
  let clock = kept.get(t0);
  if (clock === undefined) {
    if (kept.size >= KEPT) kept.clear();
    clock = makeClock(calendar, t0);
    kept.set(t0, clock);
  }
  return clock;
}
