import type { Figure } from '../figure.ts';
import { JUMP_SIZE, placeJumps } from '../jumps.ts';
import type { Pen } from '../pen.ts';
import { inkOf } from './ink.ts';

/** Small triangles beside the line of the market that is looked at, pointing the way it jumped. */
export function paintJumps(pen: Pen, figure: Figure): void {
  const market = figure.input.jumps ?? null;
  const series = figure.scene.series.find((s) => s.id === market?.instrument);
  if (series === undefined) return;
  const { ctx, theme } = pen;
  const { colour } = inkOf(series, theme, null);
  for (const { x, y, up } of placeJumps(figure, market)) {
    const away = up ? -JUMP_SIZE : JUMP_SIZE;
    ctx.beginPath();
    ctx.moveTo(x, y + away);
    ctx.lineTo(x - JUMP_SIZE / 2, y);
    ctx.lineTo(x + JUMP_SIZE / 2, y);
    ctx.closePath();
    ctx.lineWidth = 2.5;
    ctx.lineJoin = 'round';
    ctx.strokeStyle = theme.s1;
    ctx.stroke();
    ctx.fillStyle = colour;
    ctx.fill();
  }
}
