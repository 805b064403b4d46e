import { z } from 'zod/mini';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './instant.ts';

export const barInterval = z.enum(['1m', '5m', '1h', '1d']);
export type BarInterval = z.infer<typeof barInterval>;

/** Nominal length in ms; a `1d` bar really lasts from its session's open to its close. */
export const INTERVAL_MS: Readonly<Record<BarInterval, number>> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '1h': HOUR_MS,
  '1d': DAY_MS,
};
