import type { Jump } from '../../shared/reaction/day-jumps.ts';
import type { MarketJumps } from './chart-input.ts';
import { valueAt } from './crosshair.ts';
import { type Figure, yOf } from './figure.ts';
import { xOf } from './scale.ts';
import { seenUntil } from './scene.ts';

export interface PlacedJump {
  readonly jump: Jump;
  readonly x: number;
  /** Tip of the triangle, px: above the line for a rise, below it for a fall, never on it. */
  readonly y: number;
  readonly up: boolean;
}

/** Between the line and the tip of a triangle, px. */
export const JUMP_AIR = 5;
/** Height and width of a triangle, px. */
export const JUMP_SIZE = 8;
/** Triangles nearer than this cannot be told apart, px; and how many of a line are read at most. */
const JUMP_ROOM = 14;
const MOST_JUMPS = { phone: 6, wide: 12 } as const;

/** The largest of those that stand too near, and the largest few of all; in order of time. */
function readable(placed: readonly PlacedJump[], most: number): PlacedJump[] {
  const kept: PlacedJump[] = [];
  const bySize = [...placed].sort(
    (a, b) => Math.abs(b.jump.statistic) - Math.abs(a.jump.statistic) || a.jump.time - b.jump.time,
  );
  for (const own of bySize) {
    if (kept.length === most) break;
    if (kept.every((other) => Math.abs(other.x - own.x) >= JUMP_ROOM)) kept.push(own);
  }
  return kept.sort((a, b) => a.jump.time - b.jump.time);
}

/** Where the jumps of a market stand on its line: those in the range that may be seen, on a line that is drawn. */
export function placeJumps(figure: Figure, market: MarketJumps | null = null): readonly PlacedJump[] {
  const { input, scene, geometry, scale } = figure;
  const series = market === null ? undefined : scene.series.find((s) => s.id === market.instrument);
  if (market === null || series === undefined || series.state !== 'line') return [];
  const until = seenUntil(input);
  const { top, bottom } = geometry.plot;
  const placed = market.jumps.flatMap((jump): PlacedJump[] => {
    if (jump.time < input.from || jump.time > until) return [];
    const point = valueAt(series, jump.time);
    if (point === null) return [];
    const up = jump.moveLog > 0;
    const y = yOf(figure, point.value) + (up ? -JUMP_AIR : JUMP_AIR);
    const fits = up ? y - JUMP_SIZE >= top : y + JUMP_SIZE <= bottom;
    return fits ? [{ jump, x: xOf(scale, jump.time), y, up }] : [];
  });
  return readable(placed, MOST_JUMPS[input.layout === 'phone' ? 'phone' : 'wide']);
}
