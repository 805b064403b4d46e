import { signal } from '@preact/signals';

export type SheetName = 'picker' | 'settings' | 'export' | 'feeds' | 'help' | 'go-to' | 'more';

/** The one sheet that lies over the page, or null. */
export const sheet = signal<SheetName | null>(null);

export const openSheet = (name: SheetName): void => {
  sheet.value = name;
};
export const closeSheet = (): void => {
  sheet.value = null;
};
