import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { UtcMs } from '../time/instant.ts';
import { upperBound } from '../timeline/bar-series.ts';
import type { PriceBars } from '../timeline/resample.ts';

/** Log return over one bar. */
export interface SegmentReturn {
  readonly openTime: UtcMs;
  readonly closeTime: UtcMs;
  readonly value: number;
}

/** Returns of bars that follow each other without a hole inside one trading segment. */
export type ReturnRun = readonly SegmentReturn[];

/**
 * Log returns that never span a break (EVENT-STUDY §5): the first of a segment is ln(close/open) of its bar, later ones
 * close to close. After a hole in the bars the same holds as after a break: the bar's own move alone, in a run of its
 * own, so that every return covers one bar and no product of neighbours spans a hole. The move over a night, a lunch
 * or a hole is in no return. A bar whose needed price is missing or not above 0 gives none.
 *
 * @param from, to only bars that begin at or after `from` and end by `to`; the close before `from` may be read.
 */
export function segmentReturns(
  bars: PriceBars,
  calendar: ExchangeCalendar,
  from: UtcMs,
  to: UtcMs,
): ReturnRun[] {
  const runs: ReturnRun[] = [];
  const sessions = calendar.sessions(from, to);
  let bar = upperBound(bars.openTime, bars.length, (sessions[0]?.open ?? to) - 1);
  for (const session of sessions) {
    for (const segment of session.segments) {
      let run: SegmentReturn[] = [];
      let before = -1;
      for (; bar < bars.length && (bars.openTime[bar] as number) < segment.close; bar += 1) {
        const openTime = bars.openTime[bar] as UtcMs;
        const closeTime = bars.closeTime[bar] as UtcMs;
        const close = bars.close[bar] as number;
        if (openTime < segment.open || closeTime > segment.close || !(close > 0)) continue;
        const follows = before !== -1 && bars.closeTime[before] === openTime;
        const value = Math.log(close / ((follows ? bars.close[before] : bars.open[bar]) as number));
        before = bar;
        if (!follows && run.length > 0) {
          runs.push(run);
          run = [];
        }
        if (openTime >= from && closeTime <= to && Number.isFinite(value)) {
          run.push({ openTime, closeTime, value });
        }
      }
      if (run.length > 0) runs.push(run);
    }
  }
  return runs;
}

export const valuesOf = (runs: readonly ReturnRun[]): number[][] =>
  runs.map((run) => run.map(({ value }) => value));
