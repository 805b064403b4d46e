import type { MarketClaim } from '../event/event.ts';
import { HORIZONS, type Horizon } from '../event/horizon.ts';
import type { InstrumentId } from '../market/instrument.ts';
import { median } from '../statistics/summary.ts';
import { stillToCome } from './breadth.ts';
import type { ClaimCheck, ClaimEvidence, ClaimLimit, Verdict } from './claim.ts';
import type { HorizonReaction, Reaction } from './reaction.ts';

/** A median within this many usual moves of zero is no move (DESIGN §4). */
const USUAL_BORDER = 0.1;
/** The same where a market has no usual move: ±0.05 %, simple. */
const SIMPLE_BORDER = 0.0005;
/** A quotient of prices is exact to about 1e-16; a border met to within this is met. */
const ROUNDING = 1e-9;
/** Below this many answers a median and a share say little. */
const FEW_MARKETS = 3;

interface Read {
  readonly evidence: ClaimEvidence;
  /** Log move in usual moves of its market. */
  readonly inUsual: number | null;
  /** Move in widths of the market's border around zero. */
  readonly inBorders: number | null;
  readonly mixed: boolean;
  readonly dailyOnly: boolean;
}

/** The reaction to read; the official close of day 0 where `close` has no bar of its own and never will. */
function reactionAt(reaction: Reaction | undefined, horizon: Horizon): HorizonReaction | null {
  const of = (wanted: Horizon) => reaction?.horizons.find((h) => h.horizon === wanted) ?? null;
  const at = of(horizon);
  if (horizon !== 'close' || at === null || at.state !== 'missing' || stillToCome(at)) return at;
  const official = of('0d');
  return official !== null && (official.state === 'ok' || stillToCome(official)) ? official : at;
}

function read(
  claim: MarketClaim,
  instrument: InstrumentId,
  reaction: Reaction | undefined,
  asked: Horizon,
): Read {
  const at = reactionAt(reaction, asked);
  const moveSimple = at?.state === 'ok' ? at.moveSimple : null;
  const moveLog = at?.state === 'ok' ? at.moveLog : null;
  const base = at?.base ?? null;
  const price = at?.price ?? null;
  const scale = at?.usual?.scale ?? null;
  // A scale made from whole days judges no move that began within one.
  const alike = at?.sample == null || at.sample.moveLog === moveLog;
  const usual = scale !== null && scale > 0 && alike ? scale : null;
  const inUsual = moveLog === null || usual === null ? null : moveLog / usual;
  const byBorder =
    moveLog === null || usual === null
      ? over(moveSimple, SIMPLE_BORDER)
      : over(moveLog, USUAL_BORDER * usual);
  return {
    evidence: {
      instrument,
      horizon: at?.horizon ?? asked,
      state: at?.state ?? 'missing',
      reason: at === null ? 'no-history' : at.reason,
      base,
      price,
      moveSimple,
      z: usual === null ? null : (at?.usual?.z ?? null),
      usual,
      supports: moveSimple === null ? null : claim.direction === 'up' ? moveSimple > 0 : moveSimple < 0,
      simulated: base?.provenance === 'simulated' || price?.provenance === 'simulated',
    },
    inUsual,
    inBorders: byBorder,
    mixed: (at?.mixedWith.length ?? 0) > 0,
    dailyOnly: moveSimple !== null && (at?.horizon !== asked || base?.from === '1d'),
  };
}

const over = (value: number | null, unit: number): number | null => (value === null ? null : value / unit);
const known = (values: readonly (number | null)[]): number[] => values.filter((v) => v !== null);

interface Judged {
  readonly verdict: Verdict;
  readonly agree: number;
  readonly of: number;
  readonly medianSimple: number | null;
}

/**
 * The rule of DESIGN §4. Borders are strict: a median on the border is within it. Every market's move is set in widths of
 * its own border (0.1 usual moves, or 0.05 % where it has none), so that a group of which some lack a usual move is judged
 * by the same rule.
 */
function judge(claim: MarketClaim, rows: readonly Read[]): Judged {
  const answered = rows.filter((r) => r.evidence.moveSimple !== null);
  const of = answered.length;
  const agree = answered.filter((r) => r.evidence.supports).length;
  const medianSimple = median(known(answered.map((r) => r.evidence.moveSimple)));
  const medianBorders = median(known(answered.map((r) => r.inBorders)));
  const counts = { agree, of, medianSimple };
  const simulated = answered.every((r) => r.evidence.simulated);
  if (2 * of < rows.length || simulated || medianSimple === null || medianBorders === null)
    return { verdict: 'cannot-be-judged', ...counts };
  const sign = claim.direction === 'up' ? 1 : -1;
  const most = 3 * agree >= 2 * of;
  const clear = sign * medianSimple > 0 && sign * medianBorders > 1 + ROUNDING;
  return { verdict: most && clear ? 'borne-out' : most || clear ? 'partly' : 'not-borne-out', ...counts };
}

function limitsOf(rows: readonly Read[]): ClaimLimit[] {
  const answered = rows.filter((r) => r.evidence.moveSimple !== null);
  const ahead = rows.filter((r) => stillToCome(r.evidence)).length;
  const simulated = answered.filter((r) => r.evidence.simulated).length;
  const limits: [ClaimLimit, boolean][] = [
    ['daily-only', answered.some((r) => r.dailyOnly)],
    ['no-usual-move', answered.some((r) => r.inUsual === null)],
    ['some-missing', answered.length + ahead < rows.length],
    ['some-waiting', ahead > 0],
    ['some-simulated', simulated > 0 && simulated < answered.length],
    ['all-simulated', simulated > 0 && simulated === answered.length],
    ['mixed-with-other-events', answered.some((r) => r.mixed)],
    ['few-markets', answered.length < FEW_MARKETS],
  ];
  return limits.filter(([, holds]) => holds).map(([limit]) => limit);
}

/**
 * Judges a market claim by the moves of its group, with the evidence market by market (DESIGN §4).
 *
 * Borne out: at least two thirds of those of the group that could answer moved so, and their median move has that sign and
 * is not within ±0.1 usual moves of zero (±0.05 % where there is no usual move, which the limits then say). Partly: only one
 * of the two. Cannot be judged: fewer than half of the group has data, or all of it is simulated. A claim on `close` is read
 * at the official close where only daily bars are kept.
 *
 * @param reactions measured from the anchor that the claim names; a market of the group without one has no data.
 */
export function checkClaim(claim: MarketClaim, reactions: ReadonlyMap<InstrumentId, Reaction>): ClaimCheck {
  const group = [...new Set(claim.group)];
  const readAt = (horizon: Horizon): Read[] =>
    group.map((instrument) => read(claim, instrument, reactions.get(instrument), horizon));
  const rows = readAt(claim.horizon);
  return {
    claim,
    ...judge(claim, rows),
    soFar: rows.some((r) => stillToCome(r.evidence)),
    groupSize: group.length,
    medianUsual: median(known(rows.map((r) => r.inUsual))),
    limits: limitsOf(rows),
    evidence: rows.map((r) => r.evidence),
    byHorizon: HORIZONS.map((horizon) => ({ horizon, ...judge(claim, readAt(horizon)) })),
  };
}
