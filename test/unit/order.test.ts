import assert from 'node:assert/strict';
import type { Mic } from '../../shared/market/instrument.ts';
import { eventTime } from '../../shared/reaction/event-time.ts';
import { movesSince } from '../../shared/reaction/horizon-moves.ts';
import { firstMoves, type OrderInput, type OrderStep } from '../../shared/reaction/order.ts';
import { orderSteps } from '../../shared/reaction/order-steps.ts';
import type { UsualProfile, UsualSample } from '../../shared/reaction/reaction.ts';
import { DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { at, calendars, frameOf } from '../support/bar-timeline.ts';
import { ordinaryWalks, profileOf } from '../support/ordinary-walks.ts';
import { id, makeBar } from '../support/records.ts';

const T0 = at('02:05');
const later = (minutes: number): UtcMs => (T0 + minutes * MINUTE_MS) as UtcMs;
const STEP = 5;
/** 120 ordinary days of 24 steps of five minutes. */
const WALKS = ordinaryWalks(120, 24, 20251030);
const PROFILE = profileOf(WALKS, STEP);

/** A market that moves by `size` in the step that ends `minutes` after T0, and not otherwise. */
function jumpAt(minutes: number, size: number, rest: Partial<OrderInput> = {}): OrderInput {
  const steps: OrderStep[] = WALKS[0]?.map((_, n) => {
    const elapsed = (n + 1) * STEP;
    return { key: `m${elapsed}`, time: later(elapsed), move: elapsed >= minutes ? size : 0 };
  }) as OrderStep[];
  return { instrument: id('KS11'), reactionStart: T0, steps, profile: PROFILE, ...rest };
}

const shown = (inputs: readonly OrderInput[]) =>
  firstMoves(inputs).map((f) => [f.rank, f.time === null ? null : (f.time - T0) / MINUTE_MS, f.widthSeconds]);

describe('the first significant move', () => {
  it('is the end of the first step that ordinary days seldom reach, and came within that step', () => {
    assert.deepEqual(shown([jumpAt(15, 0.1)]), [[1, 15, 300]]);
    assert.deepEqual(shown([jumpAt(5, -0.1)]), [[1, 5, 300]]);
    assert.ok((firstMoves([jumpAt(15, -0.1)])[0]?.z ?? 0) < 0);
  });

  it('is none where no step was unusual, nothing is known of ordinary days, or too few of them are', () => {
    const none = { rank: null, time: null, widthSeconds: null, z: null };
    const few = profileOf(WALKS.slice(0, 39), STEP);
    const inputs = [jumpAt(5, 1e-6), jumpAt(5, 0.1, { profile: null }), jumpAt(5, 0.1, { profile: few })];
    assert.deepEqual(firstMoves(inputs), [none, none, none]);
    const forty = profileOf(WALKS.slice(0, 40), STEP);
    assert.equal(firstMoves([jumpAt(5, 0.1, { profile: forty })])[0]?.rank, 1);
  });

  it('passes on at most one ordinary day in twenty, where a single |z| of 2 passes on a quarter', () => {
    const fresh = ordinaryWalks(2000, 24, 7);
    const passed = fresh.filter((walk) => {
      const steps = walk.map((move, n) => ({ key: `m${(n + 1) * STEP}`, time: later((n + 1) * STEP), move }));
      return firstMoves([{ ...jumpAt(5, 0), steps }])[0]?.time !== null;
    }).length;
    assert.ok(passed / fresh.length < 0.08, `${passed} of ${fresh.length}`);
    assert.ok(passed / fresh.length > 0.02, `${passed} of ${fresh.length}`);
    const naive = fresh.filter((walk) =>
      walk.some((move, n) => Math.abs(move) >= 2 * 0.001 * Math.sqrt(n + 1)),
    );
    assert.ok(naive.length / fresh.length > 0.2, `${naive.length} of ${fresh.length}`);
  });

  it('is one that at most 5 % of ordinary days reach, itself counted', () => {
    // 99 days, two of each size up to 0.049: four may be as large, (1 + 4) ÷ 100.
    const days = Array.from({ length: 99 }, (_, n) => [(n - 49) / 1000]);
    const profile = profileOf(days, STEP);
    const passes = (move: number) =>
      firstMoves([{ ...jumpAt(5, 0), profile, steps: [{ key: 'm5', time: later(5), move }] }])[0]?.rank;
    assert.deepEqual([passes(0.047), passes(0.0475), passes(-0.0475)], [null, 1, 1]);
  });

  it('leaves days out of the count that had few of the steps', () => {
    const full = profileOf(WALKS.slice(0, 40), STEP);
    const [first, ...rest] = full.samples as [UsualSample, ...UsualSample[]];
    // The same moves over again without their tails, so that centre and scale stay.
    const brief = Array.from({ length: 10 }, () =>
      first.moves.map((x) => Math.max(-0.0015, Math.min(0.0015, x))),
    ).flat();
    const dates = profileOf(ordinaryWalks(440, 1, 1), STEP).samples[0]?.sessions.slice(40) ?? [];
    const more = { ...first, moves: [...first.moves, ...brief], sessions: [...first.sessions, ...dates] };
    const rank = (profile: UsualProfile, move: number) =>
      firstMoves([{ ...jumpAt(5, 0), profile, steps: [{ key: 'm30', time: later(30), move }] }])[0]?.rank;
    let size = 0.1;
    while (rank(full, size) !== null) size -= 0.0001;
    assert.equal(rank({ ...full, samples: [more, ...rest] }, size), null);
  });

  it('came after the step judged before it, however many bars are missing between', () => {
    const whole = jumpAt(30, 0.1);
    const gappy = { ...whole, steps: whole.steps.filter(({ key }) => !['m20', 'm25'].includes(key)) };
    assert.deepEqual(shown([gappy]), [[1, 30, 900]]);
  });

  it('of a market that was shut came after its open', () => {
    const open = later(55);
    const steps = [
      { key: 'm5', time: later(60), move: 0.1 },
      { key: 'm10', time: later(65), move: 0.1 },
    ];
    assert.deepEqual(shown([jumpAt(5, 0, { reactionStart: open, steps })]), [[1, 60, 300]]);
    assert.deepEqual(shown([jumpAt(5, 0.1, { reactionStart: null })]), [[null, null, null]]);
  });

  it('does not judge a step whose sample has no scale', () => {
    const flat = PROFILE.samples.map((s) => (s.key === 'm5' ? { ...s, moves: s.moves.map(() => 0) } : s));
    assert.deepEqual(shown([jumpAt(5, 0.1, { profile: { ...PROFILE, samples: flat } })]), [[1, 10, 600]]);
  });

  it('with daily bars is the official close of day 0, which may have come before T0', () => {
    const close = at('06:30');
    const daily: UsualSample = {
      key: '0d',
      minutes: null,
      interval: '1d',
      from: 'previous-close',
      moves: WALKS.map((walk) => walk[23] as number),
      sessions: PROFILE.samples[0]?.sessions ?? [],
      skipped: [],
      overlapping: false,
    };
    const later5 = { ...daily, key: '5d', overlapping: true };
    const profile: UsualProfile = { ...PROFILE, stepMinutes: null, samples: [daily, later5] };
    const steps = [{ key: '0d', time: close, move: 0.1, since: at('00:00') }];
    assert.deepEqual(shown([jumpAt(5, 0, { profile, steps }), jumpAt(5, 0.1)]), [
      [1, 265, 390 * 60],
      [1, 5, 300],
    ]);
    const onlyLater = [{ key: '5d', time: close, move: 0.1 }];
    assert.deepEqual(shown([jumpAt(5, 0, { profile, steps: onlyLater })]), [[null, null, null]]);
  });
});

describe('the order of reaction', () => {
  it('counts the markets that had surely moved before; spans that overlap share a rank', () => {
    const ranks = firstMoves([
      jumpAt(15, 0.1),
      jumpAt(5, 0.1),
      jumpAt(15, -0.1),
      jumpAt(5, 1e-6),
      jumpAt(20, 0.1),
    ]);
    assert.deepEqual(
      ranks.map((f) => f.rank),
      [2, 1, 2, null, 4],
    );
  });

  it('lets a coarse market share the rank of all it may have preceded, without joining them to each other', () => {
    const hour: OrderInput = { ...jumpAt(60, 0.1), steps: [{ key: 'm60', time: later(60), move: 0.1 }] };
    assert.deepEqual(shown([jumpAt(5, 0.1), jumpAt(15, 0.1), hour, jumpAt(65, 0.1)]), [
      [1, 5, 300],
      [2, 15, 300],
      [1, 60, 3600],
      [4, 65, 300],
    ]);
  });
});

describe('the steps of the order', () => {
  const SEOUL = calendars.get('XKRX' as Mic);
  const KOSPI = id('KS11');
  const bars = Array.from({ length: 40 }, (_, n) => makeBar(later(n - 10), 100 + n));
  const stepsAt = (playhead: UtcMs, list = bars, t0 = T0, precision: 'minute' | 'day' = 'minute') => {
    const frame = frameOf({ bars: list }, playhead);
    return orderSteps(frame, KOSPI, SEOUL, movesSince(frame, KOSPI, SEOUL, t0, precision), PROFILE);
  };
  const minutes = (steps: readonly OrderStep[]) => steps.map((s) => [s.key, (s.time - T0) / MINUTE_MS]);

  it('are those of the grid that have passed, with the move from the price at T0', () => {
    assert.deepEqual(minutes(stepsAt(later(12))), [
      ['m5', 5],
      ['m10', 10],
    ]);
    assert.equal(stepsAt(later(12))[0]?.move, Math.log(114 / 109));
  });

  it('leave out a step in which no bar ended', () => {
    const gap = bars.filter((bar) => bar.closeTime <= later(5) || bar.closeTime > later(10));
    assert.deepEqual(minutes(stepsAt(later(16), gap)), [
      ['m5', 5],
      ['m15', 15],
    ]);
  });

  it('are none from a base of the day before for a market that was trading, nor for an event dated by its day', () => {
    const daily = makeBar(at('00:00') - DAY_MS, 100, {
      interval: '1d',
      closeTime: (at('06:30') - DAY_MS) as UtcMs,
    });
    const afterT0 = bars.filter((bar) => bar.closeTime > T0);
    assert.deepEqual(stepsAt(later(20), [daily, ...afterT0]), []);
    const evening = (at('20:00') - DAY_MS) as UtcMs;
    const morning = Array.from({ length: 20 }, (_, n) => makeBar(at('00:00') + n * MINUTE_MS, 110));
    assert.equal(stepsAt(at('00:20'), [daily, ...morning], evening).length, 4, 'it was shut then');
    assert.deepEqual(stepsAt(at('00:20'), [daily, ...morning], evening, 'day'), []);
    assert.equal(eventTime(SEOUL, T0).state, 'open');
  });

  it('with daily bars is the close of day 0, once it is there', () => {
    const day = (open: UtcMs, close: number) =>
      makeBar(open, close, { interval: '1d', closeTime: (open + 390 * MINUTE_MS) as UtcMs });
    const list = [day((at('00:00') - DAY_MS) as UtcMs, 100), day(at('00:00'), 110)];
    const sample = {
      ...(PROFILE.samples[0] as UsualSample),
      key: '0d',
      minutes: null,
      interval: '1d' as const,
    };
    const profile = (from: UsualSample['from']): UsualProfile => ({
      ...PROFILE,
      stepMinutes: null,
      samples: [{ ...sample, from }],
    });
    const steps = (playhead: UtcMs, from: UsualSample['from'] = 'previous-close') => {
      const frame = frameOf({ bars: list }, playhead);
      return orderSteps(frame, KOSPI, SEOUL, movesSince(frame, KOSPI, SEOUL, T0, 'minute'), profile(from));
    };
    assert.deepEqual(steps(at('06:30')), [
      { key: '0d', time: at('06:30'), move: Math.log(1.1), since: at('00:00') },
    ]);
    assert.deepEqual(steps(at('06:29')), []);
    assert.deepEqual(steps(at('06:30'), 'same-offset'), [], 'measured from another base');
    const few = {
      ...(PROFILE.samples[0] as UsualSample),
      moves: WALKS.slice(0, 39).map((w) => w[0] as number),
    };
    const frame = frameOf({ bars: list }, at('06:30'));
    const since = movesSince(frame, KOSPI, SEOUL, T0, 'minute');
    const young = { ...profile('previous-close'), stepMinutes: 5 };
    assert.equal(
      orderSteps(frame, KOSPI, SEOUL, since, { ...young, samples: [few, ...young.samples] })[0]?.key,
      '0d',
      'intraday bars do not go back far enough yet',
    );
    list.push(makeBar(at('01:00'), 105));
    assert.equal(steps(at('06:30'))[0]?.move, Math.log(1.1), 'from the close before, as the sample is');
  });
});
