import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import { eventTime, sessionAfter } from '../reaction/event-time.ts';
import { standsAtT0 } from '../reaction/horizon-moves.ts';
import { INTRADAY, officialClose, priceAt, whyNoBar } from '../reaction/price-at.ts';
import type { EventTime, PricePoint, Reason } from '../reaction/reaction.ts';
import type { UtcMs } from '../time/instant.ts';
import type { Frame, VisibleEvent } from '../timeline/visible.ts';
import type { ComparablePath, PathAxis } from './comparable.ts';

const STEP_MINUTES = 5;
/** About the shortest full session of the markets that are followed. */
const LAST_MINUTE = 240;
const LAST_SESSION = 20;

/** Steps that all paths of an axis share: minutes 0, 5, … 240, or sessions −1 (the base), 0, … 20. */
export const STEPS: Readonly<Record<PathAxis, readonly number[]>> = {
  t: Array.from({ length: LAST_MINUTE / STEP_MINUTES + 1 }, (_, step) => step * STEP_MINUTES),
  k: Array.from({ length: LAST_SESSION + 2 }, (_, step) => step - 1),
};

/** Price of each step of an axis, the base first; null where its bar is missing or still to come. */
type Prices = { readonly prices: readonly (PricePoint | null)[] } | { readonly reason: Reason };

interface Place {
  readonly frame: Frame;
  readonly instrument: InstrumentId;
  readonly calendar: ExchangeCalendar;
}

/** Why no step has a price, although the base has. */
function whyEmpty({ frame, instrument }: Place, firstEnd: UtcMs | null, intraday: boolean): Reason {
  if (firstEnd === null) return 'calendar-too-short';
  return firstEnd > frame.playhead ? 'not-yet' : whyNoBar(frame, instrument, intraday ? INTRADAY : ['1d']);
}

/** A step is read from a bar that ended within it; an older price is not carried on. */
function byMinutes(place: Place, event: EventTime): Prices {
  const { frame, instrument, calendar } = place;
  const base = priceAt(frame, instrument, event.t0);
  if (base === null || !standsAtT0(base, event)) return { reason: whyNoBar(frame, instrument, INTRADAY) };
  const prices: (PricePoint | null)[] = [base];
  let began = event.reactionStart;
  let firstEnd: UtcMs | null = null;
  for (const minutes of STEPS.t.slice(1)) {
    const end = began === null ? null : calendar.addTradingMinutes(event.t0, minutes);
    firstEnd ??= end;
    const price = end === null || end > frame.playhead ? null : priceAt(frame, instrument, end, INTRADAY);
    prices.push(price !== null && began !== null && price.time > began ? price : null);
    began = end;
  }
  return prices.slice(1).some((p) => p !== null) ? { prices } : { reason: whyEmpty(place, firstEnd, true) };
}

function bySessions(place: Place, { dayZero }: EventTime): Prices {
  const { frame, instrument, calendar } = place;
  const before = dayZero === null ? null : sessionAfter(calendar, dayZero, -1);
  if (dayZero === null || before === null) return { reason: 'calendar-too-short' };
  const base = officialClose(frame, instrument, before);
  if (base === null) return { reason: whyNoBar(frame, instrument, ['1d']) };
  const prices: (PricePoint | null)[] = [base];
  let session: typeof before | null = dayZero;
  for (let k = 0; k <= LAST_SESSION; k += 1) {
    prices.push(session === null ? null : officialClose(frame, instrument, session));
    session = session === null ? null : sessionAfter(calendar, session, 1);
  }
  return prices.slice(1).some((p) => p !== null)
    ? { prices }
    : { reason: whyEmpty(place, dayZero.close, false) };
}

/**
 * The move of one market after one event, aligned at its T0, the first anchor: in trading minutes from the price at T0
 * where intraday bars are kept, or in sessions from the official close of day −1. A missing bar is null, never filled; so
 * is a step that lies beyond the playhead. An event known by its day only has no path in minutes.
 */
export function comparablePath(
  frame: Frame,
  event: Pick<VisibleEvent, 'slug' | 'title' | 'anchors'>,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  axis: PathAxis,
): ComparablePath {
  const anchor = event.anchors[0];
  if (anchor === undefined) throw new RangeError(`event ${event.slug} has no anchor that may be seen`);
  const common = { slug: event.slug, title: event.title, t0: anchor.time };
  const at = STEPS[axis];
  const missing = (reason: Reason): ComparablePath => ({
    ...common,
    state: 'missing',
    reason,
    at,
    moves: at.map(() => null),
    simulated: false,
  });
  if (anchor.time > frame.playhead) return missing('not-yet');
  if (axis === 't' && anchor.precision === 'day') return missing('event-day-precision');
  const place = { frame, instrument, calendar };
  const time = eventTime(calendar, anchor.time);
  const read = axis === 't' ? byMinutes(place, time) : bySessions(place, time);
  if ('reason' in read) return missing(read.reason);
  const base = (read.prices[0] as PricePoint).price;
  return {
    ...common,
    state: 'ok',
    reason: null,
    at,
    moves: read.prices.map((point) => (point === null ? null : point.price / base - 1)),
    simulated: read.prices.some((point) => point?.provenance === 'simulated'),
  };
}
