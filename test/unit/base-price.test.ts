import assert from 'node:assert/strict';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { type BaseMode, basePrice } from '../../shared/reaction/base-price.ts';
import { lastClosed } from '../../shared/reaction/price-at.ts';
import { DAY_MS, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { at, calendars, frameOf, type Held } from '../support/bar-timeline.ts';
import { id, makeBar, makeQuote } from '../support/records.ts';

const SEOUL = calendars.get('XKRX' as Mic);
const TOKYO = calendars.get('XTKS' as Mic);
const LATE = at('06:00');
const YESTERDAYS_CLOSE = (at('06:30') - DAY_MS) as UtcMs;

/** A minute that ends at an instant. */
const ending = (end: number, close: number, rest: Partial<Bar> = {}): Bar =>
  makeBar(end - MINUTE_MS, close, rest);
const yesterdaysLast = ending(YESTERDAYS_CLOSE, 100);
/** A day that ends at an instant; the open is 1 below. */
const day = (closeTime: UtcMs, close: number): Bar =>
  makeBar(closeTime - 390 * MINUTE_MS, close, { interval: '1d', closeTime, open: close - 1 });

const baseOf = (
  held: Held,
  t0: UtcMs,
  {
    mode = 't0' as Exclude<BaseMode, 'price'>,
    playhead = LATE,
    calendar = SEOUL,
    basis = 'published' as 'published' | 'known',
  } = {},
) => basePrice(frameOf(held, playhead, basis), id('KS11'), mode, t0, calendar);
const found = (price: number, time: UtcMs, from: string) => ({ state: 'ok', base: { price, time, from } });
const missing = (reason: string) => ({ state: 'missing', reason });

describe('base price at T0', () => {
  const bars = [yesterdaysLast, ending(at('02:04'), 101), ending(at('02:05'), 102), ending(at('02:06'), 103)];

  it('is the close of the bar that ends at T0', () => {
    assert.deepEqual(baseOf({ bars }, at('02:05')), found(102, at('02:05'), '1m'));
  });

  it('is never read from the bar that holds T0', () => {
    assert.deepEqual(baseOf({ bars }, at('02:05:30')), found(102, at('02:05'), '1m'));
    assert.deepEqual(baseOf({ bars }, at('02:05:59')), found(102, at('02:05'), '1m'));
  });

  it('is the last close while the market is closed, and at the very open', () => {
    const opening = ending(at('00:01'), 150);
    for (const t0 of [(at('20:00') - DAY_MS) as UtcMs, at('00:00')]) {
      assert.deepEqual(baseOf({ bars: [yesterdaysLast, opening] }, t0), found(100, YESTERDAYS_CLOSE, '1m'));
    }
  });

  it('is the last close of the morning at lunch', () => {
    const morning = [ending(at('02:29'), 101), ending(at('02:30'), 102), ending(at('03:31'), 110)];
    assert.deepEqual(
      baseOf({ bars: morning }, at('03:00'), { calendar: TOKYO }),
      found(102, at('02:30'), '1m'),
    );
  });

  it('is read from the interval that reaches closest to T0, the finest of equal ones', () => {
    const five = makeBar(at('02:00'), 105, { interval: '5m' });
    assert.deepEqual(baseOf({ bars: [...bars, five] }, at('02:05')), found(102, at('02:05'), '1m'));
    assert.deepEqual(baseOf({ bars: [yesterdaysLast, five] }, at('02:07')), found(105, at('02:05'), '5m'));
    assert.deepEqual(
      baseOf({ bars: [day(YESTERDAYS_CLOSE, 99)] }, at('02:05')),
      found(99, YESTERDAYS_CLOSE, '1d'),
    );
  });

  it('is missing with its reason', () => {
    assert.deepEqual(baseOf({ bars }, at('02:05'), { playhead: at('02:04') }), missing('not-yet'));
    assert.deepEqual(baseOf({}, at('02:05')), missing('no-history'));
    assert.deepEqual(baseOf({ bars: [ending(at('02:06'), 103)] }, at('02:05')), missing('no-history'));
    const imported = bars.map((bar) => ({ ...bar, receivedAt: (LATE + DAY_MS) as UtcMs }));
    assert.deepEqual(baseOf({ bars: imported }, at('02:05'), { basis: 'known' }), missing('not-recorded'));
  });

  it('counts a bar as closed at its end, not before', () => {
    const view = frameOf({ bars }, LATE).bars(id('KS11'), '1m');
    assert.deepEqual(
      [0, at('02:04') - 1, at('02:04'), at('02:30')].map((time) => lastClosed(view, time as UtcMs)),
      [-1, 0, 1, 3],
    );
  });
});

describe('base price at the previous close', () => {
  const mode = 'prev' as const;
  const T0 = at('02:05');
  const quote = makeQuote(at('01:00'), 103, { previousClose: 98 });

  it('is the official close of the session before, then the one a source names, then the last bar', () => {
    const daily = day(YESTERDAYS_CLOSE, 99);
    const bars = [yesterdaysLast, ending(at('02:05'), 102)];
    assert.deepEqual(
      baseOf({ bars: [...bars, daily], quotes: [quote] }, T0, { mode }),
      found(99, YESTERDAYS_CLOSE, '1d'),
    );
    assert.deepEqual(baseOf({ bars, quotes: [quote] }, T0, { mode }), found(98, YESTERDAYS_CLOSE, 'quote'));
    assert.deepEqual(baseOf({ bars }, T0, { mode }), found(100, YESTERDAYS_CLOSE, '1m'));
  });

  it('is never the close of a session further back', () => {
    const before = (YESTERDAYS_CLOSE - DAY_MS) as UtcMs;
    const old = [day(before, 90), ending(before, 91)];
    assert.deepEqual(baseOf({ bars: old }, T0, { mode }), missing('no-history'));
    assert.deepEqual(
      baseOf({ bars: old, quotes: [quote] }, T0, { mode }),
      found(98, YESTERDAYS_CLOSE, 'quote'),
    );
  });

  it('is never the close that a source names on a later day', () => {
    const bars = [yesterdaysLast, ending(at('02:05'), 102)];
    const nextDay = (hour: string): UtcMs => (at(hour) + DAY_MS) as UtcMs;
    const later = makeQuote(nextDay('01:00'), 120, { previousClose: 110 });
    const playhead = nextDay('02:00');
    assert.deepEqual(
      baseOf({ bars, quotes: [later] }, T0, { mode, playhead }),
      found(100, YESTERDAYS_CLOSE, '1m'),
    );
    assert.deepEqual(
      baseOf({ bars, quotes: [quote, later] }, T0, { mode, playhead }),
      found(98, YESTERDAYS_CLOSE, 'quote'),
    );
    const evening = makeQuote(at('06:31'), 103, { previousClose: 97 });
    assert.deepEqual(
      baseOf({ bars, quotes: [evening, later] }, T0, { mode, playhead }),
      found(97, YESTERDAYS_CLOSE, 'quote'),
      'stamped after the close, it still speaks of that session',
    );
  });

  it('is the close before the session that answers, where the market is shut at T0', () => {
    const before = (YESTERDAYS_CLOSE - DAY_MS) as UtcMs;
    const bars = [day(before, 90), day(YESTERDAYS_CLOSE, 99)];
    const shutFrom = [YESTERDAYS_CLOSE, (at('20:00') - DAY_MS) as UtcMs, (at('00:00') - 1) as UtcMs];
    for (const t0 of shutFrom) {
      assert.deepEqual(baseOf({ bars }, t0, { mode }), found(99, YESTERDAYS_CLOSE, '1d'));
    }
    const lastMinute = (YESTERDAYS_CLOSE - 1) as UtcMs;
    assert.deepEqual(baseOf({ bars }, lastMinute, { mode }), found(90, before, '1d'));
  });

  it('is found through a holiday', () => {
    // Hong Kong was shut on 29 October 2025: Chung Yeung.
    const hongKong = calendars.get('XHKG' as Mic);
    const tuesday = parseInstant('2025-10-28T08:00:00Z');
    const t0 = parseInstant('2025-10-29T03:00:00Z');
    assert.deepEqual(
      baseOf({ bars: [day(tuesday, 88)] }, t0, { mode, calendar: hongKong }),
      found(88, tuesday, '1d'),
    );
  });

  it('is missing where the calendar ends', () => {
    const t0 = parseInstant('1980-01-01T00:00:00Z');
    for (const beyond of ['prev', 'open'] as const) {
      assert.deepEqual(baseOf({}, t0, { mode: beyond }), missing('calendar-too-short'));
    }
  });
});

describe('base price at the open', () => {
  const mode = 'open' as const;
  const first = ending(at('00:01'), 101, { open: 100.5 });
  const bars = [yesterdaysLast, first, ending(at('00:02'), 102)];

  it('is the first price of the session that holds T0', () => {
    assert.deepEqual(baseOf({ bars }, at('02:05'), { mode }), found(100.5, at('00:00'), '1m'));
  });

  it('passes over bars without an open', () => {
    const hour = makeBar(at('00:00'), 103, { interval: '1h', open: 100.75 });
    const closesOnly = bars.map((bar) => ({ ...bar, open: null }));
    assert.deepEqual(
      baseOf({ bars: [...closesOnly, hour] }, at('02:05'), { mode }),
      found(100.75, at('00:00'), '1h'),
    );
  });

  it('is missing where the session has shown no bar yet', () => {
    assert.deepEqual(baseOf({ bars: [yesterdaysLast] }, at('02:05'), { mode }), missing('no-history'));
    assert.deepEqual(
      baseOf({ bars }, at('00:00'), { mode, playhead: at('00:00:30') }),
      missing('no-history'),
      'the first bar has not closed',
    );
  });
});
