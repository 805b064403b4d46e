import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Session } from '../../shared/calendar/calendar.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { jumpsOfDay } from '../../shared/reaction/day-jumps.ts';
import { jumpStatistic, ratioJump } from '../../shared/reaction/jumps.ts';
import { leeMykland } from '../../shared/reaction/lee-mykland.ts';
import { realisedVariance, volatilityAround } from '../../shared/reaction/volatility.ts';
import { asLocalDate, asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { at, calendars, frameOf } from '../support/bar-timeline.ts';
import { id, makeBar } from '../support/records.ts';

const SEED = { seed: 20251032, numRuns: 150 };
const TOKYO = calendars.get('XTKS' as Mic);
const KS11 = id('KS11');
const FIVE = 5 * MINUTE_MS;
const DAY = TOKYO.session(asLocalDate('2025-10-30')) as Session;

const value = fc.integer({ min: -50, max: 50 }).map((n) => n / 10_000);
const runs = fc.array(fc.array(value, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 4 });
/** Powers of two, by which doubles scale without rounding. */
const scale = fc.constantFrom(2 ** -10, 0.5, 2, 2 ** 12);

const near = (a: number | null, b: number | null, message: string): void => {
  assert.equal(a === null, b === null, message);
  assert.ok(Math.abs((a ?? 0) - (b ?? 0)) <= 1e-9 * Math.max(1, Math.abs(b ?? 0)), `${message}: ${a}, ${b}`);
};

const sessions = TOKYO.sessions(asUtcMs(at('00:00') - 40 * DAY_MS), at('06:30')).slice(-24);
const opens = sessions.flatMap(({ segments }) =>
  segments.flatMap(({ open, close }) =>
    Array.from({ length: (close - open) / FIVE }, (_, n) => asUtcMs(open + n * FIVE)),
  ),
);
const DAY_STEPS = opens.filter((open) => open >= at('00:00')).length;
const moves = fc.array(value, { minLength: opens.length, maxLength: opens.length });

function barsOf(steps: readonly number[], unit = 1): Bar[] {
  let price = 100 * unit;
  return opens.map((openTime, n) => {
    const open = price;
    price *= Math.exp(steps[n] as number);
    return makeBar(openTime, price, { interval: '5m', open, closeTime: asUtcMs(openTime + FIVE) });
  });
}

/** All that is said of a day's volatility and jumps. */
function answers(bars: readonly Bar[], t0: UtcMs, playhead: UtcMs) {
  const frame = frameOf({ bars }, playhead);
  return {
    volatility: volatilityAround(frame, KS11, TOKYO, t0),
    jump: jumpStatistic(frame, KS11, TOKYO, t0),
    day: jumpsOfDay(frame, KS11, TOKYO, DAY),
  };
}
const step = fc.integer({ min: 0, max: DAY_STEPS - 1 });
const endOf = (n: number): UtcMs => asUtcMs((opens[opens.length - DAY_STEPS + n] as number) + FIVE);

describe('jump statistics', () => {
  it('of larger returns: volatility grows with them, share and test stay', () => {
    fc.assert(
      fc.property(runs, scale, (list, by) => {
        const one = ratioJump(list);
        const other = ratioJump(list.map((run) => run.map((r) => r * by)));
        assert.equal(
          realisedVariance(list.flat().map((r) => r * by)),
          realisedVariance(list.flat()) * by * by,
        );
        near(other.share, one.share, 'share');
        near(other.z, one.z, 'z');
        near(other.p, one.p, 'p');
        assert.deepEqual(other.missing, one.missing);
      }),
      SEED,
    );
  });

  it('do not mind the order of segments nor the direction of moves', () => {
    fc.assert(
      fc.property(runs, (list) => {
        const one = ratioJump(list);
        near(ratioJump([...list].reverse()).z, one.z, 'reversed');
        near(ratioJump(list.map((run) => run.map((r) => -r))).z, one.z, 'mirrored');
      }),
      SEED,
    );
  });

  it('of Lee and Mykland are unit-free, and blind to later returns and to the tested one', () => {
    const returns = fc.array(value, { minLength: 12, maxLength: 60 });
    fc.assert(
      fc.property(returns, scale, fc.integer({ min: 3, max: 11 }), value, (list, by, window, other) => {
        const { statistic, sigma } = leeMykland(list, window);
        assert.deepEqual(
          leeMykland(
            list.map((r) => r * by),
            window,
          ).statistic,
          statistic,
        );
        const cut = list.length - 1;
        const changed = leeMykland([...list.slice(0, cut), other], window);
        assert.deepEqual(changed.statistic.subarray(0, cut), statistic.subarray(0, cut));
        assert.equal(changed.sigma[cut], sigma[cut]);
      }),
      SEED,
    );
  });

  it('are those of prices in any unit', () => {
    fc.assert(
      fc.property(moves, step, scale, (steps, n, unit) => {
        assert.deepEqual(
          answers(barsOf(steps, unit), endOf(n), at('06:30')),
          answers(barsOf(steps), endOf(n), at('06:30')),
        );
      }),
      { ...SEED, numRuns: 20 },
    );
  });

  it('know nothing of what comes after the playhead', () => {
    fc.assert(
      fc.property(moves, moves, step, step, (steps, others, n, seen) => {
        const playhead = endOf(seen);
        const past = opens.length - DAY_STEPS + seen + 1;
        const other = barsOf([...steps.slice(0, past), ...others.slice(past)]);
        const alone = barsOf(steps).slice(0, past);
        const expected = answers(alone, endOf(n), playhead);
        assert.deepEqual(answers(barsOf(steps), endOf(n), playhead), expected);
        assert.deepEqual(answers(other, endOf(n), playhead), expected);
      }),
      { ...SEED, numRuns: 20 },
    );
  });
});
