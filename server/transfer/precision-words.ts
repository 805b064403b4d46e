import type { Anchor } from '../../shared/event/event.ts';

/** How well a time is known. */
export const PRECISION_WORDS: Readonly<Record<Anchor['precision'], string>> = {
  minute: 'to the minute',
  hour: 'to the hour',
  day: 'to the day',
};
