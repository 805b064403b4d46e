import type { ExchangeCalendar, Session } from '../calendar/calendar.ts';
import { asUtcMs, DAY_MS, type UtcMs } from '../time/instant.ts';
import { upperBound } from '../timeline/bar-series.ts';
import { filledRuns } from '../timeline/filled-closes.ts';
import type { BarView } from '../timeline/visible.ts';
import type { SessionClose } from './returns.ts';

/** The session an instant lies in, lunch included, else the next one; null where the calendar ends first. */
export function dayZeroOf(calendar: ExchangeCalendar, t0: UtcMs): Session | null {
  const { session } = calendar.stateAt(t0);
  if (session !== null) return session;
  const open = calendar.nextOpen(t0);
  return open === null ? null : calendar.stateAt(open).session;
}

/**
 * Sessions from `before` ones before day 0 to `after` ones after it, and further where `span` (UTC ms) reaches further;
 * fewer where the calendar ends.
 */
export function sessionsAround(
  calendar: ExchangeCalendar,
  dayZero: Session,
  before: number,
  after: number,
  span: { readonly from: number; readonly to: number } = { from: dayZero.open, to: dayZero.open },
): readonly Session[] {
  const from = Math.min(span.from, dayZero.open);
  const to = Math.max(span.to, dayZero.close);
  const indexIn = (sessions: readonly Session[]): number =>
    sessions.findIndex(({ date }) => date === dayZero.date);
  // A year has some 245 sessions in 365 days; the rest is for long holidays.
  let back = (before * 1.6 + 30) * DAY_MS;
  let ahead = (after * 1.6 + 30) * DAY_MS;
  let found: readonly Session[] = [];
  for (;;) {
    const low = asUtcMs(Math.min(from, dayZero.open - Math.ceil(back)));
    const high = asUtcMs(Math.max(to, dayZero.close + Math.ceil(ahead)));
    const sessions = calendar.sessions(low, high);
    const index = indexIn(sessions);
    const short = index < before || sessions.length - 1 - index < after;
    const grown = sessions.length > found.length;
    found = sessions;
    if (!short || !grown) break;
    back *= 2;
    ahead *= 2;
  }
  const index = indexIn(found);
  const first = found.findIndex((session) => session.close > from);
  const last = found.findLastIndex((session) => session.open < to);
  return found.slice(Math.max(0, Math.min(index - before, first)), Math.max(index + after, last) + 1);
}

/** Official closes on a market's own sessions. */
export interface MarketCloses {
  /** One for each session. */
  readonly closes: readonly SessionClose[];
  /** True where runs of identical closes were taken out. */
  readonly forwardFilled: boolean;
}

/**
 * Daily bars laid on sessions: a session without a bar has no close, a bar that touches no session is left out, and runs
 * of three or more identical closes are missing.
 *
 * @param sessions in order.
 */
export function closesOn(view: BarView, sessions: readonly Session[]): MarketCloses {
  const { openTime, closeTime, close, length } = view;
  const start = sessions[0]?.open ?? 0;
  let bar = upperBound(closeTime, length, start);
  const prices = sessions.map((session) => {
    let price: number | null = null;
    while (bar < length && (closeTime[bar] as number) <= session.open) bar += 1;
    while (bar < length && (openTime[bar] as number) < session.close) {
      const value = close[bar] as number;
      price = value > 0 && value < Number.POSITIVE_INFINITY ? value : null;
      bar += 1;
    }
    return price;
  });
  const filled = filledRuns(prices);
  for (const [from, to] of filled) prices.fill(null, from, to);
  return {
    closes: sessions.map((session, row) => ({ closeTime: session.close, close: prices[row] ?? null })),
    forwardFilled: filled.length > 0,
  };
}
