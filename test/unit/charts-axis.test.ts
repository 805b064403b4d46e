import assert from 'node:assert/strict';
import { held, panned, wheelFactor, zoomed } from '../../client/charts/lens.ts';
import {
  defaultEmphasis,
  emphasisedNow,
  homeMark,
  SERIES_HUES,
  seriesMarks,
} from '../../client/charts/palette.ts';
import { CLOCK_RULER } from '../../client/charts/ruler.ts';
import { stepDecimals, timeAt, valueRange, valueTicks, xOf } from '../../client/charts/scale.ts';
import { shorten } from '../../client/charts/shorten.ts';
import { axisTicks } from '../../client/charts/ticks.ts';
import { dateParts, leftText, sinceText } from '../../client/charts/zone.ts';
import { offsetName, zoneMark } from '../../client/i18n/zone-names.ts';
import { HOUR_MS, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { id } from '../support/records.ts';

const at = (text: string): number => parseInstant(text);
const T0 = at('2025-10-30T02:05:00Z');

describe('chart axis: time', () => {
  const day = { from: at('2025-10-30T01:02:00Z'), to: at('2025-10-30T05:45:00Z'), left: 0, width: 880 };

  it('labels round times of the zone and round offsets, neither odd', () => {
    const { upper, lower, rows } = axisTicks(day, 'clock', T0, 'Asia/Seoul', []);
    assert.deepEqual(rows, ['clock', 'since']);
    assert.deepEqual(
      upper.slice(0, 3).map((t) => t.text),
      ['10:30', '11:00', '11:30'],
    );
    assert.deepEqual(
      lower.map((t) => t.text),
      ['−1:00', '−0:30', '+0:30', '+1:00', '+1:30', '+2:00', '+2:30', '+3:00', '+3:30'],
    );
  });

  it('gives way to the tags of T0 and now within 40 px', () => {
    const tags = [T0, at('2025-10-30T05:42:00Z')];
    const texts = axisTicks(day, 'clock', T0, 'Asia/Seoul', tags).upper.map((t) => t.text);
    assert.ok(!texts.includes('11:00') && !texts.includes('14:30'));
    assert.ok(texts.includes('11:30'));
  });

  it('steps by the visible span', () => {
    const step = (minutes: number): number => {
      const scale = { from: T0, to: T0 + minutes * MINUTE_MS, left: 0, width: 1100 };
      const { upper } = axisTicks(scale, 'clock', T0, 'UTC', []);
      return ((upper[2]?.time as number) - (upper[1]?.time as number)) / MINUTE_MS;
    };
    assert.deepEqual([20, 60, 120, 360, 720, 12 * 1440].map(step), [2, 10, 15, 30, 60, 1440]);
    assert.equal(step(2 * 1440), 180);
  });

  it('keeps to round hours across a change of clocks', () => {
    const from = at('2025-11-02T00:00:00Z');
    const scale = { from, to: from + 24 * HOUR_MS, left: 0, width: 1100 };
    const { upper } = axisTicks(scale, 'clock', from, 'America/New_York', []);
    assert.deepEqual(
      upper.map((t) => t.text),
      ['21:00', '2 Nov', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00'],
    );
  });

  it('names days, weeks and months on long spans', () => {
    const from = at('2025-10-01T00:00:00Z');
    const ticks = (days: number): string[] =>
      axisTicks(
        { from, to: from + days * 24 * HOUR_MS, left: 0, width: 900 },
        'clock',
        T0,
        'Asia/Seoul',
        [],
      ).upper.map((t) => t.text);
    assert.deepEqual(ticks(5), ['2 Oct', '3 Oct', '4 Oct', '5 Oct', '6 Oct']);
    assert.deepEqual(ticks(60).slice(0, 2), ['6 Oct', '13 Oct']);
    assert.deepEqual(ticks(300).slice(0, 2), ['Nov 2025', 'Dec 2025']);
  });

  it('names zones by offset, and by letters only where they are plain', () => {
    assert.equal(offsetName(T0, 'Asia/Seoul'), 'UTC+9');
    assert.equal(offsetName(T0, 'Asia/Kolkata'), 'UTC+5:30');
    assert.equal(offsetName(T0, 'America/New_York'), 'UTC−4');
    assert.equal(zoneMark(T0, 'Asia/Seoul'), 'KST');
    assert.equal(zoneMark(T0, 'Australia/Sydney'), 'AEDT');
    assert.equal(zoneMark(T0, 'Asia/Shanghai'), 'UTC+8');
    assert.deepEqual(dateParts(at('2024-02-29T16:00:00Z'), 'Asia/Seoul'), { year: 2024, month: 3, day: 1 });
  });

  it('writes offsets and what is left', () => {
    assert.equal(sinceText(-30 * MINUTE_MS), '−0:30');
    assert.equal(sinceText(75 * HOUR_MS), '+3 d 3 h');
    assert.equal(leftText(61_000), '2 min');
  });

  it('maps time to px and back on one scale', () => {
    const scale = { from: day.from, to: day.to, left: 124, width: 880 };
    assert.equal(xOf(scale, day.from), 124);
    assert.equal(xOf(scale, day.to), 1004);
    assert.ok(Math.abs(timeAt(scale, xOf(scale, T0)) - T0) < 1);
  });

  it('zooms about the pointer, within limits, and pans', () => {
    const range = { from: parseInstant('2025-10-30T00:00:00Z'), to: parseInstant('2025-10-30T08:00:00Z') };
    const half = zoomed(range, T0, 0.5, CLOCK_RULER);
    assert.equal(half.to - half.from, 4 * HOUR_MS);
    assert.equal((T0 - half.from) / (half.to - half.from), (T0 - range.from) / (range.to - range.from));
    const least = zoomed(range, T0, 1e-9, CLOCK_RULER);
    assert.equal(least.to - least.from, 5 * MINUTE_MS);
    assert.equal(panned(range, HOUR_MS, CLOCK_RULER).from - range.from, HOUR_MS);
    assert.ok(wheelFactor(100, 0) > 1 && wheelFactor(-3, 1) < 1);
  });
});

describe('chart axis: T+', () => {
  it('stands above the clock, and gives T0 its minute below', () => {
    const scale = { from: T0 - HOUR_MS, to: T0 + 3 * HOUR_MS, left: 0, width: 880 };
    const { upper, lower, rows } = axisTicks(scale, 't', T0, 'Asia/Seoul', [T0]);
    assert.deepEqual(rows, ['since', 'clock']);
    assert.deepEqual(
      upper.map((t) => t.text),
      ['−1:00', '−0:30', '+0:30', '+1:00', '+1:30', '+2:00', '+2:30', '+3:00'],
    );
    assert.ok(!lower.some((t) => t.text === '11:00'));
    assert.ok(lower.some((t) => t.text === '12:00'));
  });
});

describe('chart axis: bounds of the lens', () => {
  const bounds = { from: parseInstant('2025-10-01T00:00:00Z'), to: parseInstant('2025-11-01T00:00:00Z') };

  it('pushes a range back inside, as long as before, and never beyond both ends', () => {
    const late = { from: parseInstant('2025-10-31T20:00:00Z'), to: parseInstant('2025-11-01T04:00:00Z') };
    assert.deepEqual(held(late, bounds), { from: parseInstant('2025-10-31T16:00:00Z'), to: bounds.to });
    const early = { from: parseInstant('2025-09-30T20:00:00Z'), to: parseInstant('2025-10-01T02:00:00Z') };
    assert.deepEqual(held(early, bounds), {
      from: bounds.from,
      to: parseInstant('2025-10-01T06:00:00Z'),
    });
    const wide = { from: parseInstant('2024-10-01T00:00:00Z'), to: parseInstant('2025-12-01T00:00:00Z') };
    assert.deepEqual(held(wide, bounds), bounds);
    const inside = { from: parseInstant('2025-10-10T00:00:00Z'), to: parseInstant('2025-10-11T00:00:00Z') };
    assert.equal(held(inside, bounds), inside);
  });
});

describe('chart axis: values', () => {
  it('takes the smallest of the allowed steps that leaves 34 px', () => {
    assert.deepEqual(valueTicks({ min: -0.85, max: 0.72 }, 268).step, 0.2);
    assert.deepEqual(valueTicks({ min: -0.42, max: 0.38 }, 206).values, [-0.4, -0.2, 0, 0.2]);
    assert.equal(stepDecimals(0.25), 2);
    assert.equal(stepDecimals(20), 0);
  });

  it('holds 0 for percentages, not for prices, and never collapses', () => {
    const quiet = valueRange(0.01, 0.02, 'percent');
    assert.ok(quiet.min < 0 && quiet.max > 0.02 && quiet.max - quiet.min >= 0.2);
    const prices = valueRange(4000, 4100, 'price');
    assert.deepEqual([prices.min, prices.max], [3992, 4108]);
    assert.deepEqual(valueRange(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 'percent'), {
      min: -0.5,
      max: 0.5,
    });
  });
});

describe('chart palette', () => {
  it('gives the six of the default order their own hues, discs first, squares for the second ten', () => {
    const hues = ['KS11', 'SSEC', 'HSI', 'N225', 'AXJO', 'TWII'].map((n) => homeMark(id(n)).hue);
    assert.deepEqual(hues, [0, 1, 2, 3, 4, 5]);
    assert.equal(homeMark(id('BSESN')).shape, 'square');
    assert.equal(SERIES_HUES.dark.length, 10);
  });

  it('lets a seventh push out the oldest', () => {
    const seven = ['KS11', 'SSEC', 'HSI', 'N225', 'AXJO', 'TWII', 'NSEI'].map(id);
    assert.deepEqual(emphasisedNow(seven), seven.slice(1));
  });

  it('never colours two markets alike: the second takes the next free hue while both are on', () => {
    const marks = seriesMarks(['KS11', 'BSESN', 'SSEC'].map(id));
    assert.deepEqual(
      [...marks.values()].map((m) => m.hue),
      [0, 1, 2],
    );
    assert.equal(seriesMarks([id('BSESN')]).get(id('BSESN'))?.hue, 0);
  });

  it('starts with the host market and the four main ones, as far as they are shown', () => {
    const shown = ['N225', 'HSI', 'KS11', 'SSEC'].map(id);
    assert.deepEqual(defaultEmphasis(id('KS11'), shown), ['KS11', 'SSEC', 'HSI', 'N225']);
    assert.deepEqual(defaultEmphasis(id('HSI'), shown), ['HSI', 'SSEC', 'N225']);
  });
});

describe('shortened texts', () => {
  it('cuts at a word, marks the cut, and counts letters, not code units', () => {
    assert.equal(shorten('China rally cools after Trump, Xi trade deal', 28), 'China rally cools after…');
    assert.equal(shorten('Xi arrives', 28), 'Xi arrives');
    assert.equal([...shorten('習'.repeat(40), 28)].length, 28);
  });
});
