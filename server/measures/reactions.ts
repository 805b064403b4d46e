import type { Anchor, MarketEvent } from '../../shared/event/event.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import { type EventMeasure, measureEvent } from '../../shared/reaction/measure-event.ts';
import { type FramePart, frameFor, type MeasureSource } from './frame-for.ts';
import { profilesFor } from './profile-book.ts';

/** An event with the anchor that is T0, the markets, and what may be seen of them. */
export interface MeasureRequest {
  readonly event: MarketEvent;
  readonly anchor: Anchor;
  readonly instruments: readonly Instrument[];
  readonly gate: Gate;
}

/** Each market about each anchor: T0 is tried at the other anchors too. */
export const partsAbout = (
  { anchors }: Pick<MarketEvent, 'anchors'>,
  instruments: readonly Instrument[],
): FramePart[] =>
  instruments.flatMap((instrument) =>
    anchors.map((anchor) => ({ instrument, anchor, depth: 'day' as const })),
  );

/**
 * Reactions of these markets to an event at the gate's playhead (DESIGN §6). An event still to come has no ordinary days
 * to be set beside and answers `not-yet` throughout. Rejects with StoreError.
 */
export async function reactionsOf(source: MeasureSource, request: MeasureRequest): Promise<EventMeasure> {
  const { event, anchor, instruments, gate } = request;
  const begun = anchor.time <= gate.asOf;
  const frame = await frameFor(source, begun ? partsAbout(event, instruments) : [], gate);
  const profiles = begun ? await profilesFor(source, instruments, anchor, gate) : new Map();
  return measureEvent({ frame, instruments, calendars: source.calendars, event, anchor, profiles });
}
