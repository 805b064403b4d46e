import type { Bar, IncomingBar } from '../../shared/market/bar.ts';
import type { Unsequenced } from '../store/store.ts';
import { KNOWN, liesInFuture, type Stamp, samePrice, strength, type Verdict } from './verdict.ts';

/** Relative difference up to which two providers' closes of one bar count as agreeing. */
const PROVIDERS_AGREE = 1e-4;

/** Open, high and low are there. */
const isFull = (bar: IncomingBar): boolean => bar.open !== null && bar.high !== null && bar.low !== null;

/** Every figure the newcomer names is the stored one; what it leaves out takes nothing away. */
function agrees(incoming: IncomingBar, stored: Bar): boolean {
  const same = (a: number | null, b: number | null) => a === null || samePrice(a, b);
  return (
    incoming.closeTime === stored.closeTime &&
    samePrice(incoming.close, stored.close) &&
    same(incoming.open, stored.open) &&
    same(incoming.high, stored.high) &&
    same(incoming.low, stored.low) &&
    (incoming.volume === null || incoming.volume === stored.volume)
  );
}

/**
 * A bar is always one provider's, whole. The first provider of a key keeps it and alone corrects it; another one's
 * takes its place only where it is stronger (seen, not simulated or computed) or has the figures the stored one lacks.
 */
export function judgeBar(
  incoming: IncomingBar,
  stored: Bar | undefined,
  stamp: Stamp,
): Verdict<Unsequenced<Bar>> {
  if (liesInFuture(incoming.closeTime, stamp)) {
    return {
      type: 'refused',
      code: 'future-time',
      detail: `the bar ends in the future (${incoming.closeTime})`,
    };
  }
  const take = (revision: number): Verdict<Unsequenced<Bar>> => ({
    type: 'taken',
    record: { ...incoming, receivedAt: stamp.receivedAt, revision },
  });
  if (stored === undefined) return take(1);
  const gain = strength(incoming.provenance) - strength(stored.provenance);
  if (gain > 0) return take(stored.revision + 1);
  if (gain < 0) return KNOWN;
  if (incoming.provider === stored.provider) {
    return agrees(incoming, stored) ? KNOWN : take(stored.revision + 1);
  }
  if (isFull(incoming) && !isFull(stored)) return take(stored.revision + 1);
  if (samePrice(incoming.close, stored.close, PROVIDERS_AGREE)) return KNOWN;
  return {
    type: 'refused',
    code: 'other-provider',
    detail: `${incoming.provider} says ${incoming.close}, ${stored.provider} said ${stored.close}; a bar stays with its first provider`,
  };
}
