import type { ExchangeCalendar, Session } from '../calendar/calendar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../time/instant.ts';
import type { Frame } from '../timeline/visible.ts';
import type { RealisedVolatility, Reason, VolatilityAround } from './reaction.ts';
import { type SegmentReturn, segmentReturns } from './segment-returns.ts';
import { finestStep } from './step-bars.ts';

/** Returns below which neither volatility nor a jump statistic is shown (EVENT-STUDY §5, §10). */
export const LEAST_RETURNS = 10;
const WINDOW_MINUTES = 60;

/** Sum of squared returns. */
export function realisedVariance(returns: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < returns.length; i += 1) sum += (returns[i] as number) ** 2;
  return sum;
}

/** Every return covers its own bar, so their lengths are the minutes the variance was gathered in. */
function realised(returns: readonly SegmentReturn[]): RealisedVolatility | null {
  if (returns.length < LEAST_RETURNS) return null;
  const variance = realisedVariance(returns.map(({ value }) => value));
  const minutes = returns.reduce((sum, r) => sum + (r.closeTime - r.openTime) / MINUTE_MS, 0);
  return {
    n: returns.length,
    volatility: Math.sqrt(variance),
    perMinute: Math.sqrt(variance / minutes),
  };
}

/** Sessions that hold the window before T0 and the one after it, as far as the playhead has come. */
function sessionsAround(
  calendar: ExchangeCalendar,
  t0: UtcMs,
  minutes: number,
  playhead: UtcMs,
): readonly Session[] {
  let first = calendar.stateAt(t0).session ?? calendar.previousSession(t0);
  while (first !== null && calendar.tradingMinutes(first.open, t0) < minutes) {
    const earlier = calendar.previousSession(first.open);
    if (earlier === null) break;
    first = earlier;
  }
  const end = calendar.addTradingMinutes(t0, minutes) ?? playhead;
  return calendar.sessions(first?.open ?? t0, asUtcMs(Math.min(end, playhead)));
}

/**
 * Realised volatility on both sides of T0 (UTC ms) at steps of five minutes, or an hour where nothing finer is kept
 * (EVENT-STUDY §5): bars that end by T0, and bars that start at or after it, within `windowMinutes` trading minutes; a bar
 * that holds T0 is in neither. A side with fewer than ten returns is missing, as the side after T0 is until enough bars
 * have ended by the playhead; an event after the playhead has neither. The opening gap and the lunch move are in neither.
 */
export function volatilityAround(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  t0: UtcMs,
  windowMinutes = WINDOW_MINUTES,
): VolatilityAround {
  if (t0 > frame.playhead) {
    const missing = { before: 'not-yet', after: 'not-yet', ratio: 'not-yet' } as const;
    return { windowMinutes, interval: null, before: null, after: null, ratio: null, missing };
  }
  const sessions = sessionsAround(calendar, t0, windowMinutes, frame.playhead);
  const steps = finestStep(frame, instrument, sessions);
  const [first] = sessions;
  const returns =
    steps === null || first === undefined
      ? []
      : segmentReturns(steps.bars, calendar, first.open, frame.playhead).flat();
  const before = realised(
    returns.filter((r) => r.closeTime <= t0 && calendar.tradingMinutes(r.openTime, t0) <= windowMinutes),
  );
  const after = realised(
    returns.filter((r) => r.openTime >= t0 && calendar.tradingMinutes(t0, r.closeTime) <= windowMinutes),
  );
  const missing: Partial<Record<'before' | 'after' | 'ratio', Reason>> = {};
  if (before === null) missing.before = 'insufficient-returns';
  if (after === null) missing.after = 'insufficient-returns';
  let ratio: number | null = null;
  if (before === null || after === null) missing.ratio = 'insufficient-returns';
  else if (before.perMinute === 0) missing.ratio = 'zero-scale';
  else ratio = after.perMinute / before.perMinute;
  return { windowMinutes, interval: steps?.step ?? null, before, after, ratio, missing };
}
