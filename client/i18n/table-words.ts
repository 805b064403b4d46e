import { signal } from '@preact/signals';
import { enTable, type TableWords } from './en-table.ts';

/** Words of heads of groups and of the menu of the table; each language has exactly those of English. */
export const tableWords = signal<TableWords>(enTable);
