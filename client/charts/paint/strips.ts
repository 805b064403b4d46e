import { words } from '../../i18n/words.ts';
import type { Figure } from '../figure.ts';
import type { LaneMark } from '../lane.ts';
import { crisp, type Pen } from '../pen.ts';
import { xOf } from '../scale.ts';
import type { SessionRow } from '../sessions.ts';
import { sideColour } from './ink.ts';

const BAR = 5;

function paintRow(pen: Pen, figure: Figure, row: SessionRow, y: number): void {
  const { plot, inset, layout, width } = figure.geometry;
  const { theme } = pen;
  const { input, scale } = figure;
  const quiet = row.open || row.clock === '' ? theme.t2 : theme.t3;
  // A phone has no room at the left: city and clock stand at the right, the bar tells the state.
  const phone = layout === 'phone';
  const clock = { colour: row.open ? theme.t1 : theme.t3, size: 11, weight: row.open ? 650 : 400 };
  pen.text(row.city, phone ? plot.right + 14 : inset, y, { colour: quiet, size: 11 });
  pen.number(row.clock, phone ? width - inset : plot.left - 9, y, clock);
  if (!phone) pen.text(row.words, plot.right + 14, y, { colour: quiet, size: 11 });
  const now = input.now.kind === 'archive' ? input.to : input.now.time;
  for (const part of row.parts) {
    const from = Math.max(plot.left, xOf(scale, part.open));
    const to = Math.min(plot.right, xOf(scale, part.close));
    const cut = Math.max(from, Math.min(to, xOf(scale, now)));
    if (to - cut > 1) {
      pen.box(cut + 0.5, y - BAR / 2 + 0.5, to - cut - 1, BAR - 1, 1.5, { stroke: theme.ln2 });
    }
    if (cut - from > 0.5) {
      pen.withAlpha(row.open || row.clock === '' ? 0.9 : 0.6, () =>
        pen.box(from, y - BAR / 2, cut - from, BAR, 1.5, { fill: theme.t3 }),
      );
    }
  }
  paintAnswer(pen, figure, row, y);
}

function paintAnswer(pen: Pen, figure: Figure, row: SessionRow, y: number): void {
  if (row.answer === null) return;
  const { theme } = pen;
  const { plot } = figure.geometry;
  const x = xOf(figure.scale, row.answer.time);
  pen.mark(x, y, 'disc', theme.t1, 3.6, !row.answer.given);
  const width = pen.measure(row.answer.text, 11, 500);
  const left = x - 8 - width;
  const crossed = row.parts.some(
    (p) => xOf(figure.scale, p.close) > left - 4 && xOf(figure.scale, p.open) < x - 4,
  );
  const t0Crossed = figure.t0X !== null && figure.t0X > left - 3 && figure.t0X < x;
  if (crossed || t0Crossed || left < plot.left) return;
  pen.text(row.answer.text, x - 8, y, {
    colour: theme.t1,
    size: 11,
    weight: 500,
    align: 'right',
    halo: true,
  });
}

/** One row per city: clock, hours on the common axis, state in words. */
export function paintSessions(pen: Pen, figure: Figure): void {
  const { sessions } = figure.geometry;
  figure.sessions.slice(0, sessions.count).forEach((row, index) => {
    paintRow(pen, figure, row, sessions.top + (index + 0.5) * sessions.row);
  });
}

/** One mark of the lane; the lit one stands out in the colour of text. */
function paintMark(pen: Pen, mark: LaneMark, y: number, half: number, ink: string): void {
  switch (mark.kind) {
    case 'cluster': {
      const style = { colour: pen.theme.inv, size: 10.5, weight: 650, align: 'center' } as const;
      pen.box(mark.x - mark.half, y - half, mark.half * 2, half * 2, 2, { fill: ink });
      pen.text(String(mark.stories.length), mark.x, y + 0.5, style);
      return;
    }
    case 'doubtful':
      pen.box(mark.x - 2, y - half + 0.5, 4, half * 2 - 1, 1.5, { stroke: ink, dash: [2, 1.5] });
      return;
    default:
      pen.box(mark.x - 1.3, y - half, 2.6, half * 2, 1.5, { fill: ink });
      if (mark.kind === 'hour') pen.fill(mark.x - 5, y - 0.75, 10, 1.5, ink);
  }
}

/** Headlines of the three sides: a tick each, a crossbar where only the hour is known, a box where they crowd. */
export function paintLane(pen: Pen, figure: Figure): void {
  const { lane, plot, inset, width, layout } = figure.geometry;
  const { theme } = pen;
  const phone = layout === 'phone';
  figure.lane.forEach((row, index) => {
    const top = lane.top + index * lane.row;
    const y = top + lane.row / 2;
    const colour = sideColour(row.side, theme);
    pen.lines(
      [[phone ? plot.left : inset, crisp(top), phone ? plot.right : width - inset, crisp(top)]],
      theme.ln,
    );
    const names = words.peek().figure.sides[row.side];
    if (phone) {
      pen.text(names.short, plot.right + 14, y, { colour, size: 11.5, weight: 600 });
      pen.number(String(row.count), width - inset, y, { colour: theme.t3, size: 11 });
    } else {
      pen.text(names.city, inset, y, { colour, size: 11.5, weight: 600 });
      pen.number(String(row.count), plot.left - 9, y, { colour: theme.t3, size: 11 });
    }
    for (const mark of row.marks) paintMark(pen, mark, y, (lane.row - 8) / 2, colour);
    for (const text of row.texts) {
      pen.text(text.text, text.left, y, { colour: theme.t1, size: 11.5, weight: 500, halo: true });
    }
  });
}

/** The mark of the headline that is pointed at, over its own. */
export function paintLit(pen: Pen, figure: Figure, lit: string | null): void {
  if (lit === null) return;
  const { lane } = figure.geometry;
  figure.lane.forEach((row, index) => {
    const mark = row.marks.find((m) => m.stories.some((s) => s.headline.id === lit));
    if (mark !== undefined) {
      paintMark(pen, mark, lane.top + (index + 0.5) * lane.row, (lane.row - 8) / 2, pen.theme.t1);
    }
  });
}

/** T0 through the lane, or through the sessions; the axis labels stand free. */
export function paintT0Below(pen: Pen, figure: Figure, part: 'sessions' | 'lane'): void {
  const { sessions, lane, foot } = figure.geometry;
  if (figure.t0X === null) return;
  const x = crisp(figure.t0X);
  const [from, to] = part === 'lane' ? [lane.top, foot] : [sessions.top - 4, lane.top];
  pen.lines([[x, from, x, to]], pen.theme.t1, 1.5);
}
