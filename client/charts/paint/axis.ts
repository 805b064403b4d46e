import type { UtcMs } from '../../../shared/time/instant.ts';
import { clockText, dayText, secondsText } from '../../i18n/format.ts';
import { words } from '../../i18n/words.ts';
import { offsetName, zoneMark } from '../../i18n/zone-names.ts';
import type { Figure } from '../figure.ts';
import { crisp, type Pen } from '../pen.ts';
import { xOf } from '../scale.ts';
import { sinceText } from '../zone.ts';

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

/** What each row counts, at the left: the zone by city and offset, T+, or trading time. */
function paintNames(pen: Pen, figure: Figure): void {
  const { axis, inset, plot, layout, width } = figure.geometry;
  const { input, ticks } = figure;
  const { since, tradingTime } = words.peek().figure;
  const zone = `${input.zoneCity} ${offsetName(input.t0, input.timeZone)}`;
  const style = { colour: pen.theme.t3, size: 11 };
  if (layout === 'phone') {
    pen.text(zone, width - inset, axis.top + SINCE_ROW + 3, { ...style, align: 'right' });
    return;
  }
  const [first, second] = input.axis === 't' ? [since, zone] : [zone, since];
  pen.text(first, inset, axis.top + CLOCK_ROW, style);
  const below = input.axis === 'trading' ? tradingTime : second;
  const lowest = ticks.lower[0];
  const free = lowest === undefined || xOf(figure.scale, lowest.time) - 22 > inset + pen.measure(below);
  if (free || plot.left > 90) pen.text(below, inset, axis.top + SINCE_ROW, style);
}

/** Texts of a row where they lie inside the figure; dates begin at their instant, the others stand about it. */
function paintRow(pen: Pen, figure: Figure, row: 'upper' | 'lower', limit: number): void {
  const { plot, axis, layout, width } = figure.geometry;
  const kind = figure.ticks.rows[row === 'upper' ? 0 : 1];
  const begins = row === 'lower' && kind === 'date';
  const y = axis.top + (row === 'upper' ? CLOCK_ROW : SINCE_ROW);
  const colour = row === 'upper' || begins ? pen.theme.t2 : pen.theme.t3;
  const size = row === 'upper' ? 11.5 : begins ? 11 : 10.5;
  for (const tick of figure.ticks[row]) {
    const half = begins ? 0 : 16;
    const x = xOf(figure.scale, tick.time);
    if (x - half < (layout === 'phone' ? 0 : plot.left - 22)) continue;
    const right = begins ? x + pen.measure(tick.text, size) : x + half;
    if (right > width || right + 2 >= limit) continue;
    pen.text(tick.text, begins ? x + 1 : x, y, { colour, size, align: begins ? 'left' : 'center' });
  }
}

/** True where a date of the lower row stands: it says more there than a second name of T0. */
const underDate = (pen: Pen, { ticks, scale }: Figure, x: number): boolean =>
  ticks.rows[1] === 'date' &&
  ticks.lower.some(({ time, text }) => {
    const left = xOf(scale, time);
    return x > left - 10 && x < left + pen.measure(text, 11) + 10;
  });

/** Both rows of labels and their names. */
export function paintAxis(pen: Pen, figure: Figure): void {
  const { plot, axis, layout, width, inset } = figure.geometry;
  const { theme } = pen;
  const { input, ticks } = figure;
  const baseline = crisp(plot.bottom);
  const end = input.now.kind === 'replay' ? width - inset : plot.right;
  pen.lines([[plot.left, baseline, end, baseline]], theme.ln2);
  pen.lines(
    ticks.upper.map((t): [number, number, number, number] => {
      const x = crisp(xOf(figure.scale, t.time));
      return [x, baseline, x, baseline + 3];
    }),
    theme.ln2,
  );
  paintRow(pen, figure, 'upper', Number.POSITIVE_INFINITY);
  paintRow(pen, figure, 'lower', layout === 'phone' ? width - inset - 84 : Number.POSITIVE_INFINITY);
  paintNames(pen, figure);
  if (figure.t0X !== null && !underDate(pen, figure, figure.t0X)) {
    const style = { colour: theme.t1, size: 10.5, weight: 650, align: 'center' } as const;
    const text = input.axis === 't' ? clockText(input.t0, input.timeZone) : 'T0';
    pen.text(text, figure.t0X, axis.top + SINCE_ROW, style);
  }
  if (input.loading) {
    const style = { colour: theme.t2, size: 11, halo: true };
    pen.text(words.peek().figure.loading, plot.left + 8, plot.bottom - 12, style);
  }
}

/** What a tag says of an instant, in the terms of the upper row. */
export function tagText({ input, ticks }: Pick<Figure, 'input' | 'ticks'>, time: UtcMs): string {
  if (ticks.rows[0] === 'since') return time === input.t0 ? 'T0' : sinceText(time - input.t0);
  return ticks.rows[0] === 'date' ? dayText(time, input.timeZone) : clockText(time, input.timeZone);
}

/** The tags of now and T0 on the upper row. */
export function paintTags(pen: Pen, figure: Figure): void {
  const { input, nowX, t0X } = figure;
  const { theme } = pen;
  if (nowX !== null) {
    const text = tagText(figure, input.now.time);
    paintTag(pen, figure, { x: nowX, text, fill: nowColour(pen, figure), ink: theme.inv });
  }
  if (t0X === null || (nowX !== null && Math.abs(nowX - t0X) < 44)) return;
  paintTag(pen, figure, {
    x: t0X,
    text: tagText(figure, input.t0),
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
