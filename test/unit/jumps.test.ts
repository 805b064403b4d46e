import assert from 'node:assert/strict';
import type { Session } from '../../shared/calendar/calendar.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { jumpsOfDay } from '../../shared/reaction/day-jumps.ts';
import { bipower, jumpStatistic, ratioJump } from '../../shared/reaction/jumps.ts';
import { gumbelLaw, gumbelUpper, leastWindow, leeMykland } from '../../shared/reaction/lee-mykland.ts';
import { timeOfDayFactors } from '../../shared/reaction/time-of-day.ts';
import { random } from '../../shared/simulation/random.ts';
import { asLocalDate, asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { at, calendars, frameOf } from '../support/bar-timeline.ts';
import { id, makeBar } from '../support/records.ts';

const SEOUL = calendars.get('XKRX' as Mic);
const KS11 = id('KS11');
const DAY = SEOUL.session(asLocalDate('2025-10-30')) as Session;
const FIVE = 5 * MINUTE_MS;
const STEPS = 78;

/** Five-minute bars of the last `sessions` days and day 0: lively at the open and close, with one jump in a quiet hour. */
function history(sessions: number, jump: number, jumpStep = 40): Bar[] {
  const chance = random(7);
  const days = SEOUL.sessions(asUtcMs(at('00:00') - 150 * DAY_MS), at('06:30')).slice(-1 - sessions);
  let price = 1000;
  return days.flatMap((session) =>
    Array.from({ length: STEPS }, (_, step) => {
      const lively = 1 + 6 * ((2 * step) / STEPS - 1) ** 4;
      const extra = session.date === DAY.date && step === jumpStep ? jump : 0;
      const open = price;
      price *= Math.exp(0.0003 * lively * chance.normal() + extra);
      const openTime = session.open + step * FIVE;
      return makeBar(openTime, price, { interval: '5m', open, closeTime: asUtcMs(openTime + FIVE) });
    }),
  );
}
const jumps = (bars: readonly Bar[], playhead: UtcMs = at('06:30')) =>
  jumpsOfDay(frameOf({ bars }, playhead), KS11, SEOUL, DAY);
const stepEnd = (step: number): UtcMs => asUtcMs(at('00:00') + (step + 1) * FIVE);

describe('the ratio jump test', () => {
  it('multiplies no neighbours across a break', () => {
    assert.equal(bipower([[1, 2], [3]]).uncorrected, (Math.PI / 2) * 2);
    assert.equal(bipower([[1, 2], [3]]).corrected, (Math.PI / 2) * 2 * 3);
    assert.equal(bipower([[1], [3]]).corrected, null);
  });

  it('is missing where returns have no neighbours or nothing moved', () => {
    assert.equal(ratioJump([[0.1], [0.2], [0.1, 0.2]]).missing.z, 'insufficient-returns');
    const still = ratioJump([[0, 0, 0, 0]]);
    assert.deepEqual([still.share, still.missing.share], [null, 'zero-bipower']);
  });

  it('takes no more certainty from even returns than normal ones give', () => {
    const even = Array.from({ length: 30 }, () => 0.001);
    const spread = Math.sqrt(((Math.PI / 2) ** 2 + Math.PI - 5) / 30);
    assert.ok(Math.abs((ratioJump([even]).z ?? 0) - (1 - Math.PI / 2) / spread) < 1e-9);
  });

  it('speaks of day 0 up to the playhead, from ten returns on', () => {
    const bars = history(1, 0.02);
    const statistic = (playhead: UtcMs) =>
      jumpStatistic(frameOf({ bars }, playhead), KS11, SEOUL, at('00:00'));
    const early = statistic(stepEnd(8));
    assert.deepEqual([early.n, early.interval, early.z], [9, '5m', null]);
    assert.deepEqual(early.missing, {
      share: 'insufficient-returns',
      z: 'insufficient-returns',
      p: 'insufficient-returns',
    });
    assert.equal(statistic(stepEnd(9)).n, 10);
    assert.ok((statistic(stepEnd(39)).p ?? 0) > 0.01, 'before the jump');
    const whole = statistic(at('06:30'));
    assert.equal(whole.n, STEPS);
    assert.ok((whole.p ?? 1) < 1e-6 && (whole.share ?? 0) > 0.5, 'after it');
  });

  it('has no answer without bars of day 0', () => {
    const none = jumpStatistic(frameOf({ bars: [] }, at('06:30')), KS11, SEOUL, at('02:05'));
    assert.deepEqual([none.interval, none.n, none.missing.z], [null, 0, 'insufficient-returns']);
  });
});

describe('the test of Lee and Mykland', () => {
  it('looks back over the least window that its authors allow', () => {
    assert.equal(leastWindow(66), 129, 'Hong Kong');
    assert.equal(leastWindow(78), 141);
  });

  it('keeps the digits of a small p', () => {
    assert.ok(Math.abs(gumbelUpper(60) / Math.exp(-60) - 1) < 1e-12);
  });

  it('does not test against a window without movement', () => {
    const { untestable, statistic, n } = leeMykland([0, 0.1, 0, 0.1, 0, 0.2, 0.1, 0.1], 4);
    assert.deepEqual(untestable, [3, 4, 5, 6]);
    assert.deepEqual([n, Number.isNaN(statistic[3])], [1, true]);
  });

  it('refuses a window or a number of tests that has no law', () => {
    assert.throws(() => leeMykland([0.1], 2), /window must be a whole number of at least 3/);
    assert.throws(() => gumbelLaw(1), /at least 2/);
  });
});

describe('factors of the time of day', () => {
  const session = [0.002, 0.001, 0.001, 0.002];
  const days = (count: number) => Array.from({ length: count }, () => [{ slot: 0, values: session }]);

  it('are scaled to a mean square of 1', () => {
    const factors = [...timeOfDayFactors(days(20)).values()];
    assert.ok(Math.abs(factors.reduce((sum, f) => sum + f * f, 0) / 4 - 1) < 1e-12);
    assert.ok(Math.abs((factors[0] as number) / (factors[1] as number) - 2) < 1e-12);
  });

  it('are given where twenty sessions were seen, by slot', () => {
    assert.equal(timeOfDayFactors(days(19)).size, 0);
    const late = [...days(19), [{ slot: 1, values: session.slice(1) }]];
    assert.deepEqual([...timeOfDayFactors(late).keys()].sort(), [1, 2, 3]);
  });

  it('learn nothing from a day without movement', () => {
    assert.equal(timeOfDayFactors([...days(19), [{ slot: 0, values: [0, 0, 0, 0] }]]).size, 0);
  });
});

describe('jumps of a day', () => {
  it('name the bar, by what is usual at its time of day', () => {
    const { jumps: found, adjusted, sessions, window, tested, untestable } = jumps(history(30, 0.008));
    assert.deepEqual([adjusted, sessions, window, tested, untestable], [true, 30, 141, STEPS, 0]);
    assert.deepEqual(
      found.map((j) => j.time),
      [stepEnd(40)],
    );
    assert.equal(found[0]?.widthSeconds, 300);
    assert.ok(Math.abs((found[0]?.moveLog ?? 0) - 0.008) < 0.002);
    assert.ok((found[0]?.p ?? 1) < 0.01);
  });

  it('see in a quiet hour what the raw test misses, and no jump in the usual bustle at the open', () => {
    const quiet = 0.003;
    const times = (sessions: number): UtcMs[] => jumps(history(sessions, quiet)).jumps.map((j) => j.time);
    assert.deepEqual(times(30), [stepEnd(40)]);
    assert.deepEqual(times(19), [stepEnd(0)]);
    const raw = jumps(history(19, quiet));
    assert.deepEqual([raw.adjusted, raw.sessions], [false, 19]);
  });

  it('say the same of a bar when it has ended as at the end of the day', () => {
    const bars = history(30, 0.008);
    assert.deepEqual(jumps(bars, asUtcMs(stepEnd(40) - 1)).jumps, []);
    assert.deepEqual(jumps(bars, stepEnd(40)).jumps, jumps(bars).jumps);
  });

  it('are missing without enough returns before the day, or without bars', () => {
    const short = jumps(history(1, 0.02));
    assert.deepEqual([short.missing, short.jumps, short.interval], ['insufficient-returns', [], '5m']);
    assert.equal(jumps([]).missing, 'no-history');
  });
});
