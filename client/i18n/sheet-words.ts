import { signal } from '@preact/signals';
import { enSheets } from './en-sheets.ts';

/** Words that the first view does not show; each language has exactly those of English. */
export const sheetWords = signal(enSheets);
