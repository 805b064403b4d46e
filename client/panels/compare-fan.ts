import type { ComparablePath, ComparableStep, PathAxis } from '../../shared/comparable/comparable.ts';
import { placeLabels } from '../charts/labels.ts';
import { stepDecimals, valueRange, valueTicks } from '../charts/scale.ts';

export interface FanInput {
  readonly own: ComparablePath;
  /** Those that are laid under it, all with a path. */
  readonly others: readonly ComparablePath[];
  readonly steps: readonly ComparableStep[];
  readonly axis: PathAxis;
  /** px of the whole picture. */
  readonly width: number;
  readonly height: number;
}

/** A line's end with its label beside it. */
export interface FanLabel {
  readonly id: string;
  readonly lineX: number;
  readonly lineY: number;
  readonly y: number;
  /** Percent. */
  readonly value: number;
}

export interface FanLine {
  readonly slug: string;
  readonly d: string;
}

/** The drawing of a comparison: SVG paths and places, px from the top left. */
export interface Fan {
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly yTicks: readonly { readonly y: number; readonly value: number; readonly decimals: number }[];
  readonly xTicks: readonly { readonly x: number; readonly at: number }[];
  readonly zeroY: number;
  /** Where T0 stands: between the base and day 0, or at minute 0. */
  readonly t0X: number;
  readonly lines: readonly FanLine[];
  readonly own: {
    readonly d: string;
    readonly points: readonly { readonly x: number; readonly y: number }[];
  };
  readonly median: string;
  readonly band: string;
  readonly labels: readonly FanLabel[];
  readonly more: { readonly count: number; readonly y: number } | null;
  /** px of each step. */
  readonly stepX: readonly number[];
}

export const MEDIAN_ID = 'median';

const TOP = 30;
const BOTTOM = 34;
const LEFT = 44;
/** Room for the end labels; narrow pictures keep more of themselves for the lines. */
const rightRoom = (width: number): number => (width < 560 ? 112 : 190);
const PITCH = 15.5;
/** Least distance of two labels of the x axis, px. */
const TICK_ROOM = 44;
/** Points of this event's own line are marked while there are so few that they can be told apart. */
const MOST_POINTS = 6;

const percent = (move: number | null): number | null => (move === null ? null : move * 100);

type Place = (step: number, value: number) => string;

/** A line through the values, broken where one is missing: no line across a gap. One that stands alone is a dot. */
function lineOf(values: readonly (number | null)[], place: Place): string {
  let drawn = '';
  values.forEach((value, step) => {
    if (value === null) return;
    const goesOn = (values[step - 1] ?? null) !== null;
    const alone = !goesOn && (values[step + 1] ?? null) === null;
    drawn += `${goesOn ? 'L' : 'M'}${place(step, value)}${alone ? 'h.01' : ''}`;
  });
  return drawn;
}

/** The area between two rows of values, one piece for each stretch that has both. */
function bandOf(low: readonly (number | null)[], high: readonly (number | null)[], place: Place): string {
  let drawn = '';
  let run: number[] = [];
  const close = (): void => {
    if (run.length > 1) {
      const up = run.map((step) => place(step, high[step] as number));
      const down = run.toReversed().map((step) => place(step, low[step] as number));
      drawn += `M${[...up, ...down].join('L')}Z`;
    }
    run = [];
  };
  low.forEach((value, step) => {
    if (value === null || high[step] == null) close();
    else run.push(step);
  });
  close();
  return drawn;
}

/** Steps of a round width that leave room for their labels. */
function ticksOf(steps: readonly number[], axis: PathAxis, width: number): number[] {
  const span = (steps.at(-1) as number) - (steps[0] as number);
  const widths = axis === 'k' ? [1, 5, 10, 20] : [5, 15, 30, 60, 120];
  const step = widths.find((w) => (w / span) * width >= TICK_ROOM) ?? (widths.at(-1) as number);
  return steps.filter((at) => at >= 0 && at % step === 0);
}

interface Row {
  readonly id: string;
  readonly values: readonly (number | null)[];
  readonly emphasised: boolean;
}

/** Lays out this event's path on the band of the earlier ones. The axes hold what is drawn and 0, nothing else. */
export function fanOf({ own, others, steps, axis, width, height }: FanInput): Fan {
  const plot = { left: LEFT, right: width - rightRoom(width), top: TOP, bottom: height - BOTTOM };
  const at = own.at;
  const first = at[0] as number;
  const span = (at.at(-1) as number) - first;
  const xAt = (step: number): number => plot.left + ((step - first) / span) * (plot.right - plot.left);

  const rows: Row[] = [
    ...others.map((path) => ({ id: path.slug, values: path.moves.map(percent), emphasised: false })),
    { id: MEDIAN_ID, values: steps.map((s) => percent(s.median)), emphasised: true },
    { id: own.slug, values: own.moves.map(percent), emphasised: true },
  ];
  const low = steps.map((s) => percent(s.bandLow));
  const high = steps.map((s) => percent(s.bandHigh));
  const all = [...rows.map((r) => r.values), low, high].flat().filter((value) => value !== null);
  const range = valueRange(Math.min(...all), Math.max(...all), 'percent');
  const yAt = (value: number): number =>
    plot.bottom - ((value - range.min) / (range.max - range.min)) * (plot.bottom - plot.top);
  const place: Place = (step, value) => `${xAt(at[step] as number).toFixed(1)} ${yAt(value).toFixed(1)}`;

  const ends = rows.flatMap(({ id, values, emphasised }) => {
    const last = values.findLastIndex((value) => value !== null);
    if (last < 0) return [];
    const value = values[last] as number;
    return [{ id, value, x: xAt(at[last] as number), y: yAt(value), emphasised }];
  });
  const column = placeLabels(ends, PITCH, plot.top, plot.bottom);
  const { step, values: gridlines } = valueTicks(range, plot.bottom - plot.top);
  const ownValues = (rows.at(-1) as Row).values;
  const marked = ownValues.flatMap((value, index) =>
    value === null || at[index] === first ? [] : [{ x: xAt(at[index] as number), y: yAt(value) }],
  );
  return {
    plot,
    yTicks: gridlines.map((value) => ({ y: yAt(value), value, decimals: stepDecimals(step) })),
    xTicks: ticksOf(at, axis, plot.right - plot.left).map((tick) => ({ x: xAt(tick), at: tick })),
    zeroY: yAt(0),
    t0X: xAt(axis === 'k' ? -0.5 : 0),
    lines: others.map((path, index) => ({ slug: path.slug, d: lineOf((rows[index] as Row).values, place) })),
    own: {
      d: lineOf(ownValues, place),
      points: marked.length > MOST_POINTS ? marked.slice(-1) : marked,
    },
    median: lineOf((rows.at(-2) as Row).values, place),
    band: bandOf(low, high, place),
    labels: column.labels.flatMap(({ id, lineY, y }) => {
      const end = ends.find((e) => e.id === id);
      return end === undefined ? [] : [{ id, lineX: end.x, lineY, y, value: end.value }];
    }),
    more: column.more === null ? null : { count: column.more.count, y: column.more.y },
    stepX: at.map(xAt),
  };
}
