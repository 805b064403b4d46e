import { computed } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { BaseMode } from '../../shared/reaction/base-price.ts';
import { moveInDollars } from '../../shared/reaction/dollar.ts';
import { type MarketReaction, marketReaction } from '../../shared/reaction/moves.ts';
import { lastClosed } from '../../shared/reaction/price-at.ts';
import { asUtcMs, DAY_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { frame } from './frame.ts';
import { measures } from './measures.ts';
import { calendars, instruments, shown, t0 } from './subject.ts';
import { groupedRows, type Numbers, sortedRows, type TableRow, withStandIns } from './table-rows.ts';
import { view } from './view.ts';

/** Why another base than the chosen one is used, or null. */
export type BaseReason = 't0-ahead' | 'no-price-at-t0' | null;

/** A price is "at T0" when it is at most this much older, ms. */
const NEAR_T0_MS = DAY_MS / 2;

function hasPriceNear(f: Frame, ids: readonly InstrumentId[], time: UtcMs): boolean {
  return ids.some((id) =>
    (['1m', '5m', '1h'] as const).some((interval) => {
      const bars = f.bars(id, interval);
      const at = lastClosed(bars, time);
      return at >= 0 && time - (bars.closeTime[at] as number) <= NEAR_T0_MS;
    }),
  );
}

/**
 * Base in use. Before T0 it is the previous close. Where no price at T0 is stored the base "at T0" is the last close
 * before it, which the page says in words.
 */
export const baseInUse = computed<{ readonly base: BaseMode; readonly reason: BaseReason }>(() => {
  const asked = view.value.base;
  const f = frame.value;
  if (asked !== 't0') return { base: asked, reason: null };
  if (t0.value > f.playhead) return { base: 'prev', reason: 't0-ahead' };
  const ids = shown.value.map((i) => i.id);
  return { base: 't0', reason: hasPriceNear(f, ids, t0.value) ? null : 'no-price-at-t0' };
});

/** One row per shown market, all of it from the frame. */
export const rows = computed<readonly MarketReaction[]>(() => {
  const { base } = baseInUse.value;
  const f = frame.value;
  // Before T0 the session that counts is that of the playhead.
  const at = asUtcMs(Math.min(t0.value, f.playhead));
  return shown.value.map((i) =>
    marketReaction(f, i, base === 'price' ? 't0' : base, at, calendars.get(i.mic)),
  );
});

/** A market waits while it had no minute of trading since T0; one that had some and shows no price has no data. */
export function waits(row: MarketReaction): boolean {
  if (row.since.state !== 'waiting') return false;
  const { playhead } = frame.value;
  return (
    calendars.get(row.instrument.mic).tradingMinutes(asUtcMs(Math.min(t0.value, playhead)), playhead) === 0
  );
}

export type SimulatedWords = 'none' | 'partly' | 'all';
export const simulated = computed<SimulatedWords>(() => frame.value.simulated(shown.value.map((i) => i.id)));

const NONE: Numbers = new Map();

/** What is measured since T0, by market; beside moves from another base it would be read as theirs and is left out. */
export const numbers = computed<Numbers>(() => {
  const { base } = baseInUse.value;
  return base === 't0' || base === 'price' ? measures.value : NONE;
});

/** The rows in the order of the table. */
export const rowsShown = computed(() =>
  sortedRows(rows.value, view.value.sort, view.value.descending, numbers.value),
);

/** What markets that wait name as trading meanwhile. */
const standIns = computed<readonly MarketReaction[]>(() => {
  const waiting = rows.value.filter(waits);
  const { base } = baseInUse.value;
  if (waiting.length === 0 || base === 'price') return [];
  const f = frame.value;
  const at = asUtcMs(Math.min(t0.value, f.playhead));
  const named = new Set(waiting.map((r) => r.instrument.standIn));
  return instruments.value
    .filter((i) => named.has(i.id))
    .map((i) => marketReaction(f, i, base, at, calendars.get(i.mic)));
});

export interface TableGroup {
  /** Region or set; null where nothing is grouped. */
  readonly key: string | null;
  /** Without stand-ins: a breadth counts markets. */
  readonly rows: readonly MarketReaction[];
  readonly table: readonly TableRow[];
}

/** The table as it is shown: grouped, each stand-in under the market it trades for. */
export const tableGroups = computed<readonly TableGroup[]>(() =>
  groupedRows(rowsShown.value, view.value.group, shown.value).map((group) => ({
    ...group,
    table: withStandIns(group.rows, standIns.value),
  })),
);

/** Moves in US dollars, percent, where they were asked for; a market whose currency has no pair is left out. */
export const dollarMoves = computed<ReadonlyMap<InstrumentId, number> | null>(() => {
  if (view.value.currency !== 'usd') return null;
  const f = frame.value;
  const moves = new Map<InstrumentId, number>();
  for (const { instrument, since } of rows.value) {
    if (since.state !== 'ok') continue;
    const { percent, at, base } = since;
    const from = baseInUse.value.base === 't0' ? t0.value : base.time;
    const move = moveInDollars(f, instrument.currency, { percent, from, to: at });
    if (move !== null) moves.set(instrument.id, move);
  }
  return moves;
});
