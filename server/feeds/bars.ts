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
import type { BarContext } from './quote-answer.ts';
import type { RefusalCount } from './refusal-count.ts';

/** Figures of a bar as an upstream gives them; null = it names none. */
export interface BarFigures {
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number | null;
  readonly volume: number | null;
}

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
/** Providers widen float32, so a high can miss its own close by that much (as `incomingBar` allows). */
const TOLERANCE = 1e-6;

interface Slot {
  readonly openTime: UtcMs;
  readonly closeTime: UtcMs;
}

type Priced = BarFigures & { readonly close: number };

/** Bars in the making, by open time. */
type Slots = Map<number, { readonly slot: Slot; readonly figures: Priced }>;

const known = (price: number | null): number | null => (price !== null && price > 0 ? price : null);

const extreme = (
  pick: (a: number, b: number) => number,
  a: number | null,
  b: number | null,
): number | null => (a === null ? b : b === null ? a : pick(a, b));

/** Two rows of one bar: first open, extremes, last close. A live row carries no volume of its own. */
function fold(first: Priced, second: Priced): Priced {
  return {
    open: first.open,
    high: extreme(Math.max, first.high, second.high),
    low: extreme(Math.min, first.low, second.low),
    close: second.close,
    volume: extreme(Math.max, first.volume, second.volume),
  };
}

/** Zeros stand for unknown at several upstreams. */
const cleaned = (row: Priced): Priced => ({
  open: known(row.open),
  high: known(row.high),
  low: known(row.low),
  close: row.close,
  volume: row.volume !== null && row.volume >= 0 ? row.volume : null,
});

/**
 * Without the figures that contradict the close: a high below it, a low above it, an open outside what then remains.
 * Adjusted and rounded histories miss by a cent; the close is worth keeping, the contradiction is not.
 */
function consistent(figures: Priced): Priced {
  const { close } = figures;
  const high = figures.high !== null && close > figures.high * (1 + TOLERANCE) ? null : figures.high;
  const low = figures.low !== null && close < figures.low * (1 - TOLERANCE) ? null : figures.low;
  const outside =
    figures.open !== null &&
    ((high !== null && figures.open > high * (1 + TOLERANCE)) ||
      (low !== null && figures.open < low * (1 - TOLERANCE)));
  if (!outside && high === figures.high && low === figures.low) return figures;
  return { ...figures, high, low, open: outside ? null : figures.open };
}

/** Adds a row to its bar. */
function collect(slots: Slots, slot: Slot, row: Priced): void {
  const figures = cleaned(row);
  const before = slots.get(slot.openTime);
  slots.set(slot.openTime, { slot, figures: before === undefined ? figures : fold(before.figures, figures) });
}

/** A row without a close is counted and left out, never filled. `name` says which row. */
function isPriced<T extends BarFigures>(
  row: T,
  name: () => string,
  refusals: RefusalCount,
): row is T & Priced {
  if (row.close === null) refusals.add('null-close', name());
  else if (!(row.close > 0)) refusals.add('bad-number', `${name()}: close is ${row.close}`);
  else return true;
  return false;
}

function isSorted<T>(items: readonly T[], time: (item: T) => number): boolean {
  return items.every((item, i) => i === 0 || time(item) >= time(items[i - 1] as T));
}

function finish(
  slots: Slots,
  provider: string,
  context: BarContext,
  latest: number,
  refusals: RefusalCount,
): readonly IncomingBar[] {
  const { instrument, interval, range, receivedAt, provenance } = context;
  const delayMs = instrument.delayMinutes * MINUTE_MS;
  const bars: IncomingBar[] = [];
  for (const { slot, figures } of slots.values()) {
    const finished = slot.closeTime <= latest || receivedAt >= slot.closeTime + delayMs;
    if (!finished || slot.openTime < range.from || slot.openTime >= range.to) continue;
    const kept = consistent(figures);
    if (kept !== figures) {
      refusals.add('bad-number', `${formatInstant(slot.openTime)}: open or close outside low and high`);
    }
    // Spelt out: spreading objects costs three times as much here, and this runs for every row of every poll.
    bars.push({
      instrument: instrument.id,
      interval,
      openTime: slot.openTime,
      closeTime: slot.closeTime,
      open: kept.open,
      high: kept.high,
      low: kept.low,
      close: kept.close,
      volume: kept.volume,
      provider,
      provenance,
    });
  }
  return isSorted(bars, (bar) => bar.openTime) ? bars : bars.sort((a, b) => a.openTime - b.openTime);
}

const overlaps = (segment: Segment, from: number, to: number): boolean =>
  segment.open < to && segment.close > from;

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
 * The bar a row belongs to. The grid starts at the session's open, because an hour of Mumbai or New York starts at a
 * quarter or half. Null where it belongs to none; the live row that repeats the last price after a close is left out
 * silently, since the quote carries it.
 */
function slotOf(
  time: number,
  stamp: Stamp,
  session: Session,
  lengthMs: number,
): Slot | 'repeats-the-quote' | 'in-a-break' {
  const start = startOf(time, stamp, session, lengthMs);
  const openTime = session.open + Math.floor((start - session.open) / lengthMs) * lengthMs;
  const closeTime = openTime + lengthMs;
  const traded = session.segments.some((s) => overlaps(s, openTime, closeTime));
  if (!traded) {
    if (start !== openTime) return 'repeats-the-quote';
    const lastPrint = printsAfter(session, openTime) || session.segments.some((s) => s.close === openTime);
    if (!lastPrint) return 'in-a-break';
  }
  return { openTime: asUtcMs(openTime), closeTime: asUtcMs(closeTime) };
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
  const ordered = isSorted(rows, (row) => row.time) ? rows : [...rows].sort((a, b) => a.time - b.time);
  const first = (ordered[0] as TimedRow).time;
  const last = (ordered.at(-1) as TimedRow).time;
  const sessions = context.calendar.sessions(asUtcMs(first - HOUR_MS), asUtcMs(last + HOUR_MS));
  const lengthMs = INTERVAL_MS[context.interval];
  const slots: Slots = new Map();
  let session: Session | undefined;
  for (const row of ordered) {
    if (row.time > context.receivedAt + FUTURE_TOLERANCE_MS) {
      refusals.add('future-time', formatInstant(asUtcMs(row.time)));
      continue;
    }
    if (!isPriced(row, () => formatInstant(asUtcMs(row.time)), refusals)) continue;
    if (session === undefined || row.time < session.open || row.time >= session.close) {
      session = sessionOf(sessions, row.time);
    }
    const slot = session === undefined ? 'outside' : slotOf(row.time, stamp, session, lengthMs);
    if (typeof slot === 'object') collect(slots, slot, row);
    else if (slot !== 'repeats-the-quote') {
      refusals.add('bad-time', `${formatInstant(asUtcMs(row.time))}: no session of ${context.calendar.mic}`);
    }
  }
  const latest = Math.max(
    newestClose(ordered, stamp === 'end' ? lengthMs : 0, context.receivedAt),
    observed ?? Number.NEGATIVE_INFINITY,
  );
  return finish(slots, provider, context, latest, refusals);
}

/** Finished daily bars; each lasts from the open to the close of its session. Days without a session are refused. */
export function dailyBars(
  provider: string,
  rows: readonly DayRow[],
  context: BarContext,
  observed: UtcMs | null,
  refusals: RefusalCount,
): readonly IncomingBar[] {
  const slots: Slots = new Map();
  let latest = observed ?? Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    if (!isPriced(row, () => row.date, refusals)) continue;
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
    collect(slots, { openTime: session.open, closeTime: session.close }, row);
  }
  return finish(slots, provider, context, latest, refusals);
}
