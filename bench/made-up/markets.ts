import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { IncomingBar } from '../../shared/market/bar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { asUtcMs, DAY_MS, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { seededRandom } from './random.ts';

export const calendars = createCalendars();

/** Twenty markets, as the first watchlist has them. */
export const MARKETS: readonly Instrument[] = INSTRUMENTS.filter((i) => i.set === 'core').slice(0, 20);

/** Open of a KRX day without a break: 390 minutes from 00:00 UTC. */
export const DAY_BEGINS: UtcMs = parseInstant('2025-10-30T00:00:00Z');
export const MINUTES_A_DAY = 390;

/** Made-up minutes that open at the given times, a random walk on a grid of hundredths. */
export function walk(instrument: Instrument, opens: readonly UtcMs[], seed: number): IncomingBar[] {
  const random = seededRandom(seed);
  let price = 1000 + seed * 37;
  return opens.map((openTime) => {
    const open = price;
    price = cents(price * (1 + (random() - 0.5) * 0.001));
    return {
      instrument: instrument.id,
      interval: '1m',
      openTime,
      closeTime: asUtcMs(openTime + MINUTE_MS),
      open,
      high: cents(Math.max(open, price) * 1.0002),
      low: cents(Math.min(open, price) * 0.9998),
      close: price,
      volume: Math.floor(random() * 1e6),
      provider: 'yahoo',
      provenance: 'polled',
    };
  });
}

/** `days` days of 390 minutes each, the last one today. */
export function minuteBars(instrument: Instrument, days: number, seed: number): IncomingBar[] {
  const opens = Array.from({ length: days * MINUTES_A_DAY }, (_, at) => {
    const day = Math.floor(at / MINUTES_A_DAY) + 1 - days;
    return asUtcMs(DAY_BEGINS + day * DAY_MS + (at % MINUTES_A_DAY) * MINUTE_MS);
  });
  return walk(instrument, opens, seed);
}

/** Bars of all markets, minute by minute as they would come. */
export function byMinute(days: number): IncomingBar[][] {
  const columns = MARKETS.map((instrument, at) => minuteBars(instrument, days, at + 1));
  const count = columns[0]?.length ?? 0;
  return Array.from({ length: count }, (_, minute) => columns.flatMap((column) => column[minute] ?? []));
}

const cents = (price: number): number => Math.round(price * 100) / 100;
