import { computed } from '@preact/signals';
import { breadthOf, type Direction } from '../../shared/reaction/breadth.ts';
import { moveInDollars } from '../../shared/reaction/dollar.ts';
import type { MarketReaction } from '../../shared/reaction/moves.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import { frame } from '../state/frame.ts';
import { baseInUse, rows } from '../state/rows.ts';
import { t0 } from '../state/subject.ts';
import { view } from '../state/view.ts';

/** The row with its move since the base, and its peak, in US dollars; as it is where its currency has no pair. */
function inDollars(row: MarketReaction): MarketReaction {
  const { instrument, since, peak } = row;
  if (since.state !== 'ok') return row;
  const from = baseInUse.value.base === 't0' ? t0.value : since.base.time;
  const turned = (percent: number, to: UtcMs): number | null =>
    moveInDollars(frame.value, instrument.currency, { percent, from, to });
  const percent = turned(since.percent, since.at);
  if (percent === null) return row;
  const high = peak === null ? null : turned(peak.percent, peak.time);
  return {
    ...row,
    since: { ...since, percent },
    peak: peak === null || high === null ? null : { percent: high, time: peak.time },
  };
}

/** Rows in the currency that was asked for; a market whose currency has no pair stays in its own. */
export const heroRows = computed<readonly MarketReaction[]>(() =>
  view.value.currency === 'usd' ? rows.value.map(inDollars) : rows.value,
);

/** How many of the shown markets rose since the base, with the median of their moves. */
export const breadthSince = computed<Direction>(() =>
  breadthOf(heroRows.value.flatMap(({ since }) => (since.state === 'ok' ? [since.percent] : []))),
);

/** The same since their previous closes, in their own currencies. */
export const breadthToday = computed<Direction>(() =>
  breadthOf(rows.value.flatMap(({ todayPercent }) => todayPercent ?? [])),
);
