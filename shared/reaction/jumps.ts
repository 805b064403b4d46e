import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import { normalUpper } from '../statistics/tails.ts';
import type { UtcMs } from '../time/instant.ts';
import type { Frame } from '../timeline/visible.ts';
import { eventTime } from './event-time.ts';
import type { JumpStatistic, Reason } from './reaction.ts';
import { segmentReturns, valuesOf } from './segment-returns.ts';
import { finestStep } from './step-bars.ts';
import { LEAST_RETURNS, realisedVariance } from './volatility.ts';

type Runs = readonly ArrayLike<number>[];

/** Γ(7/6), of the absolute moment of order 4/3 of a normal variable. */
const GAMMA_7_6 = 0.927_719_333_630_039_2;
const MU_4_3 = (2 ** (2 / 3) * GAMMA_7_6) / Math.sqrt(Math.PI);
/** Variance of the ratio under no jumps, per return. */
const RATIO_VARIANCE = (Math.PI / 2) ** 2 + Math.PI - 5;

const count = (runs: Runs): number => runs.reduce((sum, run) => sum + run.length, 0);

/** Sum of a power of the products of `width` neighbours inside runs, and how many there are. */
function products(runs: Runs, width: number, power: number): { sum: number; terms: number } {
  let sum = 0;
  let terms = 0;
  for (const run of runs) {
    for (let last = width - 1; last < run.length; last += 1) {
      let product = 1;
      for (let back = 0; back < width; back += 1) product *= Math.abs(run[last - back] as number);
      sum += power === 1 ? product : product ** power;
      terms += 1;
    }
  }
  return { sum, terms };
}

export interface BipowerVariation {
  readonly n: number;
  /** π/2 Σ|rᵢ||rᵢ₋₁|. */
  readonly uncorrected: number;
  /** The same × n/m₂ for the pairs that breaks take away; null where there is no pair. */
  readonly corrected: number | null;
}

/** Variance without jumps, by products of neighbours inside each run (EVENT-STUDY §5, N and G). */
export function bipower(runs: Runs): BipowerVariation {
  const n = count(runs);
  const { sum, terms } = products(runs, 2, 1);
  const uncorrected = (Math.PI / 2) * sum;
  return { n, uncorrected, corrected: terms === 0 ? null : uncorrected * (n / terms) };
}

/** Integrated quarticity without jumps, by products of three neighbours; null where there are none. */
export function tripower(runs: Runs): number | null {
  const n = count(runs);
  const { sum, terms } = products(runs, 3, 4 / 3);
  return terms === 0 ? null : n * MU_4_3 ** -3 * (n / terms) * sum;
}

/** All figures of the ratio jump test of some runs of returns. */
export interface RatioJump {
  readonly n: number;
  readonly realisedVariance: number;
  readonly bipower: BipowerVariation;
  readonly tripower: number | null;
  /** max(0, 1 − BV/RV). */
  readonly share: number | null;
  readonly z: number | null;
  /** One-sided, normal. */
  readonly p: number | null;
  readonly missing: JumpStatistic['missing'];
}

/** The ratio jump test (EVENT-STUDY §5, G) over returns in runs that no break or hole interrupts. */
export function ratioJump(runs: Runs): RatioJump {
  const variation = bipower(runs);
  const { n, corrected } = variation;
  const variance = runs.reduce((sum, run) => sum + realisedVariance(run), 0);
  const quarticity = tripower(runs);
  const figures = { n, realisedVariance: variance, bipower: variation, tripower: quarticity };
  const without = (share: number | null, reason: Reason): RatioJump => ({
    ...figures,
    share,
    z: null,
    p: null,
    missing: share === null ? { share: reason, z: reason, p: reason } : { z: reason, p: reason },
  });
  if (corrected === null || quarticity === null) return without(null, 'insufficient-returns');
  if (variance === 0) return without(null, 'zero-bipower');
  const share = Math.max(0, 1 - corrected / variance);
  if (corrected === 0) return without(share, 'zero-bipower');
  const spread = Math.sqrt((RATIO_VARIANCE / n) * Math.max(1, quarticity / corrected ** 2));
  const z = (1 - corrected / variance) / spread;
  return { ...figures, share, z, p: normalUpper(z), missing: {} };
}

const noJump = (interval: JumpStatistic['interval'], n: number, reason: Reason): JumpStatistic => ({
  interval,
  n,
  share: null,
  z: null,
  p: null,
  missing: { share: reason, z: reason, p: reason },
});

/**
 * The ratio jump test over day 0 up to the playhead, at steps of five minutes or an hour (EVENT-STUDY §5). Says that the
 * day holds a jump somewhere, not where: `jumpsOfDay` names the bars. Fewer than ten returns, or T0 after the playhead:
 * missing.
 */
export function jumpStatistic(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  t0: UtcMs,
): JumpStatistic {
  if (t0 > frame.playhead) return noJump(null, 0, 'not-yet');
  const { dayZero } = eventTime(calendar, t0);
  const steps = dayZero === null ? null : finestStep(frame, instrument, [dayZero]);
  if (dayZero === null || steps === null) {
    return noJump(null, 0, 'insufficient-returns');
  }
  const { n, share, z, p, missing } = ratioJump(
    valuesOf(segmentReturns(steps.bars, calendar, dayZero.open, dayZero.close)),
  );
  if (n < LEAST_RETURNS) return noJump(steps.step, n, 'insufficient-returns');
  return { interval: steps.step, n, share, z, p, missing };
}
