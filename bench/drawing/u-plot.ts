import uPlot from 'uplot';
import type { DayOfMinutes } from './data.ts';
import { HEIGHT, type Subject, WIDTH } from './subject.ts';

/** Lines and names of the marks over the plot, in one path. */
function drawMarks(plot: uPlot, day: DayOfMinutes): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = '#8a94a6';
  ctx.fillStyle = '#8a94a6';
  ctx.font = '11px sans-serif';
  ctx.beginPath();
  for (const { time } of day.marks) {
    const x = Math.round(plot.valToPos(time / 1000, 'x', true)) + 0.5;
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
  }
  ctx.stroke();
  for (const { time, name } of day.marks) {
    ctx.fillText(name, plot.valToPos(time / 1000, 'x', true) + 3, bbox.top + 10);
  }
  ctx.restore();
}

const HUES = ['#5ea1ff', '#f2a541', '#5fd38d', '#e46f8a'];

/** uPlot with the same data, marks and size, as its documentation recommends: no points, hairlines, no cursor. */
export function uPlotChart(day: DayOfMinutes, points: number): () => Subject {
  const quarter = points >> 2;
  const lines = day.bars.map((bars) => {
    const base = bars[quarter]?.close ?? 1;
    return bars.map((bar) => 100 * (bar.close / base - 1));
  });
  const times = day.bars[0]?.map((bar) => bar.closeTime / 1000) ?? [];
  const upTo = (count: number): uPlot.AlignedData => [
    times.slice(0, count),
    ...lines.map((line) => line.slice(0, count)),
  ];
  const data = upTo(points);
  return () => create(day, data, points, upTo);
}

function create(
  day: DayOfMinutes,
  first: uPlot.AlignedData,
  points: number,
  upTo: (count: number) => uPlot.AlignedData,
): Subject {
  const root = document.body.appendChild(document.createElement('div'));
  let data = first;
  const plot = new uPlot(
    {
      width: WIDTH,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: true, range: [day.from / 1000, day.to / 1000] } },
      axes: [{ stroke: '#8a94a6' }, { stroke: '#8a94a6' }],
      series: [
        {},
        ...data.slice(1).map((_, at) => ({
          label: `${at}`,
          stroke: HUES[at] ?? '#5a6577',
          width: 1,
          points: { show: false },
        })),
      ],
      hooks: { draw: [(self) => drawMarks(self, day)] },
    },
    data,
    root,
  );
  return {
    step: () => plot.setData(data),
    arrive(step) {
      data = upTo(points + step + 1);
    },
    destroy() {
      plot.destroy();
      root.remove();
    },
  };
}
