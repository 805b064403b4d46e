import { computed } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { breadthOf, type Direction } from '../../shared/reaction/breadth.ts';
import { moveInDollars } from '../../shared/reaction/dollar.ts';
import type { MarketReaction } from '../../shared/reaction/moves.ts';
import { frame } from '../state/frame.ts';
import { baseInUse, dollarMoves, rows } from '../state/rows.ts';
import { t0 } from '../state/subject.ts';

/** The row with its move, and its peak, in US dollars; as it is where its currency has no pair. */
function inDollars(row: MarketReaction, moves: ReadonlyMap<InstrumentId, number>): MarketReaction {
  const { instrument, since, peak } = row;
  const percent = moves.get(instrument.id);
  if (since.state !== 'ok' || percent === undefined) return row;
  const from = baseInUse.value.base === 't0' ? t0.value : since.base.time;
  const span = peak === null ? null : { percent: peak.percent, from, to: peak.time };
  const high = span === null ? null : moveInDollars(frame.value, instrument.currency, span);
  return {
    ...row,
    since: { ...since, percent },
    peak: peak === null || high === null ? null : { percent: high, time: peak.time },
  };
}

/** Rows in the currency that was asked for; a market whose currency has no pair stays in its own. */
export const heroRows = computed<readonly MarketReaction[]>(() => {
  const moves = dollarMoves.value;
  return moves === null ? rows.value : rows.value.map((row) => inDollars(row, moves));
});

/** How many of the shown markets rose since the base, with the median of their moves. */
export const breadthSince = computed<Direction>(() =>
  breadthOf(heroRows.value.flatMap(({ since }) => (since.state === 'ok' ? [since.percent] : []))),
);

/** The same since their previous closes, in their own currencies. */
export const breadthToday = computed<Direction>(() =>
  breadthOf(rows.value.flatMap(({ todayPercent }) => todayPercent ?? [])),
);
