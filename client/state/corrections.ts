import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Headline } from '../../shared/news/headline.ts';
import type { BarCorrection } from '../../shared/timeline/visible.ts';
import { catalogueFrame, frame } from './frame.ts';
import { day } from './subject.ts';

/**
 * Bars of the day that is shown whose close was changed, by time. Of a day that is over also what was corrected since: it
 * shows those closes already. In a replay only what had been corrected by the playhead. Reads signals.
 */
export function correctionsOf(instrument: InstrumentId): readonly BarCorrection[] {
  const { playhead } = frame.value;
  const { from } = day.value;
  return catalogueFrame.value
    .corrections(instrument)
    .filter((c) => c.closeTime <= playhead && c.closeTime > from);
}

/** Titles that a headline had before the one that is shown, oldest first. Reads signals. */
export const earlierOf = (headlineId: string): readonly Headline[] => frame.value.earlier(headlineId);
