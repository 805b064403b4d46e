import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { UsualProfile } from '../../shared/reaction/reaction.ts';
import { MIN_SCALE_SAMPLE, prepareSample } from '../../shared/reaction/unusualness.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { UsualBand } from './chart-input.ts';

interface Step {
  readonly minutes: number;
  readonly percent: number;
}

/** Usual moves at the steps of the profile's grid, as simple moves in percent; steps with too few days are left out. */
function stepsOf(profile: UsualProfile): Step[] {
  return profile.samples
    .flatMap(({ key, minutes, moves, overlapping }) => {
      if (minutes === null || !key.startsWith('m')) return [];
      const { sorted, scale } = prepareSample(moves, overlapping);
      return sorted.length < MIN_SCALE_SAMPLE || !(scale > 0)
        ? []
        : [{ minutes, percent: 100 * Math.expm1(scale) }];
    })
    .sort((a, b) => a.minutes - b.minutes);
}

/** Where the market can first answer: T0 itself while it trades, else its next open. */
const reactionStart = (calendar: ExchangeCalendar, t0: UtcMs): UtcMs | null =>
  calendar.stateAt(t0).state === 'open' ? t0 : calendar.nextOpen(t0);

/**
 * One usual move either way (EVENT-STUDY §3) at each step of trading time since T0. While the market does not trade the
 * band keeps its width; a market shut at T0 begins with the width of its first step, which holds the gap. Null where
 * the profile has no grid.
 */
export function usualBand(profile: UsualProfile, calendar: ExchangeCalendar): UsualBand | null {
  const steps = stepsOf(profile);
  const first = steps[0];
  const start = reactionStart(calendar, profile.t0);
  if (first === undefined || start === null) return null;
  const times: number[] = [start];
  const percent: number[] = [start === profile.t0 ? 0 : first.percent];
  const put = (time: number, value: number): void => {
    times.push(time);
    percent.push(value);
  };
  /** Holds the width over a break between the last point and `until`. */
  const hold = (until: number): void => {
    const last = asUtcMs(times.at(-1) as number);
    const missing = until - last - calendar.tradingMinutes(last, asUtcMs(until)) * MINUTE_MS;
    if (missing < MINUTE_MS) return;
    const { state, changesAt } = calendar.stateAt(last);
    const width = percent.at(-1) as number;
    const shut = state === 'open' && changesAt !== null ? changesAt : last;
    if (shut > last) put(shut, width);
    const opens = calendar.nextOpen(shut);
    if (opens !== null && opens > shut && opens < until) put(opens, width);
  };
  for (const { minutes, percent: width } of steps) {
    const time = calendar.addTradingMinutes(profile.t0, minutes);
    if (time === null) break;
    hold(time);
    put(time, width);
  }
  // Until the market trades again nothing more is usual.
  const opens = calendar.nextOpen(asUtcMs(times.at(-1) as number));
  if (opens !== null) put(opens, percent.at(-1) as number);
  return {
    instrument: profile.instrument,
    times: Float64Array.from(times),
    percent: Float64Array.from(percent),
  };
}
