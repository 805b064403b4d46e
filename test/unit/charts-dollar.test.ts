import assert from 'node:assert/strict';
import { crosshairRows } from '../../client/charts/crosshair.ts';
import { buildScene } from '../../client/charts/scene.ts';
import type { SceneSeries } from '../../client/charts/series.ts';
import { dollarMove, dollarPair, moveInDollars } from '../../shared/reaction/dollar.ts';
import { asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { chartInput, feed, T0 } from '../support/chart-input.ts';

const close = (a: number | null | undefined, b: number): void =>
  assert.ok(typeof a === 'number' && Math.abs(a - b) < 1e-9, `${a} is ${b}`);

describe('moves in US dollars', () => {
  it('lose what the currency loses, and win what it wins', () => {
    close(dollarMove(0, 1400, 1414), -100 * (1 - 1400 / 1414));
    close(dollarMove(1, 100, 100), 1);
    close(dollarMove(10, 110, 100), 21);
  });

  it('name a pair only where one is kept', () => {
    assert.deepEqual(['KRW', 'JPY', 'CNY', 'HKD', 'USD'].map(dollarPair), [
      'USDKRW',
      'USDJPY',
      'USDCNH',
      null,
      null,
    ]);
  });

  it('read the pair at both instants by the rule of any price, never later', () => {
    const timeline = new Timeline();
    feed(timeline, 'USDKRW', '02:00', '04:00', (minute) => 1400 + minute);
    const frame = visible(timeline, parseInstant('2025-10-30T03:00:00Z'), 'published');
    const to = asUtcMs(T0 + 30 * MINUTE_MS);
    close(moveInDollars(frame, 'KRW', { percent: 1, from: T0, to }), dollarMove(1, 1404, 1434));
    assert.equal(moveInDollars(frame, 'USD', { percent: 1, from: T0, to }), 1);
    assert.equal(moveInDollars(frame, 'HKD', { percent: 1, from: T0, to }), null);
    assert.equal(moveInDollars(frame, 'JPY', { percent: 1, from: T0, to }), null, 'no price is kept');
    const before = parseInstant('2025-10-30T01:00:00Z');
    assert.equal(moveInDollars(frame, 'KRW', { percent: 1, from: before, to }), null, 'none by the base');
  });

  it('are drawn where a pair is kept; a market without one says its own currency', () => {
    const timeline = new Timeline();
    feed(timeline, 'KS11', '00:00', '03:00', () => 4000);
    feed(timeline, 'N225', '00:00', '02:30', () => 50_000);
    feed(timeline, 'USDKRW', '00:00', '03:00', (minute) => 1400 + minute);
    const input = chartInput(timeline, { now: '03:00', currency: 'usd', markets: ['KS11', 'N225'] });
    const scene = buildScene(input);
    const of = (id: string): SceneSeries => scene.series.find((s) => s.id === id) as SceneSeries;
    assert.equal(of('KS11').currency, 'USD');
    close(of('KS11').end?.value, dollarMove(0, 1524, 1579));
    assert.equal(of('N225').currency, 'JPY');
    assert.equal(of('N225').end?.value, 0);
    const rows = crosshairRows(input, scene, asUtcMs(T0 + 10 * MINUTE_MS), null);
    assert.deepEqual(
      rows.map((row) => [row.id, row.note]),
      [
        ['N225', 'JPY'],
        ['KS11', ''],
      ],
    );
    const local = buildScene({ ...input, currency: 'local' });
    assert.ok(local.series.every((s) => s.currency === null && s.end?.value === 0));
  });
});

describe('stand-ins', () => {
  const t0 = parseInstant('2025-10-29T18:00:00Z');
  const timeline = new Timeline();
  feed(timeline, 'KS11', '2025-10-29T05:00:00Z', '2025-10-29T06:30:00Z', () => 4000);
  feed(timeline, 'EWY', '2025-10-29T13:30:00Z', '2025-10-29T19:00:00Z', (minute) => 90 + minute / 100);
  const asked = { now: '2025-10-29T19:00:00Z', from: '2025-10-29T17:00:00Z', to: '2025-10-30T02:00:00Z' };
  const input = {
    ...chartInput(timeline, { ...asked, markets: ['KS11', 'N225'], standIns: ['EWY', 'USDJPY'] }),
    t0,
  };

  it('are drawn beside the market that waits, and say for which', () => {
    const { series } = buildScene(input);
    const standIn = series.find((s) => s.id === 'EWY');
    assert.deepEqual(
      standIn?.standsFor.map((i) => i.id),
      ['KS11'],
    );
    assert.equal(standIn?.mark, null, 'never in the hue of a market');
    assert.equal(series.find((s) => s.id === 'KS11')?.state, 'waiting');
    assert.ok(!series.some((s) => s.id === 'USDJPY'), 'one without a price since T0 says nothing');
    const rows = crosshairRows(input, buildScene(input), asUtcMs(t0 + 30 * MINUTE_MS), null);
    assert.equal(rows.find((row) => row.id === 'EWY')?.note, 'stand-in for KOSPI');
    assert.equal(rows.find((row) => row.id === 'KS11')?.value, null);
  });

  it('go once the market itself trades', () => {
    feed(timeline, 'KS11', '00:00', '00:30', () => 4010);
    const open = chartInput(timeline, {
      ...{ ...asked, now: '00:30', markets: ['KS11', 'N225'], standIns: ['EWY'] },
    });
    assert.ok(!buildScene({ ...open, t0 }).series.some((s) => s.id === 'EWY'));
  });
});
