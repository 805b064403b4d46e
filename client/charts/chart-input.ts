import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { Anchor } from '../../shared/event/event.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import type { Basis } from '../../shared/protocol/resources.ts';
import type { BaseMode } from '../../shared/reaction/base-price.ts';
import type { Jump } from '../../shared/reaction/day-jumps.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { Frame, VisibleEvent } from '../../shared/timeline/visible.ts';
import type { TimeScale } from './scale.ts';
import type { AxisTicks } from './ticks.ts';

export type LayoutName = 'wide' | 'laptop' | 'tablet' | 'phone';

/** The event the screen is about, as far as it may be seen. */
interface ChartSubject {
  readonly slug: string;
  readonly title: string;
  /** Visible ones only. */
  readonly anchors: readonly Anchor[];
}

/** Where "now" lies: the live minute, the playhead, or nowhere in particular (a day long past). */
export interface ChartNow {
  readonly time: UtcMs;
  readonly kind: 'live' | 'replay' | 'archive';
}

/** Where closed time is folded away, with what was folded. */
export interface Seam {
  readonly left: number;
  readonly right: number;
  /** How long it is: `15 h 30 min`. */
  readonly text: string;
  /** Longer than a night. */
  readonly long: boolean;
}

/** Lays out an axis with closed time folded. Its code comes when it is first wanted. */
export interface Folding {
  scale(input: ChartInput, left: number, width: number): TimeScale;
  /** Labels of the zone's wall; `tags` are instants whose tags stand on the upper row. */
  ticks(scale: TimeScale, timeZone: string, tags: readonly number[]): AxisTicks;
  seams(scale: TimeScale): readonly Seam[];
}

/** The usual move of one market at steps of trading time since T0: it widens only while that market trades. */
export interface UsualBand {
  readonly instrument: InstrumentId;
  /** Instants, UTC ms, rising; the first is where the market can first answer. */
  readonly times: Float64Array;
  /** One usual move either way by then, percent. */
  readonly percent: Float64Array;
}

/** Jumps of one market, oldest first. */
export interface MarketJumps {
  readonly instrument: InstrumentId;
  readonly jumps: readonly Jump[];
}

/** All a chart is drawn from. Instants are UTC ms; prices and moves come out of the frame and nowhere else. */
export interface ChartInput {
  readonly frame: Frame;
  /** Shown markets, in order. */
  readonly instruments: readonly Instrument[];
  /** Markets in colour, oldest choice first. */
  readonly emphasised: readonly InstrumentId[];
  readonly selected: InstrumentId | null;
  readonly base: BaseMode;
  /** What the x axis counts: the clock, trading time, or time since T0. */
  readonly axis: 'clock' | 'trading' | 't';
  /** Null until it is in; a trading axis is one of the clock until then. */
  readonly folding: Folding | null;
  /** Moves as each market quotes them, or in US dollars where a pair is kept. */
  readonly currency: 'local' | 'usd';
  /** What is known of the usual move of one market; null where nothing is. */
  readonly usual: UsualBand | null;
  /** Marked beside their line; null or missing where none were looked for. */
  readonly jumps?: MarketJumps | null;
  /** What still trades while markets wait, one a market at most. */
  readonly standIns: readonly Instrument[];
  readonly t0: UtcMs;
  readonly t0Name: string;
  readonly t0Precision: Anchor['precision'];
  readonly subject: ChartSubject | null;
  readonly otherEvents: readonly VisibleEvent[];
  /** Visible range of the time axis. */
  readonly from: UtcMs;
  readonly to: UtcMs;
  /** How far a hand may move that range. */
  readonly bounds: { readonly from: UtcMs; readonly to: UtcMs };
  /** True while older prices of the range are being fetched. */
  readonly loading: boolean;
  readonly now: ChartNow;
  /** IANA zone of the clock row. */
  readonly timeZone: string;
  /** City that names the zone ("Seoul"). */
  readonly zoneCity: string;
  readonly calendars: Calendars;
  /** Since when the server has not been heard, UTC ms; null while connected. */
  readonly connectionLostSince: UtcMs | null;
  readonly basis: Basis;
  readonly layout: LayoutName;
}

export interface ChartCallbacks {
  onSelect(instrument: InstrumentId | null): void;
  /** A click on the axis row, or the playhead dragged: the instant picked. */
  onPickTime(time: UtcMs): void;
  /** Shift and click, or "Set T0 here": moves are measured from that minute. */
  onSetT0?(time: UtcMs): void;
  /** Pan and zoom. */
  onRange(from: UtcMs, to: UtcMs): void;
  /** Double click or Shift+0: back to the range the page would choose. */
  onRangeReset?(): void;
}
