import { signal } from '@preact/signals';
import { en } from './en.ts';

/** Every language has exactly the words of English. */
export type Dictionary = typeof en;

/** Languages whose words ship; each further one is a chunk of its own, loaded when chosen. */
export const LANGUAGES: readonly string[] = ['en'];

/** The words of the page. Read `words.value` where they are shown. */
export const words = signal<Dictionary>(en);
