import { signal } from '@preact/signals';
import { enCompare } from './en-compare.ts';

/** Words of the comparison; each language has exactly those of English. */
export const compareWords = signal(enCompare);
