import { signed } from '../../i18n/format.ts';
import type { Figure } from '../figure.ts';
import { yOf } from '../figure.ts';
import { crisp, type Pen } from '../pen.ts';
import { stepDecimals, xOf } from '../scale.ts';

const clip = (figure: Figure, from: number, to: number): [number, number] => {
  const { left, right } = figure.geometry.plot;
  return [Math.max(left, xOf(figure.scale, from)), Math.min(right, xOf(figure.scale, to))];
};

const SEAM_TOOTH = 4;
/** Narrower ones are a shade alone, px. */
const LEAST_SEAM = 3;
/** Of more seams than this only weekends and holidays are told. */
const MOST_NAMED_SEAMS = 8;

/** Where closed time is folded: a quiet strip, and at its foot a jagged tick. */
export function paintSeams(pen: Pen, figure: Figure): void {
  const { top, bottom } = figure.geometry.plot;
  const { theme } = pen;
  for (const { left, right } of figure.seams) {
    pen.fill(left, top, right - left, bottom - top, theme.shade);
    if (right - left < LEAST_SEAM) continue;
    const x = (left + right) / 2;
    const half = Math.min(2.5, (right - left) / 2);
    const teeth = [0, 1, 2, 3].map((n): [number, number] => [
      x + (n % 2 === 0 ? -half : half),
      bottom + 5 - n * SEAM_TOOTH,
    ]);
    pen.lines(
      teeth.slice(1).map(([toX, toY], n): [number, number, number, number] => {
        const [fromX, fromY] = teeth[n] as [number, number];
        return [fromX, fromY, toX, toY];
      }),
      theme.t3,
    );
  }
}

/** How long each seam is, over its tick, as far as they find room; of many only those longer than a night. */
export function paintSeamNames(pen: Pen, figure: Figure): void {
  const { plot } = figure.geometry;
  const crowded = figure.seams.length > MOST_NAMED_SEAMS;
  let free = plot.left;
  for (const { left, right, text, long } of figure.seams) {
    if ((crowded && !long) || right - left < LEAST_SEAM) continue;
    const width = pen.measure(text, 10.5);
    const start = Math.min((left + right - width) / 2, plot.right - width);
    if (start < free + 8) continue;
    pen.text(text, start, plot.bottom - 17, { colour: pen.theme.t3, size: 10.5, halo: true });
    free = start + width;
  }
}

/** Lunches as a shade, missing bars as a hatch. */
export function paintShading(pen: Pen, figure: Figure): void {
  const { top, bottom } = figure.geometry.plot;
  const { theme } = pen;
  for (const lunch of figure.scene.lunches) {
    const [x1, x2] = clip(figure, lunch.from, lunch.to);
    pen.fill(x1, top, x2 - x1, bottom - top, theme.shade);
  }
  for (const outage of figure.scene.outages) {
    const [x1, x2] = clip(figure, outage.from, outage.to);
    if (x2 - x1 >= 1) pen.hatch(x1, top, x2 - x1, bottom - top, theme.ln2);
  }
}

/** Gridlines and the line of no change, with their labels at the left. */
export function paintGrid(pen: Pen, figure: Figure): void {
  const { plot } = figure.geometry;
  const { theme } = pen;
  const right =
    figure.input.now.kind === 'replay' ? figure.geometry.width - figure.geometry.inset : plot.right;
  const percent = figure.scene.unit === 'percent';
  const { values, step } = figure.valueTicks;
  const isZero = (value: number): boolean => percent && value === 0;
  const across = (value: number): [number, number, number, number] => {
    const y = crisp(yOf(figure, value));
    return [plot.left, y, right, y];
  };
  pen.lines(values.filter((v) => !isZero(v)).map(across), theme.grid);
  pen.lines(values.filter(isZero).map(across), theme.zero);
  const decimals = stepDecimals(step);
  const price = new Intl.NumberFormat('en', { minimumFractionDigits: decimals });
  const unit = figure.geometry.layout === 'phone' ? 5 : 9;
  for (const value of values) {
    const y = yOf(figure, value);
    if (y < plot.top + 3 || y > plot.bottom - 2) continue;
    const bold = isZero(value);
    const text = bold ? '0 %' : percent ? signed(value, decimals) : price.format(value);
    const style = { size: 11, weight: bold ? 650 : 400, colour: bold ? theme.t1 : theme.t2 };
    pen.number(text, plot.left - unit, y, style);
  }
}

/** Name of each lunch at the bottom left of its shade, where it is wide enough. */
export function paintLunchNames(pen: Pen, figure: Figure): void {
  const { bottom } = figure.geometry.plot;
  for (const lunch of figure.scene.lunches) {
    const [x1, x2] = clip(figure, lunch.from, Math.min(lunch.to, figure.input.to));
    const replay = figure.input.now.kind === 'replay';
    const seenX = replay && figure.nowX !== null ? Math.min(x2, figure.nowX) : x2;
    if (seenX - x1 < pen.measure(lunch.name) + 12) continue;
    pen.text(lunch.name, x1 + 7, bottom - 13, { colour: pen.theme.t3, halo: true });
  }
}
