import type { UtcMs } from '../../shared/time/instant.ts';
import type { Figure } from '../charts/figure.ts';
import type { FlagItem, PlacedFlag } from '../charts/flags.ts';
import { type PlacedJump, placeJumps } from '../charts/jumps.ts';
import type { LaneRow } from '../charts/lane.ts';
import type { AnnotationWords } from '../i18n/en-annotations.ts';
import { clockText, signed } from '../i18n/format.ts';
import type { MarketJumps } from '../state/jumps.ts';
import type { Mark } from '../state/marks.ts';

/** A mark of the chart as something that can be pressed, px from the figure's top left. */
export interface MarkButton {
  readonly key: string;
  readonly mark: Mark;
  readonly name: string;
  /** The same in a few letters, for a button at the crosshair. */
  readonly short: string;
  /** What a pointer that rests on it is shown; empty where its flag says it already. */
  readonly lines: readonly string[];
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Least size of what a mouse can press, px; a finger has more room around it. */
const LEAST = 24;
/** Lines of a preview: more are not read in passing. */
const MOST_LINES = 5;

const shortList = (lines: readonly string[]): readonly string[] =>
  lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES - 1), `+${lines.length - MOST_LINES + 1}`];

const eventsOf = (flag: FlagItem): readonly { slug: string; anchor: string }[] =>
  (flag.members ?? [flag]).flatMap((f) => f.event ?? []);

/** Flags that stand for an event; a T0 of one's own opens nothing. */
export function flagButtons(figure: Figure, w: AnnotationWords): readonly MarkButton[] {
  const { top, height } = figure.geometry.flags;
  return figure.flags.flatMap((flag: PlacedFlag): MarkButton[] => {
    const events = eventsOf(flag);
    if (events.length === 0) return [];
    const dot = flag.side === 'dot';
    const width = Math.max(LEAST, flag.width);
    const members = (flag.members ?? []).map((m) => m.text);
    return [
      {
        key: flag.id,
        mark: { kind: 'events', events },
        name: flag.kind === 'fold' ? `${w.open.fold(events.length)}: ${members.join(', ')}` : flag.text,
        short: flag.text,
        lines: shortList(flag.kind === 'fold' ? members : dot ? [flag.text] : []),
        left: dot ? flag.x - width / 2 : flag.left,
        top: dot ? top + height - 4 : Math.max(0, top - 1),
        width,
        height: LEAST,
      },
    ];
  });
}

/** Headlines in the lane: a button never reaches over half the way to its neighbour. */
export function laneButtons(
  lane: readonly LaneRow[],
  box: Figure['geometry']['lane'],
  w: AnnotationWords,
): readonly MarkButton[] {
  return lane.flatMap(({ side, marks }, row) =>
    marks.map((mark, at): MarkButton => {
      const before = marks[at - 1];
      const after = marks[at + 1];
      const half = Math.max(LEAST / 2, mark.half);
      const left = Math.max(mark.x - half, before === undefined ? 0 : (before.x + mark.x) / 2);
      const right = Math.min(mark.x + half, after === undefined ? mark.x + half : (after.x + mark.x) / 2);
      const titles = mark.stories.map((s) => s.headline.title);
      return {
        key: `${side}|${mark.stories[0]?.id}`,
        mark: { kind: 'headlines', ids: mark.stories.map((s) => s.headline.id) },
        name: `${w.headlines.sides[side]}: ${titles.length === 1 ? titles[0] : w.open.headlines(titles.length)}`,
        short: w.open.headlines(titles.length),
        lines: shortList(titles),
        left,
        top: box.top + row * box.row,
        width: right - left,
        height: box.row,
      };
    }),
  );
}

/** Triangles on the line of the market that is looked at. */
export function jumpButtons(
  figure: Figure,
  market: MarketJumps | null,
  w: AnnotationWords,
): readonly MarkButton[] {
  if (market === null) return [];
  const series = figure.scene.series.find((s) => s.id === market.instrument);
  return placeJumps(figure, market).map(({ jump, x, y, up }: PlacedJump): MarkButton => {
    const move = signed(Math.expm1(jump.moveLog) * 100);
    const time = clockText(jump.time, figure.input.timeZone);
    return {
      key: `jump|${jump.time}`,
      mark: { kind: 'jump', instrument: market.instrument, jump },
      name: w.open.jump(series?.instrument.shortName ?? market.instrument, move, time),
      short: w.open.jumpShort(move),
      lines: [`${w.open.jumpShort(move)}, ${time}`],
      left: x - LEAST / 2,
      top: up ? y - LEAST + 4 : y - 4,
      width: LEAST,
      height: LEAST,
    };
  });
}

/** How near a mark must stand to a locked crosshair to be offered there, px. */
const NEAR = 7;

/** Marks at a locked crosshair, so that the keyboard reaches what a pointer presses. */
export function marksAt(buttons: readonly MarkButton[], x: number): readonly MarkButton[] {
  const middle = (b: MarkButton): number => b.left + b.width / 2;
  return buttons.filter((b) => Math.abs(middle(b) - x) <= NEAR || (x >= b.left && x <= b.left + b.width));
}

/** The draft of a note pinned at a minute. */
export const draftAt = (time: UtcMs) => ({
  anchors: [{ name: '', time, window: { earliest: time, latest: time }, precision: 'minute' as const }],
});
