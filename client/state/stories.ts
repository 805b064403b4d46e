import type { Headline, Side } from '../../shared/news/headline.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { SideFilter } from './view-url.ts';

/** The same news by several outlets, told by the first that carried it. */
export interface Story {
  readonly id: string;
  readonly first: Headline;
  /** All its items, oldest first. */
  readonly items: readonly Headline[];
}

export const matches = (headline: Headline, q: string): boolean => {
  if (q === '') return true;
  const text = `${headline.title}\n${headline.source}`.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

export const onSide = (headline: Headline, side: SideFilter): boolean =>
  side === 'all' || headline.side === side;

export const inWindow = (headlines: readonly Headline[], from: UtcMs): readonly Headline[] =>
  headlines.filter((h) => h.time >= from);

export type SideCounts = Readonly<Record<Side, number>>;

export function countSides(headlines: readonly Headline[]): SideCounts {
  const counts = { us: 0, china: 0, other: 0 };
  for (const h of headlines) counts[h.side] += 1;
  return counts;
}

/** Items joined into stories, the newest story first. A story stands at its first item's time. */
export function storiesOf(headlines: readonly Headline[]): readonly Story[] {
  const byId = new Map<string, Headline[]>();
  for (const headline of headlines) {
    const items = byId.get(headline.storyId);
    if (items === undefined) byId.set(headline.storyId, [headline]);
    else items.push(headline);
  }
  return [...byId.entries()]
    .map(([id, items]) => ({ id, first: items[0] as Headline, items }))
    .reverse()
    .sort((a, b) => b.first.time - a.first.time);
}
