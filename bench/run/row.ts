import { median, short } from './numbers.ts';

export interface Target {
  readonly is: 'at least' | 'at most';
  readonly value: number;
}
export const atLeast = (value: number): Target => ({ is: 'at least', value });
export const atMost = (value: number): Target => ({ is: 'at most', value });

/** One line of the report. What a target is held against is `figure`, a ratio unless `figureUnit` names a unit. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly against: string;
  readonly figure: number | null;
  readonly figureUnit?: string;
  readonly target: Target | null;
}

export type Verdict = 'ok' | 'SHORT' | '';

/** A figure that just misses its target by rounding is still short: nothing is rounded before it is judged. */
export function verdict({ figure, target }: Row): Verdict {
  if (figure === null || target === null) return '';
  return (target.is === 'at least' ? figure >= target.value : figure <= target.value) ? 'ok' : 'SHORT';
}

/** Figures of one measure, one per round and side; index for index they were taken in the same round. */
export interface Pairs {
  readonly ours: readonly number[];
  readonly peer: readonly number[];
}

/** Ratio ours ÷ peer: the median of the rounds' own ratios, since a round shares one mood of the machine. */
export function pairedRow(
  what: string,
  unit: string,
  peerName: string,
  { ours, peer }: Pairs,
  target: Target | null,
): Row {
  const ratios = ours.map((value, round) => value / (peer[round] as number));
  return {
    what,
    ours: `${short(median(ours))} ${unit}`,
    against: `${peerName} ${short(median(peer))} ${unit}`,
    figure: median(ratios),
    target,
  };
}

/** A figure with nothing beside it. */
export const plainRow = (what: string, figure: string): Row => ({
  what,
  ours: figure,
  against: '',
  figure: null,
  target: null,
});

export interface PartResult {
  readonly rows: readonly Row[];
  /** How it was measured and where it is short, one sentence each. */
  readonly notes: readonly string[];
  /** Why it was not run; then there are no rows. */
  readonly notRun?: string;
}

export interface Part {
  readonly id: string;
  readonly title: string;
  run(context: Context): Promise<PartResult>;
}

/** What a part is given. */
export interface Context {
  /** An empty folder on the disk the program itself would write to; removed at the end. */
  readonly folder: string;
  /** Where the repository lies. */
  readonly root: string;
  /** Rounds of every pair; odd. */
  readonly rounds: number;
}
