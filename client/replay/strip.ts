import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Side } from '../../shared/news/headline.ts';
import { HOUR_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';

/** Length of a step of the volatility area, ms. */
const BUCKET_MS = 5 * MINUTE_MS;

/**
 * How much the shown markets moved in each five minutes up to the playhead, 0 … 1 of the liveliest so far: mean
 * absolute one-minute move. Nothing after the playhead is in it.
 */
export function liveliness(
  frame: Frame,
  ids: readonly InstrumentId[],
  from: UtcMs,
  to: UtcMs,
): readonly number[] {
  const count = Math.max(0, Math.ceil((Math.min(to, frame.playhead) - from) / BUCKET_MS));
  const sums = new Float64Array(count);
  const counts = new Float64Array(count);
  for (const id of ids) {
    const view = frame.bars(id, '1m');
    for (let i = 1; i < view.length; i += 1) {
      const open = view.openTime[i] as number;
      const bucket = Math.floor((open - from) / BUCKET_MS);
      if (bucket < 0 || bucket >= count || open !== view.closeTime[i - 1]) continue;
      sums[bucket] =
        (sums[bucket] as number) + Math.abs((view.close[i] as number) / (view.close[i - 1] as number) - 1);
      counts[bucket] = (counts[bucket] as number) + 1;
    }
  }
  const means = Array.from(sums, (sum, i) => ((counts[i] as number) === 0 ? 0 : sum / (counts[i] as number)));
  const top = Math.max(...means, 0);
  return top === 0 ? means : means.map((m) => m / top);
}

/** The area under `liveliness` as SVG path data in a box of `width` × `height`, its base at the bottom. */
export function areaPath(
  values: readonly number[],
  from: UtcMs,
  to: UtcMs,
  end: UtcMs,
  width: number,
  height: number,
): string {
  if (values.length === 0) return '';
  const x = (time: number): number => ((Math.min(time, end) - from) / (to - from)) * width;
  const steps = values.map((v, i) => {
    const y = (height - v * height * 0.9).toFixed(1);
    return `L${x(from + i * BUCKET_MS).toFixed(1)} ${y}L${x(from + (i + 1) * BUCKET_MS).toFixed(1)} ${y}`;
  });
  return `M0 ${height}${steps.join('')}L${x(from + values.length * BUCKET_MS).toFixed(1)} ${height}Z`;
}

export interface StripTick {
  readonly id: string;
  readonly time: UtcMs;
  readonly side: Side;
  /** How many outlets carried the story so far. */
  readonly outlets: number;
}

/** One tick per story of `[from, to]`, as far as the frame knows it. */
export function stripTicks(frame: Frame, from: UtcMs, to: UtcMs): readonly StripTick[] {
  const byStory = new Map<string, StripTick>();
  for (const h of frame.headlines) {
    if (h.time < from || h.time > to) continue;
    const known = byStory.get(h.storyId);
    byStory.set(
      h.storyId,
      known === undefined
        ? { id: h.id, time: h.time, side: h.side, outlets: 1 }
        : { ...known, outlets: known.outlets + 1 },
    );
  }
  return [...byStory.values()];
}

/** Round hours of `[from, to]`, every `every`th, in a zone whose offset from UTC is `shift` ms. */
export function hourTicks(from: UtcMs, to: UtcMs, shift: number, every: number): readonly UtcMs[] {
  const hours = (to - from) / HOUR_MS;
  const step = HOUR_MS * every * (hours <= 10 ? 1 : hours <= 24 ? 3 : 12);
  const list: UtcMs[] = [];
  for (let t = Math.ceil((from + shift) / step) * step - shift; t <= to; t += step) list.push(t as UtcMs);
  return list;
}
