import {
  Chart,
  type ChartDataset,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
} from 'chart.js';
import type { InstrumentId } from '../../../shared/market/instrument.ts';
import type { Figure } from '../figure.ts';
import { paintFlagLines, paintGrid, paintLunchNames, paintShading } from '../paint/ground.ts';
import { type Ink, inkOf, translucent } from '../paint/ink.ts';
import { paintHolds } from '../paint/series.ts';
import type { Path } from '../path.ts';
import { Pen } from '../pen.ts';
import type { ChartTheme } from '../theme.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale);

interface XY {
  x: number;
  y: number;
}
type Line = ChartDataset<'line', XY[]>;

/** What the base is drawn from; it changes only when the figure does, never with crosshair or playhead. */
interface Drawn {
  readonly figure: Figure;
  readonly theme: ChartTheme;
  readonly hovered: InstrumentId | null;
}

const pointsOf = new WeakMap<Path, XY[]>();

/** Points of a path for Chart.js, with a NaN between segments so that no line joins them. */
function points(path: Path): XY[] {
  let list = pointsOf.get(path);
  if (list === undefined) {
    list = [];
    for (const { start, end } of path.segments) {
      if (list.length > 0) list.push({ x: path.x[start] as number, y: Number.NaN });
      for (let i = start; i < end; i += 1) list.push({ x: path.x[i] as number, y: path.y[i] as number });
    }
    pointsOf.set(path, list);
  }
  return list;
}

/** One small plugin: runs a painter under the lines. */
function under(id: string, drawn: () => Drawn | null, paint: (pen: Pen, now: Drawn) => void): Plugin<'line'> {
  return {
    id,
    beforeDatasetsDraw: ({ ctx }) => {
      const now = drawn();
      if (now !== null) paint(new Pen(ctx, now.theme), now);
    },
  };
}

/** A wider stroke of the card's colour under each coloured line. */
function halo(drawn: () => Drawn | null, haloed: (index: number) => boolean): Plugin<'line'> {
  return {
    id: 'halo',
    beforeDatasetDraw: (chart, { index }) => {
      const now = drawn();
      if (now === null || !haloed(index)) return;
      const { ctx } = chart;
      const { plot } = now.figure.geometry;
      ctx.save();
      ctx.beginPath();
      ctx.rect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
      ctx.clip();
      ctx.beginPath();
      let begun = false;
      for (const { x, y } of chart.getDatasetMeta(index).data) {
        if (Number.isNaN(y)) begun = false;
        else if (begun) ctx.lineTo(x, y);
        else {
          ctx.moveTo(x, y);
          begun = true;
        }
      }
      ctx.strokeStyle = now.theme.s1;
      ctx.lineWidth = 4.5;
      ctx.lineJoin = 'round';
      ctx.stroke();
      ctx.restore();
    },
  };
}

/**
 * The plot's fixed layer: shading, grid, flag lines and all series, drawn by Chart.js on a canvas of the whole figure
 * whose chart area is the plot. No parsing, points, events or animation; x is linear in UTC ms.
 */
export class BaseChart {
  readonly #chart: Chart<'line', XY[]>;
  #drawn: Drawn | null = null;
  #inks: readonly Ink[] = [];

  constructor(canvas: HTMLCanvasElement) {
    const drawn = (): Drawn | null => this.#drawn;
    this.#chart = new Chart<'line', XY[]>(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        responsive: false,
        maintainAspectRatio: false,
        animation: false,
        parsing: false,
        normalized: true,
        events: [],
        datasets: { line: { pointRadius: 0, borderJoinStyle: 'round', spanGaps: false, tension: 0 } },
        layout: { autoPadding: false, padding: 0 },
        scales: {
          x: { type: 'linear', display: false, bounds: 'data', ticks: { maxTicksLimit: 2 } },
          y: { type: 'linear', display: false, bounds: 'data', ticks: { maxTicksLimit: 2 } },
        },
      },
      plugins: [
        under('shading', drawn, (pen, { figure }) => paintShading(pen, figure)),
        under('grid', drawn, (pen, { figure }) => paintGrid(pen, figure)),
        under('flag-lines', drawn, (pen, { figure }) => paintFlagLines(pen, figure)),
        under('holds', drawn, (pen, { figure, hovered }) => paintHolds(pen, figure, hovered)),
        halo(drawn, (index) => this.#inks[index]?.halo === true),
        {
          id: 'lunch-names',
          afterDatasetsDraw: ({ ctx }) => {
            if (this.#drawn !== null) paintLunchNames(new Pen(ctx, this.#drawn.theme), this.#drawn.figure);
          },
        },
      ],
    });
  }

  /** Draws the figure anew. `hovered` stands in front, the other coloured lines step back. */
  draw(figure: Figure, theme: ChartTheme, hovered: InstrumentId | null, pixelRatio: number): void {
    this.#drawn = { figure, theme, hovered };
    const { geometry, range, scale } = figure;
    const { plot } = geometry;
    const chart = this.#chart;
    const options = chart.options;
    options.devicePixelRatio = pixelRatio;
    options.layout = {
      autoPadding: false,
      padding: {
        left: plot.left,
        top: plot.top,
        right: geometry.width - plot.right,
        bottom: geometry.height - plot.bottom,
      },
    };
    if (options.scales?.x && options.scales.y) {
      options.scales.x.min = scale.from;
      options.scales.x.max = scale.to;
      options.scales.y.min = range.min;
      options.scales.y.max = range.max;
    }
    this.#setLines(figure, theme, hovered);
    if (
      chart.width !== geometry.width ||
      chart.height !== geometry.height ||
      chart.currentDevicePixelRatio !== pixelRatio
    ) {
      chart.resize(geometry.width, geometry.height);
    }
    chart.update('none');
  }

  /** Chart.js draws its first dataset last, so the foremost series comes first. */
  #setLines(figure: Figure, theme: ChartTheme, hovered: InstrumentId | null): void {
    const series = figure.scene.series.filter((s) => s.path.x.length > 0);
    const front = series.filter((s) => s.id === hovered);
    const order = [...series.filter((s) => s.id !== hovered), ...front].reverse();
    const inks = order.map((s) => inkOf(s, theme, hovered));
    const { datasets } = this.#chart.data;
    datasets.length = Math.min(datasets.length, order.length);
    order.forEach((s, index) => {
      const ink = inks[index] as Ink;
      const line: Line = {
        label: s.id,
        data: points(s.path),
        borderColor: translucent(ink.colour, ink.alpha),
        borderWidth: ink.width,
        borderDash: [...ink.dash],
      };
      const known = datasets[index];
      if (known === undefined) datasets.push(line);
      else Object.assign(known, line);
    });
    this.#inks = inks;
  }

  destroy(): void {
    this.#chart.destroy();
  }
}
