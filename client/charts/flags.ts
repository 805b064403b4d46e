import type { Anchor } from '../../shared/event/event.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { VisibleEvent } from '../../shared/timeline/visible.ts';
import { clockText } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import type { ChartInput } from './chart-input.ts';
import { flagBudget, foldFlags } from './flags-fold.ts';
import { type FlagItem, type FlagKind, hasLine } from './flags-item.ts';
import { type TimeScale, xOf } from './scale.ts';
import { shorten } from './shorten.ts';

export type { FlagItem } from './flags-item.ts';

/** Width of a text in the font it will be drawn in, px. */
export type Measure = (text: string) => number;

export interface PlacedFlag extends FlagItem {
  readonly x: number;
  readonly side: 'right' | 'left' | 'dot';
  readonly left: number;
  readonly width: number;
}

const PRIORITY: Readonly<Record<FlagKind, number>> = { t0: 0, step: 1, mixed: 2, pin: 3, fold: 4 };
const PAD = 7;
const GAP = 5;
const DOT = 9;
const NAME_LENGTH = { phone: 12, wide: 26 } as const;

function timeMark(time: UtcMs, precision: Anchor['precision'], timeZone: string): string {
  if (precision === 'day') return '';
  return ` ${precision === 'hour' ? '~' : ''}${clockText(time, timeZone)}`;
}

const eventOf = ({ subject }: ChartInput, anchor: Anchor | undefined): Pick<FlagItem, 'event'> =>
  subject === null || anchor === undefined ? {} : { event: { slug: subject.slug, anchor: anchor.name } };

function otherFlags(input: ChartInput, length: number): FlagItem[] {
  const flagOf = (event: VisibleEvent, anchor: Anchor): FlagItem => ({
    id: `${event.slug}|${anchor.name}`,
    kind: event.origin === 'user' ? 'pin' : 'mixed',
    text: shorten(event.title, length) + timeMark(anchor.time, anchor.precision, input.timeZone),
    time: anchor.time,
    precision: anchor.precision,
    window: anchor.window,
    event: { slug: event.slug, anchor: anchor.name },
  });
  return input.otherEvents.flatMap((event) => {
    const anchor = event.anchors[0];
    return anchor === undefined || event.slug === input.subject?.slug ? [] : [flagOf(event, anchor)];
  });
}

/** A day is in the range where any part of it is, an hour or a minute where its instant is. */
const inRange = ({ time, precision, window }: FlagItem, { from, to }: ChartInput): boolean =>
  precision === 'day' ? window.earliest <= to && window.latest >= from : time >= from && time <= to;

/** Flags of what may be seen inside the range, by priority: T0, steps, mixed events, pins. */
export function flagItems(input: ChartInput): readonly FlagItem[] {
  const phone = input.layout === 'phone';
  const length = phone ? NAME_LENGTH.phone : NAME_LENGTH.wide;
  const t0Name = phone ? '' : ` ${shorten(input.t0Name, length)}`;
  const anchors = input.subject?.anchors ?? [];
  const own = anchors.find((a) => a.time === input.t0);
  const items: FlagItem[] = [
    {
      id: 't0',
      kind: 't0',
      text: `T0${t0Name}${timeMark(input.t0, input.t0Precision, input.timeZone)}`,
      time: input.t0,
      precision: input.t0Precision,
      window: own?.window ?? { earliest: input.t0, latest: input.t0 },
      ...eventOf(input, own),
    },
    ...anchors
      .filter((a) => a !== own && a.time !== input.t0)
      .map(
        (a): FlagItem => ({
          id: `step|${a.name}`,
          kind: 'step',
          text: shorten(a.name, length) + timeMark(a.time, a.precision, input.timeZone),
          time: a.time,
          precision: a.precision,
          window: a.window,
          ...eventOf(input, a),
        }),
      ),
    ...otherFlags(input, length),
  ];
  return items
    .filter((item) => inRange(item, input))
    .map((item, order) => ({ item, order }))
    .sort((a, b) => PRIORITY[a.item.kind] - PRIORITY[b.item.kind] || a.order - b.order)
    .map(({ item }) => item);
}

type Side = PlacedFlag['side'];

interface Candidate {
  readonly side: Side;
  readonly left: number;
  readonly right: number;
}

const SIDE_COST: Readonly<Record<Side, number>> = { right: 0, left: 1, dot: 40 };

function candidates(x: number, width: number, min: number, max: number): Candidate[] {
  const found: Candidate[] = [];
  if (x + width <= max) found.push({ side: 'right', left: x, right: x + width });
  if (x - width >= min) found.push({ side: 'left', left: x - width, right: x });
  found.push({ side: 'dot', left: x - DOT / 2, right: x + DOT / 2 });
  return found;
}

/** Cheapest choice of sides in which no label touches another, or a foreign line; T0 always keeps its label. */
function chooseSides(
  options: readonly (readonly Candidate[])[],
  xs: readonly number[],
  lines: readonly number[],
): Candidate[] {
  let best: { cost: number; chosen: Candidate[] } = { cost: Number.POSITIVE_INFINITY, chosen: [] };
  const clear = (c: Candidate, index: number, chosen: readonly Candidate[]): boolean =>
    chosen.every(
      (o) => c.right + GAP <= o.left || c.left - GAP >= o.right || o.left === c.right || o.right === c.left,
    ) &&
    (c.side === 'dot' || lines.every((x) => x === xs[index] || x <= c.left - 1 || x >= c.right + 1));
  const walk = (index: number, chosen: Candidate[], cost: number): void => {
    if (cost >= best.cost) return;
    const list = options[index];
    if (list === undefined) {
      best = { cost, chosen: [...chosen] };
      return;
    }
    for (const candidate of list) {
      const weight = SIDE_COST[candidate.side] * (options.length - index);
      const touching = !clear(candidate, index, chosen);
      if (touching && candidate.side !== 'dot' && index > 0) continue;
      chosen.push(candidate);
      walk(index + 1, chosen, cost + weight + (touching ? 3 : 0));
      chosen.pop();
    }
  };
  walk(0, [], 0);
  return best.chosen;
}

/**
 * Places flags: right of the line, else left, else a dot that opens on hover. `min` and `max` px bound the labels. What
 * stands too near, or is more than the row can hold, is folded into counted flags.
 */
export function layoutFlags(
  items: readonly FlagItem[],
  scale: TimeScale,
  measure: Measure,
  min: number,
  max: number,
): readonly PlacedFlag[] {
  const flags = foldFlags(items, scale, flagBudget(max - min), words.peek().figure.events);
  const inPlot = (x: number): number => Math.max(scale.left, Math.min(scale.left + scale.width, x));
  const xs = flags.map((item) => inPlot(xOf(scale, item.time)));
  const widths = flags.map((item) => Math.ceil(measure(item.text)) + 2 * PAD);
  const options = flags.map((item, i) => {
    const all = candidates(xs[i] as number, widths[i] as number, min, max);
    return item.kind === 't0' && all.length > 1 ? all.filter((c) => c.side !== 'dot') : all;
  });
  const lines = xs.filter((_, i) => hasLine(flags[i] as FlagItem));
  const chosen = chooseSides(options, xs, lines);
  return flags.map((item, i) => {
    const { side, left, right } = chosen[i] as Candidate;
    return { ...item, x: xs[i] as number, side, left, width: right - left };
  });
}
