import assert from 'node:assert/strict';
import { timeScale } from '../../client/charts/axis.ts';
import type { ChartInput } from '../../client/charts/chart-input.ts';
import { rulerOf } from '../../client/charts/hand-ruler.ts';
import { shownMs, xOf } from '../../client/charts/scale.ts';
import { buildScene } from '../../client/charts/scene.ts';
import { type SceneSeries, SeriesCache } from '../../client/charts/series.ts';
import { seamsOf, tradingTicks } from '../../client/charts/ticks-trading.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { chartInput, feed } from '../support/chart-input.ts';
import { id, makeBar } from '../support/records.ts';

const WEEK = { from: '2025-10-24T00:00:00Z', to: '2025-10-30T08:00:00Z', now: '08:00' } as const;
const at = (text: string): number => parseInstant(text);
const five = (timeline: Timeline, from: string, count: number, price: (n: number) => number): void => {
  for (let n = 0; n < count; n += 1) {
    const bar = makeBar(at(from) + 5 * n * MINUTE_MS, price(n), { instrument: id('KS11'), interval: '5m' });
    timeline.seriesFor(id('KS11'), '5m').upsert(bar);
  }
};
const lineOf = (input: ChartInput, cache?: SeriesCache): SceneSeries => {
  const found = buildScene(input, cache).series.find((s) => s.id === 'KS11');
  assert.ok(found !== undefined);
  return found;
};

describe('chart on trading time', () => {
  const asked = { ...WEEK, axis: 'trading', markets: ['KS11', 'N225'] } as const;
  const input = chartInput(new Timeline(), asked);
  const scale = timeScale(input, 124, 900);

  it('folds the nights and the weekend, each with its length', () => {
    assert.deepEqual(
      seamsOf(scale).map((seam) => seam.text),
      ['2 d 17 h', '17 h 30 min', '17 h 30 min', '17 h 30 min', '1 h 30 min'],
    );
  });

  it('gives equal px to equal trading time, wherever it lies', () => {
    const hour = (start: string): number => xOf(scale, at(start) + HOUR_MS) - xOf(scale, at(start));
    assert.ok(Math.abs(hour('2025-10-24T01:00:00Z') - hour('2025-10-29T04:00:00Z')) < 1e-9);
    assert.ok(hour('2025-10-24T10:00:00Z') < 1, 'an hour of the night is a part of a seam');
  });

  it('keeps lunch of one market open while another trades, and folds it where it stands alone', () => {
    const lunch = [at('2025-10-30T02:30:00Z'), at('2025-10-30T03:30:00Z')] as const;
    const folded = (markets: readonly string[]): boolean => {
      const alone = timeScale(chartInput(new Timeline(), { ...asked, markets }), 0, 900);
      return alone.map?.folds.some((f) => f.from === lunch[0] && f.to === lunch[1]) === true;
    };
    assert.equal(folded(['KS11', 'N225']), false);
    assert.equal(folded(['N225']), true);
  });

  it('never folds or bridges an outage: the market was open', () => {
    const timeline = new Timeline();
    feed(timeline, 'KS11', '00:00', '02:00', () => 4000);
    feed(timeline, 'KS11', '04:00', '06:00', () => 4000);
    const day = chartInput(timeline, { now: '06:00', axis: 'trading', markets: ['KS11'] });
    const { path } = lineOf(day);
    assert.equal(path.segments.length, 2);
    assert.deepEqual(path.outages, [{ from: at('2025-10-30T02:00:00Z'), to: at('2025-10-30T04:00:00Z') }]);
    const axis = timeScale(day, 0, 900);
    const gap = xOf(axis, at('2025-10-30T04:00:00Z')) - xOf(axis, at('2025-10-30T02:00:00Z'));
    assert.ok(Math.abs(gap - (2 / (shownMs(axis) / HOUR_MS)) * 900) < 20, `${gap} px`);
  });

  it('labels hours over dates, each date where its trading begins', () => {
    const { upper, lower, rows } = tradingTicks(scale, 'Asia/Seoul', []);
    assert.deepEqual(rows, ['clock', 'date']);
    assert.deepEqual(
      lower.map((t) => t.text),
      ['24 Oct', '27 Oct', '28 Oct', '29 Oct', '30 Oct'],
    );
    assert.equal(lower[1]?.time, at('2025-10-27T00:00:00Z'));
    assert.ok(upper.every((t) => /^\d\d:\d\d$/.test(t.text)));
    assert.ok(!upper.some((t) => t.text === '18:00' || t.text === '00:00'));
  });

  it('is one of the clock until the code for it is in', () => {
    assert.equal(timeScale({ ...input, folding: null }, 124, 900).map, null);
  });

  it('a hand moves along trading time, across the weekend at once', () => {
    const ruler = rulerOf(input, { from: input.from, to: input.to });
    const friday = at('2025-10-24T06:00:00Z');
    assert.equal(ruler.timeAt(ruler.shownAt(friday) + HOUR_MS), at('2025-10-27T00:30:00Z'));
    assert.ok(ruler.shownAt(input.to) - ruler.shownAt(input.from) < 2 * DAY_MS);
  });
});

describe('chart bars of several intervals', () => {
  it('go on with minutes where five-minute bars end, without a break and without a second time', () => {
    const timeline = new Timeline();
    five(timeline, '2025-10-29T00:00:00Z', 78, (n) => 4000 + n);
    five(timeline, '2025-10-30T00:00:00Z', 12, (n) => 4100 + n);
    feed(timeline, 'KS11', '00:00', '02:00', (n) => 4100 + n / 5);
    const input = chartInput(timeline, {
      ...{ now: '02:00', from: '2025-10-25T00:00:00Z', to: '03:00', base: 'prev', markets: ['KS11'] },
    });
    const { path, end } = lineOf(input);
    assert.equal(path.segments.length, 2, 'one a day');
    assert.equal(end?.time, at('2025-10-30T02:00:00Z'));
    for (let i = 1; i < path.x.length; i += 1) {
      assert.ok((path.x[i] as number) > (path.x[i - 1] as number));
    }
  });

  it('begin with five-minute bars from before the minutes, and go on as minutes come', () => {
    const timeline = new Timeline();
    five(timeline, '2025-10-29T00:00:00Z', 78, (n) => 4000 + n);
    five(timeline, '2025-10-30T00:00:00Z', 24, (n) => 4100 + n);
    feed(timeline, 'KS11', '00:00', '02:00', (n) => 4100 + n / 5);
    const asked = { from: '2025-10-29T00:00:00Z', to: '04:00', base: 'prev', markets: ['KS11'] } as const;
    const cache = new SeriesCache();
    const first = lineOf(chartInput(timeline, { ...asked, now: '02:00' }), cache);
    assert.equal(first.path.x[0], at('2025-10-29T00:00:00Z'));
    assert.ok(first.path.x.includes(at('2025-10-30T00:03:00Z')), 'the day of the minutes in minutes');
    feed(timeline, 'KS11', '02:00', '02:30', (n) => 4124 + n / 5);
    const grown = lineOf(chartInput(timeline, { ...asked, now: '02:30' }), cache);
    const anew = lineOf(chartInput(timeline, { ...asked, now: '02:30' }));
    assert.deepEqual([...grown.path.x], [...anew.path.x]);
    assert.deepEqual([...grown.path.y], [...anew.path.y]);
  });
});
