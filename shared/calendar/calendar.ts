import type { Mic } from '../market/instrument.ts';
import type { LocalDate, UtcMs } from '../time/instant.ts';
import type { ExtraClosure } from './user-closures.ts';

/** Half-open `[open, close)`, UTC ms. */
export interface Segment {
  readonly open: UtcMs;
  readonly close: UtcMs;
}

export type SessionKind = 'regular' | 'half' | 'late-open' | 'special' | 'added';

/** One trading day of one exchange; two segments where there is a lunch break. */
export interface Session {
  readonly mic: Mic;
  /** The exchange's own date. */
  readonly date: LocalDate;
  readonly segments: readonly Segment[];
  readonly open: UtcMs;
  readonly close: UtcMs;
  readonly kind: SessionKind;
  /** True where no published calendar covers the day, or where its hours only follow from other years. */
  readonly provisional: boolean;
}

export type MarketState = 'open' | 'lunch' | 'closed' | 'holiday' | 'unknown';

export interface StateAt {
  readonly state: MarketState;
  /** The session the instant lies in (open or lunch), else null. */
  readonly session: Session | null;
  /** The next instant at which `state` changes, UTC ms; null beyond the calendar's span. */
  readonly changesAt: UtcMs | null;
}

/** Why an exchange does not trade on a day. */
export interface DayClosure {
  /** The exchange's own date. */
  readonly date: LocalDate;
  readonly reason: string;
  /** Where that was announced; `calendars.json` for a closure that a user added. */
  readonly source: string;
  readonly byUser: boolean;
}

/** Reader of one exchange's calendar (EVENT-STUDY §1 definitions). All instants are UTC ms. */
export interface ExchangeCalendar {
  readonly mic: Mic;
  readonly timeZone: string;
  stateAt(time: UtcMs): StateAt;
  /** The session of an exchange-local date, or null on a day without one. */
  session(date: LocalDate): Session | null;
  /** Sessions whose span touches `[from, to)`, in order. */
  sessions(from: UtcMs, to: UtcMs): readonly Session[];
  /** First open of a segment strictly after `time`; null beyond the span. */
  nextOpen(time: UtcMs): UtcMs | null;
  /** The last session whose close is at or before `time`; null before the span. */
  previousSession(time: UtcMs): Session | null;
  /** Trading minutes between two instants: the overlap with segments; negative when `to` < `from`. */
  tradingMinutes(from: UtcMs, to: UtcMs): number;
  /** Earliest instant at which `minutes` (> 0) trading minutes have passed since `from`; null beyond the span. */
  addTradingMinutes(from: UtcMs, minutes: number): UtcMs | null;
}

/** A calendar with the lists it was made from. */
export interface ListedCalendar extends ExchangeCalendar {
  /** First and last date that a published calendar covers; sessions beyond them are provisional. */
  readonly known: { readonly from: LocalDate; readonly through: LocalDate };
  /** Why there is no session on a date; null on a day with one, and on a day off by the weekly pattern. */
  closure(date: LocalDate): DayClosure | null;
}

/** A market that has no calendar was asked for. */
export class UnknownExchangeError extends RangeError {
  override readonly name = 'UnknownExchangeError';
  readonly mic: string;
  constructor(mic: string, known: readonly Mic[]) {
    super(`no calendar for the market ${mic}: expected one of ${known.join(', ')}`);
    this.mic = mic;
  }
}

/** All calendars the product knows. */
export interface Calendars {
  /** Throws UnknownExchangeError for a MIC without a calendar. */
  get(mic: Mic): ListedCalendar;
  readonly mics: readonly Mic[];
  /** Closures that a user added to those that ship. */
  readonly closures: readonly ExtraClosure[];
}
