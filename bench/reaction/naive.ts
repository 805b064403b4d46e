import { daysOf, HORIZONS } from '../../shared/event/horizon.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import { median } from '../run/numbers.ts';
import { clock, type Market, seoul, T0 } from './world.ts';

/** Moves and measures of one horizon, in the order of `FIGURES`. */
export type Figures = readonly (number | null)[];
export const FIGURES = ['move', 'z', 'percentile', 'p', 'peak', 'trough', 'fade', 'half-life'] as const;

const NOTHING: Figures = FIGURES.map(() => null);

/**
 * What one writes first: filter the bars that had closed by the playhead, look up the base, and for every horizon filter
 * again, map to moves, sort the sample and search the path. Only the horizons' ends are known beforehand.
 */
export function naiveStep(markets: readonly Market[], playhead: UtcMs): Figures[][] {
  return markets.map(({ minutes, daily, profile }) => {
    const seen = minutes.filter((bar) => bar.closeTime <= playhead);
    const days = daily.filter((bar) => bar.closeTime <= playhead);
    const base = seen.filter((bar) => bar.closeTime <= T0).at(-1);
    return HORIZONS.map((horizon) => {
      const end = clock.ends.get(horizon) ?? Number.POSITIVE_INFINITY;
      if (base === undefined || end > playhead) return NOTHING;
      const bars =
        daysOf(horizon) === null
          ? seen.filter((bar) => bar.openTime >= T0 && bar.closeTime <= end)
          : days.filter((bar) => bar.closeTime > T0 && bar.closeTime <= end);
      const path = bars.map((bar) => ({
        move: Math.log(bar.close / base.close),
        minutes: seoul.tradingMinutes(T0, bar.closeTime),
      }));
      const now = path.at(-1);
      if (now === undefined) return NOTHING;
      const sample = profile.samples.find(({ key }) => key === horizon);
      if (sample === undefined) return NOTHING;
      const { moves, overlapping } = sample;
      const centre = median(moves);
      const scale = 1.4826 * median(moves.map((x) => Math.abs(x - centre)));
      const below = moves.filter((x) => x < now.move).length;
      const equal = moves.filter((x) => x === now.move).length;
      const asLarge = moves.filter((x) => Math.abs(x) >= Math.abs(now.move)).length;
      const extreme = path.reduce((e, point) => (Math.abs(point.move) > Math.abs(e.move) ? point : e));
      const clear = Math.abs(extreme.move) >= scale;
      const halved = path.find(
        ({ move, minutes: m }) =>
          m > extreme.minutes && move * Math.sign(extreme.move) <= Math.abs(extreme.move) / 2,
      );
      return [
        now.move,
        (now.move - centre) / scale,
        (100 * (below + equal / 2)) / moves.length,
        overlapping ? null : (1 + asLarge) / (moves.length + 1),
        Math.max(...path.map(({ move }) => move)),
        Math.min(...path.map(({ move }) => move)),
        clear ? 1 - now.move / extreme.move : null,
        clear && halved !== undefined ? halved.minutes - extreme.minutes : null,
      ];
    });
  });
}
