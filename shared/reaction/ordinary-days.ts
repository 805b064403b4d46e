import type { LocalDate } from '../time/instant.ts';
import type { Reason, UsualProfile, UsualSample } from './reaction.ts';
import { MIN_SCALE_SAMPLE } from './unusualness.ts';

export interface OrdinaryDay {
  readonly date: LocalDate;
  readonly moveLog: number;
}

/**
 * The ordinary days of the usual-move sample beside the event: the intraday placebo. Moves are log, measured over the same
 * trading minutes.
 */
export interface OrdinaryDays {
  readonly key: string;
  readonly interval: UsualSample['interval'];
  readonly from: UsualSample['from'];
  readonly overlapping: boolean;
  /** By date; empty where the sample is too small to be shown. */
  readonly days: readonly OrdinaryDay[];
  /** Size of the sample. */
  readonly n: number;
  /** The event's own move, log; null where it has none. */
  readonly own: number | null;
  /** Place of the event by size of move among itself and the n days; 1: none of them moved as much. */
  readonly rank: number | null;
  /** Why days and rank are missing; a rank that only lacks the event's move has the reason of that move. */
  readonly reason: Extract<Reason, 'insufficient-sample'> | null;
}

/**
 * The strip of one sample. The rank is the count that p is made of, `1 + #{|xᵢ| ≥ |x|}` (EVENT-STUDY §3), so that
 * rank ÷ (n + 1) = p.
 *
 * @param key of a sample: a horizon, or `m<minutes>`.
 * @param move the event's own log move over the same trading minutes, null where there is none yet.
 * @returns null where the profile has no such sample.
 */
export function ordinaryDays(profile: UsualProfile, key: string, move: number | null): OrdinaryDays | null {
  const sample = profile.samples.find((s) => s.key === key);
  if (sample === undefined) return null;
  const { interval, from, overlapping, moves, sessions } = sample;
  const common = { key, interval, from, overlapping, n: moves.length, own: move };
  if (moves.length < MIN_SCALE_SAMPLE)
    return { ...common, days: [], rank: null, reason: 'insufficient-sample' };
  const days = moves
    .map((moveLog, at) => ({ date: sessions[at] as LocalDate, moveLog }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  const rank = move === null ? null : 1 + moves.filter((x) => Math.abs(x) >= Math.abs(move)).length;
  return { ...common, days, rank, reason: null };
}
