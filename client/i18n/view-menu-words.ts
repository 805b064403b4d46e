import { signal } from '@preact/signals';
import { enViewMenu } from './en-view-menu.ts';

/** Words of the chart's view menu; each language has exactly those of English. */
export const viewMenuWords = signal(enViewMenu);
