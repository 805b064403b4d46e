import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Headline } from '../../shared/news/headline.ts';
import type { Story } from '../state/stories.ts';

/** What the list can do without in the first view: a chunk of its own, fetched when markets are being measured. */
export interface HeadlineParts {
  /** Volume and tone by side. */
  readonly Framing: ComponentType;
  /** The row of filters. */
  readonly Filters: ComponentType;
  /** When it was first seen here, and whether a rule marks it. */
  readonly Marks: ComponentType<{ readonly headline: Headline }>;
  /** The move that came after it, where there was an unusual one. */
  readonly Move: ComponentType<{ readonly headline: Headline }>;
  /** Times, tone and outlets of a story that is folded out, and what can be done with it. */
  readonly Details: ComponentType<{ readonly story: Story }>;
  /** In place of a list that a filter emptied. */
  readonly Narrowed: ComponentType;
}

export const headlineParts = signal<HeadlineParts | null>(null);

let asked = false;

/** Fetches them, once; a fetch that failed is tried again by whoever asks next. */
export function fetchHeadlineParts(): void {
  if (asked) return;
  asked = true;
  import('./headline-extras.ts').then(
    ({ parts }) => {
      headlineParts.value = parts;
    },
    () => {
      asked = false;
    },
  );
}
