import type { IncomingQuote, Quote } from '../../shared/market/quote.ts';
import type { Unsequenced } from '../store/store.ts';
import { KNOWN, liesInFuture, type Stamp, samePrice, strength, type Verdict } from './verdict.ts';

/**
 * A quote older than the newest known one is history and is kept at its own time; what is newest is a matter of time,
 * not of arrival. At one instant the first provider's price stays, and only that provider corrects it.
 * `plausibleChange` is the largest believable move from the previous close, as a fraction.
 */
export function judgeQuote(
  incoming: IncomingQuote,
  stored: Quote | undefined,
  stamp: Stamp,
  plausibleChange: number,
): Verdict<Unsequenced<Quote>> {
  if (liesInFuture(incoming.time, stamp)) {
    return { type: 'refused', code: 'future-time', detail: `the quote is of the future (${incoming.time})` };
  }
  const { price, previousClose } = incoming;
  if (previousClose !== null && Math.abs(price / previousClose - 1) > plausibleChange) {
    return {
      type: 'refused',
      code: 'implausible-change',
      detail: `${price} is more than ${plausibleChange * 100} % from the previous close ${previousClose}`,
    };
  }
  const take = (revision: number): Verdict<Unsequenced<Quote>> => ({
    type: 'taken',
    record: { ...incoming, receivedAt: stamp.receivedAt, revision },
  });
  if (stored === undefined) return take(1);
  const gain = strength(incoming.provenance) - strength(stored.provenance);
  if (gain > 0) return take(stored.revision + 1);
  if (gain < 0 || incoming.provider !== stored.provider) return KNOWN;
  const same =
    samePrice(price, stored.price) &&
    (previousClose === null || samePrice(previousClose, stored.previousClose)) &&
    (incoming.halted === undefined || incoming.halted === stored.halted) &&
    (incoming.url === undefined || incoming.url === stored.url);
  return same ? KNOWN : take(stored.revision + 1);
}
