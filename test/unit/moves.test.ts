import assert from 'node:assert/strict';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import type { BaseMode } from '../../shared/reaction/base-price.ts';
import { finestView, type MarketReaction, marketReaction } from '../../shared/reaction/moves.ts';
import { DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { at, calendars, frameOf, type Held } from '../support/bar-timeline.ts';
import { shippedInstrument } from '../support/chart-answer.ts';
import { id, makeBar, makeQuote } from '../support/records.ts';

const KOSPI = shippedInstrument('KS11');
const SEOUL = calendars.get('XKRX' as Mic);
const TOKYO = calendars.get('XTKS' as Mic);
const YESTERDAYS_CLOSE = (at('06:30') - DAY_MS) as UtcMs;
const EVENING_BEFORE = (at('20:00') - DAY_MS) as UtcMs;

const ending = (end: number, close: number, rest: Partial<Bar> = {}): Bar =>
  makeBar(end - MINUTE_MS, close, rest);
const yesterdaysLast = ending(YESTERDAYS_CLOSE, 100);

/** Without the noise of binary fractions. */
const plain = (percent: number): number => Number(percent.toFixed(9));

const reactionOf = (
  held: Held,
  t0: UtcMs,
  playhead: UtcMs,
  { mode = 't0' as Exclude<BaseMode, 'price'>, calendar = SEOUL } = {},
): MarketReaction => marketReaction(frameOf(held, playhead), KOSPI, mode, t0, calendar);

describe('the move since T0', () => {
  const bars = [yesterdaysLast, ending(at('02:05'), 200), ending(at('02:06'), 202), ending(at('02:07'), 190)];

  it('is that of the last price seen, a bar or a later quote', () => {
    const { since } = reactionOf({ bars }, at('02:05'), at('02:06'));
    assert.deepEqual(since.state === 'ok' && [plain(since.percent), since.at, since.base.price], [
      1,
      at('02:06'),
      200,
    ]);
    const quotes = [makeQuote(at('02:06:30'), 204)];
    const later = reactionOf({ bars, quotes }, at('02:05'), at('02:06:45')).since;
    assert.deepEqual(later.state === 'ok' && [plain(later.percent), later.at], [2, at('02:06:30')]);
  });

  it('holds the gap of a night', () => {
    const { since } = reactionOf({ bars }, EVENING_BEFORE, at('02:05'));
    assert.deepEqual(since.state === 'ok' && [since.base.price, since.percent], [100, 100]);
  });

  it('waits for the open, says when that is, and never says zero', () => {
    const waiting = (t0: UtcMs, playhead: UtcMs, held: Held, calendar = SEOUL) => {
      const { since, peak } = reactionOf(held, t0, playhead, { calendar });
      assert.equal(peak, null);
      return since.state === 'waiting' && since.answersFrom;
    };
    const night = (EVENING_BEFORE + 60 * MINUTE_MS) as UtcMs;
    assert.equal(waiting(EVENING_BEFORE, night, { bars }), at('00:00'));
    const morning = { bars: [ending(at('02:30'), 100)] };
    assert.equal(waiting(at('03:00'), at('03:10'), morning, TOKYO), at('03:30'));
    assert.equal(waiting(at('02:05'), at('02:05:30'), { bars }), null, 'it is open: any moment now');
  });

  it('is missing with the reason of its base', () => {
    assert.deepEqual(reactionOf({ bars }, at('02:05'), at('02:00')).since, {
      state: 'missing',
      reason: 'not-yet',
    });
    assert.deepEqual(reactionOf({}, at('02:05'), at('02:10')).since, {
      state: 'missing',
      reason: 'no-history',
    });
  });

  it('from the previous close or the open needs no price after T0', () => {
    for (const [mode, percent] of [
      ['prev', 100],
      ['open', 0],
    ] as const) {
      const { since } = reactionOf({ bars }, at('02:05'), at('02:05:30'), { mode });
      assert.equal(since.state === 'ok' && since.percent, percent, mode);
    }
  });

  it('from the previous close is the whole move of the session that answers', () => {
    const stamped = makeQuote(YESTERDAYS_CLOSE + 20_000, 100);
    const held = { bars, quotes: [stamped] };
    const night = reactionOf(held, EVENING_BEFORE, EVENING_BEFORE, { mode: 'prev' }).since;
    assert.deepEqual(night.state === 'waiting' && night.answersFrom, at('00:00'));
    const day = reactionOf(held, EVENING_BEFORE, at('02:05'), { mode: 'prev' }).since;
    assert.deepEqual(day.state === 'ok' && [day.base.price, day.percent], [100, 100]);
  });
});

describe('the move of the day', () => {
  const bars = [yesterdaysLast, ending(at('00:01'), 103), ending(at('06:30'), 105)];
  const todayAt = (playhead: UtcMs, held: Held = { bars }) =>
    reactionOf(held, at('02:05'), playhead).todayPercent?.toFixed(6) ?? null;

  it('is empty before the open and from midnight on, by the exchange’s own clock', () => {
    // 05:00 in Seoul on the 30th: yesterday's session is not today's.
    assert.equal(todayAt(EVENING_BEFORE), null);
    assert.equal(todayAt(at('00:00:30')), null, 'nothing was seen yet');
    assert.equal(todayAt(at('00:01')), '3.000000');
    assert.equal(todayAt(at('14:59')), '5.000000', '23:59 in Seoul');
    assert.equal(todayAt(at('15:00')), null);
  });

  it('is empty without a previous close', () => {
    assert.equal(todayAt(at('06:30'), { bars: bars.slice(1) }), null);
    assert.equal(todayAt(at('06:30'), {}), null);
  });
});

describe('the peak', () => {
  const path = (...closes: number[]): Bar[] =>
    closes.map((close, index) => ending(at('02:05') + index * MINUTE_MS, close));
  const peakOf = (bars: readonly Bar[], playhead = at('06:00')) => {
    const { peak } = reactionOf({ bars }, at('02:05'), playhead);
    return peak && { ...peak, percent: plain(peak.percent) };
  };

  it('is the largest absolute move since T0 with its sign, the earliest of equal ones', () => {
    assert.deepEqual(peakOf(path(100, 101, 97, 102)), { percent: -3, time: at('02:07') });
    assert.deepEqual(peakOf(path(100, 102, 98, 102)), { percent: 2, time: at('02:06') });
  });

  it('knows nothing of before T0 or after the playhead', () => {
    const bars = [ending(at('02:04'), 500), ...path(100, 101, 97)];
    assert.deepEqual(peakOf(bars, at('02:06')), { percent: 1, time: at('02:06') });
  });

  it('is read from the finest bars after T0, from days only where there is nothing else', () => {
    const day = makeBar(at('00:00'), 120, { interval: '1d', closeTime: at('06:30') });
    const five = makeBar(at('02:05'), 104, { interval: '5m' });
    const all = [...path(100, 101), five, day];
    const interval = (bars: readonly Bar[]) =>
      finestView(frameOf({ bars }, at('07:00')), id('KS11'), at('02:05')).interval;
    assert.equal(interval(all), '1m');
    assert.equal(interval([...path(100), five, day]), '5m');
    assert.equal(interval([...path(100), day]), '1d');
  });
});
