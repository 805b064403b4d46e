import { words } from '../../i18n/words.ts';
import { type Figure, yOf } from '../figure.ts';
import { hueColour } from '../palette.ts';
import type { Pen } from '../pen.ts';
import { timeAt, xOf } from '../scale.ts';
import type { SceneSeries } from '../series.ts';
import type { ChartTheme } from '../theme.ts';
import { bandAt } from '../usual-band-at.ts';

const ALPHA = 0.085;
const LABEL_RISE = 9;

/** The market whose usual range is drawn; null where none is. */
function bandSeries({ input, scene }: Figure): SceneSeries | null {
  if (input.usual === null || scene.unit !== 'percent') return null;
  return scene.series.find((s) => s.id === input.usual?.instrument && s.base !== null) ?? null;
}

const colourOf = (series: SceneSeries, theme: ChartTheme): string =>
  series.mark === null ? theme.t1 : hueColour(theme.name, series.mark);

/** Right end of the band, px: the plot's, or the playhead in a replay. */
const endOf = ({ geometry, input, nowX }: Figure): number =>
  input.now.kind === 'replay' && nowX !== null ? nowX : geometry.plot.right;

/** One usual move either way since T0, behind the line of its market. */
export function paintBand(pen: Pen, figure: Figure): void {
  const series = bandSeries(figure);
  const { usual } = figure.input;
  if (series === null || usual === null) return;
  const { plot } = figure.geometry;
  const { ctx, theme } = pen;
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, plot.top, endOf(figure) - plot.left, plot.bottom - plot.top);
  ctx.clip();
  ctx.beginPath();
  const xs = Array.from(usual.times, (time) => xOf(figure.scale, time));
  xs.forEach((x, index) => {
    ctx.lineTo(x, yOf(figure, usual.percent[index] as number));
  });
  for (let index = xs.length - 1; index >= 0; index -= 1)
    ctx.lineTo(xs[index] as number, yOf(figure, -(usual.percent[index] as number)));
  ctx.closePath();
  ctx.globalAlpha = ALPHA;
  ctx.fillStyle = colourOf(series, theme);
  ctx.fill();
  ctx.restore();
}

/** "usual range, KOSPI" along the upper edge, or the lower where that leaves the plot; nothing where both do. */
export function paintBandName(pen: Pen, figure: Figure): void {
  const series = bandSeries(figure);
  const { usual } = figure.input;
  if (series === null || usual === null) return;
  const { plot } = figure.geometry;
  const text = words.peek().figure.usualRange(series.instrument.shortName);
  const width = pen.measure(text, 11);
  const first = Math.max(plot.left, xOf(figure.scale, usual.times[0] as number));
  const last = Math.min(
    endOf(figure),
    figure.nowX ?? plot.right,
    xOf(figure.scale, usual.times[usual.times.length - 1] as number),
  );
  const right = last - 10;
  if (right - width < first + 4) return;
  const percent = bandAt(usual, timeAt(figure.scale, right - width / 2));
  if (percent === null) return;
  const inside = (y: number): boolean => y > plot.top + 12 && y < plot.bottom - 8;
  const y = [yOf(figure, percent) - LABEL_RISE, yOf(figure, -percent) + LABEL_RISE].find(inside);
  if (y === undefined) return;
  pen.text(text, right, y, { colour: colourOf(series, pen.theme), size: 11, align: 'right', halo: true });
}
