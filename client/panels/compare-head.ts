import { compareWords } from '../i18n/compare-words.ts';
import { signed } from '../i18n/format.ts';
import type { Comparison } from '../state/compare.ts';
import { ticked } from '../state/compare.ts';

/** Session or minute that the head speaks of: day 0, or the last minute that this event has a move at. */
function headStep({ market }: Comparison): number {
  if (market.axis === 'k') return market.steps.findIndex((step) => step.at === 0);
  const last = market.own.moves.findLastIndex((move) => move !== null);
  return last > 0 ? last : market.steps.length - 1;
}

/** What the fan shows in one sentence: how many were up, their median, and this event. Order in time, no cause. */
export function compareSentence(comparison: Comparison, marketName: string): string {
  const w = compareWords.value;
  const { market } = comparison;
  const index = headStep(comparison);
  const step = market.steps[index];
  if (step === undefined) return '';
  const moves = market.others
    .filter((path) => path.state === 'ok' && ticked.value.has(path.slug))
    .map((path) => path.moves[index] ?? null)
    .filter((move) => move !== null);
  const up = moves.filter((move) => move > 0).length;
  const name = w.step[market.axis](step.at);
  const earlier =
    step.median === null
      ? w.roseFew(marketName, name, up, moves.length)
      : w.rose(marketName, name, up, moves.length, signed(step.median * 100));
  const { title } = market.own;
  const own = step.move === null ? w.noneYet(title) : w.own(title, signed(step.move * 100));
  return `${earlier}. ${own}.`;
}
