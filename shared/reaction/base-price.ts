import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { UtcMs } from '../time/instant.ts';
import type { BarInterval } from '../time/interval.ts';
import { upperBound } from '../timeline/bar-series.ts';
import type { BarView, Frame } from '../timeline/visible.ts';

/** What moves are measured from: T0 (default), the previous close, the session's open, or nothing (`price`). */
export type BaseMode = 't0' | 'prev' | 'open' | 'price';

export interface Base {
  readonly price: number;
  /** When that price stood, UTC ms. */
  readonly time: UtcMs;
  /** Bar it was read from, or `quote` where a source named its previous close. */
  readonly from: BarInterval | 'quote';
}

export type MissingReason = 'no-history' | 'not-yet' | 'stale' | 'not-recorded' | 'calendar-too-short';
export type BaseAnswer =
  | { readonly state: 'ok'; readonly base: Base }
  | { readonly state: 'missing'; readonly reason: MissingReason };

const FINEST_FIRST = ['1m', '5m', '1h', '1d'] as const;

const missing = (reason: MissingReason): BaseAnswer => ({ state: 'missing', reason });

/** Index of the last bar whose close lies at or before `time`, or −1. */
export const lastClosed = (view: BarView, time: UtcMs): number =>
  upperBound(view.closeTime, view.length, time) - 1;

/**
 * Base at T0 (EVENT-STUDY §2): close of the last finished bar at or before T0, read from the finest interval that
 * reaches closest to T0. A bar that holds T0 is never used; closed at T0 means the last close before it.
 */
function baseAtT0(frame: Frame, instrument: InstrumentId, t0: UtcMs): BaseAnswer {
  if (t0 > frame.playhead) return missing('not-yet');
  let base: Base | null = null;
  let notRecorded = false;
  for (const interval of FINEST_FIRST) {
    const view = frame.bars(instrument, interval);
    notRecorded ||= view.notRecorded > 0;
    const index = lastClosed(view, t0);
    if (index < 0) continue;
    const time = view.closeTime[index] as UtcMs;
    if (base === null || time > base.time)
      base = { price: view.close[index] as number, time, from: interval };
  }
  if (base !== null) return { state: 'ok', base };
  return missing(notRecorded ? 'not-recorded' : 'no-history');
}

/** The close of the session before the one that `at` lies in or follows. */
function basePrevious(
  frame: Frame,
  instrument: InstrumentId,
  at: UtcMs,
  calendar: ExchangeCalendar,
): BaseAnswer {
  const session = calendar.stateAt(at).session ?? calendar.previousSession(at);
  if (session === null) return missing('calendar-too-short');
  const daily = frame.bars(instrument, '1d');
  const index = lastClosed(daily, session.open);
  const previous = calendar.previousSession(session.open);
  const close = index >= 0 ? (daily.closeTime[index] as UtcMs) : null;
  if (close !== null && previous !== null && close >= previous.open) {
    return { state: 'ok', base: { price: daily.close[index] as number, time: close, from: '1d' } };
  }
  const quote = frame.quotes(instrument).findLast((q) => q.time >= session.open && q.previousClose !== null);
  if (quote?.previousClose != null && previous !== null) {
    return { state: 'ok', base: { price: quote.previousClose, time: previous.close, from: 'quote' } };
  }
  for (const interval of ['1m', '5m', '1h'] as const) {
    const view = frame.bars(instrument, interval);
    const last = lastClosed(view, session.open);
    if (last >= 0 && previous !== null && (view.closeTime[last] as number) > previous.open) {
      return {
        state: 'ok',
        base: { price: view.close[last] as number, time: view.closeTime[last] as UtcMs, from: interval },
      };
    }
  }
  return missing('no-history');
}

/** The first price of the session that `at` lies in or follows. */
function baseOpen(frame: Frame, instrument: InstrumentId, at: UtcMs, calendar: ExchangeCalendar): BaseAnswer {
  const session = calendar.stateAt(at).session ?? calendar.previousSession(at);
  if (session === null) return missing('calendar-too-short');
  for (const interval of FINEST_FIRST) {
    const view = frame.bars(instrument, interval);
    const first = upperBound(view.openTime, view.length, session.open - 1);
    if (first >= view.length) continue;
    const time = view.openTime[first] as UtcMs;
    if (time >= session.close) continue;
    const open = view.open[first] as number;
    if (!Number.isNaN(open)) return { state: 'ok', base: { price: open, time, from: interval } };
  }
  return missing('no-history');
}

/**
 * The price moves are measured from. `prev` and `open` speak of the session that holds T0 (or the last one before
 * it). `price` has no base: 'missing' with 'no-history' is never returned for it, callers do not ask.
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
