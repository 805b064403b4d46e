import type { Segment, Session } from '../../shared/calendar/calendar.ts';
import type { IncomingBar } from '../../shared/market/bar.ts';
import {
  asUtcMs,
  formatInstant,
  HOUR_MS,
  type LocalDate,
  MINUTE_MS,
  type UtcMs,
} from '../../shared/time/instant.ts';
import { INTERVAL_MS } from '../../shared/time/interval.ts';
import { BarDrafts, type BarFigures, type Priced } from './bar-drafts.ts';
import type { BarContext } from './quote-answer.ts';
import type { RefusalCount } from './refusal-count.ts';

export interface TimedRow extends BarFigures {
  /** The upstream's own stamp, UTC ms. */
  readonly time: number;
}

export interface DayRow extends BarFigures {
  /** Trading date of the exchange. */
  readonly date: LocalDate;
}

/** Upstreams stamp a minute by its start (Yahoo) or by its end, with the opening auction at the open itself. */
export type Stamp = 'start' | 'end';

/** A closing auction prints after the session has ended; later rows belong to no session. */
const AUCTION_GRACE_MS = 15 * MINUTE_MS;
const FUTURE_TOLERANCE_MS = 10 * MINUTE_MS;
/** A row without a close is counted and left out, never filled. */
const isPriced = <T extends BarFigures>(row: T): row is T & Priced => row.close !== null && row.close > 0;

/** `name` says which row. */
function refuseUnpriced({ close }: BarFigures, name: string, refusals: RefusalCount): void {
  if (close === null) refusals.add('null-close', name);
  else refusals.add('bad-number', `${name}: close is ${close}`);
}

function isAscending(rows: readonly TimedRow[]): boolean {
  for (let i = 1; i < rows.length; i += 1) {
    if ((rows[i] as TimedRow).time < (rows[i - 1] as TimedRow).time) return false;
  }
  return true;
}

/** Whether one of the segments has a part in `[from, to)`. A loop: it runs for every row of every poll. */
function isTraded(segments: readonly Segment[], from: number, to: number): boolean {
  for (const segment of segments) if (segment.open < to && segment.close > from) return true;
  return false;
}

const printsAfter = (session: Session, time: number): boolean =>
  time >= session.close && time < session.close + AUCTION_GRACE_MS;

/** Start of the bar a stamp belongs to, before it is laid on the grid. */
function startOf(time: number, stamp: Stamp, session: Session, lengthMs: number): number {
  if (stamp === 'start' || session.segments.some((s) => s.open === time)) return time;
  return time - lengthMs;
}

/** The session a stamp belongs to; sessions are in order. */
function sessionOf(sessions: readonly Session[], time: number): Session | undefined {
  return sessions.find((s) => time >= s.open && time < s.close) ?? sessions.find((s) => printsAfter(s, time));
}

/**
 * Open time of the bar a row belongs to. The grid starts at the session's open, because an hour of Mumbai or New York
 * starts at a quarter or half. A word where it belongs to none; the live row that repeats the last price after a close
 * is left out silently, since the quote carries it.
 */
function slotOf(
  time: number,
  stamp: Stamp,
  session: Session,
  lengthMs: number,
): number | 'repeats-the-quote' | 'in-a-break' {
  const start = startOf(time, stamp, session, lengthMs);
  const openTime = session.open + Math.floor((start - session.open) / lengthMs) * lengthMs;
  if (!isTraded(session.segments, openTime, openTime + lengthMs)) {
    if (start !== openTime) return 'repeats-the-quote';
    const lastPrint = printsAfter(session, openTime) || session.segments.some((s) => s.close === openTime);
    if (!lastPrint) return 'in-a-break';
  }
  return openTime;
}

/**
 * The newest instant at which a price was surely seen. `aheadMs` is how far a stamp may lie ahead of it: the minute
 * that is forming already carries the stamp of its end.
 */
function newestClose(rows: readonly TimedRow[], aheadMs: number, receivedAt: UtcMs): number {
  let newest = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    if (row.close !== null && row.time > newest && row.time <= receivedAt + FUTURE_TOLERANCE_MS) {
      newest = row.time;
    }
  }
  return newest - aheadMs;
}

/**
 * Finished intraday bars from rows in any order. `observed` is the newest observation the answer names besides its
 * rows (UTC ms): a bar is finished when something later was seen, or its end and the market's delay have passed.
 */
export function intradayBars(
  provider: string,
  rows: readonly TimedRow[],
  stamp: Stamp,
  context: BarContext,
  observed: UtcMs | null,
  refusals: RefusalCount,
): readonly IncomingBar[] {
  if (rows.length === 0) return [];
  const ordered = isAscending(rows) ? rows : [...rows].sort((a, b) => a.time - b.time);
  const first = (ordered[0] as TimedRow).time;
  const last = (ordered.at(-1) as TimedRow).time;
  const sessions = context.calendar.sessions(asUtcMs(first - HOUR_MS), asUtcMs(last + HOUR_MS));
  const lengthMs = INTERVAL_MS[context.interval];
  const drafts = new BarDrafts(provider, context);
  let session: Session | undefined;
  for (const row of ordered) {
    if (row.time > context.receivedAt + FUTURE_TOLERANCE_MS) {
      refusals.add('future-time', formatInstant(asUtcMs(row.time)));
      continue;
    }
    if (!isPriced(row)) {
      refuseUnpriced(row, formatInstant(asUtcMs(row.time)), refusals);
      continue;
    }
    if (session === undefined || row.time < session.open || row.time >= session.close) {
      session = sessionOf(sessions, row.time);
    }
    const slot = session === undefined ? 'outside' : slotOf(row.time, stamp, session, lengthMs);
    if (typeof slot === 'number') drafts.add(asUtcMs(slot), asUtcMs(slot + lengthMs), row);
    else if (slot !== 'repeats-the-quote') {
      refusals.add('bad-time', `${formatInstant(asUtcMs(row.time))}: no session of ${context.calendar.mic}`);
    }
  }
  const latest = Math.max(
    newestClose(ordered, stamp === 'end' ? lengthMs : 0, context.receivedAt),
    observed ?? Number.NEGATIVE_INFINITY,
  );
  return drafts.finished(latest, refusals);
}

/** Finished daily bars; each lasts from the open to the close of its session. Days without a session are refused. */
export function dailyBars(
  provider: string,
  rows: readonly DayRow[],
  context: BarContext,
  observed: UtcMs | null,
  refusals: RefusalCount,
): readonly IncomingBar[] {
  const drafts = new BarDrafts(provider, context);
  let latest = observed ?? Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    if (!isPriced(row)) {
      refuseUnpriced(row, row.date, refusals);
      continue;
    }
    const session = context.calendar.session(row.date);
    if (session === null) {
      refusals.add('bad-time', `${row.date}: no session of ${context.calendar.mic}`);
      continue;
    }
    if (session.open > context.receivedAt + FUTURE_TOLERANCE_MS) {
      refusals.add('future-time', row.date);
      continue;
    }
    latest = Math.max(latest, session.open);
    drafts.add(session.open, session.close, row);
  }
  return drafts.finished(latest, refusals);
}
