import assert from 'node:assert/strict';
import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import { HORIZONS, type Horizon } from '../../shared/event/horizon.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import {
  dayMoveFromPreviousClose,
  moveAfterMinutes,
  movesSince,
  type Precision,
} from '../../shared/reaction/horizon-moves.ts';
import type { HorizonMove } from '../../shared/reaction/reaction.ts';
import { asUtcMs, DAY_MS, HOUR_MS, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { type BarInterval, INTERVAL_MS } from '../../shared/time/interval.ts';
import { at, calendars, frameOf, type Held } from '../support/bar-timeline.ts';
import { id, makeBar, makeQuote } from '../support/records.ts';

const SEOUL = calendars.get('XKRX' as Mic);
const TOKYO = calendars.get('XTKS' as Mic);
const HONG_KONG = calendars.get('XHKG' as Mic);
const MONTH_LATER = asUtcMs(at('00:00') + 35 * DAY_MS);
const WEDNESDAYS_CLOSE = (at('06:30') - DAY_MS) as UtcMs;

interface Asked {
  readonly t0?: UtcMs;
  readonly playhead?: UtcMs;
  readonly calendar?: ExchangeCalendar;
  readonly precision?: Precision;
  readonly basis?: 'published' | 'known';
}

const since = (
  held: Held,
  { t0 = at('02:05'), playhead = MONTH_LATER, calendar = SEOUL, precision = 'minute', basis }: Asked = {},
) => movesSince(frameOf(held, playhead, basis), id('KS11'), calendar, t0, precision);
const moveTo = (horizon: Horizon, held: Held, asked: Asked = {}): HorizonMove =>
  since(held, asked).moves.find((m) => m.horizon === horizon) as HorizonMove;

/** What a move says in short: its figure in per mille, or why there is none. */
const said = ({ state, reason, moveLog }: Pick<HorizonMove, 'state' | 'reason' | 'moveLog'>) =>
  state === 'ok' ? Math.round((moveLog as number) * 1000) : (reason ?? state);
const saidOf = (held: Held, asked: Asked = {}) =>
  Object.fromEntries(since(held, asked).moves.map((m) => [m.horizon, said(m)]));

const ending = (end: number, close: number, interval: BarInterval = '1m', rest: Partial<Bar> = {}): Bar =>
  makeBar(end - INTERVAL_MS[interval], close, { interval, ...rest });
/** Bars that end at every step after `from` until `to`; the price rises by one per mille (log) in each. */
function rising(from: number, to: number, interval: BarInterval, start = 100): Bar[] {
  const bars: Bar[] = [];
  for (let end = from; end <= to; end += INTERVAL_MS[interval]) {
    bars.push(ending(end, start * Math.exp(bars.length / 1000), interval));
  }
  return bars;
}
/** The official close of a session of the calendar that holds `within`. */
function daily(calendar: ExchangeCalendar, within: UtcMs, close: number): Bar {
  const [session] = calendar.sessions(within, (within + 1) as UtcMs);
  assert.ok(session !== undefined);
  return makeBar(session.open, close, { interval: '1d', closeTime: session.close, open: close / 1.01 });
}

describe('moves within the day', () => {
  const bars = rising(at('02:05'), at('06:30'), '1m');

  it('are logarithms over the price at T0, minute by minute of trading', () => {
    const said = saidOf({ bars });
    assert.deepEqual(
      (['1m', '5m', '15m', '30m', '1h', '2h', 'close'] as const).map((h) => said[h]),
      [1, 5, 15, 30, 60, 120, 265],
    );
    const { moveLog, moveSimple, base, price, overnight, at: end } = moveTo('1h', { bars });
    assert.ok(Math.abs((moveLog as number) - 0.06) < 1e-12);
    assert.ok(Math.abs((moveSimple as number) - Math.expm1(0.06)) < 1e-12);
    assert.deepEqual(
      [base?.time, price?.time, end, overnight],
      [at('02:05'), at('03:05'), at('03:05'), false],
    );
    assert.deepEqual([base?.from, base?.provenance], ['1m', 'polled']);
  });

  it('never use the bar that holds T0 nor one that ends after the horizon', () => {
    const t0 = at('02:05:30');
    const { base, price } = moveTo('5m', { bars }, { t0 });
    assert.deepEqual([base?.time, price?.time], [at('02:05'), at('02:10')]);
  });

  it('read the bars that reach closest to the horizon, the finest of equal ones', () => {
    const mixed = [
      ending(at('02:05'), 100),
      ending(at('02:09'), 101),
      ending(at('02:10'), 102, '5m'),
      ending(at('02:35'), 103, '5m'),
      ending(at('02:35'), 104),
    ];
    const { moves } = since({ bars: mixed });
    const from = (h: Horizon) => moves.find((m) => m.horizon === h)?.price;
    assert.deepEqual([from('5m')?.price, from('5m')?.from], [102, '5m']);
    assert.deepEqual([from('30m')?.price, from('30m')?.from], [104, '1m']);
  });

  it('are not read from daily bars or quotes', () => {
    const days = [daily(SEOUL, (at('01:00') - DAY_MS) as UtcMs, 90), daily(SEOUL, at('01:00'), 99)];
    const said = saidOf({ bars: days, quotes: [makeQuote(at('02:06'), 98)] });
    assert.deepEqual([said['1m'], said.close], ['no-history', 'no-history']);
    assert.equal(said['0d'], Math.round(Math.log(99 / 90) * 1000));
  });

  it('say that nothing has traded, and that the last price is stale', () => {
    const gappy = [ending(at('02:05'), 100), ending(at('02:20'), 101), ending(at('03:05'), 102)];
    const said = saidOf({ bars: gappy });
    assert.deepEqual(
      (['1m', '5m', '15m', '30m', '1h', '2h'] as const).map((h) => said[h]),
      ['no-trade-yet', 'no-trade-yet', 10, 'stale', 20, 'stale'],
    );
    const fresh = [ending(at('02:05'), 100), ending(at('02:30'), 101)];
    assert.equal(saidOf({ bars: fresh })['30m'], 10, 'five lengths of a bar are not too old');
    assert.equal(saidOf({ bars: fresh }, { t0: at('02:06') })['30m'], 'stale', 'six are');
  });

  it('measure age in trading time', () => {
    const overLunch = [ending(at('02:28'), 100), ending(at('02:29'), 101)];
    assert.equal(saidOf({ bars: overLunch }, { t0: at('02:28'), calendar: TOKYO })['5m'], 10);
  });

  it('cross lunch and the night by trading minutes', () => {
    const tokyo = [...rising(at('02:00'), at('02:30'), '1m'), ...rising(at('03:31'), at('06:30'), '1m', 110)];
    const move = moveTo('1h', { bars: tokyo }, { t0: at('02:15'), calendar: TOKYO });
    assert.deepEqual([move.at, move.overnight], [at('04:15'), false]);
    const night = moveTo(
      '2h',
      { bars: [...tokyo, ending(at('01:00') + DAY_MS, 120)] },
      {
        t0: at('05:30'),
        calendar: TOKYO,
      },
    );
    assert.deepEqual([night.at, night.overnight, night.price?.price], [at('01:00') + DAY_MS, true, 120]);
  });

  it('skip a close that is no price', () => {
    const broken = [
      ending(at('02:05'), 100),
      ending(at('02:08'), 101),
      ending(at('02:09'), 0),
      ending(at('02:10'), -3),
    ];
    assert.equal(saidOf({ bars: broken })['5m'], 10);
  });

  it('take any number of minutes', () => {
    const passed = (minutes: number) =>
      moveAfterMinutes(frameOf({ bars }, MONTH_LATER), id('KS11'), SEOUL, at('02:05'), minutes);
    assert.deepEqual([said(passed(7)), said(passed(265))], [7, 265]);
    assert.equal(passed(7).at, at('02:12'));
  });
});

describe('a market that does not trade at T0', () => {
  const evening = at('20:00');
  const bars = [ending(at('06:30'), 100), ending(at('00:01') + DAY_MS, 105, '1m', { open: 104 })];

  it('waits until its open, then answers with its gap', () => {
    const asleep = since({ bars }, { t0: evening, playhead: at('23:00') });
    for (const { state, answersFrom, base, moveLog, reason } of asleep.moves) {
      assert.deepEqual([state, reason, answersFrom, moveLog], ['waiting', null, at('00:00') + DAY_MS, null]);
      assert.equal(base?.price, 100);
    }
    assert.equal(asleep.gap, null);
    const awake = since({ bars }, { t0: evening, playhead: asUtcMs(at('00:01') + DAY_MS) });
    assert.deepEqual(
      [awake.gap?.open, awake.gap?.time, awake.gap?.moveLog],
      [104, at('00:00') + DAY_MS, Math.log(1.04)],
    );
    const [first] = awake.moves;
    assert.deepEqual([first?.moveLog, first?.overnight], [Math.log(1.05), true]);
    assert.equal(said(awake.moves[1] as HorizonMove), 'not-yet');
  });

  it('shows no gap where day 0 had no first price', () => {
    const dayAfter = ending(at('00:01') + 4 * DAY_MS, 105, '1m', { open: 104 });
    assert.equal(since({ bars: [ending(at('06:30'), 100), dayAfter] }, { t0: evening }).gap, null);
    const openless = [ending(at('06:30'), 100), ending(at('00:01') + DAY_MS, 105, '1m', { open: null })];
    assert.equal(since({ bars: openless }, { t0: evening }).gap, null);
  });

  it('waits at lunch, and shows no gap after it', () => {
    const morning = [ending(at('02:30'), 100), ending(at('03:31'), 102)];
    const asked = { t0: at('03:00'), calendar: TOKYO };
    assert.equal(
      moveTo('1m', { bars: morning }, { ...asked, playhead: at('03:10') }).answersFrom,
      at('03:30'),
    );
    const after = since({ bars: morning }, { ...asked, playhead: at('03:31') });
    assert.deepEqual(
      [said(after.moves[0] as HorizonMove), after.gap, after.moves[0]?.overnight],
      [20, null, false],
    );
  });

  it('at the very open has a gap that belongs to the move and is not shown apart', () => {
    const t0 = at('00:00');
    const opening = [ending(WEDNESDAYS_CLOSE, 100), ending(at('00:01'), 103)];
    const { event, gap, moves, base } = since({ bars: opening }, { t0, playhead: at('00:01') });
    assert.deepEqual([event.state, base?.time, gap], ['open', WEDNESDAYS_CLOSE, null]);
    assert.deepEqual([said(moves[0] as HorizonMove), moves[0]?.overnight], [30, false]);
  });

  it('at the very close answers on the next session', () => {
    const t0 = at('06:30');
    const { event, base, moves } = since({ bars }, { t0 });
    assert.deepEqual([event.state, event.dayZero?.date, base?.time], ['closed', '2025-10-31', at('06:30')]);
    assert.equal(moves[0]?.at, at('00:01') + DAY_MS);
  });

  it('answers after a holiday and after a half day', () => {
    const tuesday = parseInstant('2025-10-28T08:00:00Z');
    const holiday = parseInstant('2025-10-29T03:00:00Z');
    const bars = [ending(tuesday, 100), ending(at('01:31'), 106)];
    const move = moveTo('1m', { bars }, { t0: holiday, calendar: HONG_KONG });
    assert.deepEqual([move.at, move.base?.time, move.moveLog], [at('01:31'), tuesday, Math.log(1.06)]);
    const noon = parseInstant('2025-12-24T04:00:00Z');
    const halfDay = [ending(noon, 100), ending(noon + 5 * DAY_MS, 101, '1h')];
    const after = moveTo('2h', { bars: halfDay }, { t0: (noon - HOUR_MS) as UtcMs, calendar: HONG_KONG });
    assert.equal(after.at, parseInstant('2025-12-29T02:30:00Z'));
  });

  it('takes the gap from the daily bar where nothing finer is kept, once the day is over', () => {
    const days = [daily(SEOUL, at('01:00'), 100), daily(SEOUL, (at('01:00') + DAY_MS) as UtcMs, 101)];
    const gapAt = (playhead: UtcMs) => since({ bars: days }, { t0: evening, playhead }).gap;
    assert.equal(gapAt((at('06:29') + DAY_MS) as UtcMs), null);
    assert.ok(Math.abs((gapAt((at('06:30') + DAY_MS) as UtcMs)?.open as number) - 100) < 1e-9);
  });
});

describe('moves to official closes', () => {
  const wednesday = daily(SEOUL, (at('01:00') - DAY_MS) as UtcMs, 90);
  const thursday = daily(SEOUL, at('01:00'), 99);
  const friday = daily(SEOUL, (at('01:00') + DAY_MS) as UtcMs, 98);
  const intraday = [...rising(at('02:00'), at('02:30'), '1m'), ending(at('06:30'), 98.5)];

  it('start at the price at T0 where the day had shown one', () => {
    const zero = moveTo('0d', { bars: [wednesday, thursday, ...intraday] });
    assert.deepEqual([zero.base?.time, zero.base?.from], [at('02:05'), '1m']);
    assert.deepEqual([zero.price?.price, zero.price?.from, zero.at], [99, '1d', at('06:30')]);
    assert.equal(zero.overnight, false);
    const one = moveTo('1d', { bars: [wednesday, thursday, friday, ...intraday] });
    assert.deepEqual([one.base?.time, one.price?.price, one.overnight], [at('02:05'), 98, true]);
  });

  it('start at the close of day −1 otherwise, and say so by their base', () => {
    const late = ending(at('02:06'), 95);
    const zero = moveTo('0d', { bars: [wednesday, thursday, late] });
    assert.deepEqual([zero.base?.time, zero.base?.from, zero.base?.price], [WEDNESDAYS_CLOSE, '1d', 90]);
    assert.deepEqual([zero.moveLog, zero.overnight], [Math.log(99 / 90), true]);
    const shut = moveTo('0d', { bars: [thursday, friday, ending(at('06:30'), 97)] }, { t0: at('20:00') });
    assert.deepEqual(
      [shut.base?.price, shut.base?.from, shut.price?.price],
      [99, '1d', 98],
      'official on both ends',
    );
  });

  it('start at the last price of day −1 where its close is not kept, never further back', () => {
    const last = ending(WEDNESDAYS_CLOSE, 91);
    assert.equal(moveTo('0d', { bars: [thursday, last] }).base?.price, 91);
    const tuesday = daily(SEOUL, (at('01:00') - 2 * DAY_MS) as UtcMs, 80);
    assert.equal(said(moveTo('0d', { bars: [tuesday, thursday] })), 'no-history');
    const quotes = [makeQuote(at('00:30'), 95, { previousClose: 92 })];
    const { base } = moveTo('0d', { bars: [thursday, last], quotes });
    assert.deepEqual([base?.price, base?.from], [92, 'quote'], 'a close that a source names goes before it');
    assert.equal(moveTo('0d', { bars: [wednesday, thursday], quotes }).base?.price, 90);
  });

  it('never take the last minute for the official close', () => {
    const held = { bars: [wednesday, ...intraday] };
    assert.equal(said(moveTo('0d', held)), 'no-history');
    assert.notEqual(said(moveTo('close', held)), 'no-history');
    assert.equal(said(moveTo('1d', { bars: [wednesday, thursday, ...intraday] })), 'no-history');
  });

  it('can be asked from the close of day −1 at any time', () => {
    const frame = frameOf({ bars: [wednesday, thursday, ...intraday] }, MONTH_LATER);
    const whole = dayMoveFromPreviousClose(frame, id('KS11'), SEOUL, at('02:05'), '0d');
    assert.deepEqual([whole.base?.price, whole.moveLog], [90, Math.log(99 / 90)]);
  });

  it('are not there before the close', () => {
    const held = { bars: [wednesday, thursday, friday, ...intraday] };
    const before = saidOf(held, { playhead: (at('06:30') - 1) as UtcMs });
    assert.deepEqual([before.close, before['0d'], before['1d']], ['not-yet', 'not-yet', 'not-yet']);
    const after = saidOf(held, { playhead: at('06:30') });
    assert.deepEqual([typeof after.close, typeof after['0d'], after['1d']], ['number', 'number', 'not-yet']);
  });
});

describe('an event that is dated by its day alone', () => {
  const days = [daily(SEOUL, (at('01:00') - DAY_MS) as UtcMs, 90), daily(SEOUL, at('01:00'), 99)];
  const minutes = [ending(at('02:05'), 95), ending(at('06:30'), 98)];

  it('has no minutes, and is measured from the close of day −1', () => {
    const asked = { precision: 'day' as const };
    const { moves, base, gap } = since({ bars: [...days, ...minutes] }, asked);
    assert.deepEqual([base?.price, gap], [90, null]);
    for (const move of moves.slice(0, 6)) assert.equal(said(move), 'event-day-precision');
    const [close, zero] = moves.slice(6);
    assert.deepEqual([close?.moveLog, close?.overnight], [Math.log(98 / 90), true]);
    assert.deepEqual([zero?.moveLog, zero?.base?.price], [Math.log(99 / 90), 90]);
  });

  it('has minutes where it is dated to the hour', () => {
    assert.equal(
      said(moveTo('5m', { bars: rising(at('02:05'), at('03:05'), '1m') }, { precision: 'hour' })),
      5,
    );
  });
});

describe('a move that is missing', () => {
  const bars = rising(at('02:05'), at('06:30'), '1m');
  const only = (reason: string) => Object.fromEntries(HORIZONS.map((h) => [h, reason]));

  it('lies ahead: an event after the playhead has nothing', () => {
    for (const precision of ['minute', 'day'] as const) {
      const ahead = since({ bars }, { playhead: at('02:04'), precision });
      assert.deepEqual([ahead.base, ahead.baseReason, ahead.gap], [null, 'not-yet', null]);
      for (const move of ahead.moves) assert.deepEqual([said(move), move.base], ['not-yet', null]);
    }
  });

  it('has no base: the series began later, or there is none', () => {
    assert.deepEqual(saidOf({}), only('no-history'));
    const later = [ending(at('02:06'), 100), ending(at('02:10'), 101), daily(SEOUL, at('01:00'), 99)];
    assert.deepEqual(saidOf({ bars: later }), only('no-history'));
    assert.equal(since({ bars: later }).baseReason, 'no-history');
  });

  it('was not recorded here by then', () => {
    const imported = bars.map((bar) => ({ ...bar, receivedAt: (MONTH_LATER + DAY_MS) as UtcMs }));
    assert.deepEqual(saidOf({ bars: imported }, { basis: 'known' }), only('not-recorded'));
    const lateRest = bars.map((bar, i) => (i === 0 ? bar : (imported[i] as Bar)));
    assert.equal(said(moveTo('5m', { bars: lateRest }, { basis: 'known' })), 'not-recorded');
  });

  it('lies beyond the calendar', () => {
    assert.deepEqual(
      saidOf({ bars }, { t0: parseInstant('1980-01-01T00:00:00Z') }),
      only('calendar-too-short'),
    );
  });

  it('names the reason and nothing else', () => {
    for (const move of since({ bars }, { playhead: at('02:06') }).moves.slice(1)) {
      const { horizon: _h, at: _at, base: _b, ...rest } = move;
      assert.deepEqual(rest, {
        state: 'missing',
        reason: 'not-yet',
        answersFrom: null,
        price: null,
        moveLog: null,
        moveSimple: null,
        overnight: null,
      });
    }
  });

  it('is given for the horizons asked, in their order', () => {
    const frame = frameOf({ bars }, MONTH_LATER);
    const { moves } = movesSince(frame, id('KS11'), SEOUL, at('02:05'), 'minute', ['close', '5m']);
    assert.deepEqual(
      moves.map((m) => m.horizon),
      ['close', '5m'],
    );
    assert.equal(MINUTE_MS * 5, (moves[1]?.at as number) - at('02:05'));
  });
});
