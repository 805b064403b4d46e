import type { InstrumentId } from '../market/instrument.ts';
import type { UtcMs } from '../time/instant.ts';
import type { Frame } from '../timeline/visible.ts';
import { priceAt } from './price-at.ts';

/** Units of a currency for one US dollar, as kept. Mainland shares are turned by the offshore yuan, which trades all week. */
const PAIRS: Readonly<Record<string, string>> = { KRW: 'USDKRW', JPY: 'USDJPY', CNY: 'USDCNH' };
/** Dollars and cents need no turning. */
const DOLLARS: ReadonlySet<string> = new Set(['USD', 'USX']);

/** The pair that turns moves in a currency into US dollars; null where none is kept. */
export const dollarPair = (currency: string): InstrumentId | null =>
  (PAIRS[currency] as InstrumentId | undefined) ?? null;

export const inDollarsAlready = (currency: string): boolean => DOLLARS.has(currency);

/**
 * A move in percent as a holder of US dollars has it: `(1 + m)·fx₀/fx₁ − 1`, with units of the currency for one dollar at
 * the base (fx₀) and at the end (fx₁) of the move.
 */
export const dollarMove = (percent: number, fxBase: number, fxNow: number): number =>
  100 * ((1 + percent / 100) * (fxBase / fxNow) - 1);

/** A move between two instants. */
export interface MoveSpan {
  readonly percent: number;
  /** UTC ms. */
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/**
 * The move in US dollars, with the pair's price at both instants by the rule of any price (last bar with end ≤ the
 * instant, EVENT-STUDY §2). Null where the currency has no pair, or the pair no price by the base: the move stays local.
 */
export function moveInDollars(frame: Frame, currency: string, span: MoveSpan): number | null {
  if (inDollarsAlready(currency)) return span.percent;
  const pair = dollarPair(currency);
  if (pair === null) return null;
  const base = priceAt(frame, pair, span.from);
  const now = priceAt(frame, pair, span.to);
  return base === null || now === null ? null : dollarMove(span.percent, base.price, now.price);
}
