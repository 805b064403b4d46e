import { signal } from '@preact/signals';
import type { NumberWords } from './en-number.ts';

/** Words that only cards and hints use; null until their chunk is in. */
export const numberWords = signal<NumberWords | null>(null);
