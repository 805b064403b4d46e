import assert from 'node:assert/strict';
import type { Anchor } from '../../shared/event/event.ts';
import type { Horizon } from '../../shared/event/horizon.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { movesSince } from '../../shared/reaction/horizon-moves.ts';
import { sensitivity, type UsualOf } from '../../shared/reaction/sensitivity.ts';
import { DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { at, calendars, frameOf } from '../support/bar-timeline.ts';
import { anchorAt } from '../support/reactions.ts';
import { id, makeBar } from '../support/records.ts';

const SEOUL = calendars.get('XKRX' as Mic);
const TOKYO = calendars.get('XTKS' as Mic);
const KOSPI = id('KS11');
const T0 = at('02:05');
const ANCHOR = anchorAt('2025-10-30T02:05:00Z');
const later = (minutes: number): UtcMs => (T0 + minutes * MINUTE_MS) as UtcMs;

/** A morning of minute bars: a gentle rise, and one jump of 1 % in the bar that ends 4 minutes after T0. */
const MORNING = Array.from({ length: 240 }, (_, n) => {
  const end = at('00:01') + n * MINUTE_MS;
  return makeBar(end - MINUTE_MS, (100 + n / 1000) * (end >= later(4) ? 1.01 : 1));
});

function rangesAt(
  playhead: UtcMs,
  horizons: readonly Horizon[],
  {
    anchor = ANCHOR,
    bars = MORNING as readonly Bar[],
    usualOf = undefined as UsualOf | undefined,
    others = [] as readonly Anchor[],
    calendar = SEOUL,
  } = {},
) {
  return sensitivity(frameOf({ bars }, playhead), KOSPI, calendar, anchor, horizons, usualOf, others);
}

describe('the range of a move as T0 shifts', () => {
  it('runs from the least to the greatest move over the ends of bars within ten minutes', () => {
    const playhead = later(60);
    const frame = frameOf({ bars: MORNING }, playhead);
    const horizons = ['1m', '5m', '15m'] as const;
    const { ranges, from, to, tried } = rangesAt(playhead, horizons);
    assert.deepEqual([from, to, tried], [later(-10), later(10), 21]);
    for (const [n, horizon] of horizons.entries()) {
      const moves = Array.from({ length: 21 }, (_, m) => later(m - 10)).map(
        (t0) => movesSince(frame, KOSPI, SEOUL, t0, 'minute', [horizon]).moves[0]?.moveSimple as number,
      );
      assert.deepEqual(
        [ranges[n]?.minSimple, ranges[n]?.maxSimple],
        [Math.min(...moves), Math.max(...moves)],
      );
    }
    // One minute holds the jump or not, as T0 is chosen; its own minute does not.
    assert.ok((ranges[0]?.maxSimple ?? 0) > 0.01 && (ranges[0]?.minSimple ?? 1) < 0.001);
  });

  it('takes in the window of the anchor where that is wider, and other anchors where asked', () => {
    const window = { earliest: later(-10), latest: later(30) };
    const wide = rangesAt(later(120), ['5m'], { anchor: { ...ANCHOR, window } });
    assert.deepEqual([wide.from, wide.to, wide.tried], [later(-10), later(30), 41]);
    const jump = rangesAt(later(120), ['5m'], {
      anchor: anchorAt('2025-10-30T01:30:00Z'),
      others: [anchorAt('2025-10-30T02:08:30Z')],
    });
    assert.equal(jump.to, later(3.5));
    assert.ok((jump.ranges[0]?.maxSimple ?? 0) > 0.01);
    assert.ok(
      (rangesAt(later(120), ['5m'], { anchor: anchorAt('2025-10-30T01:30:00Z') }).ranges[0]?.maxSimple ?? 1) <
        0.001,
    );
  });

  it('tries no more than 48 ends of bars of a wide window, its ends among them', () => {
    const window = { earliest: at('00:00'), latest: at('04:00') };
    const { tried, from, to } = rangesAt(at('04:00'), ['1m'], { anchor: { ...ANCHOR, window } });
    assert.deepEqual([from, to], [at('00:00'), at('04:00')]);
    assert.ok(tried >= 48 && tried <= 51, `${tried}`);
  });

  it('tries nothing after the playhead, and passes over a T0 whose horizon is not reached', () => {
    const { to, ranges } = rangesAt(later(6), ['5m', '15m']);
    assert.equal(to, later(6));
    // Measured from T0 + 1 at the latest: from T0 − 1 on the five minutes hold the jump.
    const early = rangesAt(later(6), ['1m']).ranges[0];
    assert.ok((early?.maxSimple ?? 0) > 0.01);
    assert.notEqual(ranges[0], null);
    assert.equal(ranges[1], null, 'fifteen minutes have not passed');
    assert.deepEqual(rangesAt(later(-1), ['1m']), { from: T0, to: T0, tried: 0, ranges: [null] });
  });

  it('ends with the playhead itself, within a bar as well', () => {
    assert.equal(rangesAt(later(6.5), ['1m']).to, later(6.5));
  });

  it('of an event that is dated by its day tries days, not minutes', () => {
    const window = { earliest: at('00:00'), latest: at('04:00') };
    const day = anchorAt('2025-10-30T02:05:00Z', { window, precision: 'day' });
    assert.equal(rangesAt(at('04:00'), ['1m'], { anchor: day }).tried, 3);
  });

  it('gives z by the usual move of the chosen T0', () => {
    const usualOf: UsualOf = (horizon) => (horizon === '1m' ? { median: 0.001, scale: 0.002 } : null);
    const [one, five] = rangesAt(later(60), ['1m', '5m'], { usualOf }).ranges;
    assert.equal(one?.maxZ, (Math.log1p(one?.maxSimple ?? 0) - 0.001) / 0.002);
    assert.ok(Math.abs((one?.minZ ?? 0) - (Math.log1p(one?.minSimple ?? 0) - 0.001) / 0.002) < 1e-9);
    assert.deepEqual([five?.minZ, five?.maxZ], [null, null]);
    const flat = rangesAt(later(60), ['1m'], { usualOf: () => ({ median: 0, scale: 0 }) }).ranges[0];
    assert.deepEqual([flat?.minZ, flat?.maxZ], [null, null]);
  });

  it('is one figure where the market was shut over the whole span', () => {
    const lunch = anchorAt('2025-10-30T02:50:00Z');
    const bars = MORNING.filter((bar) => bar.closeTime <= at('02:30'));
    const afternoon = makeBar(at('03:30'), 120, { interval: '5m' });
    const { ranges } = rangesAt(at('03:35'), ['5m'], {
      anchor: lunch,
      bars: [...bars, afternoon],
      calendar: TOKYO,
    });
    assert.notEqual(ranges[0], null);
    assert.equal(ranges[0]?.minSimple, ranges[0]?.maxSimple);
  });

  it('never sets a price of the morning beside the close of the day before', () => {
    const daily = makeBar(at('00:00') - DAY_MS, 50, {
      interval: '1d',
      closeTime: (at('06:30') - DAY_MS) as UtcMs,
    });
    const bars = [daily, ...MORNING.filter((bar) => bar.closeTime >= later(-5))];
    const { ranges } = rangesAt(later(60), ['5m'], { bars });
    assert.ok((ranges[0]?.maxSimple ?? 1) < 0.02);
  });
});
