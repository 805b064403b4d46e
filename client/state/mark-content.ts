import { computed } from '@preact/signals';
import type { Anchor } from '../../shared/event/event.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Headline } from '../../shared/news/headline.ts';
import type { Jump } from '../../shared/reaction/day-jumps.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/time/instant.ts';
import type { BarCorrection, VisibleEvent } from '../../shared/timeline/visible.ts';
import { correctionsOf, earlierOf } from './corrections.ts';
import { frame } from './frame.ts';
import { openMark } from './marks.ts';

/** What is looked at before a jump, ms: the ten minutes before its bar began, and the bar itself. */
const SAID_BEFORE_MS = 10 * MINUTE_MS;

/** Headlines from ten minutes before the bar of a jump until its end, oldest first. */
export function saidBefore(headlines: readonly Headline[], jump: Jump): readonly Headline[] {
  const from = jump.time - jump.widthSeconds * SECOND_MS - SAID_BEFORE_MS;
  return headlines.filter((h) => h.time >= from && h.time <= jump.time);
}

/** What the card of a mark shows, as far as it may be seen now. */
export type MarkContent =
  | { readonly kind: 'events'; readonly items: readonly { event: VisibleEvent; anchor: Anchor }[] }
  | { readonly kind: 'headlines'; readonly items: readonly Headline[] }
  | {
      readonly kind: 'jump';
      readonly instrument: InstrumentId;
      readonly jump: Jump;
      readonly said: readonly Headline[];
    }
  | { readonly kind: 'corrected'; readonly instrument: InstrumentId; readonly bars: readonly BarCorrection[] }
  | { readonly kind: 'edited'; readonly headline: Headline; readonly earlier: readonly Headline[] };

/** Null where nothing is open, or where nothing of it may be seen any more. */
export const markContent = computed<MarkContent | null>(() => {
  const mark = openMark.value?.mark;
  if (mark === undefined) return null;
  const { events, headlines, playhead } = frame.value;
  switch (mark.kind) {
    case 'events': {
      const items = mark.events.flatMap(({ slug, anchor: name }) => {
        const event = events.find((e) => e.slug === slug);
        const anchor = event?.anchors.find((a) => a.name === name);
        return event === undefined || anchor === undefined ? [] : [{ event, anchor }];
      });
      return items.length === 0 ? null : { kind: 'events', items };
    }
    case 'headlines': {
      const items = headlines.filter((h) => mark.ids.includes(h.id));
      return items.length === 0 ? null : { kind: 'headlines', items };
    }
    case 'jump':
      if (mark.jump.time > playhead) return null;
      return { ...mark, said: saidBefore(headlines, mark.jump) };
    case 'corrected': {
      const bars = correctionsOf(mark.instrument);
      return bars.length === 0 ? null : { ...mark, bars };
    }
    case 'edited': {
      const headline = headlines.find((h) => h.id === mark.headlineId);
      const earlier = headline === undefined ? [] : earlierOf(headline.id);
      return headline === undefined || earlier.length === 0 ? null : { kind: 'edited', headline, earlier };
    }
  }
});
