import type { WorldStatus } from '../../server/live/world.ts';
import type { WindowQuery } from '../../server/store/store.ts';
import { asUtcMs, DAY_MS, HOUR_MS } from '../../shared/time/instant.ts';
import { DAY_BEGINS, MARKETS } from './markets.ts';

/** What a first load is given in the middle of the made-up day. */
export const dayWindow = (): WindowQuery => ({
  from: asUtcMs(DAY_BEGINS - 12 * HOUR_MS),
  to: asUtcMs(DAY_BEGINS + DAY_MS),
  instruments: MARKETS.map((i) => i.id),
  intervals: ['1m'],
  dailyFrom: asUtcMs(DAY_BEGINS - 40 * DAY_MS),
  withSuperseded: true,
});

/** A live world in which nothing has gone wrong. */
export const quietStatus = (): WorldStatus => ({
  version: 'bench',
  source: 'live',
  offline: false,
  canSimulate: false,
  seed: null,
  clock: { anchorEventTime: DAY_BEGINS, anchorWallTime: DAY_BEGINS, speed: 1, paused: false, rev: 0 },
  feeds: [],
  markets: [],
});
