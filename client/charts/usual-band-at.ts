import type { UsualBand } from './chart-input.ts';

/** One usual move by an instant (UTC ms), percent, on the straight line between its steps; null outside the band. */
export function bandAt({ times, percent }: UsualBand, time: number): number | null {
  const after = times.findIndex((t) => t >= time);
  if (after < 0 || time < (times[0] as number)) return null;
  if (after === 0) return percent[0] as number;
  const from = times[after - 1] as number;
  const share = (time - from) / ((times[after] as number) - from);
  const low = percent[after - 1] as number;
  return low + share * ((percent[after] as number) - low);
}
