import { signal } from '@preact/signals';
import { enEvents } from './en-events.ts';

/** Words of the list of events; each language has exactly those of English. */
export const eventWords = signal(enEvents);
