import { axisKey, timeScale } from './axis.ts';
import type { ChartInput, Seam } from './chart-input.ts';
import { type FlagItem, flagItems, layoutFlags, type Measure, type PlacedFlag } from './flags.ts';
import { type LabelColumn, placeLabels } from './labels.ts';
import { type LaneRow, layoutLane } from './lane.ts';
import type { Geometry } from './layout.ts';
import type { Memo } from './memo.ts';
import { type TimeScale, type ValueRange, valueTicks, xOf } from './scale.ts';
import { type Scene, seenUntil } from './scene.ts';
import type { SceneSeries } from './series.ts';
import type { SessionRow } from './sessions.ts';
import { type AxisTicks, axisTicks } from './ticks.ts';

/** Texts of the figure's fonts, measured. */
export interface Measures {
  readonly flag: Measure;
  readonly t0Flag: Measure;
  readonly lane: Measure;
}

/** Where everything stands, px: scene and boxes joined. Pure but for `Measures`. */
export interface Figure {
  readonly input: ChartInput;
  readonly scene: Scene;
  readonly geometry: Geometry;
  readonly scale: TimeScale;
  readonly range: ValueRange;
  readonly valueTicks: { readonly step: number; readonly values: readonly number[] };
  readonly ticks: AxisTicks;
  readonly seams: readonly Seam[];
  readonly flagItems: readonly FlagItem[];
  readonly flags: readonly PlacedFlag[];
  readonly sessions: readonly SessionRow[];
  readonly lane: readonly LaneRow[];
  readonly labels: LabelColumn;
  /** Left edge of the end labels and the px where their leaders begin. */
  readonly labelX: number;
  readonly edgeX: number;
  /** True while labels ride at the playhead. */
  readonly riding: boolean;
  /** px of now; null where now does not lie in the range. */
  readonly nowX: number | null;
  readonly t0X: number | null;
}

/** Half a minute at the zoom of a day, px. */
const FLAG_REACH = 1.5;
/** Labels ride at the playhead until this much is left, px. */
const RIDE_UNTIL = 200;

export const yOf = (figure: Pick<Figure, 'geometry' | 'range'>, value: number): number => {
  const { top, bottom } = figure.geometry.plot;
  const { min, max } = figure.range;
  return bottom - ((value - min) / (max - min)) * (bottom - top);
};

/** Series that end in a label: something was seen of them inside the range. */
export const labelled = (scene: Scene): readonly SceneSeries[] =>
  scene.series.filter((s) => s.end !== null && (s.state === 'line' || s.state === 'marks'));

/** The flag whose line a locked crosshair stands on. */
export const flagUnder = (figure: Pick<Figure, 'flags' | 'scale'>, time: number): PlacedFlag | null =>
  figure.flags.find((f) => Math.abs(f.x - xOf(figure.scale, time)) <= FLAG_REACH) ?? null;

/** On a phone only lines in colour are named; the table holds the rest. */
const endLabels = (input: ChartInput, scene: Scene): readonly SceneSeries[] =>
  labelled(scene).filter(
    (s) => input.layout !== 'phone' || s.mark !== null || s.selected || s.standsFor.length > 0,
  );

/**
 * Joins a scene with its boxes. `range` may be wider than the scene's own while a hand is dragging. What depends on
 * whole px of now alone is kept in `memo`; hand in a new one when the font changes.
 */
export function buildFigure(
  input: ChartInput,
  scene: Scene,
  geometry: Geometry,
  sessions: readonly SessionRow[],
  range: ValueRange,
  measures: Measures,
  memo: Memo,
): Figure {
  const { plot } = geometry;
  const width = plot.right - plot.left;
  const box = `${plot.left}|${plot.right}|${axisKey(input)}|${input.layout}`;
  const scale: TimeScale = memo.get('scale', box, () => timeScale(input, plot.left, width));
  const inside = (time: number): boolean => time >= input.from && time <= input.to;
  const nowX = input.now.kind !== 'archive' && inside(input.now.time) ? xOf(scale, input.now.time) : null;
  const t0X = inside(input.t0) ? xOf(scale, input.t0) : null;
  const edgeX = Math.min(plot.right, Math.max(plot.left, nowX ?? plot.right));
  const riding = input.now.kind === 'replay' && nowX !== null && plot.right - nowX > RIDE_UNTIL;
  const labelX = riding ? edgeX + 14 : plot.right + 14;
  const items = flagItems(input);
  const tags = [...(t0X === null ? [] : [input.t0]), ...(nowX === null ? [] : [input.now.time])];
  const flagRight = riding ? plot.right + 12 : geometry.width - geometry.inset;
  const walls = [...(t0X === null ? [] : [t0X]), ...(nowX === null ? [] : [nowX])];
  const laneRange = { from: input.from, until: seenUntil(input), walls };
  const half = geometry.labelPitch / 2;
  const px = nowX === null ? '' : Math.round(nowX);
  const { frame } = input;
  const heard = `${frame.storeId}|${frame.version}|${frame.headlines.length}|${frame.basis === 'known' ? frame.playhead : ''}`;
  const flagged = items.map((i) => `${i.id}${i.time}${i.text}`).join();
  return {
    input,
    scene,
    geometry,
    scale,
    range,
    valueTicks: valueTicks(range, plot.bottom - plot.top),
    ticks: memo.get('ticks', `${box}|${px}|${input.t0}|${input.timeZone}`, () =>
      input.axis === 'trading' && input.folding !== null
        ? input.folding.ticks(scale, input.timeZone, tags)
        : axisTicks(scale, input.axis === 't' ? 't' : 'clock', input.t0, input.timeZone, tags),
    ),
    seams: memo.get('seams', box, () => input.folding?.seams(scale) ?? []),
    flagItems: items,
    flags: memo.get('flags', `${box}|${flagRight}|${flagged}`, () =>
      layoutFlags(
        items,
        scale,
        (text) => (text.startsWith('T0') ? measures.t0Flag(text) : measures.flag(text)),
        Math.min(plot.left, geometry.inset),
        flagRight,
      ),
    ),
    sessions,
    lane: memo.get('lane', `${box}|${px}|${input.t0}|${heard}`, () =>
      layoutLane(input.frame.headlines, scale, laneRange, input.layout === 'phone' ? null : measures.lane),
    ),
    labels: placeLabels(
      endLabels(input, scene).map((s) => ({
        id: s.id,
        y: yOf({ geometry, range }, s.end?.value as number),
        emphasised: s.mark !== null || s.selected || s.standsFor.length > 0,
      })),
      geometry.labelPitch,
      plot.top + half - 2,
      plot.bottom - half + 2,
    ),
    labelX,
    edgeX,
    riding,
    nowX,
    t0X,
  };
}
