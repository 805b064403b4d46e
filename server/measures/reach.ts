import type { Calendars, ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { Anchor } from '../../shared/event/event.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { eventTime } from '../../shared/reaction/event-time.ts';
import { SHIFT_MINUTES } from '../../shared/reaction/sensitivity.ts';
import { asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';

/** `[from, to)` of bars' starts, UTC ms. */
export interface Span {
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/**
 * How much of a market is read: `day` the bars about the event, `history` the 5-minute, hourly and daily bars before it
 * that usual moves are made from, `daily` daily bars alone.
 */
export type Depth = 'day' | 'history' | 'daily';

/** Sessions of intraday history: 120 for the usual move, and some that are left out for being half days. */
const HISTORY_SESSIONS = 130;
/** The last horizon is 20 sessions; a study or a group view may look further. */
const SESSIONS_AFTER = 45;
/** Sessions up to T0, the one that holds it among them: the hour before T0 may begin on the day before. */
const SESSIONS_BEFORE = 2;
/** Two years of days: an estimation window and a hundred placebo events before it. */
const DAILY_BEFORE_MS = 760 * DAY_MS;
const SENSITIVITY_MS = SHIFT_MINUTES * MINUTE_MS;
/** Stretches that hold so many sessions on every exchange, its longest holidays among them. */
const FORTNIGHT_MS = 14 * DAY_MS;
const HISTORY_MS = 220 * DAY_MS;
const AFTER_MS = 90 * DAY_MS;

/** Open of the `count`-th session before `time`; of the first in the stretch where there are fewer. */
function openBefore(calendar: ExchangeCalendar, time: UtcMs, count: number, within: number): UtcMs {
  const start = asUtcMs(time - within);
  const before = calendar.sessions(start, time);
  return before.at(-count)?.open ?? before[0]?.open ?? start;
}

/** Close of the `count`-th session after `time`; where the calendar ends, the end of the stretch. */
function closeAfter(calendar: ExchangeCalendar, time: UtcMs, count: number, within: number): UtcMs {
  const end = asUtcMs(time + within);
  return calendar.sessions(time, end)[count - 1]?.close ?? end;
}

export type Reach = Readonly<Partial<Record<BarInterval, Span>>>;

/** From the session before the earliest instant that T0 may be, to the one after the latest. */
function aroundEvent(calendar: ExchangeCalendar, { time, window }: Pick<Anchor, 'time' | 'window'>): Span {
  const earliest = asUtcMs(Math.min(window.earliest, time - SENSITIVITY_MS));
  const latest = asUtcMs(Math.max(window.latest, time + SENSITIVITY_MS));
  const lastClose = eventTime(calendar, latest).dayZero?.close ?? asUtcMs(latest + FORTNIGHT_MS);
  return {
    from: openBefore(calendar, earliest, SESSIONS_BEFORE, FORTNIGHT_MS),
    to: closeAfter(calendar, lastClose, 1, FORTNIGHT_MS),
  };
}

/** What has to be read of a market to measure an anchor, by interval. */
export function reachOf(
  instrument: Instrument,
  anchor: Pick<Anchor, 'time' | 'window'>,
  calendars: Calendars,
  depth: Depth,
): Reach {
  const calendar = calendars.get(instrument.mic);
  const day = eventTime(calendar, anchor.time).dayZero;
  const dailyFrom = asUtcMs(anchor.time - DAILY_BEFORE_MS);
  if (depth === 'history') {
    const to = day?.open ?? anchor.time;
    const intraday = { from: openBefore(calendar, to, HISTORY_SESSIONS, HISTORY_MS), to };
    return { '5m': intraday, '1h': intraday, '1d': { from: dailyFrom, to } };
  }
  const lastDay = closeAfter(calendar, day?.close ?? anchor.time, SESSIONS_AFTER, AFTER_MS);
  const daily = { from: dailyFrom, to: lastDay };
  if (depth === 'daily') return { '1d': daily };
  const around = aroundEvent(calendar, anchor);
  return { '1m': around, '5m': around, '1h': around, '1d': daily };
}
