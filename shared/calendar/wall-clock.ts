import { DAY_MS, MINUTE_MS } from '../time/instant.ts';
import { type DayNumber, dayNumberOf } from './day-number.ts';

interface OffsetSpan {
  /** UTC ms, first instant of this offset. */
  readonly from: number;
  readonly offsetMs: number;
}

/** Turns wall times of one zone into instants. */
export interface WallClock {
  /**
   * UTC ms of `minutes` after midnight (may be negative or above a day) of `day`, which lies within a year of `year`.
   * A wall time skipped by a clock change moves forward, one that occurs twice is its first occurrence.
   */
  toUtc(day: DayNumber, minutes: number, year: number): number;
}

/**
 * Reads the offset changes of a zone once a year instead of asking Temporal for every session: a polyfilled browser
 * would take most of a second for twenty calendars.
 */
export function wallClock(timeZone: string): WallClock {
  const spansByYear = new Map<number, readonly OffsetSpan[]>();

  function spansOf(year: number): readonly OffsetSpan[] {
    const known = spansByYear.get(year);
    if (known !== undefined) return known;
    const spans = readSpans(timeZone, year);
    spansByYear.set(year, spans);
    return spans;
  }

  return {
    toUtc(day, minutes, year) {
      const wall = day * DAY_MS + minutes * MINUTE_MS;
      const spans = spansOf(year);
      let offset = spans[0]?.offsetMs ?? 0;
      for (let i = 0; i < spans.length; i += 1) {
        const span = spans[i];
        if (span === undefined || wall - span.offsetMs < span.from) break;
        const next = spans[i + 1];
        offset = span.offsetMs;
        if (next === undefined || wall - offset < next.from) break;
      }
      return wall - offset;
    },
  };
}

/** Offsets in force from three days before the year to three days after it, in order. */
function readSpans(timeZone: string, year: number): readonly OffsetSpan[] {
  const start = (dayNumberOf(year, 1, 1) - 3) * DAY_MS;
  const end = (dayNumberOf(year + 1, 1, 1) + 3) * DAY_MS;
  let at = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone);
  const spans: OffsetSpan[] = [{ from: start, offsetMs: at.offsetNanoseconds / 1e6 }];
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= end) return spans;
    spans.push({ from: next.epochMilliseconds, offsetMs: next.offsetNanoseconds / 1e6 });
    at = next;
  }
}
