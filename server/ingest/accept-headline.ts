import type { Headline, IncomingHeadline } from '../../shared/news/headline.ts';
import type { Unsequenced } from '../store/store.ts';
import type { ReadTitle, TitleReading } from './read-title.ts';
import { KNOWN, liesInFuture, type Stamp, strength, type Verdict } from './verdict.ts';

/** Names the story a new headline belongs to; called once per new headline, in the order they are taken. */
export type StoryOf = (headline: IncomingHeadline) => string;

/** What a title was found to say; kept where the title is. */
const readingOf = ({ tone, toneBy, candidateOf }: Headline): TitleReading => ({
  tone,
  ...(toneBy !== undefined && { toneBy }),
  ...(candidateOf !== undefined && { candidateOf }),
});

/**
 * A new title is a new revision, read anew. The time of a headline is the first one its source gave: feeds move it with every
 * edit, and a doubtful one is the time of the run that found it. It moves once, from doubtful to certain.
 */
export function judgeHeadline(
  incoming: IncomingHeadline,
  stored: Headline | undefined,
  stamp: Stamp,
  storyOf: StoryOf,
  readTitle: ReadTitle,
): Verdict<Unsequenced<Headline>> {
  if (liesInFuture(incoming.time, stamp)) {
    return { type: 'refused', code: 'future-time', detail: `it is dated in the future (${incoming.time})` };
  }
  const { receivedAt } = stamp;
  if (stored === undefined) {
    const storyId = storyOf(incoming);
    return {
      type: 'taken',
      record: { ...incoming, receivedAt, storyId, ...readTitle(incoming), revision: 1 },
    };
  }
  const gain = strength(incoming.provenance) - strength(stored.provenance);
  if (gain < 0) return KNOWN;
  const becameCertain = stored.dateDoubtful && !incoming.dateDoubtful;
  if (gain === 0 && incoming.title === stored.title && !becameCertain) return KNOWN;
  const when =
    gain > 0 || becameCertain
      ? {}
      : {
          time: stored.time,
          precisionSeconds: stored.precisionSeconds,
          dateDoubtful: stored.dateDoubtful,
        };
  return {
    type: 'taken',
    record: {
      ...incoming,
      ...when,
      receivedAt,
      storyId: stored.storyId,
      ...(incoming.title === stored.title ? readingOf(stored) : readTitle(incoming)),
      revision: stored.revision + 1,
    },
  };
}
