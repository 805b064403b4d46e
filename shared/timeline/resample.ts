import type { Bar } from '../market/bar.ts';
import { asUtcMs } from '../time/instant.ts';
import { type BarInterval, INTERVAL_MS } from '../time/interval.ts';

/**
 * Joins finer bars into coarser ones on the grid of `interval` (UTC multiples of its length). A bucket is given only
 * when a finer bar ends at or after its end or a later bucket has begun, so a bar still forming is never shown.
 * `1d` is a session and is not made here. Missing open, high or low in any part stays missing in the whole.
 */
export function resample(
  bars: readonly Bar[],
  interval: Exclude<BarInterval, '1d'>,
  until: number,
): readonly Bar[] {
  const length = INTERVAL_MS[interval];
  const joined: Bar[] = [];
  let bucket: Bar | null = null;
  const finish = (next: number): void => {
    if (bucket !== null && (bucket.closeTime <= until || next >= bucket.closeTime)) joined.push(bucket);
    bucket = null;
  };
  for (const bar of bars) {
    const openTime = asUtcMs(Math.floor(bar.openTime / length) * length);
    if (bucket !== null && (bucket as Bar).openTime !== openTime) finish(openTime);
    bucket = bucket === null ? begin(bar, interval, openTime, length) : extend(bucket, bar);
  }
  finish(until);
  return joined;
}

function begin(bar: Bar, interval: BarInterval, openTime: Bar['openTime'], length: number): Bar {
  return {
    ...bar,
    interval,
    openTime,
    closeTime: asUtcMs(openTime + length),
    provenance: bar.provenance === 'simulated' ? 'simulated' : 'derived',
  };
}

function extend(whole: Bar, part: Bar): Bar {
  const both = (a: number | null, b: number | null, pick: (x: number, y: number) => number): number | null =>
    a === null || b === null ? null : pick(a, b);
  return {
    ...whole,
    high: both(whole.high, part.high, Math.max),
    low: both(whole.low, part.low, Math.min),
    close: part.close,
    volume: both(whole.volume, part.volume, (x, y) => x + y),
    provenance: part.provenance === 'simulated' ? 'simulated' : whole.provenance,
    receivedAt: asUtcMs(Math.max(whole.receivedAt, part.receivedAt)),
    seq: whole.seq > part.seq ? whole.seq : part.seq,
  };
}
