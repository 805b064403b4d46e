import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Fold } from './time-map.ts';

/** Shorter breaks are not worth a seam, ms. */
const LEAST_FOLD_MS = 10 * MINUTE_MS;

/**
 * Time of `[from, to]` in which none of the exchanges trades by its calendar. What the calendars do not reach is never
 * folded, and neither is a stretch in which a market was open but sent no bars.
 */
export function closedFolds(calendars: Calendars, mics: readonly Mic[], from: UtcMs, to: UtcMs): Fold[] {
  const listed = mics.map((mic) => calendars.get(mic));
  const open = listed
    .flatMap((calendar) => calendar.sessions(from, to))
    .flatMap((session) => session.segments)
    .map((part) => ({ from: Math.max(from, part.open), to: Math.min(to, part.close) }))
    .filter((part) => part.to > part.from)
    .sort((a, b) => a.from - b.from);
  if (open.length === 0) return [];
  const known = (time: number): boolean =>
    listed.every((calendar) => calendar.stateAt(asUtcMs(time)).state !== 'unknown');
  // A calendar is known in one piece: where both ends are, everything between them is.
  const allKnown = known(from) && known(to - 1);
  const folds: Fold[] = [];
  let reached: number = from;
  const fold = (until: number): void => {
    if (until - reached < LEAST_FOLD_MS) return;
    if (allKnown || (known(reached) && known(until - 1))) folds.push({ from: reached, to: until });
  };
  for (const part of open) {
    fold(part.from);
    reached = Math.max(reached, part.to);
  }
  fold(to);
  return folds;
}
