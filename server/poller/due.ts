import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { asUtcMs, DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';

/** A market as the budget sees it: when it trades, and how late its free prices come. */
export interface DueMarket {
  readonly instrument: InstrumentId;
  readonly calendar: ExchangeCalendar;
  readonly delayMinutes: number;
}

interface JobBase {
  readonly id: string;
  /** Wished time between the starts of two runs, ms. */
  readonly everyMs: number;
}

/** Minutes and quote of one instrument while it trades; after the close only corrections. */
export interface BarsJob extends JobBase {
  readonly kind: 'bars';
  readonly market: DueMarket;
}

/** One call for the quotes of several instruments, while any of them trades. */
export interface QuotesJob extends JobBase {
  readonly kind: 'quotes';
  readonly feed: string;
  readonly markets: readonly DueMarket[];
}

export interface HeadlinesJob extends JobBase {
  readonly kind: 'headlines';
  readonly feed: string;
}

/** Past headlines, a file at a time, while some are missing. */
export interface HeadlineArchiveJob extends JobBase {
  readonly kind: 'headline-archive';
  readonly feed: string;
  /** When the first missing file can be had, UTC ms; null = none is missing. */
  readonly readyAt: UtcMs | null;
}

export type Job = BarsJob | QuotesJob | HeadlinesJob | HeadlineArchiveJob;

export interface JobState {
  readonly running: boolean;
  /** Start of the last run, UTC ms; null = never ran. */
  readonly lastRun: UtcMs | null;
  /** Not before this, whatever the budget says (Retry-After), UTC ms. */
  readonly notBefore: UtcMs | null;
  /** Drawn anew after each run, −1 … 1. */
  readonly jitter: number;
}

export const NEVER_RAN: JobState = { running: false, lastRun: null, notBefore: null, jitter: 0 };

/** Share of the wished time by which headline runs are moved, so that many users do not come at one instant. */
const JITTER = 0.2;
/** A market is asked this much longer than its delay after a close, for the last minutes. */
const TAIL_MS = 2 * MINUTE_MS;
const FIRST_CORRECTION_MS = 20 * MINUTE_MS;
const SECOND_CORRECTION_MS = 3 * HOUR_MS;
const BEFORE_OPEN_MS = 10 * MINUTE_MS;
/** Longest closure that is looked across: exchanges have shut for ten days around a new year. */
const LOOK_AHEAD_DAYS = [4, 20];

const tailOf = (market: DueMarket): number => market.delayMinutes * MINUTE_MS + TAIL_MS;

/** The first instant at or after `time` at which a market's prices still move for us; null beyond its calendar. */
function nextLive(market: DueMarket, time: number): number | null {
  const tail = tailOf(market);
  for (const days of LOOK_AHEAD_DAYS) {
    const sessions = market.calendar.sessions(asUtcMs(time - tail), asUtcMs(time + days * DAY_MS));
    for (const session of sessions) {
      for (const segment of session.segments) {
        if (time < segment.open) return segment.open;
        if (time < segment.close + tail) return time;
      }
    }
  }
  return null;
}

/** The calls a closed market still gets: 20 min after the close, 3 h after it, and before the next open. */
function corrections(market: DueMarket, session: { open: number; close: number }): readonly number[] {
  const first = Math.max(FIRST_CORRECTION_MS, tailOf(market) + TAIL_MS);
  return [session.open - BEFORE_OPEN_MS, session.close + first, session.close + SECOND_CORRECTION_MS];
}

function nextCorrection(market: DueMarket, after: number): number | null {
  for (const days of LOOK_AHEAD_DAYS) {
    const from = asUtcMs(after - SECOND_CORRECTION_MS - 1);
    const times = market.calendar
      .sessions(from, asUtcMs(after + days * DAY_MS))
      .flatMap((session) => corrections(market, session))
      .filter((time) => time > after);
    if (times.length > 0) return Math.min(...times);
  }
  return null;
}

const earliest = (times: readonly (number | null)[]): number | null => {
  const known = times.filter((time): time is number => time !== null);
  return known.length === 0 ? null : Math.min(...known);
};

/** When a job wants to run next, UTC ms; null = never again. A job that never ran wants to at once, if at all. */
export function nextDue(job: Job, state: JobState, now: UtcMs): UtcMs | null {
  if (job.kind === 'headline-archive') {
    const rested = state.lastRun === null ? now : state.lastRun + job.everyMs;
    return job.readyAt === null ? null : asUtcMs(Math.max(job.readyAt, rested, state.notBefore ?? rested));
  }
  if (state.lastRun === null) return asUtcMs(Math.max(now, state.notBefore ?? now));
  const again = state.lastRun + job.everyMs;
  let wished: number | null;
  switch (job.kind) {
    case 'headlines':
      wished = Math.round(state.lastRun + job.everyMs * (1 + JITTER * state.jitter));
      break;
    case 'quotes':
      wished = earliest(job.markets.map((market) => nextLive(market, again)));
      break;
    case 'bars':
      wished = earliest([nextLive(job.market, again), nextCorrection(job.market, state.lastRun)]);
      break;
  }
  return wished === null ? null : asUtcMs(Math.max(wished, state.notBefore ?? wished));
}

/** The jobs to start now, in their order; never one that is still running. */
export function due(now: UtcMs, jobs: readonly Job[], states: ReadonlyMap<string, JobState>): readonly Job[] {
  return jobs.filter((job) => {
    const state = states.get(job.id) ?? NEVER_RAN;
    if (state.running) return false;
    const next = nextDue(job, state, now);
    return next !== null && next <= now;
  });
}

/** True while a run of this market asks for corrections: it is shut, and so are the minutes after its close. */
export function isAfterHours(market: DueMarket, now: UtcMs): boolean {
  const next = nextLive(market, now);
  return next === null || next > now;
}
