/** Horizons of a reaction, shortest first: trading minutes, the end of day 0, and closes of day k. */
export const HORIZONS = [
  '1m',
  '5m',
  '15m',
  '30m',
  '1h',
  '2h',
  'close',
  '0d',
  '1d',
  '2d',
  '5d',
  '10d',
  '20d',
] as const;

/**
 * `1m` … `2h` count the market's own trading minutes, `close` is the last bar of day 0, `0d` the official close of day 0
 * from daily bars, `kd` the official close of the k-th session after day 0 (EVENT-STUDY §2, there `session-end`, `+k d`).
 */
export type Horizon = (typeof HORIZONS)[number];

const MINUTES: Readonly<Partial<Record<Horizon, number>>> = {
  '1m': 1,
  '5m': 5,
  '15m': 15,
  '30m': 30,
  '1h': 60,
  '2h': 120,
};
const DAYS: Readonly<Partial<Record<Horizon, number>>> = {
  '0d': 0,
  '1d': 1,
  '2d': 2,
  '5d': 5,
  '10d': 10,
  '20d': 20,
};

/** Trading minutes of an intraday horizon; null of the others. */
export const minutesOf = (horizon: Horizon): number | null => MINUTES[horizon] ?? null;

/** Sessions after day 0 whose official close a day horizon ends with; null of the others. */
export const daysOf = (horizon: Horizon): number | null => DAYS[horizon] ?? null;

export const isHorizon = (text: string): text is Horizon => (HORIZONS as readonly string[]).includes(text);
