import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';

/** Open minutes a price may stand still beyond its delay before its source is called stale (FEEDS §1). */
export const STALE_MARGIN_MINUTES = 10;

export type Freshness =
  /** Young enough for an open market, or from the last session of a closed one. */
  | { readonly state: 'fresh' }
  /** `since` is when the observation became too old, UTC ms. */
  | { readonly state: 'stale'; readonly since: UtcMs }
  | { readonly state: 'no-data' };

/**
 * Judges a source by the age of its newest observation against the market's own calendar: only open minutes count,
 * so a night, a lunch break and a holiday make nothing stale. A stale source stays stale when its market closes: it
 * missed the end of the session.
 */
export function judgeFreshness(
  newestObservation: UtcMs | null,
  now: UtcMs,
  calendar: ExchangeCalendar,
  delayMinutes: number,
): Freshness {
  if (newestObservation === null) return { state: 'no-data' };
  const allowed = delayMinutes + STALE_MARGIN_MINUTES;
  if (now <= newestObservation || calendar.tradingMinutes(newestObservation, now) <= allowed) {
    return { state: 'fresh' };
  }
  const since = calendar.addTradingMinutes(newestObservation, allowed);
  return { state: 'stale', since: asUtcMs(since ?? newestObservation + allowed * MINUTE_MS) };
}
