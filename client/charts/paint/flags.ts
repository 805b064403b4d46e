import type { Figure } from '../figure.ts';
import type { PlacedFlag } from '../flags.ts';
import { crisp, type Pen } from '../pen.ts';

const HEIGHT = 17;

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

/** Flags above the plot. */
export function paintFlags(pen: Pen, figure: Figure): void {
  const { top, height } = figure.geometry.flags;
  for (const flag of figure.flags) {
    if (flag.side === 'dot') {
      // Below the row of labels, so that it never lies on one.
      const y = top + height + 4;
      pen.box(flag.x - 3.5, y, 7, 7, 3.5, { fill: pen.theme.s1, stroke: pen.theme.t3 });
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
