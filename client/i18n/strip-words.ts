import { signal } from '@preact/signals';
import { enStrips, type StripWords } from './en-strips.ts';

/** Words of the strips under the table; each language has exactly those of English. */
export const stripWords = signal<StripWords>(enStrips);
