import { z } from 'zod/mini';
import { asUtcMs, type UtcMs, utcMs } from '../time/instant.ts';

/**
 * Maps wall time to event time: `eventTime = anchorEventTime + (wall − anchorWallTime) × speed`, held at
 * `anchorEventTime` while paused. Live is speed 1 with both anchors equal; the simulated day and every replay are
 * the same four numbers. The higher `rev` wins.
 */
export const replayClock = z.strictObject({
  anchorEventTime: utcMs,
  anchorWallTime: utcMs,
  /** Event seconds per wall second, 1 … 3600; one minute a day is 1440. */
  speed: z.number().check(z.minimum(0.1), z.maximum(3600)),
  paused: z.boolean(),
  rev: z.int().check(z.minimum(0)),
});
export type ReplayClock = z.infer<typeof replayClock>;

/** Event time at a wall time, UTC ms, whole milliseconds. */
export function eventTimeAt(clock: ReplayClock, wall: UtcMs): UtcMs {
  if (clock.paused) return clock.anchorEventTime;
  return asUtcMs(Math.floor(clock.anchorEventTime + (wall - clock.anchorWallTime) * clock.speed));
}

/** The same clock re-anchored at `wall`, changed in speed or pause or moved to `eventTime`. */
export function changeClock(
  clock: ReplayClock,
  wall: UtcMs,
  change: { speed?: number; paused?: boolean; eventTime?: UtcMs },
): ReplayClock {
  return {
    anchorEventTime: change.eventTime ?? eventTimeAt(clock, wall),
    anchorWallTime: wall,
    speed: change.speed ?? clock.speed,
    paused: change.paused ?? clock.paused,
    rev: clock.rev + 1,
  };
}
