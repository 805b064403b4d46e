import assert from 'node:assert/strict';
import { breadth, breadthOf } from '../../shared/reaction/breadth.ts';
import { ordinaryDays } from '../../shared/reaction/ordinary-days.ts';
import type { UsualProfile, UsualSample } from '../../shared/reaction/reaction.ts';
import { judge, prepareSample } from '../../shared/reaction/unusualness.ts';
import { asLocalDate } from '../../shared/time/instant.ts';
import { reactionOf, T0 } from '../support/reactions.ts';
import { id } from '../support/records.ts';

describe('breadth', () => {
  it('counts by sign; a move of nothing is neither up nor down', () => {
    assert.deepEqual(breadthOf([1, -2, 0, 3]), { up: 2, down: 1, flat: 1, of: 4, median: 0.5 });
    assert.deepEqual(breadthOf([]), { up: 0, down: 0, flat: 0, of: 0, median: null });
  });

  it('of a group keeps those without a move apart: still to come, or never', () => {
    const group = [
      reactionOf('A1', { '1h': { move: 0.01 } }),
      reactionOf('A2', { '1h': { move: -0.02 } }),
      reactionOf('A3', { '1h': { state: 'waiting' } }),
      reactionOf('A4', { '1h': { state: 'missing', reason: 'not-yet' } }),
      reactionOf('A5', { '1h': { state: 'missing', reason: 'stale' } }),
      { ...reactionOf('A6', {}), horizons: [] },
    ];
    assert.deepEqual(breadth(group, '1h'), {
      horizon: '1h',
      up: 1,
      down: 1,
      flat: 0,
      of: 2,
      waiting: 2,
      missing: 2,
      medianSimple: -0.005,
    });
    assert.equal(breadth([], '1h').medianSimple, null);
  });
});

describe('the strip of ordinary days', () => {
  const day = (n: number) =>
    asLocalDate(`2025-0${1 + Math.floor(n / 25)}-${String(1 + (n % 25)).padStart(2, '0')}`);
  const sample = (moves: readonly number[]): UsualSample => ({
    key: '1h',
    minutes: 60,
    interval: '5m',
    from: 'same-offset',
    moves,
    sessions: moves.map((_, n) => day(n)),
    skipped: [],
    overlapping: false,
  });
  const profile = (moves: readonly number[]): UsualProfile => ({
    instrument: id('KS11'),
    t0: T0,
    dayZero: asLocalDate('2025-10-30'),
    offsetMinutes: 125,
    lookback: 120,
    stepMinutes: 5,
    samples: [sample(moves)],
  });
  const fifty = Array.from({ length: 50 }, (_, n) => ((n * 17) % 50) / 1000 - 0.025);

  it('lists the days by date, however the sample lists them', () => {
    const p = profile(fifty);
    const [first] = p.samples as [UsualSample];
    const turned = { ...first, moves: [...first.moves].reverse(), sessions: [...first.sessions].reverse() };
    const strip = ordinaryDays({ ...p, samples: [turned] }, '1h', 0.03);
    assert.deepEqual(
      strip?.days,
      fifty.map((moveLog, n) => ({ date: day(n), moveLog })),
    );
  });

  it('ranks the event by size, so that rank over n + 1 is its p', () => {
    for (const move of [0.03, -0.03, 0.02, -0.011, 0, fifty[7] as number]) {
      const strip = ordinaryDays(profile(fifty), '1h', move);
      assert.equal((strip?.rank ?? 0) / 51, judge(prepareSample(fifty), move).p);
    }
    assert.equal(ordinaryDays(profile(fifty), '1h', -0.03)?.rank, 1, 'none moved as much');
  });

  it('has no rank without a move, shows nothing of a small sample, and is null without a sample', () => {
    const strip = ordinaryDays(profile(fifty), '1h', null);
    assert.deepEqual([strip?.rank, strip?.days.length, strip?.reason], [null, 50, null]);
    const small = ordinaryDays(profile(fifty.slice(0, 19)), '1h', 0.03);
    assert.deepEqual(
      [small?.n, small?.rank, small?.days, small?.reason],
      [19, null, [], 'insufficient-sample'],
    );
    assert.equal(ordinaryDays(profile(fifty.slice(0, 20)), '1h', 0.03)?.reason, null);
    assert.equal(ordinaryDays(profile(fifty), '2h', 0.03), null);
  });
});
