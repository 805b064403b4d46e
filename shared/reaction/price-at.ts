import type { ExchangeCalendar, Session } from '../calendar/calendar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { UtcMs } from '../time/instant.ts';
import type { BarInterval } from '../time/interval.ts';
import { upperBound } from '../timeline/bar-series.ts';
import type { BarView, Frame } from '../timeline/visible.ts';
import { sessionAfter } from './event-time.ts';
import type { PricePoint, Reason } from './reaction.ts';

export const FINEST_FIRST = ['1m', '5m', '1h', '1d'] as const;
/** Daily closes are official ones; these are what the market showed during the day. */
export const INTRADAY = ['1m', '5m', '1h'] as const;

/** Index of the last bar whose close lies at or before `time`, or −1. */
export const lastClosed = (view: BarView, time: UtcMs): number =>
  upperBound(view.closeTime, view.length, time) - 1;

/** The last finished bar with a price that can be: a close of a foreign file that is zero or below is passed over. */
function lastPriced(view: BarView, time: UtcMs): number {
  let index = lastClosed(view, time);
  while (index >= 0 && !isPrice(view.close[index] as number)) index -= 1;
  return index;
}

/** False of what a foreign file may hold instead of a price: zero, a negative, infinite or missing number. */
export const isPrice = (price: number): boolean => price > 0 && price < Number.POSITIVE_INFINITY;

const pointOf = (view: BarView, index: number): PricePoint => ({
  price: view.close[index] as number,
  time: view.closeTime[index] as UtcMs,
  from: view.interval,
  provenance: view.provenance(index),
});

/**
 * Close of the last bar with end ≤ `time` (UTC ms; EVENT-STUDY §2), from the interval that reaches closest to it, the
 * finest of equal ones. A bar that holds the instant is never used. Null where no bar had ended by then.
 */
export function priceAt(
  frame: Frame,
  instrument: InstrumentId,
  time: UtcMs,
  intervals: readonly BarInterval[] = FINEST_FIRST,
): PricePoint | null {
  let best: BarView | null = null;
  let at = -1;
  for (const interval of intervals) {
    const view = frame.bars(instrument, interval);
    const index = lastPriced(view, time);
    if (index < 0) continue;
    if (best === null || (view.closeTime[index] as number) > (best.closeTime[at] as number)) {
      best = view;
      at = index;
    }
  }
  return best === null ? null : pointOf(best, at);
}

/** Open of the first bar that begins in `[from, before)`, and that instant (UTC ms); null where it has none. */
export function firstOpen(
  view: BarView,
  from: UtcMs,
  before: UtcMs,
): { readonly open: number; readonly time: UtcMs } | null {
  const index = upperBound(view.openTime, view.length, from - 1);
  if (index >= view.length) return null;
  const time = view.openTime[index] as UtcMs;
  const open = view.open[index] as number;
  return time < before && isPrice(open) ? { open, time } : null;
}

/** The official close of a session from its daily bar; null where there is none, never the last intraday price. */
export function officialClose(frame: Frame, instrument: InstrumentId, session: Session): PricePoint | null {
  const view = frame.bars(instrument, '1d');
  const index = lastPriced(view, session.close);
  return index >= 0 && (view.closeTime[index] as number) > session.open ? pointOf(view, index) : null;
}

/** Why a market has no bar at an instant: it came to us later than the playhead, or we hold none. */
export const whyNoBar = (
  frame: Frame,
  instrument: InstrumentId,
  intervals: readonly BarInterval[] = FINEST_FIRST,
): Extract<Reason, 'not-recorded' | 'no-history'> =>
  intervals.some((interval) => frame.bars(instrument, interval).notRecorded > 0)
    ? 'not-recorded'
    : 'no-history';

/** The last intraday price of a session, which often lacks the closing auction; null where it showed none. */
function intradayClose(frame: Frame, instrument: InstrumentId, session: Session): PricePoint | null {
  const point = priceAt(frame, instrument, session.close, INTRADAY);
  return point !== null && point.time > session.open ? point : null;
}

/**
 * The close of a session that `next` follows: the official one, else the one that a source named between the open of `next`
 * and the open after it, else the last intraday price. Null where none is kept; never the close of another session.
 */
export function closeOf(
  frame: Frame,
  instrument: InstrumentId,
  session: Session,
  next: Session,
  calendar: ExchangeCalendar,
): PricePoint | null {
  const official = officialClose(frame, instrument, session);
  if (official !== null) return official;
  const until = sessionAfter(calendar, next, 1)?.open ?? Number.POSITIVE_INFINITY;
  const quote = frame
    .quotes(instrument)
    .findLast((q) => q.time >= next.open && q.time < until && q.previousClose !== null);
  if (quote?.previousClose != null && isPrice(quote.previousClose)) {
    const { previousClose: price, provenance } = quote;
    return { price, time: session.close, from: 'quote', provenance };
  }
  return intradayClose(frame, instrument, session);
}
