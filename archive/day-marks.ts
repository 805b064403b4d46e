import type { Calendars, Session } from '../shared/calendar/calendar.ts';
import type { Instrument, InstrumentId } from '../shared/market/instrument.ts';
import type { DayMarks, MarkBound } from '../shared/simulation/marks.ts';
import type { LocalDate } from '../shared/time/instant.ts';
import type { ArchiveClose, ArchiveDay } from './schema.ts';

type Instruments = ReadonlyMap<InstrumentId, Instrument>;

/** The session of a market on its own date. Throws Error where the archive has a figure for a day without trading. */
export function sessionOf(
  calendars: Calendars,
  instruments: Instruments,
  id: InstrumentId,
  date: LocalDate,
): Session {
  const instrument = instruments.get(id);
  const session = instrument === undefined ? null : calendars.get(instrument.mic).session(date);
  if (session === null) throw new Error(`archive: ${id} has a figure for ${date}, a day without a session`);
  return session;
}

/** Gathers what was published of one day, market by market, in the order of the closes. */
export function dayMarks(
  day: ArchiveDay,
  closes: readonly ArchiveClose[],
  calendars: Calendars,
  instruments: Instruments,
): readonly DayMarks[] {
  return closes
    .filter((entry) => entry.date === day.date)
    .map((entry): DayMarks => {
      const id = entry.instrument;
      const session = sessionOf(calendars, instruments, id, day.date);
      const previous = closes.findLast((other) => other.instrument === id && other.date < day.date);
      if (previous === undefined) throw new Error(`archive: ${id} has no close before ${day.date}`);
      return {
        instrument: id,
        date: day.date,
        previousDate: previous.date,
        previousClose: previous.close,
        open: entry.open ?? null,
        high: entry.high ?? null,
        low: entry.low ?? null,
        close: entry.close,
        points: day.points
          .filter((point) => point.instrument === id)
          .filter((point) => point.time > session.open && point.time < session.close)
          .map(({ time, value }) => ({ time, value }))
          .sort((a, b) => a.time - b.time),
        bounds: day.bounds
          .filter((bound) => bound.instrument === id)
          .map((bound) => boundOf(bound, previous.close)),
        extremes: day.extremes
          .filter((extreme) => extreme.instrument === id)
          .map(({ kind, value, exact, window }) => ({ kind, value, exact, window })),
      };
    });
}

/** Half of the last printed digit: the press rounds to a tenth of a percent. */
const HALF_STEP_PERCENT = 0.05;

function boundOf(bound: ArchiveDay['bounds'][number], previousClose: number): MarkBound {
  const at = (percent: number): number => previousClose * (1 + percent / 100);
  return {
    time: bound.time,
    window: bound.window,
    low: at(bound.changePercent - HALF_STEP_PERCENT),
    high: at(bound.changePercent + HALF_STEP_PERCENT),
  };
}
