import type { MarketReaction } from '../../shared/reaction/moves.ts';
import type { ReactionNow, Reason } from '../../shared/reaction/reaction.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import { signed } from '../i18n/format.ts';
import type { Dictionary } from '../i18n/words.ts';

/** Why a cell holds a dash: a reason of the measures, or one of the page’s own. */
export type Absent =
  | Reason
  | 'other-base'
  | 'loading'
  | 'failed'
  | 'waits'
  | 'no-today'
  | 'no-sample'
  | 'too-early';

export interface CellText {
  readonly text: string;
  /** Null where there is a number. */
  readonly absent: Absent | null;
}

/** What the columns that rest on ordinary days show of one row. */
export interface RowNumbers {
  readonly usual: CellText;
  readonly z: CellText;
  readonly percentile: CellText;
  readonly peak: CellText;
  readonly peakTime: UtcMs | null;
  readonly faded: CellText;
  /** Place on the bar, 0–100; null without one. */
  readonly bar: number | null;
  /** Colour is earned: only where |z| ≥ 1. */
  readonly tone: 'up' | 'down' | null;
  /** |z| ≥ 1.5. */
  readonly strong: boolean;
}

const COLOURED_FROM = 1;
const STRONG_FROM = 1.5;
/** From here on a move stands on the other side of its base. */
const REVERSED_FROM = 1;

/** Simple move in percent of a log move. */
export const percentOf = (log: number): number => Math.expm1(log) * 100;

const dash = (absent: Absent): CellText => ({ text: '–', absent });
const told = (text: string): CellText => ({ text, absent: null });

/** A percentile in whole numbers; the ends are told in words, for a sample is finite. */
export function percentileText(
  percentile: number,
  n: number,
  words: Pick<Dictionary['table'], 'aboveAll' | 'belowAll'>,
): string {
  if (percentile >= 100) return words.aboveAll(n);
  if (percentile <= 0) return words.belowAll(n);
  return String(Math.min(99, Math.max(1, Math.round(percentile))));
}

export function fadedText(fade: number, words: Pick<Dictionary['table'], 'reversed'>): string {
  return fade > REVERSED_FROM ? words.reversed : `${Math.round(fade * 100)} %`;
}

/**
 * Texts of a row. `absent` says why a row that has moved has nothing to be set beside; `now` is null where nothing is
 * measured at all. A row without a move since T0 waits or has no price.
 */
export function rowNumbers(
  row: MarketReaction,
  now: ReactionNow | null,
  absent: Absent,
  words: Dictionary['table'],
): RowNumbers {
  const why: Absent =
    row.since.state === 'missing' ? row.since.reason : row.since.state === 'waiting' ? 'waits' : absent;
  const unusual = row.since.state === 'ok' ? (now?.unusual ?? null) : null;
  const path = row.since.state === 'ok' ? (now?.path ?? null) : null;
  const extreme = path?.extreme ?? null;
  const lacking = (field: 'scale' | 'z' | 'percentile'): CellText => dash(unusual?.missing[field] ?? why);
  const z = unusual?.z ?? null;
  const peak =
    extreme !== null
      ? { percent: percentOf(extreme.move), time: extreme.time }
      : now === null
        ? row.peak
        : null;
  return {
    usual: unusual?.scale == null ? lacking('scale') : told(Math.abs(percentOf(unusual.scale)).toFixed(2)),
    z: z === null ? lacking('z') : told(signed(z, 1)),
    percentile:
      unusual?.percentile == null
        ? lacking('percentile')
        : told(percentileText(unusual.percentile, unusual.n, words)),
    bar: unusual?.percentile ?? null,
    peak: peak === null ? dash(path?.missing.path ?? why) : told(signed(peak.percent)),
    peakTime: peak?.time ?? null,
    // Before the first step there is no usual move to hold the largest one against: a share of it would be noise.
    faded:
      path?.fade == null || why === 'too-early'
        ? dash(why === 'too-early' ? why : (path?.missing.fade ?? why))
        : told(fadedText(path.fade, words)),
    tone: z === null || Math.abs(z) < COLOURED_FROM ? null : z > 0 ? 'up' : 'down',
    strong: z !== null && Math.abs(z) >= STRONG_FROM,
  };
}
