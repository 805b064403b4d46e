import { signal } from '@preact/signals';

/** Each opens something: while one is named the keys of the page rest. */
export type SheetName =
  | 'picker'
  | 'settings'
  | 'export'
  | 'feeds'
  | 'help'
  | 'go-to'
  | 'more'
  | 'glossary'
  | 'event-editor'
  | 'compare'
  | 'claims'
  | 'watchlist'
  | 'rules'
  | 'alerts';

/** The one sheet that lies over the page, or null. */
export const sheet = signal<SheetName | null>(null);

export const openSheet = (name: SheetName): void => {
  sheet.value = name;
};
export const closeSheet = (): void => {
  sheet.value = null;
};

/** Entry at which the glossary opens, or null. */
export const glossaryTerm = signal<string | null>(null);

export const openGlossary = (term: string | null): void => {
  glossaryTerm.value = term;
  sheet.value = 'glossary';
};
