import type { ExchangeCalendar, Session } from '../../shared/calendar/calendar.ts';
import { asUtcMs, SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';

/** A recorded or simulated bar; volume is null where the series has none. */
export interface SeriesBar {
  readonly openTime: UtcMs;
  readonly closeTime: UtcMs;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume?: number | null;
}

/** All that is to be served about one instrument, past and future; each list in order of openTime. */
export interface StandinSeries {
  readonly id: string;
  readonly calendar: ExchangeCalendar;
  readonly daily: readonly SeriesBar[];
  readonly fiveMinute: readonly SeriesBar[];
  readonly minute: readonly SeriesBar[];
}

/** First index whose `key` is at least `value`. */
export function lowerBound<T>(rows: readonly T[], key: (row: T) => number, value: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (key(rows[middle] as T) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function fold(bars: readonly SeriesBar[], openTime: UtcMs, closeTime: UtcMs): SeriesBar {
  const first = bars[0] as SeriesBar;
  const volumes = bars.map((b) => b.volume ?? null);
  return {
    openTime,
    closeTime,
    open: first.open,
    high: Math.max(...bars.map((b) => b.high)),
    low: Math.min(...bars.map((b) => b.low)),
    close: (bars[bars.length - 1] as SeriesBar).close,
    volume: volumes.every((v) => v === null) ? null : volumes.reduce<number>((sum, v) => sum + (v ?? 0), 0),
  };
}

/** The last price as an upstream knows it. */
export interface LastPrice {
  readonly time: UtcMs;
  readonly price: number;
}

/**
 * What one upstream knows of a series at one instant `at`: nothing later than that can be read from it. The bar that
 * is forming runs in a straight line from its open to its close.
 */
export class SeriesView {
  readonly series: StandinSeries;
  readonly at: UtcMs;

  constructor(series: StandinSeries, at: UtcMs) {
    this.series = series;
    this.at = at;
  }

  /** The session that is under way or was the last to begin, if any. */
  session(): Session | null {
    const { calendar } = this.series;
    return calendar.stateAt(this.at).session ?? calendar.previousSession(this.at);
  }

  /** Sessions that have begun by now, at most `count`, newest last. */
  lastSessions(count: number): readonly Session[] {
    const from = asUtcMs(this.at - (count * 2 + 14) * 86_400_000);
    return this.series.calendar
      .sessions(from, asUtcMs(this.at + 1))
      .filter((s) => s.open <= this.at)
      .slice(-count);
  }

  /** The minute that is forming now, as far as it has come. */
  forming(): SeriesBar | null {
    const { minute } = this.series;
    const next = minute[lowerBound(minute, (b) => b.closeTime, this.at + 1)];
    if (next === undefined || next.openTime > this.at) return null;
    const share = (this.at - next.openTime) / (next.closeTime - next.openTime);
    const drift = next.open + (next.close - next.open) * share;
    // On the grid of the prices it lies between, two decimals at least.
    const decimals = Math.max(
      2,
      ...[next.open, next.close].map((p) => (String(p).split('.')[1] ?? '').length),
    );
    const last = Number(drift.toFixed(decimals));
    return {
      openTime: next.openTime,
      closeTime: next.closeTime,
      open: next.open,
      high: Math.max(next.open, last),
      low: Math.min(next.open, last),
      close: last,
      volume: 0,
    };
  }

  /** Finished one-minute bars with openTime in `[from, to)`. */
  minutes(from: number, to: number): readonly SeriesBar[] {
    return this.#finished(this.series.minute, from, to);
  }

  /** Finished and forming bars of `lengthMs` (a divisor of the session's grid) with openTime in `[from, to)`. */
  bars(lengthMs: number, from: number, to: number): readonly SeriesBar[] {
    const firstMinute = this.series.minute[0]?.openTime ?? Number.POSITIVE_INFINITY;
    const coarse = this.#finished(this.series.fiveMinute, from, to).filter(
      (b) => !this.#hasMinutes(b.openTime) || b.openTime < firstMinute,
    );
    const forming = this.forming();
    const fine = [...this.minutes(from, to)];
    if (forming !== null && forming.openTime >= from && forming.openTime < to) fine.push(forming);
    return this.#group([...coarse, ...fine], lengthMs);
  }

  /** Daily bars of sessions that opened in `[from, to)`; the last may still be forming. */
  days(from: number, to: number): readonly SeriesBar[] {
    const kept = this.#finished(this.series.daily, from, to);
    const known = new Set(kept.map((b) => b.openTime));
    const made = this.#minuteSessions(from, to)
      .filter((s) => !known.has(s.open))
      .map((s) => this.#day(s))
      .filter((b): b is SeriesBar => b !== null);
    return [...kept, ...made].sort((a, b) => a.openTime - b.openTime);
  }

  /** The newest price; null before the series begins. */
  last(): LastPrice | null {
    const forming = this.forming();
    if (forming !== null)
      return { time: asUtcMs(Math.floor(this.at / SECOND_MS) * SECOND_MS), price: forming.close };
    const newest = [this.series.minute, this.series.fiveMinute, this.series.daily]
      .map((rows) => this.#newestFinished(rows))
      .filter((b): b is SeriesBar => b !== undefined)
      .sort((a, b) => b.closeTime - a.closeTime)[0];
    return newest === undefined ? null : { time: newest.closeTime, price: newest.close };
  }

  /** The day under way or the last one, with the close before it. */
  day(): { readonly bar: SeriesBar; readonly previousClose: number | null } | null {
    const days = this.days(this.at - 40 * 86_400_000, this.at + 1);
    const bar = days[days.length - 1];
    if (bar === undefined) return null;
    return { bar, previousClose: days[days.length - 2]?.close ?? null };
  }

  #newestFinished(rows: readonly SeriesBar[]): SeriesBar | undefined {
    return rows[lowerBound(rows, (b) => b.closeTime, this.at + 1) - 1];
  }

  #finished(rows: readonly SeriesBar[], from: number, to: number): readonly SeriesBar[] {
    const start = lowerBound(rows, (b) => b.openTime, from);
    const end = Math.min(
      lowerBound(rows, (b) => b.openTime, to),
      lowerBound(rows, (b) => b.closeTime, this.at + 1),
    );
    return rows.slice(start, Math.max(start, end));
  }

  #hasMinutes(time: UtcMs): boolean {
    const { minute, calendar } = this.series;
    const session = calendar.stateAt(time).session;
    if (session === null) return false;
    const first = minute[lowerBound(minute, (b) => b.openTime, session.open)];
    return first !== undefined && first.openTime < session.close;
  }

  #minuteSessions(from: number, to: number): readonly Session[] {
    const { minute, calendar } = this.series;
    const first = minute[0];
    const last = minute[minute.length - 1];
    if (first === undefined || last === undefined) return [];
    const until = Math.min(to, this.at + 1, last.closeTime);
    const since = Math.max(from, first.openTime);
    if (since >= until) return [];
    return calendar.sessions(asUtcMs(since), asUtcMs(until)).filter((s) => s.open >= from && s.open < to);
  }

  #day(session: Session): SeriesBar | null {
    const bars = [...this.minutes(session.open, session.close)];
    const forming = this.forming();
    if (forming !== null && forming.openTime >= session.open && forming.openTime < session.close)
      bars.push(forming);
    return bars.length === 0 ? null : fold(bars, session.open, session.close);
  }

  /** Bars of a segment are counted from its open: an afternoon from 12:30 has an hour from 12:30. */
  #group(bars: readonly SeriesBar[], lengthMs: number): readonly SeriesBar[] {
    const groups = new Map<number, SeriesBar[]>();
    const closes = new Map<number, number>();
    let segment: { open: number; close: number } | undefined;
    for (const b of bars) {
      if (segment === undefined || b.openTime < segment.open || b.openTime >= segment.close) {
        const session = this.series.calendar.stateAt(b.openTime).session;
        segment = session?.segments.find((s) => b.openTime >= s.open && b.openTime < s.close);
      }
      const origin = segment?.open ?? 0;
      const start = origin + Math.floor((b.openTime - origin) / lengthMs) * lengthMs;
      const group = groups.get(start);
      if (group === undefined) groups.set(start, [b]);
      else group.push(b);
      closes.set(start, Math.min(start + lengthMs, segment?.close ?? Number.POSITIVE_INFINITY));
    }
    return [...groups].map(([start, rows]) =>
      fold(rows, asUtcMs(start), asUtcMs(closes.get(start) as number)),
    );
  }
}
