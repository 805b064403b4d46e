import {
  Chart,
  type ChartDataset,
  type ChartOptions,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
} from 'chart.js';
import type { InstrumentId } from '../../../shared/market/instrument.ts';
import type { Figure } from '../figure.ts';
import { paintAxis } from '../paint/axis.ts';
import { paintBand, paintBandName } from '../paint/band.ts';
import { paintFlagLines, paintFlags } from '../paint/flags.ts';
import { paintGrid, paintLunchNames, paintSeamNames, paintSeams, paintShading } from '../paint/ground.ts';
import { type Ink, inkOf, translucent } from '../paint/ink.ts';
import { paintHolds } from '../paint/series.ts';
import { paintLane, paintT0Below } from '../paint/strips.ts';
import type { Path } from '../path.ts';
import { Pen } from '../pen.ts';
import type { ChartTheme } from '../theme.ts';
import { shareOf, type TimeMap } from '../time-map.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale);

interface XY {
  x: number;
  y: number;
}
type Line = ChartDataset<'line', XY[]>;
type LineChart = Chart<'line', XY[]>;
type LineOptions = ChartOptions<'line'>;

/** How much wider than its line a halo is, px. */
const HALO = 2;

/** What the base is drawn from; it changes only when the figure does, never with crosshair or playhead. */
interface Drawn {
  readonly figure: Figure;
  readonly theme: ChartTheme;
  readonly hovered: InstrumentId | null;
}

const pointsOf = new WeakMap<Path, { readonly map: TimeMap | null; readonly list: XY[] }>();

/**
 * Points of a path for Chart.js, with a NaN between segments so that no line joins them. x in UTC ms, or in shares of
 * the axis where closed time is folded.
 */
function points(path: Path, map: TimeMap | null): XY[] {
  const known = pointsOf.get(path);
  if (known !== undefined && known.map === map) return known.list;
  const list: XY[] = [];
  const at = (index: number): number => {
    const time = path.x[index] as number;
    return map === null ? time : shareOf(map, time);
  };
  for (const { start, end } of path.segments) {
    if (list.length > 0) list.push({ x: at(start), y: Number.NaN });
    for (let i = start; i < end; i += 1) list.push({ x: at(i), y: path.y[i] as number });
  }
  pointsOf.set(path, { map, list });
  return list;
}

/** Traces the line of a dataset as it was laid out. */
function trace(chart: LineChart, index: number): void {
  const { ctx } = chart;
  let begun = false;
  for (const { x, y } of chart.getDatasetMeta(index).data) {
    if (Number.isNaN(y)) begun = false;
    else if (begun) ctx.lineTo(x, y);
    else {
      ctx.moveTo(x, y);
      begun = true;
    }
  }
}

/**
 * A wider stroke of the card's colour: under all coloured lines together, so that they part the grey ones and never
 * each other, and once more under the line in front.
 */
function halo(drawn: () => Drawn, inks: () => readonly Ink[]): Plugin<'line'> {
  return {
    id: 'halo',
    beforeDatasetDraw(chart, { index }) {
      const all = inks();
      const firstColoured = all.findLastIndex((ink) => ink.halo);
      if (index !== firstColoured && all[index]?.front !== true) return;
      const { ctx } = chart;
      const { figure, theme } = drawn();
      const { plot } = figure.geometry;
      ctx.save();
      ctx.beginPath();
      ctx.rect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
      ctx.clip();
      ctx.strokeStyle = theme.s1;
      ctx.lineJoin = 'round';
      for (let at = index; at >= 0; at -= 1) {
        const ink = all[at] as Ink;
        if (!ink.halo || (at !== index && index !== firstColoured)) continue;
        ctx.lineWidth = ink.width + HALO;
        ctx.beginPath();
        trace(chart as LineChart, at);
        ctx.stroke();
      }
      ctx.restore();
    },
  };
}

/** What stands under the lines, and what stands over them or beside the plot. */
function ground(drawn: () => Drawn): Plugin<'line'> {
  return {
    id: 'ground',
    beforeDatasetsDraw({ ctx }) {
      const { figure, theme, hovered } = drawn();
      const pen = new Pen(ctx, theme);
      paintShading(pen, figure);
      paintSeams(pen, figure);
      paintBand(pen, figure);
      paintGrid(pen, figure);
      paintFlagLines(pen, figure);
      paintHolds(pen, figure, hovered);
    },
    afterDatasetsDraw({ ctx }) {
      const { figure, theme } = drawn();
      const pen = new Pen(ctx, theme);
      paintLunchNames(pen, figure);
      paintSeamNames(pen, figure);
      paintBandName(pen, figure);
      paintT0Below(pen, figure, 'lane');
      paintLane(pen, figure);
      paintFlags(pen, figure);
      paintAxis(pen, figure);
    },
  };
}

/** Range and boxes as Chart.js wants them. No labels are laid out: the axes are painted by ourselves. */
function placePlot(options: LineOptions, { geometry, range, scale }: Figure, pixelRatio: number): void {
  const { plot, width, height } = geometry;
  const padding = { left: plot.left, top: plot.top, right: width - plot.right, bottom: height - plot.bottom };
  const axis = { type: 'linear', display: false, bounds: 'data', ticks: { display: false } } as const;
  options.devicePixelRatio = pixelRatio;
  options.layout = { autoPadding: false, padding };
  options.scales = {
    x: scale.map == null ? { ...axis, min: scale.from, max: scale.to } : { ...axis, min: 0, max: 1 },
    y: { ...axis, min: range.min, max: range.max },
  };
}

/**
 * The figure's fixed layer: shading, grid, flags, all series, axis and lane, drawn by Chart.js on a canvas of the
 * whole figure whose chart area is the plot. No parsing, points, events or animation; x is linear in UTC ms or in shares of the axis.
 */
export class BaseChart {
  readonly #canvas: HTMLCanvasElement;
  #chart: LineChart | null = null;
  #drawn: Drawn | null = null;
  #inks: readonly Ink[] = [];

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Draws the figure anew. `hovered` stands in front, the other coloured lines step back. */
  draw(figure: Figure, theme: ChartTheme, hovered: InstrumentId | null, pixelRatio: number): void {
    this.#drawn = { figure, theme, hovered };
    const { width, height } = figure.geometry;
    const lines = this.#lines(figure, theme, hovered);
    const chart = this.#chart;
    if (chart === null) {
      this.#chart = this.#create(figure, lines, pixelRatio);
      return;
    }
    placePlot(chart.options as LineOptions, figure, pixelRatio);
    const { datasets } = chart.data;
    datasets.length = Math.min(datasets.length, lines.length);
    lines.forEach((line, index) => {
      const known = datasets[index];
      if (known === undefined) datasets.push(line);
      else Object.assign(known, line);
    });
    const sameSize =
      chart.width === width && chart.height === height && chart.currentDevicePixelRatio === pixelRatio;
    if (!sameSize) chart.resize(width, height);
    // A resize to what Chart.js rounds to the same px draws nothing.
    chart.update('none');
  }

  /** Begins with size and lines, so that the first picture is drawn once. */
  #create(figure: Figure, datasets: Line[], pixelRatio: number): LineChart {
    const canvas = this.#canvas;
    canvas.width = figure.geometry.width;
    canvas.height = figure.geometry.height;
    const drawn = (): Drawn => this.#drawn as Drawn;
    const options: LineOptions = {
      responsive: false,
      maintainAspectRatio: false,
      animation: false,
      parsing: false,
      normalized: true,
      events: [],
      datasets: { line: { pointRadius: 0, borderJoinStyle: 'round', spanGaps: false, tension: 0 } },
    };
    placePlot(options, figure, pixelRatio);
    return new Chart<'line', XY[]>(canvas, {
      type: 'line',
      data: { datasets },
      options,
      plugins: [ground(drawn), halo(drawn, () => this.#inks)],
    });
  }

  /** Chart.js draws its first dataset last, so the foremost series comes first. */
  #lines(figure: Figure, theme: ChartTheme, hovered: InstrumentId | null): Line[] {
    const series = figure.scene.series.filter((s) => s.path.x.length > 0);
    const front = series.filter((s) => s.id === hovered);
    const order = [...series.filter((s) => s.id !== hovered), ...front].reverse();
    this.#inks = order.map((s) => inkOf(s, theme, hovered));
    return order.map((s, index) => {
      const ink = this.#inks[index] as Ink;
      return {
        label: s.id,
        data: points(s.path, figure.scale.map ?? null),
        borderColor: translucent(ink.colour, ink.alpha),
        borderWidth: ink.width,
        borderDash: [...ink.dash],
      };
    });
  }

  destroy(): void {
    this.#chart?.destroy();
  }
}
