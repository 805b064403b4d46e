import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Headline } from '../../shared/news/headline.ts';
import { asUtcMs, SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';
import { nearestSeries, snap } from './crosshair.ts';
import type { Figure } from './figure.ts';
import { timeAt } from './scale.ts';

/** What lies under a point of the figure. */
export interface Hit {
  readonly part: 'plot' | 'axis' | 'sessions' | 'lane' | 'label' | 'flag' | 'outside';
  /** Instant under the pointer, whole seconds; null beside the plot. */
  readonly time: UtcMs | null;
  /** The bar a crosshair snaps to, never after what may be seen. */
  readonly bar: UtcMs | null;
  readonly instrument: InstrumentId | null;
  readonly headline: Headline | null;
  readonly flag: string | null;
  /** True on the playhead, which can be dragged. */
  readonly playhead: boolean;
}

/** How near a pointer must come to a line, px. */
const LINE_REACH = 22;
const GRAB = 6;

function labelAt(figure: Figure, x: number, y: number): InstrumentId | null {
  if (x < figure.labelX - 4 || x > figure.labelX + 160) return null;
  const { top, bottom } = figure.geometry.plot;
  if (y < top - 4 || y > bottom + 4) return null;
  const half = figure.geometry.labelPitch / 2;
  const found = figure.labels.labels.find((l) => Math.abs(l.y - y) <= half);
  return (found?.id as InstrumentId | undefined) ?? null;
}

function headlineAt(figure: Figure, x: number, y: number): Headline | null {
  const { lane } = figure.geometry;
  const row = figure.lane[Math.floor((y - lane.top) / lane.row)];
  if (row === undefined) return null;
  const mark = row.marks.find((m) => Math.abs(m.x - x) <= Math.max(m.half, 6));
  if (mark !== undefined) {
    const lead = mark.stories.reduce((best, s) => (s.outlets > best.outlets ? s : best));
    return lead.headline;
  }
  return null;
}

function flagAt(figure: Figure, x: number, y: number): string | null {
  const { top, height } = figure.geometry.flags;
  if (y < top || y > top + height + 6) return null;
  const at = (left: number, width: number): boolean => x >= left - 3 && x <= left + width + 3;
  return figure.flags.find((f) => at(f.left, f.width))?.id ?? null;
}

function partAt(figure: Figure, x: number, y: number): Hit['part'] {
  const { plot, axis, sessions, lane, foot } = figure.geometry;
  if (x < plot.left - 2 || x > plot.right + 2) return 'outside';
  if (y >= plot.top && y < plot.bottom) return 'plot';
  if (y >= axis.top && y < axis.top + axis.height) return 'axis';
  if (y >= sessions.top && y < sessions.top + sessions.count * sessions.row) return 'sessions';
  if (y >= lane.top && y <= foot) return 'lane';
  return 'outside';
}

/** Finds what lies at a point, px from the figure's top left. */
export function hitAt(figure: Figure, x: number, y: number): Hit {
  const { plot, foot } = figure.geometry;
  const nothing = { time: null, bar: null, instrument: null, headline: null, playhead: false };
  const flag = flagAt(figure, x, y);
  if (flag !== null) return { ...nothing, part: 'flag', flag };
  const label = labelAt(figure, x, y);
  if (label !== null) return { ...nothing, part: 'label', instrument: label, flag: null };
  const part = partAt(figure, x, y);
  if (part === 'outside') return { ...nothing, part, flag: null };
  const raw = timeAt(figure.scale, Math.max(plot.left, Math.min(plot.right, x)));
  const bar = snap(figure.input, raw);
  const { min, max } = figure.range;
  const perPx = (max - min) / (plot.bottom - plot.top);
  const value = max - (y - plot.top) * perPx;
  const grabbed =
    figure.nowX !== null && figure.input.now.kind === 'replay' && Math.abs(figure.nowX - x) <= GRAB;
  return {
    part,
    time: asUtcMs(Math.round(raw / SECOND_MS) * SECOND_MS),
    bar,
    instrument: part === 'plot' ? nearestSeries(figure.scene, bar, value, LINE_REACH * perPx) : null,
    headline: part === 'lane' ? headlineAt(figure, x, y) : null,
    flag: null,
    playhead: grabbed && y < foot,
  };
}
