import type { Calendars } from '../calendar/calendar.ts';
import type { MarketEvent } from '../event/event.ts';
import { isNote } from '../event/note.ts';
import type { Instrument, InstrumentId } from '../market/instrument.ts';
import type { Headline } from '../news/headline.ts';
import type { FeedStatus, MarketFreshness } from '../protocol/status.ts';
import type { ReactionNow } from '../reaction/reaction.ts';
import { DAY_MS, type UtcMs } from '../time/instant.ts';
import type { Frame } from '../timeline/visible.ts';

/** All that rules may look at, at one instant. */
export interface AlertView {
  readonly now: UtcMs;
  readonly simulated: boolean;
  /** As published; its playhead is `now`. */
  readonly frame: Frame;
  readonly calendars: Calendars;
  instrument(id: InstrumentId): Instrument | undefined;
  /** Received since rules were last looked at. */
  readonly headlines: readonly Headline[];
  /** Latest revisions, those to come among them: that a day is planned is known before it. */
  readonly events: readonly MarketEvent[];
  readonly feeds: readonly FeedStatus[];
  readonly markets: readonly MarketFreshness[];
  /** How unusual a move since T0 is so far; null where that is not known. */
  unusual(instrument: InstrumentId, event: MarketEvent): ReactionNow | null;
}

/** After that a T0 lies too far back for a rule to wait on. */
export const T0_RESTS_AFTER_MS = 10 * DAY_MS;

export const t0Of = (event: MarketEvent): UtcMs => (event.anchors[0] as MarketEvent['anchors'][number]).time;

const isToTheMinute = (event: MarketEvent): boolean => event.anchors[0]?.precision !== 'day';

/**
 * The event a rule measures from: the one it names, else the newest that has begun. Null before its T0 and ten days
 * after it, and where its T0 is known to the day only.
 */
export function eventInForce(
  slug: MarketEvent['slug'] | null,
  { events, now }: Pick<AlertView, 'events' | 'now'>,
): MarketEvent | null {
  let newest: MarketEvent | null = null;
  for (const event of events) {
    const t0 = t0Of(event);
    if (event.deleted || t0 > now || now - t0 > T0_RESTS_AFTER_MS || !isToTheMinute(event)) continue;
    if (slug === null ? isNote(event) : event.slug !== slug) continue;
    if (newest === null || t0 > t0Of(newest)) newest = event;
  }
  return newest;
}
