import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Instrument } from '../../shared/market/instrument.ts';
import { idsOf } from '../../shared/watchlist/edits.ts';
import { watchlistWords } from '../i18n/watchlist-words.ts';
import { marketSearch, searchMarkets } from '../state/market-search.ts';
import { watchlistRecord } from '../state/watchlist.ts';
import { add } from './watchlist-actions.ts';

const text = signal('');

const isListed = (market: Instrument): boolean => {
  const list = watchlistRecord.value?.body;
  return list !== undefined && idsOf(list).includes(market.id);
};

function Found({ market }: { readonly market: Instrument }): JSX.Element {
  const w = watchlistWords.value;
  return (
    <li class="watch-found">
      <span class="watch-name">
        {market.name}
        <small>
          {market.id}, {market.city}
        </small>
      </span>
      {isListed(market) ? (
        <small>{w.listed}</small>
      ) : (
        <button type="button" class="button" aria-label={w.add(market.name)} onClick={() => add(market.id)}>
          {w.addShort}
        </button>
      )}
    </li>
  );
}

function Results(): JSX.Element | null {
  const w = watchlistWords.value;
  const search = marketSearch.value;
  if (text.value.trim() === '' || search.state === 'idle') return null;
  if (search.state === 'failed') return <p class="empty">{w.failed(search.message)}</p>;
  if (search.markets.length === 0) return <p class="empty">{w.none(search.text)}</p>;
  return (
    <ul class="watch-results" aria-label={w.found(search.markets.length)}>
      {search.markets.map((market) => (
        <Found key={market.id} market={market} />
      ))}
    </ul>
  );
}

/** Adds what Enter means: the best answer to the words as they stand that is not listed yet. */
function addBest(): void {
  const search = marketSearch.peek();
  if (search.state !== 'found' || search.text !== text.peek().trim()) return;
  const best = search.markets.find((market) => !isListed(market));
  if (best !== undefined) add(best.id);
}

/** Finds any instrument of this server and adds it. */
export function WatchlistSearch(): JSX.Element {
  const w = watchlistWords.value;
  return (
    <div class="watch-search">
      <input
        class="field"
        type="search"
        aria-label={w.search}
        placeholder={w.search}
        maxLength={60}
        value={text.value}
        onInput={(e) => {
          text.value = e.currentTarget.value;
          searchMarkets(text.value);
        }}
        onKeyDown={(e) => {
          if (e.key === 'Enter') addBest();
        }}
      />
      <Results />
    </div>
  );
}
