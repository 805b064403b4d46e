import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { Headline } from '../news/headline.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../time/instant.ts';
import type { Frame } from '../timeline/visible.ts';
import { isStale } from './horizon-moves.ts';
import { INTRADAY, priceAt } from './price-at.ts';
import type { PricePoint, UsualProfile } from './reaction.ts';
import { type UsualWindow, usualWindow } from './usual-window.ts';

/** A move is looked for this long after a headline, ms of the clock. */
export const AFTER_HEADLINE_MS = 10 * MINUTE_MS;

/** A market that can be judged: usual moves of the T0 that the page is about. */
export interface JudgedMarket {
  readonly instrument: InstrumentId;
  readonly calendar: ExchangeCalendar;
  readonly profile: UsualProfile | null;
}

/** The first step at which a market had left its usual range. An order in time, never a cause. */
export interface MoveAfter {
  readonly instrument: InstrumentId;
  /** End of the bar, UTC ms. */
  readonly time: UtcMs;
  /** From the last price at or before the headline. */
  readonly moveLog: number;
  readonly moveSimple: number;
  /** Against the same minutes of ordinary days. */
  readonly z: number;
  /** Ordinary days; on none of them did the market go as far at any step of the window. */
  readonly days: number;
}

export type WhyNotJudged =
  /** The source gave no time, or one that cannot be. */
  | 'time-doubtful'
  /** Ten minutes after an hour or a day say nothing. */
  | 'time-not-to-the-minute'
  /** Usual moves are kept from T0 on. */
  | 'before-t0'
  /** No market traded in the window with enough ordinary days for these minutes. */
  | 'no-market';

export type MarketsAfter =
  | { readonly state: 'moved'; readonly move: MoveAfter; readonly judged: number; readonly over: boolean }
  /** `over`: all of the window has passed. */
  | { readonly state: 'none'; readonly judged: number; readonly over: boolean }
  | { readonly state: 'not-judged'; readonly reason: WhyNotJudged };

interface Step {
  readonly minutes: number;
  readonly at: UtcMs;
}

/** Steps of the profile's grid that end within the window, by the calendar alone. */
function stepsAfter(
  calendar: ExchangeCalendar,
  t0: UtcMs,
  stepMinutes: number,
  time: UtcMs,
): { readonly from: number; readonly steps: readonly Step[] } {
  const passed = calendar.tradingMinutes(t0, time);
  const from = Math.floor(passed / stepMinutes) * stepMinutes;
  const steps: Step[] = [];
  for (let minutes = from + stepMinutes; ; minutes += stepMinutes) {
    const at = calendar.addTradingMinutes(t0, minutes);
    if (at === null || at > time + AFTER_HEADLINE_MS) break;
    if (at > time) steps.push({ minutes, at });
  }
  return { from, steps };
}

/** True where the market had opened but showed no bar yet: its first one would hold what came before the headline. */
function holdsOpening(calendar: ExchangeCalendar, base: PricePoint, time: UtcMs): boolean {
  const { state, session } = calendar.stateAt(time);
  const opened = state === 'open' ? session?.segments.findLast(({ open }) => open <= time)?.open : undefined;
  return opened !== undefined && opened < time && base.time <= opened;
}

/** The first unusual step of one market; `null` where it was quiet, `undefined` where it cannot be judged. */
function firstOf(
  frame: Frame,
  { instrument, calendar, profile }: JudgedMarket,
  t0: UtcMs,
  time: UtcMs,
): MoveAfter | null | undefined {
  if (profile === null || profile.t0 !== t0 || profile.stepMinutes === null) return undefined;
  const { from, steps } = stepsAfter(calendar, t0, profile.stepMinutes, time);
  if (steps.length === 0) return undefined;
  const usual: UsualWindow | null = usualWindow(
    profile,
    from,
    steps.map(({ minutes }) => minutes),
  );
  const base = usual === null ? null : priceAt(frame, instrument, time);
  if (usual === null || base === null || isStale(calendar, base, time)) return undefined;
  if (holdsOpening(calendar, base, time)) return undefined;
  let seen = false;
  for (const [index, { at }] of steps.entries()) {
    if (at > frame.playhead) break;
    const price = priceAt(frame, instrument, at, INTRADAY);
    // A bar that had ended by the headline is no answer to it.
    if (price === null || price.time <= time || isStale(calendar, price, at)) continue;
    seen = true;
    const moveLog = Math.log(price.price / base.price);
    const z = usual.z(index, moveLog);
    if (z === null || Math.abs(z) <= usual.widest) continue;
    const moveSimple = price.price / base.price - 1;
    return { instrument, time: price.time, moveLog, moveSimple, z, days: usual.days };
  }
  return seen ? null : undefined;
}

const earlier = (a: MoveAfter, b: MoveAfter): boolean =>
  a.time < b.time || (a.time === b.time && Math.abs(a.z) > Math.abs(b.z));

/**
 * Which market first left its usual range in the ten minutes after a headline, or in what has passed of them.
 *
 * **Usual range**: over the same trading minutes on ordinary days, from the samples of the profile of T0: their moves to
 * two steps of the grid differ by the move between them, which is the sample of EVENT-STUDY §3 for a start at the first. A
 * market has left it at the first step where its |z| exceeds the widest of *all* steps of the window on *every one* of
 * at least 40 ordinary days. By chance that happens to one market in n + 1, so with many markets now and then to one of
 * them; a lower bar would put a move under nearly every headline.
 *
 * **Base**: the last price at or before the headline. Where the grid is coarser, ordinary days are measured from the step
 * before it, so that their range is never the narrower one.
 *
 * Only bars that end after the headline count, and none after the playhead.
 *
 * @param markets those shown; one that did not trade in the window, or without ordinary days, is not judged.
 */
export function marketsAfter(
  frame: Frame,
  headline: Pick<Headline, 'time' | 'precisionSeconds' | 'dateDoubtful'>,
  markets: readonly JudgedMarket[],
  t0: UtcMs,
): MarketsAfter {
  const { time, precisionSeconds, dateDoubtful } = headline;
  const not = (reason: WhyNotJudged): MarketsAfter => ({ state: 'not-judged', reason });
  if (dateDoubtful) return not('time-doubtful');
  if (precisionSeconds > 60) return not('time-not-to-the-minute');
  if (time < t0) return not('before-t0');
  let judged = 0;
  let first: MoveAfter | null = null;
  for (const market of markets) {
    const move = firstOf(frame, market, t0, time);
    if (move === undefined) continue;
    judged += 1;
    if (move !== null && (first === null || earlier(move, first))) first = move;
  }
  if (judged === 0) return not('no-market');
  const over = frame.playhead >= asUtcMs(time + AFTER_HEADLINE_MS);
  return first === null ? { state: 'none', judged, over } : { state: 'moved', move: first, judged, over };
}
