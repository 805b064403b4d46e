/** A stretch of points that one line may join: `[start, end)` into the columns. */
export interface Segment {
  readonly start: number;
  readonly end: number;
}

/** No trade to be had: the last value holds, dotted. */
export interface Hold {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

/** Bars are missing though the market was open. */
export interface Outage {
  readonly from: number;
  readonly to: number;
}

/** A line as it may honestly be drawn. x UTC ms, y in the unit of the axis. */
export interface Path {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly segments: readonly Segment[];
  readonly holds: readonly Hold[];
  readonly outages: readonly Outage[];
}

/** Missing bars that still count as one line. */
export const BRIDGED_BARS = 3;

export const EMPTY_PATH: Path = {
  x: new Float64Array(0),
  y: new Float64Array(0),
  segments: [],
  holds: [],
  outages: [],
};

/** Points in columns that grow by doubling. */
export class Points {
  x = new Float64Array(64);
  y = new Float64Array(64);
  length = 0;

  push(x: number, y: number): void {
    if (this.length === this.x.length) {
      const { x: oldX, y: oldY } = this;
      this.x = new Float64Array(oldX.length * 2);
      this.y = new Float64Array(oldX.length * 2);
      this.x.set(oldX);
      this.y.set(oldY);
    }
    this.x[this.length] = x;
    this.y[this.length] = y;
    this.length += 1;
  }
}

/** Index of the last point at or before `time`, or −1. */
export function pointAt(path: Path, time: number): number {
  let low = 0;
  let high = path.x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((path.x[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
