import type { Hours } from './exchange-data.ts';

/** Minutes after midnight of the session's date, half-open; negative on the day before. */
export interface WallSegment {
  readonly open: number;
  readonly close: number;
}

const cache = new Map<Hours, readonly WallSegment[]>();

/** Reads `0900-1130,1230-1530`. Throws RangeError where segments are not in order. */
export function parseHours(hours: Hours): readonly WallSegment[] {
  const known = cache.get(hours);
  if (known !== undefined) return known;
  const segments = hours.split(',').map((part) => {
    const [open, close] = part.split('-');
    return { open: wallMinutes(open, hours), close: wallMinutes(close, hours) };
  });
  let last = Number.NEGATIVE_INFINITY;
  for (const segment of segments) {
    if (segment.open < last || segment.close <= segment.open) {
      throw new RangeError(`trading hours are not in order: ${hours}`);
    }
    last = segment.close;
  }
  cache.set(hours, segments);
  return segments;
}

function wallMinutes(text: string | undefined, hours: Hours): number {
  const match = /^(<?)([01]\d|2[0-4])([0-5]\d)$/.exec(text ?? '');
  if (match === null) throw new RangeError(`trading hours cannot be read: ${hours}`);
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '<' ? minutes - 24 * 60 : minutes;
}
