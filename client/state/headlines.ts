import { computed, signal } from '@preact/signals';
import type { Headline } from '../../shared/news/headline.ts';
import { dayHeadlines, listedHeadlines } from './frame.ts';
import { storiesOf } from './stories.ts';

/** What the list is narrowed to beside side and search; those are in the address, these end with the page. */
export interface HeadlineFilter {
  /** BCP 47, or null. */
  readonly language: string | null;
  readonly source: string | null;
  /** One story, each of its items by itself, or null. */
  readonly story: string | null;
  readonly rated: boolean;
  readonly candidates: boolean;
}

export const NO_FILTER: HeadlineFilter = {
  language: null,
  source: null,
  story: null,
  rated: false,
  candidates: false,
};

export const headlineFilter = signal(NO_FILTER);

export function narrow(change: Partial<HeadlineFilter>): void {
  headlineFilter.value = { ...headlineFilter.peek(), ...change };
}

/** Parts of the filter that narrow. */
export const narrowedBy = computed(
  () => Object.values(headlineFilter.value).filter((part) => part !== null && part !== false).length,
);

/** Rules that match a headline, by name; null until their chunk is in. */
export const candidateNames = signal<((headline: Headline) => readonly string[]) | null>(null);

/** The last list as long as the next one holds the same: a frame makes a new one each time. */
function steady(look: () => readonly Headline[]): () => readonly Headline[] {
  let last: readonly Headline[] = [];
  return () => {
    const next = look();
    if (next.length !== last.length || next.some((headline, at) => headline !== last[at])) last = next;
    return last;
  };
}

/** Headlines of the day. */
export const heldHeadlines = computed(steady(() => dayHeadlines.value));
const found = computed(steady(() => listedHeadlines.value));

function passes(headline: Headline, filter: HeadlineFilter): boolean {
  const { language, source, story, rated, candidates } = filter;
  if (language !== null && headline.language !== language) return false;
  if (source !== null && headline.source !== source) return false;
  if (story !== null && headline.storyId !== story) return false;
  if (rated && headline.tone === null) return false;
  return !candidates || (candidateNames.value?.(headline).length ?? 0) > 0;
}

/** What side, search and filter leave. */
export const shownHeadlines = computed<readonly Headline[]>(() => {
  const filter = headlineFilter.value;
  return narrowedBy.value === 0 ? found.value : found.value.filter((h) => passes(h, filter));
});

/** The list: a story an entry, newest first; of one story alone each item by itself. */
export const shownStories = computed(() =>
  headlineFilter.value.story === null
    ? storiesOf(shownHeadlines.value)
    : shownHeadlines.value.map((h) => ({ id: h.id, first: h, items: [h] })).reverse(),
);

/** Stories of the day, whatever the filter says. */
export const heldStories = computed(() => storiesOf(heldHeadlines.value));

/** Stories that are folded out. */
export const openStories = signal<ReadonlySet<string>>(new Set());

export function toggleStory(id: string): void {
  const next = new Set(openStories.peek());
  if (!next.delete(id)) next.add(id);
  openStories.value = next;
}
