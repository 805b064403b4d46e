import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { type Base, basePrice } from '../../shared/reaction/base-price.ts';
import { dollarMove, dollarPair, inDollarsAlready } from '../../shared/reaction/dollar.ts';
import { lastClosed, priceAt } from '../../shared/reaction/price-at.ts';
import { asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import { percentFrom } from '../../shared/timeline/rebase.ts';
import type { ChartInput } from './chart-input.ts';
import type { ToValue } from './trace.ts';
import { viewFor } from './views.ts';

/** Turns a price into the unit of the axis. */
export interface Rebasing {
  /** Null where this market has none. */
  readonly base: Base | null;
  readonly toValue: ToValue;
  /** Currency of the moves where US dollars were asked for; null otherwise. */
  readonly currency: string | null;
  /** Equal words mean equal values. */
  readonly key: string;
}

const NO_BASE: Rebasing = { base: null, toValue: () => Number.NaN, currency: null, key: '' };

/** Base by the mode on screen. In `price` mode one selected market shows prices, several show the way since the left edge. */
function baseOf(input: ChartInput, instrument: Instrument, calendar: ExchangeCalendar): Base | null {
  if (input.base === 'price') {
    const view = viewFor(input, instrument.id);
    const first = Math.min(view.length - 1, lastClosed(view, asUtcMs(input.from - 1)) + 1);
    const price = view.close[first];
    return price === undefined ? null : { price, time: view.closeTime[first] as UtcMs, from: view.interval };
  }
  // Before T0 there is no T0 base, and the session that counts is that of the playhead, as in the table.
  const at = input.base === 't0' ? input.t0 : asUtcMs(Math.min(input.t0, input.frame.playhead));
  const answer = basePrice(input.frame, instrument.id, input.base, at, calendar);
  return answer.state === 'missing' ? null : answer.base;
}

/** Percent since the base as a holder of US dollars has them; in the market's own currency where no pair says more. */
function inDollars(input: ChartInput, { currency }: Instrument, base: Base): Rebasing {
  const local: ToValue = (price) => percentFrom(price, base.price);
  const key = String(base.price);
  if (inDollarsAlready(currency)) return { base, toValue: local, currency: 'USD', key };
  const pair = dollarPair(currency);
  const from = input.base === 't0' ? input.t0 : base.time;
  const fxBase = pair === null ? null : priceAt(input.frame, pair, from);
  if (pair === null || fxBase === null) return { base, toValue: local, currency, key };
  const view = viewFor(input, pair);
  const fxAt = (time: number): number => view.close[lastClosed(view, time as UtcMs)] ?? fxBase.price;
  return {
    base,
    toValue: (price, time) => dollarMove(percentFrom(price, base.price), fxBase.price, fxAt(time)),
    currency: 'USD',
    key: `${key}|${fxBase.price}|${view.key}`,
  };
}

/** How prices of a market are turned; `base` is null where it has none, and where prices themselves are shown. */
export function rebasing(input: ChartInput, instrument: Instrument, calendar: ExchangeCalendar): Rebasing {
  if (showsPrices(input)) return { base: null, toValue: (price) => price, currency: null, key: 'price' };
  const base = baseOf(input, instrument, calendar);
  if (base === null) return NO_BASE;
  if (input.currency === 'usd') return inDollars(input, instrument, base);
  return {
    base,
    toValue: (price) => percentFrom(price, base.price),
    currency: null,
    key: String(base.price),
  };
}

/** Prices themselves are drawn only for one market at a time. */
export const showsPrices = (input: ChartInput): boolean =>
  input.base === 'price' && (input.selected !== null || input.instruments.length === 1);
