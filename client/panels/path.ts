import type { UtcMs } from '../../shared/time/instant.ts';
import { upperBound } from '../../shared/timeline/bar-series.ts';
import type { BarView } from '../../shared/timeline/visible.ts';

export const PATH_WIDTH = 96;
export const PATH_HEIGHT = 18;

export interface Path {
  /** SVG path data, one `M` per stretch of trading; empty without points. */
  readonly d: string;
  readonly zeroY: number;
  readonly t0X: number | null;
  readonly end: { readonly x: number; readonly y: number } | null;
}

/** A stretch without bars longer than this is a gap, in lengths of a bar. */
const GAP_BARS = 6;

/**
 * Small line of a market's prices over `[from, to]` around its base, `PATH_WIDTH` × `PATH_HEIGHT` px. Broken where
 * nothing traded.
 */
export function pathOf(view: BarView, base: number, t0: UtcMs, from: UtcMs, to: UtcMs): Path {
  const start = upperBound(view.closeTime, view.length, from);
  const end = upperBound(view.closeTime, view.length, to);
  let low = base;
  let high = base;
  for (let i = start; i < end; i += 1) {
    low = Math.min(low, view.close[i] as number);
    high = Math.max(high, view.close[i] as number);
  }
  const pad = 2.5;
  const x = (time: number): number => pad + ((time - from) / (to - from)) * (PATH_WIDTH - 2 * pad);
  const y = (price: number): number =>
    high === low ? PATH_HEIGHT / 2 : pad + ((high - price) / (high - low)) * (PATH_HEIGHT - 2 * pad);
  const step = Math.max(1, Math.floor((end - start) / PATH_WIDTH));
  const length = start < end ? (view.closeTime[start] as number) - (view.openTime[start] as number) : 0;
  let d = '';
  let before = Number.NEGATIVE_INFINITY;
  let last: Path['end'] = null;
  for (let i = start; i < end; i += 1) {
    const time = view.closeTime[i] as number;
    const gap = time - before > GAP_BARS * length;
    const next = (view.openTime[i + 1] ?? Number.POSITIVE_INFINITY) - time > GAP_BARS * length;
    if (!gap && !next && i !== end - 1 && (i - start) % step !== 0) {
      before = time;
      continue;
    }
    last = { x: x(time), y: y(view.close[i] as number) };
    d += `${gap ? 'M' : 'L'}${last.x.toFixed(1)} ${last.y.toFixed(1)}`;
    before = time;
  }
  return { d, zeroY: y(base), t0X: t0 >= from && t0 <= to ? x(t0) : null, end: last };
}
