import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { Bar } from '../../shared/market/bar.ts';
import { eventClock, shutAtT0 } from '../../shared/reaction/event-time.ts';
import { standsAtT0 } from '../../shared/reaction/horizon-moves.ts';
import type { UsualProfile } from '../../shared/reaction/reaction.ts';
import { prepareProfile } from '../../shared/reaction/usual-lookup.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';

/** What the bars of a market are measured from. */
export interface BarBase {
  readonly price: number;
  readonly time: UtcMs;
  readonly from: BarInterval;
}

type Closed = Pick<Bar, 'interval' | 'closeTime' | 'close'>;

/**
 * z of a bar's close: its log move from the base, in usual moves of the step of the profile at which the bar closed
 * (EVENT-STUDY §3). Intraday bars have one where their end falls on the profile's grid, daily bars on a day horizon; null
 * at any other time, and where the sample was measured from another base than these bars are.
 */
export function barZ(
  profile: UsualProfile,
  calendar: ExchangeCalendar,
  t0: UtcMs,
  base: BarBase,
): (bar: Closed) => number | null {
  const { look } = prepareProfile(profile);
  const { event, days } = eventClock(calendar, t0);
  const shut = shutAtT0(event);
  const fromDayBefore = !standsAtT0(base, event);
  const fits = profile.samples.filter(({ from }) => shut || (from === 'previous-close') === fromDayBefore);
  const byMinutes = new Map(fits.filter((s) => s.interval !== '1d').map((s) => [s.minutes, s.key] as const));
  const keys = new Set(fits.map((s) => s.key));
  const keyOf = ({ interval, closeTime }: Closed): string | null => {
    if (interval !== '1d') return byMinutes.get(calendar.tradingMinutes(t0, closeTime)) ?? null;
    for (const [horizon, session] of days) {
      const within = session !== null && closeTime > session.open && closeTime <= session.close;
      if (within) return keys.has(horizon) ? horizon : null;
    }
    return null;
  };
  return (bar) => {
    if (bar.closeTime <= t0) return null;
    const key = keyOf(bar);
    return key === null ? null : look(key, Math.log(bar.close / base.price)).z;
  };
}
