import type { Figure } from '../figure.ts';
import type { PlacedFlag } from '../flags.ts';
import { crisp, type Pen } from '../pen.ts';

const HEIGHT = 17;

function paintFlag(pen: Pen, figure: Figure, flag: PlacedFlag, open: boolean): void {
  const { theme } = pen;
  const { top, height } = figure.geometry.flags;
  const y = top + height - HEIGHT + 2;
  const isT0 = flag.kind === 't0';
  if (flag.side === 'dot' && !open) {
    pen.box(flag.x - 3.5, y + HEIGHT - 9, 7, 7, 3.5, { fill: theme.s1, stroke: theme.t3 });
    return;
  }
  const width = open ? Math.ceil(pen.measure(flag.text, 11, 500)) + 14 : flag.width;
  const { width: whole, inset } = figure.geometry;
  const left = open ? Math.max(inset, Math.min(whole - inset - width, flag.x)) : flag.left;
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

/** Flags above the plot; `opened` is the id of a dot that is pointed at. */
export function paintFlags(pen: Pen, figure: Figure, opened: string | null): void {
  for (const flag of figure.flags) if (flag.id !== opened) paintFlag(pen, figure, flag, false);
  const flag = figure.flags.find((f) => f.id === opened && f.side === 'dot');
  if (flag !== undefined) paintFlag(pen, figure, flag, true);
}
