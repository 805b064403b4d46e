import type { Figure } from '../figure.ts';
import type { PlacedFlag } from '../flags.ts';
import { hasLine } from '../flags-item.ts';
import { crisp, type Pen } from '../pen.ts';
import { xOf } from '../scale.ts';

const HEIGHT = 17;
/** Bar at the top of the plot that shows how coarse a time is, px. */
const BAR = 3;
const LEAST_BAR = 6;
/** The whole of a day, and the window of an hour, softly under the lines. */
const BAND_ALPHA = { day: 0.12, hour: 0.07 } as const;

/** Edges of a flag's window inside the plot, px; nothing of it after now. */
function span(figure: Figure, { window }: PlacedFlag): readonly [left: number, right: number] {
  const { left, right } = figure.geometry.plot;
  const { now } = figure.input;
  const latest = now.kind === 'archive' ? window.latest : Math.min(window.latest, now.time);
  const inPlot = (time: number): number => Math.max(left, Math.min(right, xOf(figure.scale, time)));
  return [inPlot(window.earliest), inPlot(latest)];
}

function paintWindow(pen: Pen, figure: Figure, flag: PlacedFlag): void {
  const { precision } = flag;
  if (precision === 'minute' && flag.kind !== 'fold') return;
  const { plot } = figure.geometry;
  const { theme } = pen;
  const [left, right] = span(figure, flag);
  if (right < left) return;
  if (precision !== 'minute' && right > left) {
    pen.withAlpha(BAND_ALPHA[precision], () =>
      pen.fill(left, plot.top, right - left, plot.bottom - plot.top, theme.grey),
    );
  }
  const width = Math.max(LEAST_BAR, right - left);
  pen.box((left + right) / 2 - width / 2, plot.top, width, BAR, BAR / 2, { fill: theme.grey });
}

/**
 * What flags stand for inside the plot, under everything that is traded: a minute is a line, an hour a soft band about
 * its line, a day a band, several events a bar over their span.
 */
export function paintFlagLines(pen: Pen, figure: Figure): void {
  const { plot } = figure.geometry;
  const { theme } = pen;
  for (const flag of figure.flags) paintWindow(pen, figure, flag);
  for (const flag of figure.flags) {
    if (flag.kind === 't0' || !hasLine(flag)) continue;
    const dash = flag.kind === 'mixed' ? [1.5, 3.5] : [4, 3];
    pen.lines([[crisp(flag.x), plot.top - 4, crisp(flag.x), plot.bottom]], theme.t3, 1, dash);
  }
  if (figure.t0X !== null) {
    const x = crisp(figure.t0X);
    pen.lines([[x, plot.top - 4, x, plot.bottom]], theme.t1, 1.5);
  }
}

function paintBox(pen: Pen, figure: Figure, flag: PlacedFlag, left: number, width: number): void {
  const { theme } = pen;
  const { top, height } = figure.geometry.flags;
  const y = top + height - HEIGHT + 2;
  const isT0 = flag.kind === 't0';
  if (isT0) pen.box(left, y, width, HEIGHT, 3, { fill: theme.t1 });
  else {
    const dash = flag.kind === 'mixed' ? [1.5, 2.5] : [];
    pen.box(crisp(left), y + 0.5, width - 1, HEIGHT - 1, 3, { fill: theme.s1, stroke: theme.t3, dash });
  }
  pen.text(flag.text, left + width / 2, y + HEIGHT / 2 + 0.5, {
    colour: isT0 ? theme.inv : theme.t2,
    size: 11,
    weight: isT0 ? 650 : 500,
    align: 'center',
  });
}

/** A counted flag without room for its words: the number alone. */
function paintCount(pen: Pen, count: number, x: number, y: number): void {
  const { theme } = pen;
  const half = count < 10 ? 7 : 10;
  pen.box(x - half, y - 3, half * 2, 13, 3, { fill: theme.s1, stroke: theme.t3 });
  pen.text(String(count), x, y + 4, { colour: theme.t2, size: 10.5, weight: 600, align: 'center' });
}

/** Flags above the plot. */
export function paintFlags(pen: Pen, figure: Figure): void {
  const { top, height } = figure.geometry.flags;
  for (const flag of figure.flags) {
    if (flag.side === 'dot') {
      // Below the row of labels, so that it never lies on one.
      const y = top + height + 4;
      if (flag.members !== undefined) paintCount(pen, flag.members.length, flag.x, y);
      else pen.box(flag.x - 3.5, y, 7, 7, 3.5, { fill: pen.theme.s1, stroke: pen.theme.t3 });
    } else paintBox(pen, figure, flag, flag.left, flag.width);
  }
}

/** The flag of a dot that is pointed at, over whatever stands there. */
export function paintOpenFlag(pen: Pen, figure: Figure, opened: string | null): void {
  const flag = figure.flags.find((f) => f.id === opened && f.side === 'dot');
  if (flag === undefined) return;
  const { width: whole, inset } = figure.geometry;
  const width = Math.ceil(pen.measure(flag.text, 11, 500)) + 14;
  const left = Math.max(inset, Math.min(whole - inset - width, flag.x - 5));
  paintBox(pen, figure, flag, left, width);
}
