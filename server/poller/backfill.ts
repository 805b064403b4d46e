import type { Session } from '../../shared/calendar/calendar.ts';
import { asUtcMs, DAY_MS, type UtcMs } from '../../shared/time/instant.ts';
import { type BarInterval, INTERVAL_MS } from '../../shared/time/interval.ts';
import type { TimeRange } from '../feeds/feed.ts';

export interface Reach {
  /** How far back upstreams still have this interval, ms. */
  readonly depthMs: number;
  /** Longest range of one call, ms. */
  readonly spanMs: number;
  /** Missing bars in a row that make a hole; fewer are minutes without a trade. */
  readonly leastBars: number;
}

/** FEEDS.md §3.1 and §6, each a little inside what is refused. */
export const REACH: Readonly<Record<'1m' | '5m' | '1d', Reach>> = {
  '1m': { depthMs: 29 * DAY_MS, spanMs: 8 * DAY_MS, leastBars: 5 },
  '5m': { depthMs: 59 * DAY_MS, spanMs: 59 * DAY_MS, leastBars: 2 },
  '1d': { depthMs: 20_000 * DAY_MS, spanMs: 4_000 * DAY_MS, leastBars: 1 },
};
export type BackfillInterval = keyof typeof REACH;

export interface HolesInput {
  readonly interval: BackfillInterval;
  /** Sessions of the span that is to be whole, in order. */
  readonly sessions: readonly Session[];
  /** openTimes in the store over that span, in order. */
  readonly stored: readonly UtcMs[];
  /** Ranges known to be lost, or asked before without an answer. */
  readonly givenUp: readonly TimeRange[];
  /** Bars that close after this may still be on their way, UTC ms. */
  readonly settledBy: UtcMs;
}

export interface BackfillPlan {
  /** Ranges to ask for, oldest first, none longer than one call takes. */
  readonly ask: readonly TimeRange[];
  /** Holes older than any upstream reaches: to be marked, never asked. */
  readonly lost: readonly TimeRange[];
}

function expectedBars(session: Session, interval: BarInterval): readonly TimeRange[] {
  if (interval === '1d') return [{ from: session.open, to: session.close }];
  const length = INTERVAL_MS[interval];
  return session.segments.flatMap((segment) => {
    const bars: TimeRange[] = [];
    for (let t: number = segment.open; t < segment.close; t += length) {
      bars.push({ from: asUtcMs(t), to: asUtcMs(Math.min(t + length, segment.close)) });
    }
    return bars;
  });
}

const isIn = (time: UtcMs, ranges: readonly TimeRange[]): boolean =>
  ranges.some((range) => time >= range.from && time < range.to);

/** Stretches of bars that the calendar asks for and the store lacks. A hole may run across closed hours. */
export function findHoles(input: HolesInput): readonly TimeRange[] {
  const stored = new Set<number>(input.stored);
  const holes: TimeRange[] = [];
  let run: TimeRange[] = [];
  const end = (): void => {
    const first = run[0];
    const last = run[run.length - 1];
    if (first !== undefined && last !== undefined && run.length >= REACH[input.interval].leastBars) {
      holes.push({ from: first.from, to: last.to });
    }
    run = [];
  };
  for (const session of input.sessions) {
    for (const bar of expectedBars(session, input.interval)) {
      if (bar.to > input.settledBy) continue;
      if (stored.has(bar.from) || isIn(bar.from, input.givenUp)) end();
      else run.push(bar);
    }
  }
  end();
  return holes;
}

/** Holes in as few calls as the longest range allows; what lies beyond reach is lost. */
export function planBackfill(input: HolesInput, now: UtcMs): BackfillPlan {
  const { depthMs, spanMs } = REACH[input.interval];
  const reach = now - depthMs;
  const ask: { from: UtcMs; to: UtcMs }[] = [];
  const lost: TimeRange[] = [];
  for (const hole of findHoles(input)) {
    if (hole.from < reach) lost.push({ from: hole.from, to: asUtcMs(Math.min(hole.to, reach)) });
    let from: number = Math.max(hole.from, reach);
    while (from < hole.to) {
      const current = ask[ask.length - 1];
      if (current !== undefined && from - current.from < spanMs) {
        const to = Math.min(hole.to, current.from + spanMs);
        current.to = asUtcMs(to);
        from = to;
      } else {
        const to = Math.min(hole.to, from + spanMs);
        ask.push({ from: asUtcMs(from), to: asUtcMs(to) });
        from = to;
      }
    }
  }
  return { ask, lost };
}
