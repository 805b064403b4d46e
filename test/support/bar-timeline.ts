import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Quote } from '../../shared/market/quote.ts';
import { parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { applyChanges } from '../../shared/timeline/apply.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { type Frame, visible } from '../../shared/timeline/visible.ts';

export const calendars = createCalendars();

/** An instant of 30 October 2025, by its UTC clock: `02:05` or `02:05:30`. */
export const at = (clock: string): UtcMs =>
  parseInstant(`2025-10-30T${clock}${clock.length === 5 ? ':00' : ''}Z`);

export interface Held {
  readonly bars?: readonly Bar[];
  readonly quotes?: readonly Quote[];
}

export function timelineOf({ bars = [], quotes = [] }: Held): Timeline {
  const timeline = new Timeline();
  for (const bar of bars) timeline.seriesFor(bar.instrument, bar.interval).upsert(bar);
  for (const record of quotes) applyChanges(timeline, [{ kind: 'quote', record }], record.seq);
  return timeline;
}

/** What may be seen of some bars and quotes at a playhead. */
export const frameOf = (held: Held, playhead: UtcMs, basis: 'published' | 'known' = 'published'): Frame =>
  visible(timelineOf(held), playhead, basis);
