import type { Hover } from '../../state/hover.ts';
import { valueAt } from '../crosshair.ts';
import type { Figure } from '../figure.ts';
import { yOf } from '../figure.ts';
import { crisp, type Pen } from '../pen.ts';
import { xOf } from '../scale.ts';
import { TAG_ROOM } from '../ticks.ts';
import { paintTag, tagText } from './axis.ts';
import { inkOf } from './ink.ts';

/** Two tags side by side on the axis, px between their middles. */
const TAG_PITCH = 47;

/** Where the crosshair's tag stands: under its line, or as near as the tags of T0 and now leave room. */
function besideTags(figure: Figure, x: number): number {
  const tags = [figure.nowX, figure.t0X].filter((tag) => tag !== null);
  const free = (at: number): boolean => tags.every((tag) => Math.abs(tag - at) >= TAG_PITCH);
  if (free(x) || tags.some((tag) => Math.abs(tag - x) < 1)) return x;
  const beside = tags.flatMap((tag) => [tag - TAG_PITCH, tag + TAG_PITCH]).filter(free);
  return beside.sort((a, b) => Math.abs(a - x) - Math.abs(b - x))[0] ?? x;
}

/** Crosshair through plot, sessions and lane, with a dot on each coloured line; `focused` adds the ring of the keyboard. */
export function paintCrosshair(pen: Pen, figure: Figure, hover: Hover, focused: boolean): void {
  const { theme, ctx } = pen;
  const { plot, sessions, foot } = figure.geometry;
  const { time } = hover;
  if (time === null || time < figure.input.from || time > figure.input.to) return;
  const exact = xOf(figure.scale, time);
  const x = crisp(exact);
  pen.lines(
    [
      [x, plot.top, x, plot.bottom],
      [x, sessions.top - 4, x, foot],
    ],
    theme.t2,
    hover.locked ? 1.5 : 1,
  );
  for (const series of figure.scene.series) {
    const named = series.id === hover.instrument;
    if (series.mark === null && !named && !series.selected) continue;
    if (series.waiting !== null) continue;
    const found = valueAt(series, time);
    if (found === null) continue;
    const y = yOf(figure, found.value);
    if (y < plot.top || y > plot.bottom) continue;
    const ink = inkOf(series, theme, hover.instrument);
    pen.mark(exact, y, series.mark?.shape ?? 'disc', ink.colour, named ? 4.6 : 3.4);
    if (named && focused) {
      ctx.beginPath();
      ctx.arc(exact, y, 8, 0, 2 * Math.PI);
      ctx.strokeStyle = theme.focus;
      ctx.lineWidth = 2;
      ctx.stroke();
    }
  }
  const { axis } = figure.geometry;
  const tagX = besideTags(figure, exact);
  for (const tick of figure.ticks.upper) {
    const at = xOf(figure.scale, tick.time);
    if (Math.abs(at - tagX) < TAG_ROOM) pen.fill(at - 20, axis.top + 4, 40, 14, theme.s1);
  }
  const text = tagText(figure, time);
  paintTag(pen, figure, { x: tagX, text, fill: theme.t2, ink: theme.inv });
}
