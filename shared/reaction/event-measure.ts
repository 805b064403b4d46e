import type { Calendars } from '../calendar/calendar.ts';
import type { Anchor } from '../event/event.ts';
import type { Instrument, InstrumentId } from '../market/instrument.ts';
import type { Basis } from '../protocol/resources.ts';
import type { UtcMs } from '../time/instant.ts';
import type { Frame, SimulatedShare } from '../timeline/visible.ts';
import type { Breadth } from './breadth.ts';
import type { Reaction, UsualProfile } from './reaction.ts';

export interface EventMeasureInput {
  /** All that may be seen; nothing else is read. */
  readonly frame: Frame;
  readonly instruments: readonly Instrument[];
  readonly calendars: Calendars;
  /** The event itself, so that it is not taken for another one; null where T0 was set by hand. */
  readonly event: { readonly slug: string } | null;
  /** The anchor that is T0. */
  readonly anchor: Anchor;
  /** Usual moves of the markets that have a history; the others get their moves without z. */
  readonly profiles: ReadonlyMap<InstrumentId, UsualProfile>;
}

/** One anchor measured on a group of markets. */
export interface EventMeasure {
  readonly event: string | null;
  readonly anchor: string;
  readonly t0: UtcMs;
  readonly playhead: UtcMs;
  readonly basis: Basis;
  /** In the order of the instruments. */
  readonly reactions: readonly Reaction[];
  /** One for each horizon. */
  readonly breadth: readonly Breadth[];
  readonly simulated: SimulatedShare;
}
