import type { MarketReaction } from '../../shared/reaction/moves.ts';
import type { View } from './view-url.ts';

const RANK = { ok: 0, waiting: 1, missing: 2 } as const;
const SESSION_RANK = { open: 0, lunch: 1, closed: 2, holiday: 3, unknown: 4 } as const;

function keyOf(row: MarketReaction, sort: View['sort']): number | string {
  switch (sort) {
    case 'market':
      return row.instrument.name;
    case 'session':
      return SESSION_RANK[row.session.state];
    case 'since':
      return row.since.state === 'ok' ? Math.abs(row.since.percent) : -1;
    case 'today':
      return row.todayPercent ?? Number.NEGATIVE_INFINITY;
    case 'peak':
      return row.peak === null ? -1 : Math.abs(row.peak.percent);
    case 'last':
      return row.last?.price ?? -1;
  }
}

/** Rows in the chosen order; markets that have answered first, then those waiting, then those without data. */
export function sortedRows(
  rows: readonly MarketReaction[],
  sort: View['sort'],
  descending: boolean,
): readonly MarketReaction[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const rank = RANK[a.since.state] - RANK[b.since.state];
    if (rank !== 0) return rank;
    const x = keyOf(a, sort);
    const y = keyOf(b, sort);
    if (typeof x === 'string' || typeof y === 'string') return sign * String(x).localeCompare(String(y));
    return x === y ? a.instrument.name.localeCompare(b.instrument.name) : sign * (x - y);
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
