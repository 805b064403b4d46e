import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { Anchor } from '../event/event.ts';
import { daysOf, HORIZONS, type Horizon, minutesOf } from '../event/horizon.ts';
import type { InstrumentId } from '../market/instrument.ts';
import { MINUTE_MS, type UtcMs } from '../time/instant.ts';
import { type BarInterval, INTERVAL_MS } from '../time/interval.ts';
import type { Frame } from '../timeline/visible.ts';
import { type EventClock, eventClock, shutAtT0 } from './event-time.ts';
import { closeOf, firstOpen, INTRADAY, officialClose, priceAt, whyNoBar } from './price-at.ts';
import type { EventTime, Gap, HorizonMove, MovesSince, PricePoint, Reason } from './reaction.ts';

/** EVENT-STUDY §2: a price older than this many lengths of its bar, in trading time, is no price at the horizon. */
export const STALE_BARS = 5;

/** True of a price too old to be one at `at`, UTC ms. */
export const isStale = (calendar: ExchangeCalendar, { from, time }: PricePoint, at: UtcMs): boolean =>
  calendar.tradingMinutes(time, at) * MINUTE_MS >
  STALE_BARS * (from === 'quote' ? MINUTE_MS : INTERVAL_MS[from]);

/** False of yesterday's official close where the market was trading then: that is no price at T0. */
export const standsAtT0 = ({ from }: Pick<PricePoint, 'from'>, event: EventTime): boolean =>
  from !== '1d' || shutAtT0(event);

export type Precision = Anchor['precision'];

/** The move to a horizon without the horizon's name. */
export type MoveTo = Omit<HorizonMove, 'horizon'>;

interface Measured {
  readonly frame: Frame;
  readonly instrument: InstrumentId;
  readonly calendar: ExchangeCalendar;
  readonly clock: EventClock;
  readonly precision: Precision;
  readonly base: PricePoint | null;
  readonly baseReason: Reason | null;
}

const NOTHING = {
  reason: null,
  at: null,
  answersFrom: null,
  base: null,
  price: null,
  moveLog: null,
  moveSimple: null,
  overnight: null,
} as const;

const missing = (reason: Reason, at: UtcMs | null = null, base: PricePoint | null = null): MoveTo => ({
  ...NOTHING,
  state: 'missing',
  reason,
  at,
  base,
});

const moved = (base: PricePoint, price: PricePoint, at: UtcMs, overnight: boolean): MoveTo => ({
  ...NOTHING,
  state: 'ok',
  at,
  base,
  price,
  moveLog: Math.log(price.price / base.price),
  moveSimple: price.price / base.price - 1,
  overnight,
});

/** Close of day −1 by the rule of `closeOf`; null where none is kept. */
function closeOfDayBefore({ frame, instrument, calendar, clock }: Measured): PricePoint | null {
  const { previous, event } = clock;
  return previous === null || event.dayZero === null
    ? null
    : closeOf(frame, instrument, previous, event.dayZero, calendar);
}

/** What both kinds of horizon share: nothing is measured from the future, nor before the market could answer. */
function notMeasurable(m: Measured, at: UtcMs | null, base: PricePoint | null): MoveTo | null {
  const { frame, clock } = m;
  const { t0, reactionStart } = clock.event;
  if (t0 > frame.playhead) return missing('not-yet', at);
  if (reactionStart === null) return missing('calendar-too-short');
  if (base === null) return missing(m.baseReason ?? whyNoBar(frame, m.instrument), at);
  if (reactionStart > frame.playhead) {
    return { ...NOTHING, state: 'waiting', at, answersFrom: reactionStart, base };
  }
  if (at === null) return missing('calendar-too-short', null, base);
  return at > frame.playhead ? missing('not-yet', at, base) : null;
}

/** The move to the last finished intraday bar at `at`. */
function intradayMove(m: Measured, at: UtcMs | null): MoveTo {
  const { frame, instrument, calendar, clock, base } = m;
  const unready = notMeasurable(m, at, base);
  if (unready !== null || base === null || at === null) return unready ?? missing('calendar-too-short');
  const price = priceAt(frame, instrument, at, INTRADAY);
  if (price === null) return missing(whyNoBar(frame, instrument, INTRADAY), at, base);
  if (price.time <= base.time) {
    const reason = whyNoBar(frame, instrument, INTRADAY);
    return missing(reason === 'not-recorded' ? reason : 'no-trade-yet', at, base);
  }
  if (isStale(calendar, price, at)) return missing('stale', at, base);
  const { dayZero } = clock.event;
  const overnight =
    m.precision === 'day' || shutAtT0(clock.event) || (dayZero !== null && at > dayZero.close);
  return moved(base, price, at, overnight);
}

/** The move to the official close of the k-th session, from `base`. */
function dayMove(m: Measured, horizon: Horizon, base: PricePoint | null): MoveTo {
  const { frame, instrument, clock } = m;
  const session = clock.days.get(horizon) ?? null;
  const at = session?.close ?? null;
  const unready = notMeasurable(m, at, base);
  const { dayZero } = clock.event;
  if (unready !== null || base === null || at === null || session === null || dayZero === null) {
    return unready ?? missing('calendar-too-short');
  }
  const price = officialClose(frame, instrument, session);
  if (price === null) return missing(whyNoBar(frame, instrument, ['1d']), at, base);
  return moved(base, price, at, base.time <= dayZero.open || at > dayZero.close);
}

/** Day horizons are measured from the price at T0 where a bar had ended on day 0 by then, else from the close before. */
function baseOfDays(m: Measured): PricePoint | null {
  const { dayZero } = m.clock.event;
  const onDayZero =
    m.precision !== 'day' && m.base !== null && dayZero !== null && m.base.time > dayZero.open;
  return onDayZero ? m.base : closeOfDayBefore(m);
}

/** First open of day 0 over the base: intraday where kept, else the daily bar's, once that has closed. */
function gapOf(m: Measured): Gap | null {
  const { frame, instrument, clock, base } = m;
  const { reactionStart, dayZero } = clock.event;
  if (m.precision === 'day' || !shutAtT0(clock.event)) return null;
  if (base === null || reactionStart === null || dayZero === null) return null;
  const openOf = (interval: BarInterval) =>
    firstOpen(frame.bars(instrument, interval), reactionStart, dayZero.close);
  const [earliest] = INTRADAY.flatMap((interval) => openOf(interval) ?? []).sort((a, b) => a.time - b.time);
  const first = earliest ?? openOf('1d');
  if (first === null) return null;
  return {
    ...first,
    moveLog: Math.log(first.open / base.price),
    moveSimple: first.open / base.price - 1,
  };
}

function measured(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  t0: UtcMs,
  precision: Precision,
): Measured {
  const clock = eventClock(calendar, t0);
  const open = { frame, instrument, calendar, clock, precision, base: null, baseReason: null };
  if (t0 > frame.playhead) return { ...open, baseReason: 'not-yet' };
  const base = precision === 'day' ? closeOfDayBefore(open) : priceAt(frame, instrument, t0);
  return { ...open, base, baseReason: base === null ? whyNoBar(frame, instrument) : null };
}

/**
 * Base price, opening gap and the move to each horizon (EVENT-STUDY §2), as far as the frame shows. Minutes and `close`
 * read intraday bars only, day horizons the official close of daily bars only. An event that is dated by its day alone
 * has no minutes and is measured from the close of day −1.
 *
 * @param t0 UTC ms.
 * @returns moves in the order of `horizons`; `waiting` while the reaction start lies after the playhead.
 */
export function movesSince(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  t0: UtcMs,
  precision: Precision,
  horizons: readonly Horizon[] = HORIZONS,
): MovesSince {
  const m = measured(frame, instrument, calendar, t0, precision);
  const { event, ends } = m.clock;
  let baseDays: PricePoint | null | undefined;
  const moves = horizons.map((horizon): HorizonMove => {
    if (daysOf(horizon) !== null) {
      if (baseDays === undefined) baseDays = m.baseReason === 'not-yet' ? null : baseOfDays(m);
      return { horizon, ...dayMove(m, horizon, baseDays) };
    }
    const dated = precision === 'day' && minutesOf(horizon) !== null && t0 <= frame.playhead;
    return {
      horizon,
      ...(dated ? missing('event-day-precision') : intradayMove(m, ends.get(horizon) ?? null)),
    };
  });
  return { event, base: m.base, baseReason: m.baseReason, gap: gapOf(m), moves };
}

/** The move after any number of trading minutes (> 0) since T0, by the rules of the minute horizons. */
export function moveAfterMinutes(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  t0: UtcMs,
  minutes: number,
): MoveTo {
  const m = measured(frame, instrument, calendar, t0, 'minute');
  return intradayMove(m, calendar.addTradingMinutes(t0, minutes));
}

/**
 * The move to a day horizon from the close of day −1, whatever the market showed before T0 on day 0: what a sample that
 * starts there is compared with (EVENT-STUDY §3).
 */
export function dayMoveFromPreviousClose(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  t0: UtcMs,
  horizon: Horizon,
): MoveTo {
  const m = measured(frame, instrument, calendar, t0, 'day');
  return dayMove(m, horizon, m.base);
}
