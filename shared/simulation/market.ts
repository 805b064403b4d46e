import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { Instrument } from '../market/instrument.ts';
import { asUtcMs, DAY_MS, type UtcMs } from '../time/instant.ts';
import { simulateDay } from './day.ts';
import { type SimulatedHistory, simulateHistory } from './history.ts';
import type { DayMarks, KeyClose, PathBar } from './marks.ts';

/** Two years of days before the simulated one. */
const HISTORY_DAYS = 730;

/** A published close as the archive keeps it: a daily bar of its session. */
export interface PublishedClose {
  readonly instrument: string;
  readonly openTime: UtcMs;
  readonly close: number;
}

export interface SimulatedMarket extends SimulatedHistory {
  readonly instrument: Instrument;
  /** The day itself. */
  readonly minute: readonly PathBar[];
}

function keyCloses(
  marks: DayMarks,
  closes: readonly PublishedClose[],
  calendar: ExchangeCalendar,
): KeyClose[] {
  const published = closes
    .filter((close) => close.instrument === marks.instrument)
    .flatMap((close): KeyClose[] => {
      const date = calendar.stateAt(close.openTime).session?.date;
      return date === undefined || date >= marks.previousDate ? [] : [{ date, close: close.close }];
    });
  return [...published, { date: marks.previousDate, close: marks.previousClose }];
}

/**
 * One market of the simulated world: two years of days and 130 sessions of 5-minute bars that end at the published
 * previous close, then the day through its published marks. Throws RangeError where the calendar has no session on
 * the day or on the day before.
 */
export function simulateMarket(
  instrument: Instrument,
  marks: DayMarks,
  closes: readonly PublishedClose[],
  calendar: ExchangeCalendar,
  seed: number,
): SimulatedMarket {
  const session = calendar.session(marks.date);
  const previous = calendar.session(marks.previousDate);
  if (session === null || previous === null) {
    throw new RangeError(
      `${calendar.mic} has no session on ${session === null ? marks.date : marks.previousDate}`,
    );
  }
  const sessions = calendar
    .sessions(asUtcMs(session.open - HISTORY_DAYS * DAY_MS), previous.close)
    .filter((s) => s.open <= previous.open);
  const history = simulateHistory(
    {
      instrument: instrument.id,
      priceTick: instrument.priceTick,
      sessions,
      keyCloses: keyCloses(marks, closes, calendar),
    },
    seed,
  );
  return { ...history, instrument, minute: simulateDay(marks, session, instrument.priceTick, seed) };
}
