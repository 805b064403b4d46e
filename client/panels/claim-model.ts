import type { ClaimEvidence, Verdict } from '../../shared/reaction/claim.ts';
import type { ClaimAnswer } from '../../shared/reaction/claim-answer.ts';
import type { ClaimWords } from '../i18n/en-claims.ts';
import { listed, signed } from '../i18n/format.ts';

export type ClaimCheckAnswer = ClaimAnswer['checks'][number];

/** A move inside one usual move of its market; null where either is missing. */
export function insideUsual({
  moveSimple,
  usual,
}: Pick<ClaimEvidence, 'moveSimple' | 'usual'>): boolean | null {
  return moveSimple === null || usual === null ? null : Math.abs(Math.log1p(moveSimple)) < usual;
}

/** Moves from the highest to the lowest, then the markets without one. */
export const sortedEvidence = (evidence: readonly ClaimEvidence[]): ClaimEvidence[] =>
  evidence.toSorted(
    (a, b) => (b.moveSimple ?? Number.NEGATIVE_INFINITY) - (a.moveSimple ?? Number.NEGATIVE_INFINITY),
  );

/** Where bars begin and end, in percent of the width; 0 is inside. */
export interface BarScale {
  readonly zero: number;
  readonly at: (move: number) => number;
}

/** One scale for all bars of a card, with 0 in it. */
export function barScale(evidence: readonly Pick<ClaimEvidence, 'moveSimple'>[]): BarScale {
  const moves = evidence.map((e) => e.moveSimple).filter((move) => move !== null);
  const low = Math.min(0, ...moves);
  const high = Math.max(0, ...moves);
  const span = high - low || 1;
  const at = (move: number): number => ((move - low) / span) * 100;
  return { zero: at(0), at };
}

export const verdictText = (
  { verdict, soFar }: Pick<ClaimCheckAnswer, 'verdict' | 'soFar'>,
  w: ClaimWords,
): string => (soFar ? w.soFar(w.verdict[verdict]) : w.verdict[verdict]);

/** Counts and median in one or two sentences. */
export function claimSentence(check: ClaimCheckAnswer, w: ClaimWords): string {
  const { agree, of, groupSize, medianSimple, claim, evidence, soFar } = check;
  if (of === 0 || medianSimple === null) return soFar ? w.none(groupSize) : w.noData(groupSize);
  const within = evidence.filter((e) => e.supports === true && insideUsual(e) === true).length;
  const counts = w.sentence(agree, of, w.direction[claim.direction], w.at[claim.horizon]);
  return `${counts}${within === 0 ? '' : w.within(within, agree)}. ${w.median(signed(medianSimple * 100))}`;
}

/** Where the claim held, where it half held and where it failed, in words; empty where nothing can be judged. */
export function horizonSentence({ byHorizon }: Pick<ClaimCheckAnswer, 'byHorizon'>, w: ClaimWords): string {
  const at = (verdict: Verdict): string[] =>
    byHorizon.filter((h) => h.verdict === verdict).map((h) => w.short[h.horizon]);
  const said = (verdict: Verdict, say: (list: string) => string): string[] => {
    const names = at(verdict);
    return names.length === 0 ? [] : [say(listed(names))];
  };
  const rest = at('cannot-be-judged').length;
  return [
    ...said('borne-out', w.horizons.held),
    ...said('partly', w.horizons.partly),
    ...said('not-borne-out', w.horizons.failed),
    ...(rest === 0 ? [] : [w.horizons.rest(rest)]),
  ].join(' ');
}
