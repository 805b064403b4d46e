import { afinn165FinancialMarketNews } from 'afinn-165-financialmarketnews';
import type { Lexicon } from '../../shared/news/tone.ts';

/** Ratings of the list run from −5 to 5. */
const EXTENT = 5;

/**
 * AFINN-165 (F. Å. Nielsen), English words rated for valence, as adjusted for market news: there "shares" is no praise and
 * "plunge" no neutral word. Words it rates 0 say nothing and are left out.
 */
export const lexicon: Lexicon = {
  id: 'afinn-165-financialmarketnews@3.0.0',
  extent: EXTENT,
  words: new Map(Object.entries(afinn165FinancialMarketNews).filter(([, value]) => value !== 0)),
};
