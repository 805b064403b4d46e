import { signal } from '@preact/signals';

/** The table of the markets, and what can stand in its place. */
export const TABLE_VIEWS = ['markets', 'answer', 'held', 'order', 'sensitivity'] as const;
export type TableView = (typeof TABLE_VIEWS)[number];
export type StripName = Exclude<TableView, 'markets'>;

export const tableView = signal<TableView>('markets');
