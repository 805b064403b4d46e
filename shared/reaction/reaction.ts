import type { MarketState, Session } from '../calendar/calendar.ts';
import type { Horizon } from '../event/horizon.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { Provenance } from '../market/provenance.ts';
import type { LocalDate, UtcMs } from '../time/instant.ts';
import type { BarInterval } from '../time/interval.ts';

/** Why a number is missing. A closed list; docs/glossary.md says each in plain words. */
export const REASONS = [
  'no-history',
  'not-recorded',
  'not-yet',
  'no-trade-yet',
  'stale',
  'calendar-too-short',
  'event-day-precision',
  'insufficient-sample',
  'overlapping-sample',
  'zero-scale',
  'move-below-floor',
  'not-reached',
  'insufficient-returns',
  'zero-bipower',
] as const;
export type Reason = (typeof REASONS)[number];

/** A price with its own time and where it was read. */
export interface PricePoint {
  readonly price: number;
  /** End of the bar it closed, UTC ms. */
  readonly time: UtcMs;
  readonly from: BarInterval | 'quote';
  readonly provenance: Provenance;
}

/** An instant as one market lives it (EVENT-STUDY §1). */
export interface EventTime {
  readonly t0: UtcMs;
  /** State of the market at T0; an instant equal to a close is no longer open. */
  readonly state: MarketState;
  /** T0 where open, else the open of the next segment; null where the calendar ends first. */
  readonly reactionStart: UtcMs | null;
  /** The session that holds the reaction start. */
  readonly dayZero: Session | null;
  /** Trading minutes from the open of day 0 to the reaction start. */
  readonly offsetMinutes: number;
}

/** The first price of a market that was closed at T0, over the base. Not given at lunch. */
export interface Gap {
  readonly open: number;
  /** Start of the bar that opened it, UTC ms. */
  readonly time: UtcMs;
  readonly moveLog: number;
  readonly moveSimple: number;
}

/** The move of one market to one horizon, or why there is none. */
export interface HorizonMove {
  readonly horizon: Horizon;
  /** `waiting`: the market has not traded since T0 by the playhead; `answersFrom` says when it opens. */
  readonly state: 'ok' | 'waiting' | 'missing';
  /** Null where ok or waiting. */
  readonly reason: Reason | null;
  /** Instant at which the horizon ends, UTC ms; null beyond the calendar. */
  readonly at: UtcMs | null;
  readonly answersFrom: UtcMs | null;
  /** What this move is measured from: the price at T0, or the close of day −1 where only daily bars are kept. */
  readonly base: PricePoint | null;
  readonly price: PricePoint | null;
  /** ln(price / base). */
  readonly moveLog: number | null;
  /** price / base − 1. */
  readonly moveSimple: number | null;
  /** True where the move spans the end of a session. */
  readonly overnight: boolean | null;
}

export interface MovesSince {
  readonly event: EventTime;
  /** Price at T0: close of the last bar that had ended by then. */
  readonly base: PricePoint | null;
  readonly baseReason: Reason | null;
  readonly gap: Gap | null;
  /** In the order of HORIZONS. */
  readonly moves: readonly HorizonMove[];
}

/** How unusual a log move is against ordinary days (EVENT-STUDY §3). Percentiles 0–100 by mid-rank. */
export interface Unusualness {
  /** Size of the sample without missing values. */
  readonly n: number;
  readonly median: number | null;
  /** 1.4826 × median absolute deviation: the usual move. */
  readonly scale: number | null;
  readonly z: number | null;
  readonly percentile: number | null;
  /** The same on absolute moves: the unusualness. */
  readonly absolutePercentile: number | null;
  readonly p: number | null;
  /** Field → why it is missing. */
  readonly missing: Readonly<
    Partial<Record<'median' | 'scale' | 'z' | 'percentile' | 'absolutePercentile' | 'p', Reason>>
  >;
}

/** The same move on the ordinary days before the event. It is the intraday placebo as well. */
export interface UsualSample {
  /** A horizon, or `m<minutes>` for a step of the grid that the page reads between horizons. */
  readonly key: string;
  /** Trading minutes since the reaction start; null for `close` and days. */
  readonly minutes: number | null;
  /** Interval of the bars it was built from. */
  readonly interval: BarInterval;
  /** Base of these moves: the price at T0's trading minute, or the close of day −1 (shut at T0, or daily bars only). */
  readonly from: 'same-offset' | 'previous-close';
  /** Log moves in the order of `sessions`. */
  readonly moves: readonly number[];
  readonly sessions: readonly LocalDate[];
  /** Sessions left out, and why. */
  readonly skipped: readonly { readonly date: LocalDate; readonly reason: string }[];
  /** Day horizons with k ≥ 1 overlap each other: no p is given for them. */
  readonly overlapping: boolean;
}

/** Usual moves of one market for one T0, by key; made from sessions before day 0 only. */
export interface UsualProfile {
  readonly instrument: InstrumentId;
  readonly t0: UtcMs;
  readonly dayZero: LocalDate | null;
  readonly offsetMinutes: number;
  /** Sessions looked back at most. */
  readonly lookback: number;
  /** Step of the `m<minutes>` grid, trading minutes; null where only daily bars are kept. */
  readonly stepMinutes: number | null;
  readonly samples: readonly UsualSample[];
}

export interface PathPoint {
  /** Log move from the base. */
  readonly move: number;
  /** Trading minutes since T0. */
  readonly minutes: number;
  readonly time: UtcMs;
}

/** How a move went until an instant (EVENT-STUDY §4). */
export interface PathMeasures {
  readonly peak: PathPoint | null;
  readonly trough: PathPoint | null;
  /** The point with the largest absolute move, earliest on ties. */
  readonly extreme: PathPoint | null;
  readonly now: PathPoint | null;
  /** 0 at the extreme, 1 back at the base, above 1 reversed. */
  readonly fade: number | null;
  /** Trading minutes from the extreme to the first bar that had given half of it back. */
  readonly halfLife: number | null;
  /** Lower bound where it was not reached. */
  readonly halfLifeAtLeast: number | null;
  readonly missing: Readonly<Partial<Record<'path' | 'fade' | 'halfLife', Reason>>>;
}

export interface RealisedVolatility {
  /** Number of returns. */
  readonly n: number;
  /** Square root of the sum of squared log returns. */
  readonly volatility: number;
  readonly perMinute: number;
}

/** Realised volatility in `windowMinutes` trading minutes on each side of T0 (EVENT-STUDY §5). */
export interface VolatilityAround {
  readonly windowMinutes: number;
  readonly interval: BarInterval | null;
  readonly before: RealisedVolatility | null;
  readonly after: RealisedVolatility | null;
  /** After over before, each per minute. */
  readonly ratio: number | null;
  readonly missing: Readonly<Partial<Record<'before' | 'after' | 'ratio', Reason>>>;
}

/** Ratio jump test on the bars of day 0 so far, steps of five minutes or coarser (EVENT-STUDY §5). */
export interface JumpStatistic {
  readonly interval: BarInterval | null;
  readonly n: number;
  /** Share of the variance that came in jumps, 0–1. */
  readonly share: number | null;
  readonly z: number | null;
  readonly p: number | null;
  readonly missing: Readonly<Partial<Record<'share' | 'z' | 'p', Reason>>>;
}

/** Another dated event close enough to have moved the same price. */
export interface MixedWith {
  readonly slug: string;
  readonly title: string;
  readonly time: UtcMs;
  /** `before`: between the close of day −1 and T0; `inside`: between T0 and the horizon's end. */
  readonly when: 'before' | 'inside';
}

/** Lowest and highest simple move as T0 moves, and their z by the usual move of the chosen T0. */
export interface MoveRange {
  readonly minSimple: number;
  readonly maxSimple: number;
  readonly minZ: number | null;
  readonly maxZ: number | null;
}

/** What a usual move was built from, and the log move that it judges: the event's, measured as the sample was. */
export interface JudgedBy extends Pick<UsualSample, 'interval' | 'from' | 'overlapping'> {
  readonly moveLog: number;
}

export interface HorizonReaction extends HorizonMove {
  readonly usual: Unusualness | null;
  readonly sample: JudgedBy | null;
  readonly path: PathMeasures | null;
  readonly range: MoveRange | null;
  readonly mixedWith: readonly MixedWith[];
}

/** First significant move of a market. An order in time, never a cause. */
export interface FirstMove {
  /** 1 + the markets that had surely moved before; those whose spans overlap are not told apart. Null where none was significant. */
  readonly rank: number | null;
  /** End of the bar of the first significant step, UTC ms. */
  readonly time: UtcMs | null;
  /** The move came within this many seconds before `time`: since the step judged before, T0 or the open. */
  readonly widthSeconds: number | null;
  readonly z: number | null;
}

/** Anchor × instrument: everything that is measured. */
export interface Reaction {
  readonly instrument: InstrumentId;
  readonly t0: UtcMs;
  readonly since: Omit<MovesSince, 'moves'>;
  readonly horizons: readonly HorizonReaction[];
  readonly volatility: VolatilityAround;
  readonly jump: JumpStatistic;
  readonly first: FirstMove;
}

/**
 * The newest move of one market at the playhead that can be set beside ordinary days, for the table: at the last step of
 * the profile's grid that has passed, then `close`, then the last day horizon.
 */
export interface ReactionNow {
  /** Key of the sample it is compared with; null where there is no move yet. */
  readonly key: string | null;
  readonly at: UtcMs | null;
  readonly moveLog: number | null;
  readonly unusual: Unusualness | null;
  readonly sample: JudgedBy | null;
  /** The path from T0 to the playhead. */
  readonly path: PathMeasures | null;
}
