import { signal } from '@preact/signals';
import { enAnnotations } from './en-annotations.ts';

/** Words of the chart's marks and their cards; each language has exactly those of English. */
export const annotationWords = signal(enAnnotations);
