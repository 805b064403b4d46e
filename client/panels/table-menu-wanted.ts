import { signal } from '@preact/signals';

/** The menu of the table has been wanted once. */
export const menuWanted = signal(false);
