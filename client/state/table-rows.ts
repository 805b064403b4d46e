import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import type { MarketReaction } from '../../shared/reaction/moves.ts';
import type { ReactionNow } from '../../shared/reaction/reaction.ts';
import type { Grouping, View } from './view-url.ts';

const RANK = { ok: 0, waiting: 1, missing: 2 } as const;
const SESSION_RANK = { open: 0, lunch: 1, closed: 2, holiday: 3, unknown: 4 } as const;

export type Numbers = ReadonlyMap<InstrumentId, ReactionNow>;
const NO_NUMBERS: Numbers = new Map();

const sizeOf = (row: MarketReaction): number => (row.since.state === 'ok' ? Math.abs(row.since.percent) : -1);

/** Null: the row has no such number and stands after those that have one, whichever way they are ordered. */
function keyOf(
  row: MarketReaction,
  now: ReactionNow | undefined,
  sort: View['sort'],
): number | string | null {
  const unusual = now?.unusual ?? null;
  switch (sort) {
    case 'market':
      return row.instrument.name;
    case 'session':
      return SESSION_RANK[row.session.state];
    case 'since':
      return sizeOf(row);
    case 'usual':
      return unusual?.scale ?? null;
    case 'z':
      return unusual === null || unusual.z === null ? null : Math.abs(unusual.z);
    case 'percentile':
      return unusual?.percentile ?? null;
    case 'faded':
      return now?.path?.fade ?? null;
    case 'today':
      return row.todayPercent;
    case 'peak':
      return row.peak === null ? null : Math.abs(row.peak.percent);
    case 'last':
      return row.last?.price ?? null;
  }
}

/**
 * Rows in the chosen order; markets that have answered first, then those waiting, then those without data. Rows alike in
 * it, or without the number it asks for, stand by the size of their move.
 */
export function sortedRows(
  rows: readonly MarketReaction[],
  sort: View['sort'],
  descending: boolean,
  numbers: Numbers = NO_NUMBERS,
): readonly MarketReaction[] {
  const sign = descending ? -1 : 1;
  const keys = new Map(rows.map((r) => [r, keyOf(r, numbers.get(r.instrument.id), sort)]));
  const bySize = (a: MarketReaction, b: MarketReaction): number =>
    sizeOf(b) - sizeOf(a) || a.instrument.name.localeCompare(b.instrument.name);
  return rows.toSorted((a, b) => {
    const rank = RANK[a.since.state] - RANK[b.since.state];
    if (rank !== 0) return rank;
    const x = keys.get(a) ?? null;
    const y = keys.get(b) ?? null;
    if (x === null || y === null) return x === y ? bySize(a, b) : Number(x === null) - Number(y === null);
    if (typeof x === 'string' || typeof y === 'string') return sign * String(x).localeCompare(String(y));
    return x === y ? bySize(a, b) : sign * (x - y);
  });
}

export interface Tally {
  readonly answered: number;
  readonly waiting: readonly MarketReaction[];
  readonly missing: number;
}

/** `waits` tells a market that could not trade since T0 from one that could and shows no price. */
export function tally(rows: readonly MarketReaction[], waits: (row: MarketReaction) => boolean): Tally {
  return {
    answered: rows.filter((r) => r.since.state === 'ok').length,
    waiting: rows.filter(waits),
    missing: rows.filter((r) => r.since.state !== 'ok' && !waits(r)).length,
  };
}

/** Rows under one head: a region, a set of the watchlist, or all of them. */
export interface RowGroup {
  /** Region or set; null where nothing is grouped. */
  readonly key: string | null;
  readonly rows: readonly MarketReaction[];
}

/** Rows by region or set; groups stand in the order of the watchlist, rows within them as they came. */
export function groupedRows(
  rows: readonly MarketReaction[],
  by: Grouping,
  watchlist: readonly Instrument[],
): readonly RowGroup[] {
  if (by === 'none') return [{ key: null, rows }];
  return [...new Set(watchlist.map((i) => i[by]))].flatMap((key) => {
    const own = rows.filter((row) => row.instrument[by] === key);
    return own.length === 0 ? [] : [{ key, rows: own }];
  });
}

/** A row of the table; a stand-in follows the market that it trades for. */
export interface TableRow {
  readonly row: MarketReaction;
  /** The market that waits, or null for one in its own right. */
  readonly standsInFor: MarketReaction | null;
}

/** Puts each stand-in that has traded under the first market that waits and names it, and nowhere else. */
export function withStandIns(
  rows: readonly MarketReaction[],
  standIns: readonly MarketReaction[],
): readonly TableRow[] {
  const left = new Map(standIns.flatMap((r) => (r.since.state === 'ok' ? [[r.instrument.id, r]] : [])));
  const placed = new Map<InstrumentId, MarketReaction>();
  for (const row of rows) {
    const { standIn } = row.instrument;
    const own = standIn === undefined ? undefined : left.get(standIn);
    if (row.since.state !== 'waiting' || own === undefined) continue;
    placed.set(row.instrument.id, own);
    left.delete(own.instrument.id);
  }
  const moved = new Set([...placed.values()].map((r) => r.instrument.id));
  return rows.flatMap((row): TableRow[] => {
    if (moved.has(row.instrument.id)) return [];
    const own = placed.get(row.instrument.id);
    const first: TableRow = { row, standsInFor: null };
    return own === undefined ? [first] : [first, { row: own, standsInFor: row }];
  });
}
