import type { Jump } from '../../shared/reaction/day-jumps.ts';
import type { MarketJumps } from './chart-input.ts';
import { type Figure, yOf } from './figure.ts';
import { type Path, pointAt } from './path.ts';
import { timeAt, xOf } from './scale.ts';
import { seenUntil } from './scene.ts';
import type { SceneSeries } from './series.ts';

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
/** Half a triangle with its halo, px. */
const JUMP_HALF = JUMP_SIZE / 2 + 2;
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

/** Height of the drawn line between two of its points, in the unit of the axis; its last point where it breaks. */
function lineAt(path: Path, time: number): number | null {
  const at = pointAt(path, time);
  if (at < 0) return null;
  const [x1, y1] = [path.x[at] as number, path.y[at] as number];
  if (!path.segments.some(({ start, end }) => at >= start && at + 1 < end)) return y1;
  const [x2, y2] = [path.x[at + 1] as number, path.y[at + 1] as number];
  return y1 + ((time - x1) / (x2 - x1)) * (y2 - y1);
}

/** The line's highest (or lowest) px over the width of a triangle: a steep line is not to run through it. */
function edgeOf(figure: Figure, { path }: SceneSeries, time: number, up: boolean): number | null {
  const { scale } = figure;
  const x = xOf(scale, time);
  const [from, to] = [timeAt(scale, x - JUMP_HALF), timeAt(scale, x + JUMP_HALF)];
  const values = [from, time, to].flatMap((at) => lineAt(path, at) ?? []);
  for (let at = pointAt(path, from) + 1; at < path.x.length && (path.x[at] as number) <= to; at += 1) {
    values.push(path.y[at] as number);
  }
  const ys = values.map((value) => yOf(figure, value));
  return ys.length === 0 ? null : up ? Math.min(...ys) : Math.max(...ys);
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
    const up = jump.moveLog > 0;
    const edge = edgeOf(figure, series, jump.time, up);
    if (edge === null) return [];
    const y = edge + (up ? -JUMP_AIR : JUMP_AIR);
    const fits = up ? y - JUMP_SIZE >= top : y + JUMP_SIZE <= bottom;
    return fits ? [{ jump, x: xOf(scale, jump.time), y, up }] : [];
  });
  return readable(placed, MOST_JUMPS[input.layout === 'phone' ? 'phone' : 'wide']);
}
