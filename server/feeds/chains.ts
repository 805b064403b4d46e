import type { Instrument, providerSymbols } from '../../shared/market/instrument.ts';

export type ProviderId = keyof typeof providerSymbols.shape;

/** What a provider is wanted for: the last price, minutes of today, or days of history. */
export type ChainPurpose = 'quotes' | 'intraday' | 'daily';

const WITHOUT_MINUTES = new Set<ProviderId>(['twse', 'frankfurter']);
const DAILY: readonly ProviderId[] = ['yahoo', 'eastmoney', 'tencent', 'naver', 'frankfurter'];

/** Order of FEEDS §1 for prices of today. */
function todaysOrder({ kind, symbols }: Instrument): readonly ProviderId[] {
  if (symbols.twse !== undefined) return ['twse', 'yahoo', 'eastmoney', 'tencent'];
  if (symbols.naver !== undefined) return ['naver', 'yahoo', 'eastmoney', 'tencent'];
  if (kind === 'fx') return ['yahoo', 'eastmoney', 'tencent', 'frankfurter'];
  // Tencent is the steadier second for the indices of Hong Kong, China and New York.
  return kind === 'index' ? ['yahoo', 'tencent', 'eastmoney'] : ['yahoo', 'eastmoney', 'tencent'];
}

/**
 * Providers to ask for an instrument, best first; only those that have a symbol for it. Empty where none has: such an
 * instrument lives on published figures and imports.
 */
export function chainFor(instrument: Instrument, purpose: ChainPurpose): readonly ProviderId[] {
  const order = purpose === 'daily' ? DAILY : todaysOrder(instrument);
  return order.filter(
    (id) => instrument.symbols[id] !== undefined && (purpose !== 'intraday' || !WITHOUT_MINUTES.has(id)),
  );
}
