import type { LayoutName } from './chart-input.ts';

interface Measures {
  readonly left: number;
  readonly right: number;
  /** From the card's edge to the texts in the gutters. */
  readonly inset: number;
  readonly flags: number;
  /** Height of the plot where the card does not say. */
  readonly plot: number;
  readonly leastPlot: number;
  readonly axis: number;
  readonly sessionRow: number;
  readonly laneRow: number;
  readonly labelPitch: number;
}

/** LOOK §2, px. Gutters are counted from the card's edges. */
const MEASURES: Readonly<Record<LayoutName, Measures>> = {
  wide: {
    ...{ left: 124, right: 176, inset: 16, flags: 28, plot: 268, leastPlot: 200 },
    ...{ axis: 34, sessionRow: 12.5, laneRow: 21, labelPitch: 15.5 },
  },
  laptop: {
    ...{ left: 122, right: 166, inset: 14, flags: 26, plot: 206, leastPlot: 200 },
    ...{ axis: 34, sessionRow: 12, laneRow: 19, labelPitch: 15.5 },
  },
  tablet: {
    // 96 in the table of sizes; "Wellington 15:24" needs more, and no two texts may touch.
    ...{ left: 112, right: 130, inset: 12, flags: 26, plot: 240, leastPlot: 200 },
    ...{ axis: 34, sessionRow: 12, laneRow: 20, labelPitch: 15.5 },
  },
  phone: {
    ...{ left: 40, right: 122, inset: 8, flags: 26, plot: 232, leastPlot: 200 },
    ...{ axis: 34, sessionRow: 13, laneRow: 20, labelPitch: 17 },
  },
};

export const MAX_SESSION_ROWS = 8;
const AXIS_GAP = 5;
const LANE_GAP = 9;
const FOOT = 4;

interface Band {
  readonly top: number;
  readonly height: number;
}

/** Every box of the figure, px from its top left corner. */
export interface Geometry {
  readonly layout: LayoutName;
  readonly width: number;
  readonly height: number;
  readonly inset: number;
  readonly labelPitch: number;
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly flags: Band;
  readonly axis: Band;
  readonly sessions: { readonly top: number; readonly row: number; readonly count: number };
  readonly lane: { readonly top: number; readonly row: number };
  /** Lower end of the lines that cross everything. */
  readonly foot: number;
}

function fixedHeight(layout: LayoutName, sessionRows: number): number {
  const m = MEASURES[layout];
  return m.flags + m.axis + AXIS_GAP + sessionRows * m.sessionRow + LANE_GAP + 3 * m.laneRow + FOOT;
}

/** Height of a figure whose card leaves it free. */
export const preferredHeight = (layout: LayoutName, sessionRows: number): number =>
  Math.ceil(fixedHeight(layout, sessionRows) + MEASURES[layout].plot);

/** Least height at which the plot keeps its 200 px. */
export const leastHeight = (layout: LayoutName, sessionRows: number): number =>
  Math.ceil(fixedHeight(layout, sessionRows) + MEASURES[layout].leastPlot);

/** Lays a figure out; the plot takes what the fixed parts leave. Edges lie on whole px. */
export function geometry(layout: LayoutName, width: number, height: number, sessionRows: number): Geometry {
  const m = MEASURES[layout];
  const plotHeight = Math.max(m.leastPlot, Math.floor(height - fixedHeight(layout, sessionRows)));
  const narrow = width < 360 && layout === 'phone';
  const right = narrow ? 104 : m.right;
  const top = m.flags;
  const bottom = top + plotHeight;
  const sessionsTop = bottom + m.axis + AXIS_GAP;
  const laneTop = sessionsTop + sessionRows * m.sessionRow + LANE_GAP;
  return {
    layout,
    width,
    height: Math.ceil(Math.max(height, laneTop + 3 * m.laneRow + FOOT)),
    inset: m.inset,
    labelPitch: m.labelPitch,
    plot: { left: m.left, right: Math.max(m.left + 60, Math.round(width) - right), top, bottom },
    flags: { top: 2, height: m.flags - 6 },
    axis: { top: bottom, height: m.axis },
    sessions: { top: sessionsTop, row: m.sessionRow, count: sessionRows },
    lane: { top: laneTop, row: m.laneRow },
    foot: laneTop + 3 * m.laneRow,
  };
}
