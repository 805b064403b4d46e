import type { ExchangeCalendar, Session } from '../calendar/calendar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import { MINUTE_MS, SECOND_MS, type UtcMs } from '../time/instant.ts';
import { INTERVAL_MS } from '../time/interval.ts';
import type { Frame } from '../timeline/visible.ts';
import { criticalValue, excess, gumbelLaw, gumbelUpper, leastWindow, leeMykland } from './lee-mykland.ts';
import type { Reason } from './reaction.ts';
import { type ReturnRun, segmentReturns } from './segment-returns.ts';
import { finestStep, type Step, stepBars } from './step-bars.ts';
import { LEAST_SESSIONS, type SlottedRun, timeOfDayFactors } from './time-of-day.ts';

/** Sessions looked back: enough for factors of the time of day where days are missing, and of this season. */
const LOOKBACK_SESSIONS = 60;
const ALPHA = 0.01;

/** A bar of the day that moved as no ordinary one of the whole day would (level `alpha` for the day as a whole). */
export interface Jump {
  /** End of the bar, UTC ms. */
  readonly time: UtcMs;
  /** The move came within this many seconds before `time`. */
  readonly widthSeconds: number;
  readonly moveLog: number;
  /** Return over local volatility, by the time of day where `adjusted`. */
  readonly statistic: number;
  readonly p: number;
}

export interface DayJumps {
  readonly interval: Step | null;
  /** True where returns were first divided by what is usual at their time of day. */
  readonly adjusted: boolean;
  /** Earlier sessions with returns that were at hand; fewer than 20: raw. */
  readonly sessions: number;
  /** Returns that local volatility was taken from; null where too few came before the day. */
  readonly window: number | null;
  readonly alpha: number;
  /** Bars of the day that were tested so far, and that could not be. */
  readonly tested: number;
  readonly untestable: number;
  /** In order of time. */
  readonly jumps: readonly Jump[];
  readonly missing: Extract<Reason, 'no-history' | 'insufficient-returns'> | null;
}

interface DayReturns {
  readonly session: Session;
  readonly runs: readonly ReturnRun[];
}

/** Steps from the session's open, in trading time, at which a bar begins. */
const slotOf = (calendar: ExchangeCalendar, session: Session, openTime: UtcMs, step: Step): number =>
  Math.round((calendar.tradingMinutes(session.open, openTime) * MINUTE_MS) / INTERVAL_MS[step]);

const stepsIn = (calendar: ExchangeCalendar, { open, close }: Session, step: Step): number =>
  Math.ceil((calendar.tradingMinutes(open, close) * MINUTE_MS) / INTERVAL_MS[step]);

/** The sessions before a day, oldest first. */
function sessionsBefore(calendar: ExchangeCalendar, day: Session): Session[] {
  const sessions: Session[] = [];
  let session = calendar.previousSession(day.open);
  while (session !== null && sessions.length < LOOKBACK_SESSIONS) {
    sessions.unshift(session);
    session = calendar.previousSession(session.open);
  }
  return sessions;
}

interface StreamReturn {
  readonly value: number;
  readonly closeTime: UtcMs;
  readonly openTime: UtcMs;
  readonly moveLog: number;
}

/** The returns of sessions as one stream, over their factors; those without one are left out. */
function streamOf(
  calendar: ExchangeCalendar,
  days: readonly DayReturns[],
  step: Step,
  factors: ReadonlyMap<number, number> | null,
): StreamReturn[] {
  return days.flatMap(({ session, runs }) =>
    runs.flat().flatMap(({ openTime, closeTime, value }) => {
      if (factors === null) return [{ value, openTime, closeTime, moveLog: value }];
      const factor = factors.get(slotOf(calendar, session, openTime, step)) ?? 0;
      return factor === 0 ? [] : [{ value: value / factor, openTime, closeTime, moveLog: value }];
    }),
  );
}

function factorsOf(
  calendar: ExchangeCalendar,
  earlier: readonly DayReturns[],
  step: Step,
): ReadonlyMap<number, number> | null {
  if (earlier.length < LEAST_SESSIONS) return null;
  const slotted = earlier.map(({ session, runs }) =>
    runs.map((run): SlottedRun => {
      const begins = run[0]?.openTime ?? session.open;
      return { slot: slotOf(calendar, session, begins, step), values: run.map(({ value }) => value) };
    }),
  );
  const factors = timeOfDayFactors(slotted);
  return [...factors.values()].some((factor) => factor > 0) ? factors : null;
}

/**
 * Bars of a day that are jumps by the test of Lee & Mykland, adjusted for the time of day where 20 earlier sessions are at
 * hand, else raw (EVENT-STUDY §5). The law of the largest is that of all the steps the day has, known from its calendar,
 * and local volatility looks back only: what is said of a bar does not change with later ones. The gap at the open is
 * no return; it is judged as part of the reaction.
 *
 * @param alpha level of the whole day, in (0, 1).
 */
export function jumpsOfDay(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  day: Session,
  alpha = ALPHA,
): DayJumps {
  const none = { sessions: 0, window: null, alpha, tested: 0, untestable: 0, jumps: [], adjusted: false };
  const today = finestStep(frame, instrument, [day]);
  if (today === null) return { ...none, interval: null, missing: 'no-history' };
  const { step } = today;
  const before = sessionsBefore(calendar, day);
  const bars = stepBars(frame, instrument, before, step);
  const earlier = before
    .map((session) => ({ session, runs: segmentReturns(bars, calendar, session.open, session.close) }))
    .filter(({ runs }) => runs.length > 0);
  const factors = factorsOf(calendar, earlier, step);
  const own: DayReturns = { session: day, runs: segmentReturns(today.bars, calendar, day.open, day.close) };

  const adjusted = factors !== null;
  const past = streamOf(calendar, earlier, step, factors);
  const current = streamOf(calendar, [own], step, factors);
  const window = leastWindow(
    Math.max(...[day, ...before].map((session) => stepsIn(calendar, session, step))),
  );
  if (past.length < window - 1) {
    return { ...none, interval: step, adjusted, sessions: earlier.length, missing: 'insufficient-returns' };
  }
  const stream = [...past.slice(1 - window), ...current];
  const { statistic, n, untestable } = leeMykland(
    stream.map(({ value }) => value),
    window,
  );
  const law = gumbelLaw(Math.max(2, stepsIn(calendar, day, step)));
  const least = criticalValue(alpha);
  const jumps = stream.flatMap(({ openTime, closeTime, moveLog }, at): Jump[] => {
    const value = statistic[at] as number;
    const xi = excess(value, law);
    if (!(xi > least)) return [];
    const widthSeconds = (closeTime - openTime) / SECOND_MS;
    return [{ time: closeTime, widthSeconds, moveLog, statistic: value, p: gumbelUpper(xi) }];
  });
  return {
    interval: step,
    adjusted,
    sessions: earlier.length,
    window,
    alpha,
    tested: n,
    untestable: untestable.length + own.runs.flat().length - current.length,
    jumps,
    missing: null,
  };
}
