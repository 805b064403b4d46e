import type { Instrument } from '../market/instrument.ts';
import { eventTime } from '../reaction/event-time.ts';
import { marketReaction } from '../reaction/moves.ts';
import { INTRADAY, priceAt } from '../reaction/price-at.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../time/instant.ts';
import { upperBound } from '../timeline/bar-series.ts';
import { percentFrom } from '../timeline/rebase.ts';
import type { Observation } from '../timeline/visible.ts';
import type { ConditionOn } from './alert-rule.ts';
import { type AlertView, eventInForce, t0Of } from './alert-view.ts';
import { LATE_MS, type Level, type Moment } from './reading.ts';

/** A price this much older than asked for is not the price of that minute. */
const BASE_TOLERANCE_MS = 10 * MINUTE_MS;
/** Usual moves are known at steps of this length, so the newest one lags the newest price. */
const STEP_MS = 5 * MINUTE_MS;

/** A source may be as late as it says it is, and a little later. */
const mayLag = (instrument: Instrument): number => instrument.delayMinutes * MINUTE_MS + LATE_MS;

const datum = (instrument: Instrument, last: Observation) => ({
  subject: instrument.id,
  words: instrument.name,
  at: last.time,
  receivedAt: last.receivedAt,
  provenance: last.provenance,
  mayLagMs: mayLag(instrument),
});

function sinceMinutes(view: AlertView, instrument: Instrument, condition: ConditionOn<'move'>): Level | null {
  const last = view.frame.lastPrice(instrument.id);
  if (last === null) return null;
  const asked = last.time - (condition.minutes ?? 0) * MINUTE_MS;
  const base = priceAt(view.frame, instrument.id, asUtcMs(asked), INTRADAY);
  if (base === null || base.time < asked - BASE_TOLERANCE_MS) return null;
  return {
    shape: 'level',
    ...datum(instrument, last),
    value: percentFrom(last.price, base.price),
    unit: 'percent',
    threshold: condition.percent,
    from: base.time,
    base: `last ${condition.minutes} minutes`,
    baseTime: null,
  };
}

function sinceClose(view: AlertView, instrument: Instrument, condition: ConditionOn<'move'>): Level | null {
  const calendar = view.calendars.get(instrument.mic);
  const { last, todayPercent } = marketReaction(view.frame, instrument, 't0', view.now, calendar);
  const session = calendar.stateAt(view.now).session ?? calendar.previousSession(view.now);
  const previous = session && calendar.previousSession(session.open);
  if (last === null || todayPercent === null || session === null) return null;
  return {
    shape: 'level',
    ...datum(instrument, last),
    value: todayPercent,
    unit: 'percent',
    threshold: condition.percent,
    from: previous?.close ?? null,
    base: `close before ${session.date}`,
    baseTime: session.open,
  };
}

function sinceT0(view: AlertView, instrument: Instrument, condition: ConditionOn<'move'>): Level | null {
  const event = eventInForce(condition.event, view);
  if (event === null) return null;
  const t0 = t0Of(event);
  const calendar = view.calendars.get(instrument.mic);
  const { last, since } = marketReaction(view.frame, instrument, 't0', t0, calendar);
  if (last === null || since.state !== 'ok') return null;
  return {
    shape: 'level',
    ...datum(instrument, last),
    value: since.percent,
    unit: 'percent',
    threshold: condition.percent,
    from: t0,
    base: `t0 ${t0}`,
    baseTime: t0,
  };
}

/** The move a rule asks about, percent; null where it cannot be measured now. */
export function moveReading(
  view: AlertView,
  instrument: Instrument,
  condition: ConditionOn<'move'>,
): Level | null {
  switch (condition.since) {
    case 't0':
      return sinceT0(view, instrument, condition);
    case 'close':
      return sinceClose(view, instrument, condition);
    case 'minutes':
      return sinceMinutes(view, instrument, condition);
  }
}

/** The move since T0 in usual moves; null where the market has no usual move, or none yet. */
export function unusualReading(
  view: AlertView,
  instrument: Instrument,
  condition: ConditionOn<'unusual'>,
): Level | null {
  const event = eventInForce(condition.event, view);
  const last = view.frame.lastPrice(instrument.id);
  const now = event && view.unusual(instrument.id, event);
  if (event === null || last === null || now?.at == null || now.unusual?.z == null) return null;
  const t0 = t0Of(event);
  return {
    shape: 'level',
    ...datum(instrument, last),
    at: now.at,
    mayLagMs: mayLag(instrument) + STEP_MS,
    value: now.unusual.z,
    unit: 'usual-moves',
    threshold: condition.usualMoves,
    from: t0,
    base: `t0 ${t0}`,
    baseTime: t0,
  };
}

interface First {
  readonly time: UtcMs;
  readonly receivedAt: UtcMs;
  readonly provenance: Observation['provenance'];
}

/** The first price that is an answer to T0: a bar that began at or after it, or a quote after it. */
function firstAnswer(view: AlertView, instrument: Instrument, start: UtcMs): First | null {
  let first: First | null = null;
  for (const interval of INTRADAY) {
    const bars = view.frame.bars(instrument.id, interval);
    const index = upperBound(bars.openTime, bars.length, start - 1);
    const time = bars.closeTime[index];
    if (index >= bars.length || time === undefined || (first !== null && time >= first.time)) continue;
    const receivedAt = bars.receivedAt[index] as UtcMs;
    first = { time: time as UtcMs, receivedAt, provenance: bars.provenance(index) };
  }
  const quote = view.frame.quotes(instrument.id).find((q) => q.time > start);
  return quote !== undefined && (first === null || quote.time < first.time) ? quote : first;
}

/** A market's first answer after T0, with the move at the newest price. */
export function answerReading(
  view: AlertView,
  instrument: Instrument,
  condition: ConditionOn<'answer'>,
): Moment | null {
  const event = eventInForce(condition.event, view);
  if (event === null) return null;
  const t0 = t0Of(event);
  const calendar = view.calendars.get(instrument.mic);
  const start = eventTime(calendar, t0).reactionStart;
  const first = start === null ? null : firstAnswer(view, instrument, start);
  if (first === null) return null;
  const { since } = marketReaction(view.frame, instrument, 't0', t0, calendar);
  return {
    shape: 'moment',
    subject: instrument.id,
    words: instrument.name,
    at: first.time,
    receivedAt: first.receivedAt,
    provenance: first.provenance,
    mayLagMs: mayLag(instrument),
    value: since.state === 'ok' ? since.percent : null,
    unit: since.state === 'ok' ? 'percent' : null,
    threshold: null,
    from: t0,
    base: `t0 ${t0}`,
  };
}

/** The open of the session that trades now. */
export function openReading(view: AlertView, instrument: Instrument): Moment | null {
  const { session } = view.calendars.get(instrument.mic).stateAt(view.now);
  if (session === null) return null;
  return {
    shape: 'moment',
    subject: instrument.id,
    words: instrument.name,
    ...{ at: session.open, receivedAt: session.open, mayLagMs: 0 },
    provenance: view.simulated ? 'simulated' : 'polled',
    ...{ value: null, unit: null, threshold: null, from: null },
    base: `open ${session.date}`,
  };
}
