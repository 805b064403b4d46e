import { signal } from '@preact/signals';
import type { Instrument } from '../../shared/market/instrument.ts';
import { searchInstruments } from '../connection/instrument-search.ts';

export type MarketSearch =
  | { readonly state: 'idle' }
  | { readonly state: 'found'; readonly text: string; readonly markets: readonly Instrument[] }
  | { readonly state: 'failed'; readonly message: string };

/** What the last words found; it stays until the next words are answered. */
export const marketSearch = signal<MarketSearch>({ state: 'idle' });

let asked: AbortController | null = null;

/** Asks the server; a question still under way gives way to this one. */
export function searchMarkets(text: string): void {
  asked?.abort();
  asked = null;
  const words = text.trim();
  if (words === '') {
    marketSearch.value = { state: 'idle' };
    return;
  }
  const mine = new AbortController();
  asked = mine;
  searchInstruments(words, mine.signal).then(
    (markets) => {
      if (asked === mine) marketSearch.value = { state: 'found', text: words, markets };
    },
    (error: unknown) => {
      if (asked !== mine) return;
      marketSearch.value = {
        state: 'failed',
        message: error instanceof Error ? error.message : String(error),
      };
    },
  );
}
