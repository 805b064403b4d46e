import type { ExchangeCalendar, Session, StateAt } from '../calendar/calendar.ts';
import type { Instrument } from '../market/instrument.ts';
import { asUtcMs, type UtcMs } from '../time/instant.ts';
import { upperBound } from '../timeline/bar-series.ts';
import { percentFrom } from '../timeline/rebase.ts';
import type { BarView, Frame, Observation } from '../timeline/visible.ts';
import { type Base, type BaseMode, basePrice, closeBefore, type MissingReason } from './base-price.ts';
import { eventTime } from './event-time.ts';
import { INTRADAY, isPrice, lastClosed } from './price-at.ts';

/** Move from the base: measured, not yet possible, or missing with its reason. Never a silent zero. */
export type Move =
  | { readonly state: 'ok'; readonly base: Base; readonly percent: number; readonly at: UtcMs }
  | { readonly state: 'waiting'; readonly base: Base; readonly answersFrom: UtcMs | null }
  | { readonly state: 'missing'; readonly reason: MissingReason };

export interface Extreme {
  readonly percent: number;
  readonly time: UtcMs;
}

/** One row of the market table, all of it from the frame. */
export interface MarketReaction {
  readonly instrument: Instrument;
  readonly session: StateAt;
  readonly last: Observation | null;
  readonly since: Move;
  /** Move from the previous close, percent; null before today's open and where that close is missing. */
  readonly todayPercent: number | null;
  /** Largest absolute move since T0, with its sign. */
  readonly peak: Extreme | null;
}

/** The finest bars that have something to show in `[from, playhead]`; daily only where nothing finer does. */
export function finestView(frame: Frame, instrument: Instrument['id'], from: UtcMs): BarView {
  for (const interval of INTRADAY) {
    const view = frame.bars(instrument, interval);
    if (view.length > 0 && (view.closeTime[view.length - 1] as number) > from) return view;
  }
  return frame.bars(instrument, '1d');
}

/** A price counts as an answer from here on. One stamped after a close still belongs to the session that closed. */
function answersAfter(mode: BaseMode, t0: UtcMs, base: Base, calendar: ExchangeCalendar): number {
  if (mode === 't0') return Math.max(t0, base.time);
  return mode === 'prev' ? (eventTime(calendar, t0).dayZero?.open ?? base.time) : base.time;
}

function sinceBase(
  frame: Frame,
  instrument: Instrument,
  mode: Exclude<BaseMode, 'price'>,
  t0: UtcMs,
  last: Observation | null,
  calendar: ExchangeCalendar,
): Move {
  const answer = basePrice(frame, instrument.id, mode, t0, calendar);
  if (answer.state === 'missing') return answer;
  const { base } = answer;
  if (last !== null && last.time > answersAfter(mode, t0, base, calendar)) {
    return { state: 'ok', base, percent: percentFrom(last.price, base.price), at: last.time };
  }
  const state = calendar.stateAt(frame.playhead);
  if (state.state === 'open') return { state: 'waiting', base, answersFrom: null };
  return { state: 'waiting', base, answersFrom: calendar.nextOpen(frame.playhead) };
}

/**
 * The widest distance from the base is the largest absolute move, so that only one move has to be computed. A bar that
 * holds T0 is none of them (EVENT-STUDY §10) but a day, of which the close alone is read.
 */
function peakSince(view: BarView, base: Base, t0: UtcMs): Extreme | null {
  const { close, length } = view;
  const first = view.interval === '1d' ? lastClosed(view, t0) + 1 : upperBound(view.openTime, length, t0 - 1);
  let peak = -1;
  let widest = -1;
  for (let index = first; index < length; index += 1) {
    const price = close[index] as number;
    const distance = Math.abs(price - base.price);
    if (isPrice(price) && distance > widest) {
      widest = distance;
      peak = index;
    }
  }
  if (peak === -1) return null;
  return { percent: percentFrom(close[peak] as number, base.price), time: view.closeTime[peak] as UtcMs };
}

interface Day {
  readonly from: UtcMs;
  readonly to: UtcMs;
}
const days = new WeakMap<Session, Day>();

/** The exchange's own day of a session, midnight to midnight; kept, for zones are dear and every frame asks. */
function dayOf(session: Session, timeZone: string): Day {
  let day = days.get(session);
  if (day === undefined) {
    const midnight = (date: Temporal.PlainDate): UtcMs =>
      asUtcMs(date.toZonedDateTime(timeZone).epochMilliseconds);
    const date = Temporal.PlainDate.from(session.date);
    day = { from: midnight(date), to: midnight(date.add({ days: 1 })) };
    days.set(session, day);
  }
  return day;
}

/** The move of the exchange's own day; a market that has not opened on that day has none yet. */
function todayPercent(
  frame: Frame,
  instrument: Instrument,
  last: Observation | null,
  calendar: ExchangeCalendar,
): number | null {
  if (last === null) return null;
  const session = calendar.stateAt(frame.playhead).session ?? calendar.previousSession(frame.playhead);
  if (session === null) return null;
  const today = dayOf(session, calendar.timeZone);
  if (frame.playhead < today.from || frame.playhead >= today.to) return null;
  const previous = closeBefore(frame, instrument.id, session, calendar);
  if (previous.state === 'missing' || last.time <= previous.base.time) return null;
  return percentFrom(last.price, previous.base.price);
}

/** Everything the table says of one market at the frame's playhead. `t0` UTC ms; percentages are simple moves. */
export function marketReaction(
  frame: Frame,
  instrument: Instrument,
  mode: Exclude<BaseMode, 'price'>,
  t0: UtcMs,
  calendar: ExchangeCalendar,
): MarketReaction {
  const last = frame.lastPrice(instrument.id);
  const since = sinceBase(frame, instrument, mode, t0, last, calendar);
  return {
    instrument,
    session: calendar.stateAt(frame.playhead),
    last,
    since,
    todayPercent: todayPercent(frame, instrument, last, calendar),
    peak: since.state === 'ok' ? peakSince(finestView(frame, instrument.id, t0), since.base, t0) : null,
  };
}
