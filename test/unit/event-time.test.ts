import assert from 'node:assert/strict';
import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import { HORIZONS, type Horizon } from '../../shared/event/horizon.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import {
  eventClock,
  eventTime,
  horizonEnd,
  sessionAfter,
  shutAtT0,
} from '../../shared/reaction/event-time.ts';
import { formatInstant, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { at, calendars } from '../support/bar-timeline.ts';
import { sessionCalendar } from '../support/session-calendar.ts';

const TOKYO: ExchangeCalendar = calendars.get('XTKS' as Mic);
const SEOUL = calendars.get('XKRX' as Mic);
const HONG_KONG = calendars.get('XHKG' as Mic);
const CURRENCIES = calendars.get('FX' as Mic);

const short = (time: UtcMs | null): string | null => time && formatInstant(time).slice(0, 16);
const seen = (calendar: ExchangeCalendar, t0: UtcMs) => {
  const { state, reactionStart, dayZero, offsetMinutes } = eventTime(calendar, t0);
  return [state, short(reactionStart), dayZero?.date ?? null, offsetMinutes];
};
const end = (calendar: ExchangeCalendar, t0: UtcMs, horizon: Horizon): string | null =>
  short(horizonEnd(calendar, eventTime(calendar, t0), horizon));

describe('event time', () => {
  it('starts at T0 while the market is open, the very open included', () => {
    assert.deepEqual(seen(SEOUL, at('02:05')), ['open', '2025-10-30T02:05', '2025-10-30', 125]);
    assert.deepEqual(seen(SEOUL, at('00:00')), ['open', '2025-10-30T00:00', '2025-10-30', 0]);
    assert.deepEqual(seen(SEOUL, at('02:05:30')), ['open', '2025-10-30T02:05', '2025-10-30', 125.5]);
  });

  it('starts after lunch on the same day, and counts no minute of lunch', () => {
    for (const t0 of [at('02:30'), at('03:00')]) {
      assert.deepEqual(seen(TOKYO, t0), ['lunch', '2025-10-30T03:30', '2025-10-30', 150]);
    }
    assert.deepEqual(seen(TOKYO, at('03:30')), ['open', '2025-10-30T03:30', '2025-10-30', 150]);
    assert.deepEqual(seen(TOKYO, at('03:31')), ['open', '2025-10-30T03:31', '2025-10-30', 151]);
  });

  it('starts at the next open from the very close on', () => {
    for (const t0 of [at('06:30'), at('20:00')]) {
      assert.deepEqual(seen(SEOUL, t0), ['closed', '2025-10-31T00:00', '2025-10-31', 0]);
    }
    assert.deepEqual(seen(SEOUL, (at('06:30') - 1) as UtcMs).slice(0, 3), [
      'open',
      '2025-10-30T06:29',
      '2025-10-30',
    ]);
  });

  it('starts after a weekend and after a holiday', () => {
    const saturday = parseInstant('2025-11-01T03:00:00Z');
    assert.deepEqual(seen(SEOUL, saturday), ['closed', '2025-11-03T00:00', '2025-11-03', 0]);
    const chungYeung = parseInstant('2025-10-29T03:00:00Z');
    assert.deepEqual(seen(HONG_KONG, chungYeung), ['holiday', '2025-10-30T01:30', '2025-10-30', 0]);
  });

  it('is the next session after a half day', () => {
    const afternoon = parseInstant('2025-12-24T05:00:00Z');
    assert.deepEqual(seen(HONG_KONG, afternoon).slice(1), ['2025-12-29T01:30', '2025-12-29', 0]);
  });

  it('takes the trade date of the currency week at its change', () => {
    const change = parseInstant('2025-10-30T21:00:00Z');
    assert.deepEqual(seen(CURRENCIES, change), ['open', '2025-10-30T21:00', '2025-10-31', 0]);
    assert.deepEqual(seen(CURRENCIES, (change - 60_000) as UtcMs), [
      'open',
      '2025-10-30T20:59',
      '2025-10-30',
      1439,
    ]);
  });

  it('has no day 0 beyond the calendar', () => {
    const t0 = parseInstant('1980-01-01T00:00:00Z');
    assert.deepEqual(seen(SEOUL, t0), ['unknown', null, null, 0]);
    for (const horizon of HORIZONS) assert.equal(end(SEOUL, t0, horizon), null);
  });

  it('tells a market that is shut from one at lunch', () => {
    const shut = (calendar: ExchangeCalendar, t0: UtcMs) => shutAtT0(eventTime(calendar, t0));
    assert.deepEqual([shut(TOKYO, at('02:00')), shut(TOKYO, at('03:00'))], [false, false]);
    assert.deepEqual([shut(TOKYO, at('06:30')), shut(HONG_KONG, at('00:00'))], [true, true]);
  });
});

describe('sessions around day 0', () => {
  const around = (calendar: ExchangeCalendar, date: UtcMs, k: number) => {
    const { dayZero } = eventTime(calendar, date);
    assert.ok(dayZero !== null);
    return sessionAfter(calendar, dayZero, k)?.date ?? null;
  };

  it('are counted on the market’s own calendar', () => {
    assert.deepEqual(
      [-2, -1, 0, 1, 2].map((k) => around(HONG_KONG, at('02:00'), k)),
      ['2025-10-27', '2025-10-28', '2025-10-30', '2025-10-31', '2025-11-03'],
    );
    assert.deepEqual(
      [-1, 0, 1].map((k) => around(SEOUL, at('02:00'), k)),
      ['2025-10-29', '2025-10-30', '2025-10-31'],
    );
  });

  it('are found where one begins as the other ends', () => {
    assert.deepEqual(
      [-4, -1, 0, 1, 2].map((k) => around(CURRENCIES, at('02:00'), k)),
      ['2025-10-24', '2025-10-29', '2025-10-30', '2025-10-31', '2025-11-03'],
    );
  });

  it('end with the calendar', () => {
    const only = sessionCalendar([
      { date: '2025-10-30', segments: [['2025-10-30T00:00:00Z', '2025-10-30T06:30:00Z']] },
    ]);
    assert.deepEqual([around(only, at('02:00'), -1), around(only, at('02:00'), 1)], [null, null]);
  });
});

describe('the end of a horizon', () => {
  it('counts trading minutes over lunch and night, and is the earliest instant', () => {
    assert.equal(end(TOKYO, at('02:20'), '5m'), '2025-10-30T02:25');
    assert.equal(end(TOKYO, at('02:25'), '5m'), '2025-10-30T02:30', 'the close of the morning');
    assert.equal(end(TOKYO, at('02:20'), '15m'), '2025-10-30T03:35');
    assert.equal(end(TOKYO, at('03:00'), '1m'), '2025-10-30T03:31');
    assert.equal(end(TOKYO, at('05:30'), '1h'), '2025-10-30T06:30', 'the close of the day');
    assert.equal(end(TOKYO, at('06:00'), '1h'), '2025-10-31T00:30');
    assert.equal(end(TOKYO, at('10:00'), '2h'), '2025-10-31T02:00');
  });

  it('counts a half day as what it is', () => {
    const halfDay = parseInstant('2025-12-24T03:00:00Z');
    assert.equal(end(HONG_KONG, halfDay, '1h'), '2025-12-24T04:00');
    assert.equal(end(HONG_KONG, halfDay, '2h'), '2025-12-29T02:30');
    assert.equal(end(HONG_KONG, halfDay, 'close'), '2025-12-24T04:00');
  });

  it('is the close of day 0 and of the k-th session after it', () => {
    assert.deepEqual(
      (['close', '0d', '1d', '2d', '5d'] as const).map((horizon) => end(HONG_KONG, at('02:00'), horizon)),
      ['2025-10-30T08:00', '2025-10-30T08:00', '2025-10-31T08:00', '2025-11-03T08:00', '2025-11-06T08:00'],
    );
    assert.equal(end(SEOUL, at('06:30'), 'close'), '2025-10-31T06:30');
  });

  it('is the same by the clock that is kept', () => {
    for (const calendar of [TOKYO, HONG_KONG, CURRENCIES]) {
      for (const t0 of [at('02:05'), at('03:00'), at('21:00'), at('02:05')]) {
        const { event, ends, days, previous } = eventClock(calendar, t0);
        assert.deepEqual(event, eventTime(calendar, t0));
        assert.ok(event.dayZero !== null);
        assert.deepEqual(previous, sessionAfter(calendar, event.dayZero, -1));
        for (const horizon of HORIZONS) {
          assert.equal(ends.get(horizon), horizonEnd(calendar, event, horizon), horizon);
        }
        assert.equal(days.get('5d'), sessionAfter(calendar, event.dayZero, 5));
        assert.equal(days.has('close'), false);
      }
    }
  });
});
