import { asUtcMs, type UtcMs } from '../../shared/time/instant.ts';

export interface OffsetSample {
  /** Server wall time less ours, ms. */
  readonly offset: number;
  /** How long the question took, ms: half of it bounds the error. */
  readonly roundTrip: number;
}

/** One sample of `time`: asked at `sent`, answered `server` at `received` (ours), all UTC ms. */
export function offsetSample(sent: UtcMs, server: UtcMs, received: UtcMs): OffsetSample {
  return { offset: Math.round(server - (sent + received) / 2), roundTrip: received - sent };
}

/** The offset of the sample with the shortest round trip; 0 without samples. */
export function bestOffset(samples: readonly OffsetSample[]): number {
  let best: OffsetSample | null = null;
  for (const s of samples) if (best === null || s.roundTrip < best.roundTrip) best = s;
  return best?.offset ?? 0;
}

/** Server wall time at our wall time `now`, UTC ms. */
export const serverTime = (now: UtcMs, offset: number): UtcMs => asUtcMs(Math.round(now + offset));
