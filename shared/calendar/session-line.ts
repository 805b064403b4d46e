import type { LocalDate } from '../time/instant.ts';
import type { Session } from './calendar.ts';

/** Index of the last element of an ascending array that is at or below `value`; −1 where there is none. */
export function lastAtOrBelow(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * The sessions of some consecutive years laid out for binary search: `open`, `close` and `owner` of every segment, and
 * `before`, the trading time (ms) that had passed when it opened.
 */
export interface SessionLine {
  readonly firstYear: number;
  readonly lastYear: number;
  readonly sessions: readonly Session[];
  readonly byDate: ReadonlyMap<LocalDate, Session>;
  readonly sessionOpen: readonly number[];
  readonly sessionClose: readonly number[];
  readonly open: readonly number[];
  readonly close: readonly number[];
  readonly owner: readonly number[];
  readonly before: readonly number[];
}

export function layOut(firstYear: number, lastYear: number, sessions: readonly Session[]): SessionLine {
  const open: number[] = [];
  const close: number[] = [];
  const owner: number[] = [];
  const before: number[] = [];
  let passed = 0;
  sessions.forEach((session, position) => {
    for (const segment of session.segments) {
      open.push(segment.open);
      close.push(segment.close);
      owner.push(position);
      before.push(passed);
      passed += segment.close - segment.open;
    }
  });
  return {
    firstYear,
    lastYear,
    sessions,
    byDate: new Map(sessions.map((session) => [session.date, session])),
    sessionOpen: sessions.map((session) => session.open),
    sessionClose: sessions.map((session) => session.close),
    open,
    close,
    owner,
    before,
  };
}

/** Trading time in ms from the line's first open to `time`. */
export function passedAt(line: SessionLine, time: number): number {
  const at = lastAtOrBelow(line.open, time);
  if (at < 0) return 0;
  const open = line.open[at] as number;
  return (line.before[at] as number) + Math.min(time, line.close[at] as number) - open;
}
