import { signal } from '@preact/signals';
import { enContext } from './en-context.ts';

/** Words of the context sets; each language has exactly those of English. */
export const contextWords = signal(enContext);
