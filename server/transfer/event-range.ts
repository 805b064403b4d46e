import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { Anchor, MarketEvent } from '../../shared/event/event.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { asUtcMs, DAY_MS, HOUR_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';

export interface Range {
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** No market is shut longer than this around an event; the calendars may not reach as far as it. */
const LONGEST_WAIT_MS = 10 * DAY_MS;

/** Close of the first session that could answer T0: the one it lies in, else the next; null beyond the calendar. */
function firstAnswer(calendars: Calendars, mic: Instrument['mic'], t0: UtcMs): UtcMs | null {
  if (!calendars.mics.includes(mic)) return null;
  const calendar = calendars.get(mic);
  const { session } = calendar.stateAt(t0);
  if (session !== null) return session.close;
  const open = calendar.nextOpen(t0);
  return open === null ? null : (calendar.stateAt(open).session?.close ?? null);
}

/**
 * The stretch that shows an event: from half a day before it until it is over by a day and every market has had a
 * session to answer in.
 */
export function eventRange(
  event: MarketEvent,
  instruments: readonly Instrument[],
  calendars: Calendars,
): Range {
  const anchors = event.anchors as [Anchor, ...Anchor[]];
  const first = Math.min(...anchors.map((a) => a.window.earliest));
  const last = Math.max(...anchors.map((a) => a.window.latest), event.end ?? 0);
  const mics = [...new Set(instruments.map((i) => i.mic))];
  const answers = mics.flatMap((mic) => firstAnswer(calendars, mic, anchors[0].time) ?? []);
  const answered = Math.min(Math.max(...answers, 0) + HOUR_MS, last + LONGEST_WAIT_MS);
  return { from: asUtcMs(first - 12 * HOUR_MS), to: asUtcMs(Math.max(last + DAY_MS, answered)) };
}

/** Bars that are fine enough for a range and still few enough for a page. */
export function intervalsFor({ from, to }: Range): readonly BarInterval[] {
  if (to - from <= 12 * DAY_MS) return ['1m', '5m', '1d'];
  if (to - from <= 120 * DAY_MS) return ['1h', '1d'];
  return ['1d'];
}

/** Daily bars reach this much further back, so that the close before the longest holidays is there. */
export const dailyFrom = ({ from }: Range): UtcMs => asUtcMs(from - 30 * DAY_MS);
