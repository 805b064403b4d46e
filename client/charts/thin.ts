import { type Path, Points, type Segment } from './path.ts';

/**
 * Keeps lowest and highest of each bucket of time in their order, with the ends of every segment. Extremes are kept
 * exactly, and buckets lie on the grid of time, so that a growing line does not flicker. Only the newest bucket of a
 * growing path is looked at again.
 */
export class Thinner {
  readonly #bucketMs: number;
  readonly #out = new Points();
  readonly #segments: Segment[] = [];
  /** Where the segment begins that is being thinned. */
  #start = 0;
  /** Index into the path behind the last bucket that is complete. */
  #read = 0;

  /** At most about `budget` points between `from` and `to`. */
  constructor(from: number, to: number, budget: number) {
    this.#bucketMs = Math.max(1, (to - from) / (budget / 2));
  }

  /** Thins a path that begins with the path of the call before. Its columns hold only until the next call. */
  follow(path: Path): Path {
    const out = this.#out;
    const last = path.segments.at(-1);
    let done = 0;
    for (let at = this.#segments.length; at < path.segments.length; at += 1) {
      const segment = path.segments[at] as Segment;
      done = this.#thin(path, segment, segment === last);
      if (segment === last) break;
      this.#segments.push({ start: this.#start, end: out.length });
      this.#start = out.length;
    }
    const { length } = out;
    const open = length > this.#start ? [{ start: this.#start, end: length }] : [];
    const thinned = {
      ...{ x: out.x.subarray(0, length), y: out.y.subarray(0, length) },
      ...{ segments: [...this.#segments, ...open], holds: path.holds, outages: path.outages },
    };
    if (last !== undefined) out.length = done;
    return thinned;
  }

  /** Thins what is left of a segment; the points of its last bucket stand behind the length that is returned. */
  #thin(path: Path, { start, end }: Segment, growing: boolean): number {
    const { x, y } = path;
    let done = this.#out.length;
    let index = Math.max(start, this.#read);
    while (index < end) {
      const bucket = Math.floor((x[index] as number) / this.#bucketMs);
      let low = index;
      let high = index;
      let next = index + 1;
      while (next < end && Math.floor((x[next] as number) / this.#bucketMs) === bucket) {
        if ((y[next] as number) < (y[low] as number)) low = next;
        if ((y[next] as number) > (y[high] as number)) high = next;
        next += 1;
      }
      const [one, two] = low < high ? [low, high] : [high, low];
      if (index === start && one !== start) this.#keep(path, start);
      this.#keep(path, one);
      if (two !== one) this.#keep(path, two);
      if (next === end && two !== end - 1) this.#keep(path, end - 1);
      if (next < end || !growing) {
        done = this.#out.length;
        this.#read = next;
      }
      index = next;
    }
    return done;
  }

  #keep(path: Path, index: number): void {
    this.#out.push(path.x[index] as number, path.y[index] as number);
  }
}

/** At most about `budget` points of a path, see `Thinner`. */
export const thin = (path: Path, from: number, to: number, budget: number): Path =>
  path.x.length <= budget ? path : new Thinner(from, to, budget).follow(path);
