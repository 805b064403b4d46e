import type { FlagItem } from './flags-item.ts';
import { type TimeScale, xOf } from './scale.ts';

/** Flags whose marks stand nearer than this share one, px. */
const FOLD_ROOM = 14;
/** Room that one flag should have along the row, px, and how many may stand in it at least and at most. */
const FLAG_ROOM = 130;
const LEAST_FLAGS = 3;
const MOST_FLAGS = 7;
/** The event's own steps stay apart longer than what only happened beside it. */
const STEP_WEIGHT = 3;

/** How many flags a row of `width` px may hold. */
export const flagBudget = (width: number): number =>
  Math.max(LEAST_FLAGS, Math.min(MOST_FLAGS, Math.floor(width / FLAG_ROOM)));

interface Group {
  readonly items: FlagItem[];
  readonly left: number;
  readonly right: number;
}

const isT0 = (group: Group): boolean => group.items[0]?.kind === 't0';

const gap = (a: Group, b: Group): number => Math.max(0, b.left - a.right);

/** What it costs to see two neighbours as one, in px; T0 is never folded, and nothing across it. */
function cost(a: Group, b: Group): number {
  if (isT0(a) || isT0(b)) return Number.POSITIVE_INFINITY;
  const step = [...a.items, ...b.items].some((item) => item.kind === 'step');
  return gap(a, b) * (step ? STEP_WEIGHT : 1);
}

const joined = (a: Group, b: Group): Group => ({
  items: [...a.items, ...b.items],
  left: Math.min(a.left, b.left),
  right: Math.max(a.right, b.right),
});

/** Index of the pair that `measure` finds least, or −1 where none may be folded. */
function least(groups: readonly Group[], measure: (a: Group, b: Group) => number): number {
  let best = { at: -1, value: Number.POSITIVE_INFINITY };
  for (let at = 0; at + 1 < groups.length; at += 1) {
    const value = measure(groups[at] as Group, groups[at + 1] as Group);
    if (value < best.value) best = { at, value };
  }
  return best.at;
}

/** Two neighbours that cannot be told apart, else the cheapest two of a row that is too full, else −1. */
function nextPair(groups: readonly Group[], budget: number): number {
  const near = least(groups, (a, b) => (cost(a, b) === Number.POSITIVE_INFINITY ? Number.NaN : gap(a, b)));
  if (near >= 0 && gap(groups[near] as Group, groups[near + 1] as Group) < FOLD_ROOM) return near;
  return groups.length > budget ? least(groups, cost) : -1;
}

function foldedItem(items: readonly FlagItem[], nameOf: (count: number) => string): FlagItem {
  const first = items[0] as FlagItem;
  if (items.length === 1) return first;
  const times = items.map((item) => item.time);
  const [earliest, latest] = [Math.min(...times), Math.max(...times)];
  return {
    id: `fold|${first.id}|${items.length}`,
    kind: 'fold',
    text: nameOf(items.length),
    time: Math.round((earliest + latest) / 2),
    precision: 'minute',
    window: { earliest, latest },
    members: items,
  };
}

/**
 * Flags as they can be read at this zoom: marks nearer than 14 px share a counted flag, and so do the nearest neighbours
 * for as long as there are more than `budget`. Each item is in exactly one flag; T0 stands alone. The order is that of
 * the items' priority, so that equal input gives equal flags.
 */
export function foldFlags(
  items: readonly FlagItem[],
  scale: TimeScale,
  budget: number,
  nameOf: (count: number) => string,
): readonly FlagItem[] {
  const rank = new Map(items.map((item, order) => [item.id, order]));
  let groups: Group[] = items
    .map((item) => ({ items: [item], left: xOf(scale, item.time), right: xOf(scale, item.time) }))
    .sort((a, b) => a.left - b.left || rankOf(rank, a) - rankOf(rank, b));
  for (let at = nextPair(groups, budget); at >= 0; at = nextPair(groups, budget)) {
    const pair = joined(groups[at] as Group, groups[at + 1] as Group);
    groups = [...groups.slice(0, at), pair, ...groups.slice(at + 2)];
  }
  return groups
    .sort((a, b) => rankOf(rank, a) - rankOf(rank, b))
    .map((group) => foldedItem(group.items, nameOf));
}

const rankOf = (rank: ReadonlyMap<string, number>, group: Group): number =>
  Math.min(...group.items.map((item) => rank.get(item.id) as number));
