import type { MarketEvent } from './event.ts';

/** A note that somebody pinned to the chart: an event of a user's with no theme of its own, and no news (DESIGN §4). */
export const isNote = ({ origin, themes }: Pick<MarketEvent, 'origin' | 'themes'>): boolean =>
  origin === 'user' && themes.every((theme) => theme === 'other');
