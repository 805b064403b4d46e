import type { Path } from './path.ts';

interface SparkBox {
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly to: number;
  readonly t0: number;
}

interface SparkShape {
  /** SVG path of the line, one `M` per segment. */
  readonly line: string;
  /** Height of "no change", px. */
  readonly zeroY: number;
  /** px of T0; null outside the range. */
  readonly t0X: number | null;
  readonly end: { readonly x: number; readonly y: number } | null;
}

const PAD = 2;
const round = (value: number): number => Math.round(value * 10) / 10;

/** Shape of a path in a small box; the range always holds 0 and nothing after the last point is drawn. */
export function sparkShape(path: Path, box: SparkBox): SparkShape {
  const { width, height, from, to, t0 } = box;
  let low = 0;
  let high = 0;
  for (let i = 0; i < path.y.length; i += 1) {
    const x = path.x[i] as number;
    if (x < from || x > to) continue;
    low = Math.min(low, path.y[i] as number);
    high = Math.max(high, path.y[i] as number);
  }
  const span = Math.max(high - low, 1e-6);
  const xAt = (time: number): number => round(PAD + ((time - from) / (to - from)) * (width - 2 * PAD));
  const yAt = (value: number): number => round(PAD + ((high - value) / span) * (height - 2 * PAD));
  let line = '';
  let end: SparkShape['end'] = null;
  for (const segment of path.segments) {
    let begun = false;
    for (let i = segment.start; i < segment.end; i += 1) {
      const time = path.x[i] as number;
      if (time < from || time > to) continue;
      const x = xAt(time);
      const y = yAt(path.y[i] as number);
      line += `${begun ? 'L' : 'M'}${x} ${y}`;
      begun = true;
      end = { x, y };
    }
  }
  return { line, zeroY: yAt(0), t0X: t0 >= from && t0 <= to ? xAt(t0) : null, end };
}
