import type { Anchor, MarketEvent } from '../../shared/event/event.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { EventMeasure } from '../../shared/reaction/measure-event.ts';
import type { HorizonReaction, PricePoint, Reaction, Reason } from '../../shared/reaction/reaction.ts';
import { formatInstant, formatLocal, type UtcMs } from '../../shared/time/instant.ts';
import {
  figureText,
  percentileText,
  pText,
  signedText,
  type TextColumn,
  textOfLines,
  textTable,
  WIDTH,
  wrapped,
} from './text-table.ts';
import { REASON_TEXT } from './words.ts';

export interface ReactionAbout {
  readonly event: Pick<MarketEvent, 'slug' | 'title'>;
  readonly anchor: Anchor;
  readonly instruments: readonly Instrument[];
  readonly notes: readonly string[];
}

const COLUMNS: readonly TextColumn[] = [
  { title: '  horizon', align: 'left' },
  { title: 'move %' },
  { title: 'usual %' },
  { title: 'z' },
  { title: 'pct' },
  { title: 'p' },
  { title: 'n' },
  { title: 'peak %' },
  { title: 'trough %' },
  { title: 'fade' },
  { title: 'as T0 shifts %' },
  { title: '', align: 'left' },
];

const percent = (fraction: number | null | undefined): string =>
  signedText(fraction === null || fraction === undefined ? null : 100 * fraction, 2);
const simple = (log: number | undefined): number | null => (log === undefined ? null : Math.expm1(log));

/** Reasons of the figures that a move lacks; overlap is the rule for days and goes without saying. */
function lacking({ usual, path }: HorizonReaction): string {
  const reasons = new Set<Reason>(
    Object.values({ ...usual?.missing, fade: path?.missing.fade }).filter((r) => r !== undefined),
  );
  reasons.delete('overlapping-sample');
  reasons.delete('move-below-floor');
  if (usual === null) reasons.add('no-history');
  return [...reasons]
    .map((reason) => (usual === null && reason === 'no-history' ? 'no ordinary days' : REASON_TEXT[reason]))
    .join('; ');
}

function moveRow(at: HorizonReaction): string[] {
  const { usual, path, range, moveSimple } = at;
  return [
    `  ${at.horizon}`,
    percent(moveSimple),
    figureText(usual?.scale == null ? null : 100 * usual.scale, 2),
    signedText(usual?.z ?? null, 2),
    percentileText(usual?.percentile ?? null),
    pText(usual?.p ?? null),
    String(usual?.n ?? 0),
    percent(simple(path?.peak?.move)),
    percent(simple(path?.trough?.move)),
    figureText(path?.fade ?? null, 2),
    range === null ? '-' : `${percent(range.minSimple)} .. ${percent(range.maxSimple)}`,
    lacking(at),
  ];
}

function whyNone({ state, reason, answersFrom }: HorizonReaction, zone: string): string {
  if (state !== 'waiting') return reason === null ? '' : REASON_TEXT[reason];
  return answersFrom === null ? 'waiting' : `waiting: answers from ${formatLocal(answersFrom, zone)}`;
}

/** Horizons in a row that have no move for one reason, as one line. */
function withoutMove(horizons: readonly HorizonReaction[], zone: string): string[] {
  const lines: { from: string; to: string; why: string }[] = [];
  for (const at of horizons) {
    const why = at.state === 'ok' ? '' : whyNone(at, zone);
    const last = lines.at(-1);
    if (last !== undefined && last.why === why) last.to = at.horizon;
    else lines.push({ from: at.horizon, to: at.horizon, why });
  }
  return lines
    .filter(({ why }) => why !== '')
    .map(({ from, to, why }) => `  ${from === to ? from : `${from} to ${to}`}: ${why}`);
}

const priceText = (point: PricePoint, zone: string): string =>
  `${point.price} of ${formatLocal(point.time, zone)}${point.provenance === 'simulated' ? ', SIMULATED' : ''}`;

function heading(reaction: Reaction, instrument: Instrument): string {
  const { event, base, baseReason, gap } = reaction.since;
  const from =
    base === null
      ? `no base: ${REASON_TEXT[baseReason ?? 'no-history']}`
      : `base ${priceText(base, instrument.timeZone)}`;
  const day = event.dayZero === null ? 'beyond the calendar' : `day 0 ${event.dayZero.date}`;
  const opened = gap === null ? '' : `; gap ${percent(gap.moveSimple)} %`;
  return `${instrument.name} (${instrument.id}): ${event.state} at T0, ${day}; ${from}${opened}`;
}

function marketText(reaction: Reaction, instrument: Instrument): string[] {
  const { horizons } = reaction;
  const moved = horizons.filter((h) => h.state === 'ok');
  return [
    '',
    ...wrapped(heading(reaction, instrument), WIDTH, '', '  '),
    ...(moved.length === 0 ? [] : textTable(COLUMNS, moved.map(moveRow))),
    ...withoutMove(horizons, instrument.timeZone),
  ];
}

function orderText({ reactions }: EventMeasure): string[] {
  const ranked = reactions
    .flatMap(({ instrument, first }) => (first.rank === null ? [] : [{ instrument, ...first }]))
    .toSorted((a, b) => (a.rank as number) - (b.rank as number));
  if (ranked.length === 0) return [];
  const names = ranked.map(
    ({ instrument, rank, time, widthSeconds }) =>
      `${rank}. ${instrument} by ${formatInstant(time as UtcMs)} (within ${widthSeconds} s)`,
  );
  return [
    '',
    ...wrapped(
      `First significant moves, an order in time and no cause: ${names.join(', ')}`,
      WIDTH,
      '',
      '  ',
    ),
  ];
}

/** Other events in the windows, and the first horizon that holds each. */
function mixedText({ reactions }: EventMeasure): string[] {
  const found = new Map<string, string>();
  for (const { horizons } of reactions) {
    for (const { horizon, mixedWith } of horizons) {
      for (const { slug, title, when } of mixedWith) {
        const words =
          when === 'before' ? 'before T0, after the close of day -1' : `inside, from ${horizon} on`;
        if (!found.has(slug)) found.set(slug, `${title} (${slug}; ${words})`);
      }
    }
  }
  if (found.size === 0) return [];
  return ['', ...wrapped(`Mixed with: ${[...found.values()].join('; ')}`, WIDTH, '', '  ')];
}

const SIMULATED = {
  none: [],
  partly: ['Some of the prices are SIMULATED: see the base of each market, and `provenance` in the CSV.'],
  all: ['All prices are SIMULATED.'],
} as const;

/** Reactions for a terminal: simple moves in percent, times on the clock of each market. */
export function reactionText(measure: EventMeasure, about: ReactionAbout): string {
  const { event, anchor, instruments, notes } = about;
  const lines = [
    ...wrapped(`${event.title} (${event.slug})`, WIDTH, '', '  '),
    `T0 ${formatInstant(measure.t0)}, ${anchor.name}, known to the ${anchor.precision}; as of ${formatInstant(measure.playhead)}, ${measure.basis}`,
    ...SIMULATED[measure.simulated],
    ...measure.reactions.flatMap((reaction, at) => marketText(reaction, instruments[at] as Instrument)),
    ...orderText(measure),
    ...mixedText(measure),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `Note: ${note}`)]),
  ];
  return textOfLines(lines);
}
