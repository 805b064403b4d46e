import type { ExchangeCalendar } from '../calendar/calendar.ts';
import { isNote } from '../event/note.ts';
import type { UtcMs } from '../time/instant.ts';
import type { VisibleEvent } from '../timeline/visible.ts';
import type { EventTime, MixedWith } from './reaction.ts';

/**
 * Other dated events that may have moved the same price: those of which the window of an anchor touches the span from the
 * close of day −1 to `until`, both ends included, for a clock time is known to the minute at best. An event stands once for
 * each side of T0, with its first anchor there, in order of time.
 *
 * @param events those that may be seen at the playhead; the gate has taken later anchors away.
 * @param own the event itself, whose other anchors are no other news; null where T0 was set by hand.
 * @param until end of the horizon, or the playhead where that comes first, UTC ms.
 */
export function mixedWith(
  events: readonly VisibleEvent[],
  own: Pick<VisibleEvent, 'slug'> | null,
  { t0 }: Pick<EventTime, 't0'>,
  calendar: ExchangeCalendar,
  until: UtcMs,
): MixedWith[] {
  const from = calendar.previousSession(t0)?.close ?? t0;
  const found: MixedWith[] = [];
  for (const other of events) {
    const { slug, title, anchors } = other;
    if (slug === own?.slug || isNote(other)) continue;
    const sides = new Set<MixedWith['when']>();
    for (const { time, window } of [...anchors].sort((a, b) => a.time - b.time)) {
      if (window.latest < from || window.earliest > until) continue;
      const when = time < t0 ? 'before' : 'inside';
      if (sides.has(when)) continue;
      sides.add(when);
      found.push({ slug, title, time, when });
    }
  }
  return found.sort((a, b) => a.time - b.time);
}
