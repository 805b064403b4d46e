import type { InstrumentId } from '../../../shared/market/instrument.ts';
import { clockText, priceText } from '../../i18n/format.ts';
import { words } from '../../i18n/words.ts';
import type { Figure } from '../figure.ts';
import { yOf } from '../figure.ts';
import { type Hold, pointAt } from '../path.ts';
import { crisp, type Pen } from '../pen.ts';
import { xOf } from '../scale.ts';
import type { SceneSeries } from '../series.ts';
import { leftText } from '../zone.ts';
import { type Ink, inkOf, translucent } from './ink.ts';

const DOTTED = [1.5, 4];

function holdPiece(figure: Figure, hold: Hold): [number, number, number, number] | null {
  const { left, right } = figure.geometry.plot;
  const x1 = Math.max(left, xOf(figure.scale, hold.from));
  const x2 = Math.min(right, xOf(figure.scale, hold.to));
  const y = yOf(figure, hold.y);
  return x2 - x1 < 2 ? null : [x1, y, x2, y];
}

/** Dotted stretches in which a market does not trade, and the stems of single published prices. */
export function paintHolds(pen: Pen, figure: Figure, hovered: InstrumentId | null): void {
  for (const series of figure.scene.series) {
    const ink = inkOf(series, pen.theme, hovered);
    const pieces = series.path.holds.map((h) => holdPiece(figure, h)).filter((p) => p !== null);
    pen.withAlpha(ink.alpha, () => pen.lines(pieces, ink.colour, series.mark === null ? 1 : 1.5, DOTTED));
    if (series.state === 'marks') paintStems(pen, figure, series, hovered);
  }
}

function paintStems(pen: Pen, figure: Figure, series: SceneSeries, hovered: InstrumentId | null): void {
  const ink = inkOf(series, pen.theme, hovered);
  const { plot } = figure.geometry;
  const base = figure.scene.unit === 'percent' ? yOf(figure, 0) : plot.bottom;
  pen.withAlpha(ink.alpha, () => {
    const stems = series.mark === null ? [] : series.marks;
    pen.lines(
      stems.map((m): [number, number, number, number] => {
        const x = crisp(xOf(figure.scale, m.time));
        return [x, base, x, yOf(figure, m.value)];
      }),
      translucent(ink.colour, 0.45),
    );
    const last = series.marks.at(-1);
    if (last !== undefined) {
      const hold = holdPiece(figure, { from: last.time, to: figure.input.to, y: last.value });
      if (hold !== null) pen.lines([hold], ink.colour, 1, DOTTED);
    }
    for (const m of series.marks) {
      const radius = series.mark === null ? 2.2 : 3.6;
      pen.mark(
        xOf(figure.scale, m.time),
        yOf(figure, m.value),
        series.mark?.shape ?? 'disc',
        ink.colour,
        radius,
      );
    }
    if (series.selected) paintPrices(pen, figure, series);
  });
}

/** Printed prices beside their stems, for the selected market, where they find room. */
function paintPrices(pen: Pen, figure: Figure, series: SceneSeries): void {
  const { input, geometry } = figure;
  let free = geometry.plot.left;
  series.marks.forEach((m, index) => {
    if (m.kind === 'close') return;
    const x = xOf(figure.scale, m.time) + 8;
    const price = priceText(m.price, series.instrument.priceTick);
    const text = words.peek().figure.priceAt(price, clockText(m.time as typeof input.t0, input.timeZone));
    const next = series.marks[index + 1];
    const limit = next === undefined ? geometry.plot.right : xOf(figure.scale, next.time) - 6;
    const width = pen.measure(text);
    if (x < free || x + width > limit) return;
    pen.text(text, x, yOf(figure, m.value), { colour: pen.theme.t2, halo: true });
    free = x + width + 6;
  });
}

/** From the last finished bar to the newest quote. */
function paintHead(pen: Pen, figure: Figure, series: SceneSeries, ink: Ink): void {
  const { head, path } = series;
  if (head === null || !head.joined) return;
  const from = xOf(figure.scale, pathEnd(series));
  const lastY = yOf(figure, path.y[path.y.length - 1] as number);
  const to = xOf(figure.scale, head.time);
  pen.lines([[from, lastY, to, yOf(figure, head.value)]], ink.colour, ink.width, ink.dash);
}

/** When the last finished bar of a line closed, UTC ms; 0 where there is none. */
export const pathEnd = ({ path }: SceneSeries): number => path.x[path.x.length - 1] ?? 0;

/** The part of a line that came after the base was drawn. */
function paintGrowth(pen: Pen, figure: Figure, { path }: SceneSeries, since: number, ink: Ink): void {
  const { ctx } = pen;
  const last = Math.max(0, pointAt(path, since));
  ctx.beginPath();
  for (const { start, end } of path.segments) {
    for (let index = Math.max(start, last); index < end; index += 1) {
      const x = xOf(figure.scale, path.x[index] as number);
      const y = yOf(figure, path.y[index] as number);
      if (index === start || index === last) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    }
  }
  ctx.strokeStyle = ink.colour;
  ctx.lineWidth = ink.width;
  ctx.lineJoin = 'round';
  ctx.lineCap = 'butt';
  ctx.setLineDash([...ink.dash]);
  ctx.stroke();
  ctx.setLineDash([]);
}

/**
 * What moves with the playhead: the growth of the lines since the base was drawn (`drawn`: end of each then, UTC
 * ms), the hold up to now, and the end marks.
 */
export function paintEnds(
  pen: Pen,
  figure: Figure,
  hovered: InstrumentId | null,
  drawn: ReadonlyMap<InstrumentId, number>,
): void {
  const { plot } = figure.geometry;
  const { ctx } = pen;
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left - 4, plot.top, plot.right - plot.left + 8, plot.bottom - plot.top);
  ctx.clip();
  for (const series of figure.scene.series) {
    const since = drawn.get(series.id);
    if (since === undefined || pathEnd(series) <= since) continue;
    const ink = inkOf(series, pen.theme, hovered);
    pen.withAlpha(ink.alpha, () => paintGrowth(pen, figure, series, since, ink));
  }
  for (const series of figure.scene.series) {
    if (series.state !== 'line' || series.end === null) continue;
    const ink = inkOf(series, pen.theme, hovered);
    pen.withAlpha(ink.alpha, () => {
      paintHead(pen, figure, series, ink);
      const tail = series.tail === null ? null : holdPiece(figure, series.tail);
      if (tail !== null) pen.lines([tail], ink.colour, series.mark === null ? 1 : 1.5, DOTTED);
      const standIn = series.standsFor.length > 0;
      if (series.mark === null && !series.selected && !standIn) return;
      const { time, value } = series.end as { time: number; value: number };
      if (time < figure.input.from) return;
      const shape = series.mark?.shape ?? 'disc';
      pen.mark(
        xOf(figure.scale, time),
        yOf(figure, value),
        shape,
        ink.colour,
        3.8,
        standIn || series.age === 'stale',
      );
    });
  }
  paintWaiting(pen, figure);
  ctx.restore();
}

const toldWaiting = (figure: Figure): readonly SceneSeries[] =>
  figure.scene.series.filter((s) => s.waiting !== null && (s.mark !== null || s.selected));

/** Markets that have not traded since T0: dotted on 0 up to a hollow ring where they can answer. */
function paintWaiting(pen: Pen, figure: Figure): void {
  const { input, geometry } = figure;
  const { theme } = pen;
  const spoken = new Set<number>();
  for (const series of toldWaiting(figure)) {
    const waiting = series.waiting as { from: number; until: number | null };
    const ink = inkOf(series, theme, null);
    const end = Math.min(waiting.until ?? input.to, input.to);
    const piece = holdPiece(figure, { from: waiting.from, to: end, y: 0 });
    if (piece !== null) pen.lines([piece], ink.colour, 1.5, DOTTED);
    if (waiting.until === null || waiting.until > input.to || spoken.has(waiting.until)) continue;
    spoken.add(waiting.until);
    const x = xOf(figure.scale, waiting.until);
    const y = yOf(figure, 0);
    if (series.selected) {
      pen.hatch(
        x,
        geometry.plot.top,
        geometry.plot.right - x,
        geometry.plot.bottom - geometry.plot.top,
        theme.ln2,
      );
    }
    pen.mark(x, y, 'disc', theme.t1, 5, true);
  }
}

/**
 * When the waiting markets in colour can answer, in words beside their ring; painted last, over the leaders. Words that
 * would touch others or another ring are left out: the session rows say them too.
 */
export function paintAnswerWords(pen: Pen, figure: Figure): void {
  const { input, geometry } = figure;
  const { theme } = pen;
  const times = new Set(toldWaiting(figure).map((s) => s.waiting?.until ?? Number.POSITIVE_INFINITY));
  const w = words.peek().figure;
  const y = yOf(figure, 0);
  const rings = [...times].filter((until) => until <= input.to).sort((a, b) => a - b);
  const taken = rings.map((until) => {
    const x = xOf(figure.scale, until);
    return { until, left: x - RING_ROOM, right: x + RING_ROOM };
  });
  // Labels that ride at the playhead stand inside the plot.
  if (figure.riding && figure.labels.labels.some((label) => Math.abs(label.y - y) < LABEL_ROOM))
    taken.push({ until: Number.NaN, left: figure.edgeX, right: figure.labelX + LABEL_WIDTH });
  for (const until of rings) {
    const x = xOf(figure.scale, until);
    const toLeft = x - geometry.plot.left > 150;
    const soon = w.inTime(leftText(until - input.now.time));
    const from = w.answersFrom(clockText(until as typeof input.t0, input.timeZone));
    const width = Math.max(pen.measure(soon, 11, 400), pen.measure(from, 11, 600));
    const left = toLeft ? x - 9 - width : x + 9;
    const right = left + width;
    if (taken.some((t) => t.until !== until && left < t.right && right > t.left)) continue;
    taken.push({ until, left, right });
    const style = { align: toLeft ? ('right' as const) : ('left' as const), halo: true };
    const at = toLeft ? right : left;
    pen.text(soon, at, y - 16, { ...style, colour: theme.t2 });
    pen.text(from, at, y + 16, { ...style, colour: theme.t1, weight: 600 });
  }
}

/** Labels this near to the line of no change are in the way of the words beside a ring, px. */
const LABEL_ROOM = 30;
const LABEL_WIDTH = 160;
/** Half the room of a ring with its air, px. */
const RING_ROOM = 8;
