import { createHash, createHmac } from 'node:crypto';
import { SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';

export const SIGNATURE_HEADER = 'x-market-reaction-signature';
export const DELIVERY_HEADER = 'x-market-reaction-delivery';

/**
 * `t=<Unix seconds>,v1=<hex>`: HMAC-SHA256, keyed with the secret, of the time, a point and the body's bytes. The time is
 * signed too, so that a receiver can refuse what is old.
 */
export function signatureOf(secret: string, body: string, now: UtcMs): string {
  const t = Math.floor(now / SECOND_MS);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}

/** The same for all tries of one firing, so that a receiver can drop what it has already. */
export const deliveryIdOf = (firingId: string): string =>
  createHash('sha256').update(firingId).digest('hex').slice(0, 32);
