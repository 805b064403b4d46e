import type { Headline, Side } from '../../shared/news/headline.ts';
import type { Measure } from './flags.ts';
import { type TimeScale, xOf } from './scale.ts';
import { shorten } from './shorten.ts';

/** A story of one side at the minute it first stood there. */
interface LaneStory {
  readonly id: string;
  readonly headline: Headline;
  readonly outlets: number;
}

export interface LaneMark {
  readonly x: number;
  readonly kind: 'tick' | 'hour' | 'doubtful' | 'cluster';
  readonly stories: readonly LaneStory[];
  /** Half its width, px. */
  readonly half: number;
}

interface LaneText {
  readonly left: number;
  readonly width: number;
  readonly text: string;
  readonly language: string;
}

export interface LaneRow {
  readonly side: Side;
  /** Stories of this side that may be seen in the range. */
  readonly count: number;
  readonly marks: readonly LaneMark[];
  readonly texts: readonly LaneText[];
}

export const SIDES: readonly Side[] = ['us', 'china', 'other'];
/** Marks whose middles are nearer than this share a box with their count, px. */
const CLUSTER_ROOM = 9;
/** More marks than this in a row are no longer read: the wider it is shown, the sooner they share a box. */
const MOST_MARKS = 60;
const MOST_TEXTS = 8;
const LABEL_LENGTH = 28;
const TICK_HALF = 1.3;
const GAP = 6;
/** A mark this near to a wall stands on it and may be read on either side, px. */
const WALL = 4;

/** Stories of one side, by the time of their first headline. */
export function storiesOf(
  headlines: readonly Headline[],
  side: Side,
  from: number,
  to: number,
): readonly LaneStory[] {
  const stories = new Map<string, { headline: Headline; sources: Set<string> }>();
  for (const headline of headlines) {
    if (headline.side !== side || headline.time < from || headline.time > to) continue;
    const known = stories.get(headline.storyId);
    if (known === undefined) stories.set(headline.storyId, { headline, sources: new Set([headline.source]) });
    else known.sources.add(headline.source);
  }
  return [...stories].map(([id, { headline, sources }]) => ({ id, headline, outlets: sources.size }));
}

const clusterHalf = (count: number): number => (count < 10 ? 8 : 11);

function markOf(stories: readonly LaneStory[], x: number): LaneMark {
  if (stories.length > 1) return { x, kind: 'cluster', stories, half: clusterHalf(stories.length) };
  const { headline } = stories[0] as LaneStory;
  if (headline.dateDoubtful) return { x, kind: 'doubtful', stories, half: 2.5 };
  const coarse = headline.precisionSeconds > 900;
  return { x, kind: coarse ? 'hour' : 'tick', stories, half: coarse ? 5 : TICK_HALF };
}

/**
 * Joins marks until none is nearer than 9 px to the next, no box touches another mark and a row holds 60 at most. A box
 * takes over the list of the mark it grew from, so that an hour with thousands costs one pass.
 */
function cluster(stories: readonly LaneStory[], scale: TimeScale): LaneMark[] {
  const done: LaneMark[] = [];
  const room = Math.max(CLUSTER_ROOM, scale.width / MOST_MARKS);
  const touching = (a: LaneMark, b: LaneMark): boolean => b.x - a.x < Math.max(room, a.half + b.half + 2);
  for (const story of stories) {
    let mark = markOf([story], xOf(scale, story.headline.time));
    let before = done.at(-1);
    while (before !== undefined && touching(before, mark)) {
      done.pop();
      const count = before.stories.length + mark.stories.length;
      const x = (before.x * before.stories.length + mark.x * mark.stories.length) / count;
      const all = before.stories as LaneStory[];
      for (const own of mark.stories) all.push(own);
      mark = markOf(all, x);
      before = done.at(-1);
    }
    done.push(mark);
  }
  return done;
}

const lead = (mark: LaneMark): LaneStory =>
  mark.stories.reduce((best, story) => (story.outlets > best.outlets ? story : best));

/** Texts beside marks where they find room, lead stories first; never across another mark, text or `walls`. */
function labelMarks(
  marks: readonly LaneMark[],
  measure: Measure,
  left: number,
  right: number,
  walls: readonly number[],
): LaneText[] {
  const taken: { left: number; right: number }[] = marks.map((m) => ({
    left: m.x - m.half - GAP / 2,
    right: m.x + m.half + GAP / 2,
  }));
  const texts: LaneText[] = [];
  const order = marks
    .map((mark, index) => ({ mark, index, outlets: lead(mark).outlets }))
    .sort((a, b) => b.outlets - a.outlets || a.index - b.index);
  for (const { mark } of order) {
    if (texts.length === MOST_TEXTS) break;
    const { headline } = lead(mark);
    const text = shorten(headline.title, LABEL_LENGTH);
    const width = Math.ceil(measure(text));
    const free = (from: number, own: { left: number; right: number }): boolean =>
      from >= left &&
      from + width <= right &&
      taken.every((t) => t === own || from + width + GAP <= t.left || from >= t.right) &&
      walls.every(
        (w) =>
          Math.abs(w - mark.x) < WALL || w < Math.min(from, mark.x) || w > Math.max(from + width, mark.x),
      );
    const own = taken[marks.indexOf(mark)] as { left: number; right: number };
    const after = mark.x + mark.half + GAP - 1;
    const before = mark.x - mark.half - GAP + 1 - width;
    const at = free(after, own) ? after : free(before, own) ? before : null;
    if (at === null) continue;
    taken.push({ left: at - GAP, right: at + width + GAP });
    texts.push({ left: at, width, text, language: headline.language });
  }
  return texts;
}

interface LaneRange {
  readonly from: number;
  /** The last instant that may be seen, UTC ms. */
  readonly until: number;
  /** px that no text may cross: T0, the playhead. */
  readonly walls: readonly number[];
}

/** The lane's three rows. `measure` null: no texts (phone). */
export function layoutLane(
  headlines: readonly Headline[],
  scale: TimeScale,
  range: LaneRange,
  measure: Measure | null,
): readonly LaneRow[] {
  return SIDES.map((side) => {
    const stories = storiesOf(headlines, side, range.from, range.until);
    const marks = cluster(stories, scale);
    const right = scale.left + scale.width;
    const texts = measure === null ? [] : labelMarks(marks, measure, scale.left, right, range.walls);
    return { side, count: stories.length, marks, texts };
  });
}
