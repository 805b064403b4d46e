import { z } from 'zod/mini';
import { slug } from '../event/event.ts';
import { HORIZONS } from '../event/horizon.ts';
import { instrumentId } from '../market/instrument.ts';
import { provenance } from '../market/provenance.ts';
import { REASONS } from '../reaction/reaction.ts';
import { utcMs } from '../time/instant.ts';
import { barInterval } from '../time/interval.ts';
import { type Cells, type Column, instant, json, number, type Table, text, truth, whole } from './column.ts';

const reason = z.enum(REASONS);

/** One market at one horizon. Moves are log unless called simple; null = missing, `reason` says why. */
export const reactionRow = z.strictObject({
  /** Slug; null where T0 was set by hand. */
  event: z.nullable(slug),
  anchor: z.string(),
  instrument: instrumentId,
  horizon: z.enum(HORIZONS),
  state: z.enum(['ok', 'waiting', 'missing']),
  /** One reason for the whole row, or column → reason; null where nothing is missing. */
  reason: z.nullable(z.union([reason, z.record(z.string(), reason)])),
  baseTime: z.nullable(utcMs),
  basePrice: z.nullable(z.number()),
  priceTime: z.nullable(utcMs),
  price: z.nullable(z.number()),
  moveSimple: z.nullable(z.number()),
  moveLog: z.nullable(z.number()),
  gapSimple: z.nullable(z.number()),
  overnight: z.nullable(z.boolean()),
  usualMove: z.nullable(z.number()),
  z: z.nullable(z.number()),
  percentile: z.nullable(z.number()),
  p: z.nullable(z.number()),
  samples: z.nullable(z.int().check(z.minimum(0))),
  sampleInterval: z.nullable(barInterval),
  peakMove: z.nullable(z.number()),
  peakTime: z.nullable(utcMs),
  troughMove: z.nullable(z.number()),
  troughTime: z.nullable(utcMs),
  fade: z.nullable(z.number()),
  halfLifeMinutes: z.nullable(z.number()),
  halfLifeAtLeast: z.nullable(z.number()),
  volBefore: z.nullable(z.number()),
  volAfter: z.nullable(z.number()),
  jumpZ: z.nullable(z.number()),
  jumpP: z.nullable(z.number()),
  orderRank: z.nullable(z.int().check(z.minimum(1))),
  orderWidthSeconds: z.nullable(z.number()),
  moveMin: z.nullable(z.number()),
  moveMax: z.nullable(z.number()),
  mixedWith: z.array(slug),
  provenance: z.nullable(provenance),
});
export type ReactionRow = z.infer<typeof reactionRow>;

const reasonText = ({ reason: why }: ReactionRow): string | null =>
  why === null || typeof why === 'string' ? why : JSON.stringify(why);

const priced: readonly Column<ReactionRow>[] = [
  text('event', 'Slug of the event', (r) => r.event),
  text('anchor', 'Name of the anchor that is T0', (r) => r.anchor),
  text('instrument', 'Id of the instrument', (r) => r.instrument),
  text('horizon', '1m to 2h in trading minutes, close, or 0d to 20d in sessions', (r) => r.horizon),
  text('state', 'ok, waiting (no trade since T0 yet) or missing', (r) => r.state),
  text(
    'reason',
    'Why the row has no move: one code; or JSON, column to code, where only some of its figures are missing',
    reasonText,
  ),
  instant('base_time_utc', 'When the base price stood', (r) => r.baseTime),
  number('base_price', 'price', 'What the move is measured from', (r) => r.basePrice),
  instant('price_time_utc', 'When the price stood', (r) => r.priceTime),
  number('price', 'price', 'Price at the horizon', (r) => r.price),
  number('move_simple', 'fraction', 'price / base_price - 1', (r) => r.moveSimple),
  number('move_log', 'log', 'ln(price / base_price)', (r) => r.moveLog),
  number(
    'gap_simple',
    'fraction',
    'First price over the base where the market was closed at T0; part of the move',
    (r) => r.gapSimple,
  ),
  truth('overnight', 'Whether the move spans the end of a session', (r) => r.overnight),
];

const unusual: readonly Column<ReactionRow>[] = [
  number(
    'usual_move',
    'log',
    '1.4826 × median absolute deviation of the same move on ordinary days',
    (r) => r.usualMove,
  ),
  number('z', 'usual moves', '(move_log - median of the ordinary days) / usual_move', (r) => r.z),
  number('percentile', '0-100', 'Place of the move among the ordinary days', (r) => r.percentile),
  number('p', '', 'Share of ordinary days with at least so large a move, two-sided', (r) => r.p),
  whole('samples', 'days', 'Ordinary days it was compared with', (r) => r.samples),
  text('sample_interval', 'Interval of the bars they were read from', (r) => r.sampleInterval),
];

const path: readonly Column<ReactionRow>[] = [
  number('peak_move', 'log', 'Highest move from the base until the horizon', (r) => r.peakMove),
  instant('peak_time_utc', 'When that was', (r) => r.peakTime),
  number('trough_move', 'log', 'Lowest move', (r) => r.troughMove),
  instant('trough_time_utc', 'When that was', (r) => r.troughTime),
  number('fade', '', '0 at the widest move, 1 back at the base, above 1 reversed', (r) => r.fade),
  number(
    'half_life_minutes',
    'trading minutes',
    'From the widest move to the first bar that had given half of it back',
    (r) => r.halfLifeMinutes,
  ),
  number(
    'half_life_at_least',
    'trading minutes',
    'Time since the widest move where half of it was not given back',
    (r) => r.halfLifeAtLeast,
  ),
];

const ofMarket: readonly Column<ReactionRow>[] = [
  number('vol_before', 'log', 'Realised volatility of the trading hour before T0', (r) => r.volBefore),
  number('vol_after', 'log', 'The same of the hour after T0, as far as it has passed', (r) => r.volAfter),
  number('jump_z', '', 'Ratio jump test over day 0 so far', (r) => r.jumpZ),
  number('jump_p', '', 'Its one-sided p', (r) => r.jumpP),
  whole(
    'order_rank',
    '',
    'Place in the order of first significant moves, from 1; an order in time, not a cause',
    (r) => r.orderRank,
  ),
  number(
    'order_width_s',
    'seconds',
    'The first significant move came within this time before the end of its bar',
    (r) => r.orderWidthSeconds,
  ),
  number('move_min', 'log', 'Lowest move as T0 is shifted', (r) => r.moveMin),
  number('move_max', 'log', 'Highest move as T0 is shifted', (r) => r.moveMax),
  json('mixed_with', 'List of slugs of other events that may have moved the same price', (r) => r.mixedWith),
  text('provenance', 'As in bars, of the two prices; simulated if either is', (r) => r.provenance),
];

export const reactionTable: Table<ReactionRow> = {
  what: 'reactions',
  meaning:
    'Moves of each market since T0, one line a horizon. Moves are log moves unless their name says simple; volatility, jump and order are of the market and stand on each of its lines.',
  columns: [...priced, ...unusual, ...path, ...ofMarket],
};

function reasonOf(cells: Cells): unknown {
  const cell = cells.optionalText('reason');
  return cell?.startsWith('{') ? cells.json('reason') : cell;
}

/** Reads a line of ours back. Throws CsvFault. */
export function readReactionRow(cells: Cells): ReactionRow {
  return cells.checked(reactionRow, {
    event: cells.optionalText('event'),
    anchor: cells.text('anchor'),
    instrument: cells.text('instrument'),
    horizon: cells.text('horizon'),
    state: cells.text('state'),
    reason: reasonOf(cells),
    baseTime: cells.instant('base_time_utc'),
    basePrice: cells.number('base_price'),
    priceTime: cells.instant('price_time_utc'),
    price: cells.number('price'),
    moveSimple: cells.number('move_simple'),
    moveLog: cells.number('move_log'),
    gapSimple: cells.number('gap_simple'),
    overnight: cells.optionalTruth('overnight'),
    usualMove: cells.number('usual_move'),
    z: cells.number('z'),
    percentile: cells.number('percentile'),
    p: cells.number('p'),
    samples: cells.number('samples'),
    sampleInterval: cells.optionalText('sample_interval'),
    peakMove: cells.number('peak_move'),
    peakTime: cells.instant('peak_time_utc'),
    troughMove: cells.number('trough_move'),
    troughTime: cells.instant('trough_time_utc'),
    fade: cells.number('fade'),
    halfLifeMinutes: cells.number('half_life_minutes'),
    halfLifeAtLeast: cells.number('half_life_at_least'),
    volBefore: cells.number('vol_before'),
    volAfter: cells.number('vol_after'),
    jumpZ: cells.number('jump_z'),
    jumpP: cells.number('jump_p'),
    orderRank: cells.number('order_rank'),
    orderWidthSeconds: cells.number('order_width_s'),
    moveMin: cells.number('move_min'),
    moveMax: cells.number('move_max'),
    mixedWith: cells.json('mixed_with'),
    provenance: cells.optionalText('provenance'),
  });
}
