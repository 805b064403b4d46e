import type { OrdinaryDays } from '../../shared/reaction/ordinary-days.ts';
import type { Unusualness } from '../../shared/reaction/reaction.ts';
import type { LocalDate } from '../../shared/time/instant.ts';

export interface StripMark {
  readonly x: number;
  readonly date: LocalDate;
  readonly moveLog: number;
}

/** The ordinary days on a line, px: one mark a day, the usual range as a band, this event's own mark. */
export interface StripShape {
  readonly marks: readonly StripMark[];
  readonly band: { readonly from: number; readonly to: number } | null;
  readonly zero: number;
  readonly own: number | null;
  /** Log move at the right end; the left end is its opposite, so that 0 stands in the middle. */
  readonly reach: number;
}

/** Room beyond the furthest mark, as a share of it. */
const ROOM = 1.06;

/** Null where there is no day to show. */
export function stripShape(
  days: OrdinaryDays,
  unusual: Pick<Unusualness, 'median' | 'scale'> | null,
  width: number,
  inset: number,
): StripShape | null {
  if (days.days.length === 0) return null;
  const widest = Math.max(...days.days.map((d) => Math.abs(d.moveLog)), Math.abs(days.own ?? 0));
  const reach = widest === 0 ? 0.01 : widest * ROOM;
  const middle = width / 2;
  const xOf = (move: number): number => {
    const x = middle + (move / reach) * (middle - inset);
    return Math.round(Math.max(inset, Math.min(width - inset, x)) * 10) / 10;
  };
  const { median, scale } = unusual ?? { median: null, scale: null };
  return {
    marks: days.days.map(({ date, moveLog }) => ({ x: xOf(moveLog), date, moveLog })),
    band: median === null || scale === null ? null : { from: xOf(median - scale), to: xOf(median + scale) },
    zero: xOf(0),
    own: days.own === null ? null : xOf(days.own),
    reach,
  };
}
