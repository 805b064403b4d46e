import { clockText, secondsText } from '../../i18n/format.ts';
import { words } from '../../i18n/words.ts';
import { offsetName, zoneMark } from '../../i18n/zone-names.ts';
import type { Figure } from '../figure.ts';
import { crisp, type Pen } from '../pen.ts';
import { xOf } from '../scale.ts';

const CLOCK_ROW = 11;
const SINCE_ROW = 25.5;

interface Tag {
  readonly x: number;
  readonly text: string;
  readonly fill: string;
  readonly ink: string;
}

/** A filled tag on the clock row, held inside the figure. */
export function paintTag(pen: Pen, figure: Figure, tag: Tag): void {
  const { plot, axis, width } = figure.geometry;
  const wide = Math.ceil(pen.measure(tag.text, 11.5, 650)) + 12;
  const left = Math.max(Math.min(plot.left, 2), Math.min(width - wide - 2, Math.round(tag.x - wide / 2)));
  pen.box(left, axis.top + 3, wide, 15.5, 3, { fill: tag.fill });
  pen.text(tag.text, left + wide / 2, axis.top + CLOCK_ROW + 0.5, {
    colour: tag.ink,
    size: 11.5,
    weight: 650,
    align: 'center',
  });
}

/** Colour of now by mode: live teal, amber where the server is not heard, replay violet. */
function nowColour(pen: Pen, figure: Figure): string {
  if (figure.input.now.kind === 'replay') return pen.theme.rep;
  return figure.input.connectionLostSince === null ? pen.theme.live : pen.theme.warn;
}

function paintNames(pen: Pen, figure: Figure): void {
  const { axis, inset, plot, layout, width } = figure.geometry;
  const { input } = figure;
  const zone = `${input.zoneCity} ${offsetName(input.t0, input.timeZone)}`;
  const style = { colour: pen.theme.t3, size: 11 };
  if (layout === 'phone') {
    pen.text(zone, width - inset, axis.top + SINCE_ROW + 3, { ...style, align: 'right' });
    return;
  }
  pen.text(zone, inset, axis.top + CLOCK_ROW, style);
  const { since } = words.peek().figure;
  const first = figure.ticks.since[0];
  const free = first === undefined || xOf(figure.scale, first.time) - 22 > inset + pen.measure(since);
  if (free || plot.left > 90) pen.text(since, inset, axis.top + SINCE_ROW, style);
}

/** Both rows of labels and their names. */
export function paintAxis(pen: Pen, figure: Figure): void {
  const { plot, axis } = figure.geometry;
  const { theme } = pen;
  const { input } = figure;
  const baseline = crisp(plot.bottom);
  const end = input.now.kind === 'replay' ? figure.geometry.width - figure.geometry.inset : plot.right;
  pen.lines([[plot.left, baseline, end, baseline]], theme.ln2);
  pen.lines(
    figure.ticks.clock.map((t): [number, number, number, number] => {
      const x = crisp(xOf(figure.scale, t.time));
      return [x, baseline, x, baseline + 3];
    }),
    theme.ln2,
  );
  const phone = figure.geometry.layout === 'phone';
  const inRow = (x: number, half: number): boolean =>
    x - half >= (phone ? 0 : plot.left - 22) && x + half <= figure.geometry.width;
  const namesAt = phone ? figure.geometry.width - figure.geometry.inset - 84 : Number.POSITIVE_INFINITY;
  for (const tick of figure.ticks.clock) {
    const x = xOf(figure.scale, tick.time);
    if (inRow(x, 16)) {
      pen.text(tick.text, x, axis.top + CLOCK_ROW, { colour: theme.t2, size: 11.5, align: 'center' });
    }
  }
  for (const tick of figure.ticks.since) {
    const x = xOf(figure.scale, tick.time);
    if (inRow(x, 16) && x + 18 < namesAt) {
      pen.text(tick.text, x, axis.top + SINCE_ROW, { colour: theme.t3, size: 10.5, align: 'center' });
    }
  }
  paintNames(pen, figure);
  if (figure.t0X !== null) {
    const style = { colour: theme.t1, size: 10.5, weight: 650, align: 'center' } as const;
    pen.text('T0', figure.t0X, axis.top + SINCE_ROW, style);
  }
}

/** The tags of now and T0 on the clock row. */
export function paintTags(pen: Pen, figure: Figure): void {
  const { input, nowX, t0X } = figure;
  const { theme } = pen;
  if (nowX !== null) {
    const text = clockText(input.now.time, input.timeZone);
    paintTag(pen, figure, { x: nowX, text, fill: nowColour(pen, figure), ink: theme.inv });
  }
  if (t0X === null || (nowX !== null && Math.abs(nowX - t0X) < 44)) return;
  paintTag(pen, figure, {
    x: t0X,
    text: clockText(input.t0, input.timeZone),
    fill: theme.t1,
    ink: theme.inv,
  });
}

/** Now line, and in a replay the veil over what is not known yet. */
export function paintNow(pen: Pen, figure: Figure): void {
  const { plot, width, inset, axis, foot, sessions } = figure.geometry;
  const { theme } = pen;
  const { input, nowX } = figure;
  if (nowX === null) return;
  const replay = input.now.kind === 'replay';
  if (replay) {
    pen.withAlpha(0.55, () => {
      pen.fill(nowX, plot.top, width - inset - nowX, plot.bottom - plot.top, theme.bg);
    });
  }
  const colour = nowColour(pen, figure);
  const dash = !replay && input.connectionLostSince !== null ? [4, 3] : [];
  const x = crisp(nowX);
  const weight = replay ? 1.5 : 1;
  pen.lines([[x, plot.top - 4, x, plot.bottom]], colour, weight, dash);
  if (replay) pen.lines([[x, sessions.top - 4, x, foot]], colour, weight);
  else pen.lines([[x, axis.top, x, axis.top + 3]], colour, weight);
}

/** "known at 12:55:00 KST" in the middle of what is still to come, where it finds room. */
export function paintKnownAt(pen: Pen, figure: Figure): void {
  const { plot } = figure.geometry;
  const { input, nowX } = figure;
  if (input.now.kind !== 'replay' || nowX === null || !figure.riding) return;
  const left = figure.labelX + 160;
  const right = figure.geometry.width - figure.geometry.inset;
  const { knownAt, nothingLater } = words.peek().figure;
  const { time } = input.now;
  const text = knownAt(`${secondsText(time, input.timeZone)} ${zoneMark(time, input.timeZone)}`);
  if (right - left < pen.measure(text, 25, 600) + 30) return;
  const x = (left + right) / 2;
  const y = (plot.top + plot.bottom) / 2;
  pen.text(text, x, y - 6, { colour: pen.theme.t3, size: 25, weight: 600, align: 'center' });
  pen.text(nothingLater, x, y + 20, {
    colour: pen.theme.t3,
    size: 12,
    align: 'center',
  });
}
