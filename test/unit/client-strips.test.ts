import assert from 'node:assert/strict';
import { answerOf, byFirstAnswer, reachOf } from '../../client/panels/answer-of.ts';
import { keptAt } from '../../client/panels/held-share.ts';
import { axisOf, orderOf } from '../../client/panels/order-of.ts';
import { byWidth, passedHorizons, usualHorizon, whiskerOf } from '../../client/panels/sensitivity-range.ts';
import { HORIZONS, type Horizon } from '../../shared/event/horizon.ts';
import { movesSince } from '../../shared/reaction/horizon-moves.ts';
import type { StepHorizon } from '../../shared/reaction/measure-step.ts';
import { prepareReaction } from '../../shared/reaction/measure-step.ts';
import type { Move } from '../../shared/reaction/moves.ts';
import { marketReaction } from '../../shared/reaction/moves.ts';
import type { OrderInput } from '../../shared/reaction/order.ts';
import type { MoveRange } from '../../shared/reaction/reaction.ts';
import { MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { at, calendars, frameOf } from '../support/bar-timeline.ts';
import { market } from '../support/chart-input.ts';
import { ordinaryWalks, profileOf } from '../support/ordinary-walks.ts';
import { makeBar } from '../support/records.ts';

const T0 = at('02:05');
const later = (minutes: number): UtcMs => (T0 + minutes * MINUTE_MS) as UtcMs;

/** Minute bars of one market from a UTC clock time on; each opens where the one before closed. */
const minutes = (name: string, from: string, closes: readonly number[], open = closes[0]) =>
  closes.map((close, n) =>
    makeBar(at(from) + n * MINUTE_MS, close, {
      instrument: market(name).id,
      open: n === 0 ? (open as number) : (closes[n - 1] as number),
      high: Math.max(close, open as number),
      low: Math.min(close, open as number),
    }),
  );

describe('who could answer', () => {
  const answer = (name: string, bars: Parameters<typeof frameOf>[0]['bars'], now: string) => {
    const m = market(name);
    const calendar = calendars.get(m.mic);
    const frame = frameOf({ bars: bars ?? [] }, at(now));
    const since = movesSince(frame, m.id, calendar, T0, 'minute', []);
    return answerOf(m, since, marketReaction(frame, m, 't0', T0, calendar).since, at(now));
  };

  it('at once where a market was trading: all of the move was traded', () => {
    const got = answer('KS11', minutes('KS11', '02:00', [100, 100, 100, 100, 100, 101, 102]), '02:07');
    assert.deepEqual([got.atT0, got.first, got.gap, got.share, got.why], ['open', T0, null, null, null]);
    assert.ok(Math.abs((got.traded as number) - 2) < 1e-9);
  });

  it('from its open where it was shut: the gap and what was traded make up the move', () => {
    const before = makeBar(at('02:05') - 16 * 60 * MINUTE_MS, 100, { instrument: market('NSEI').id });
    const bars = [before, ...minutes('NSEI', '03:45', [100.6, 100.3], 100.5)];
    const got = answer('NSEI', bars, '03:47');
    assert.deepEqual([got.atT0, got.first], ['closed', at('03:45')]);
    assert.ok(Math.abs((got.gap as number) - 0.5) < 1e-9);
    const product = (1 + (got.gap as number) / 100) * (1 + (got.traded as number) / 100);
    assert.ok(Math.abs(product - 1.003) < 1e-12);
    assert.ok(Math.abs((got.share as number) - 71.5) < 0.1, `${got.share}`);
    const early = answer('NSEI', bars, '03:30');
    assert.deepEqual([early.gap, early.total, early.share, early.why], [null, null, null, 'waits']);
  });

  it('in the order of the first answer, those without prices last', () => {
    const none: Move = { state: 'missing', reason: 'no-history' };
    const event = (first: UtcMs) => ({ event: { reactionStart: first, state: 'open' }, gap: null }) as never;
    const waiting: Move = { state: 'waiting', base: {} as never, answersFrom: null };
    const rows = byFirstAnswer([
      answerOf(market('KS11'), event(T0), none, T0),
      answerOf(market('NSEI'), event(later(100)), waiting, T0),
      answerOf(market('HSI'), event(T0), { state: 'ok', base: {} as never, percent: 1, at: T0 }, T0),
      answerOf(market('TOPIX'), event(T0), waiting, later(1)),
    ]);
    assert.deepEqual(
      rows.map((r) => r.instrument.id),
      ['HSI', 'NSEI', 'KS11', 'TOPIX'],
    );
    assert.equal(rows.at(-1)?.why, 'no-trade-yet', 'it could have traded');
    assert.equal(reachOf([null, -2, 1]), 2);
    assert.equal(reachOf([null, 0]), 1);
  });
});

describe('held or faded', () => {
  const KS11 = market('KS11');
  const steps = (closes: readonly number[], now: string): readonly StepHorizon[] =>
    prepareReaction({
      instrument: KS11.id,
      calendar: calendars.get(KS11.mic),
      t0: T0,
      precision: 'minute',
      profile: null,
    }).at(frameOf({ bars: minutes('KS11', '02:04', closes) }, at(now))).horizons;

  it('is the share of the largest move that stood at the horizon, whatever came after', () => {
    const path = [100, ...Array.from({ length: 30 }, (_, n) => (n < 10 ? 100 + (n + 1) / 10 : 100.25))];
    const kept = keptAt(steps([...path, 103], '02:40'), '30m');
    const share = Math.log(1.0025) / Math.log(1.01);
    assert.ok(Math.abs((kept.percent as number) - 100 * share) < 1e-6, `${kept.percent}`);
    assert.deepEqual(keptAt(steps(path, '02:34'), '30m'), { percent: null, why: 'not-yet' });
  });

  it('is below zero where the move turned round, and says why it is not given', () => {
    const path = [100, ...Array.from({ length: 30 }, (_, n) => (n < 5 ? 101 : 99.5))];
    assert.ok((keptAt(steps(path, '02:35'), '30m').percent as number) < 0);
    assert.deepEqual(keptAt(steps([100], '02:35'), 'close'), { percent: null, why: 'not-yet' });
    const flat = keptAt(
      steps(
        Array.from({ length: 31 }, () => 100),
        '02:35',
      ),
      '30m',
    );
    assert.deepEqual(flat, { percent: null, why: 'move-below-floor' });
  });
});

describe('the order of reaction', () => {
  const profile = profileOf(ordinaryWalks(120, 24, 20251030), 5);
  const moving = (name: string, minute: number): OrderInput => ({
    instrument: market(name).id,
    reactionStart: T0,
    profile,
    steps: Array.from({ length: 24 }, (_, n) => ({
      key: `m${(n + 1) * 5}`,
      time: later((n + 1) * 5),
      move: (n + 1) * 5 >= minute ? 0.1 : 0,
    })),
  });
  const markets = ['N225', 'KS11', 'HSI', 'NSEI', 'TWII'].map(market);
  const inputs = new Map(
    [
      moving('KS11', 20),
      moving('HSI', 5),
      moving('N225', 5),
      { ...moving('NSEI', 5), steps: [], reactionStart: later(100) },
      { ...moving('TWII', 500), profile: null, steps: [] },
    ].map((i) => [i.instrument, i]),
  );

  it('ranks spans that do not overlap, shares ranks where they do, and says why a market has none', () => {
    const rows = orderOf(markets, inputs, later(60));
    assert.deepEqual(
      rows.map((r) => [r.instrument.id, r.state === 'moved' ? r.rank : r.state]),
      [
        ['HSI', 1],
        ['N225', 1],
        ['KS11', 3],
        ['NSEI', 'waits'],
        ['TWII', 'not-judged'],
      ],
    );
    const axis = axisOf(rows, T0);
    assert.deepEqual([axis.from, axis.to], [T0, later(30)]);
    const quiet = new Map([[market('KS11').id, moving('KS11', 500)]]);
    assert.equal(orderOf(markets, quiet, later(60))[0]?.state, 'none');
  });
});

describe('the sensitivity to T0', () => {
  const range = (min: number, max: number, z: number | null = null): MoveRange => ({
    minSimple: min,
    maxSimple: max,
    minZ: z,
    maxZ: z === null ? null : z + 1,
  });
  const ranges = (...passed: [Horizon, MoveRange][]) =>
    HORIZONS.map((h) => passed.find(([horizon]) => horizon === h)?.[1] ?? null);
  const stepOf = (horizon: Horizon, moveSimple: number | null, state = 'ok') =>
    ({ move: { horizon, moveSimple, state, reason: state === 'missing' ? 'stale' : null } }) as StepHorizon;
  const one = (name: string, move: number, ...passed: [Horizon, MoveRange][]) => ({
    instrument: market(name),
    steps: passed.map(([h]) => stepOf(h, move)),
    ranges: ranges(...passed),
  });

  it('is shown at the longest horizon that half of the markets have reached', () => {
    const all = [
      one('KS11', 0.01, ['5m', range(0, 0.02)], ['30m', range(0, 0.02)], ['close', range(0, 0.02)]),
      one('HSI', 0.01, ['5m', range(0, 0.01)], ['30m', range(0, 0.01)]),
      one('N225', 0.01, ['5m', range(0, 0.01)]),
    ];
    assert.deepEqual(passedHorizons(all), ['5m', '30m', 'close']);
    assert.equal(usualHorizon(all), '30m');
    assert.equal(usualHorizon([]), null);
  });

  it('is a whisker in percent with its z, the widest first; others say why they have none', () => {
    const narrow = whiskerOf(one('HSI', 0.004, ['30m', range(0.003, 0.005, 1)]), '30m');
    const broad = whiskerOf(one('KS11', 0.01, ['30m', range(-0.01, 0.02)]), '30m');
    const stale = whiskerOf(
      { instrument: market('N225'), steps: [stepOf('30m', null, 'missing')], ranges: ranges() },
      '30m',
    );
    const waits = whiskerOf(
      { instrument: market('NSEI'), steps: [stepOf('30m', null, 'waiting')], ranges: ranges() },
      '30m',
    );
    assert.deepEqual(narrow.why === null && [narrow.low, narrow.own, narrow.high, narrow.z], [
      0.3,
      0.4,
      0.5,
      { low: 1, high: 2 },
    ]);
    assert.equal(broad.why === null && broad.z, null);
    assert.deepEqual([stale.why, waits.why], ['stale', 'waits']);
    assert.deepEqual(
      byWidth([stale, narrow, broad]).map((w) => w.instrument.id),
      ['KS11', 'HSI', 'N225'],
    );
  });
});
