import { signal } from '@preact/signals';
import { enHeadlines, type HeadlineWords } from './en-headlines.ts';

/** Words of filters, times, tone, framing and rules; each language has exactly those of English. */
export const headlineWords = signal<HeadlineWords>(enHeadlines);
