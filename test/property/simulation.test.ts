import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Session } from '../../shared/calendar/calendar.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { simulateDay } from '../../shared/simulation/day.ts';
import { simulateHistory } from '../../shared/simulation/history.ts';
import type { DayMarks, PathBar } from '../../shared/simulation/marks.ts';
import { asLocalDate, asUtcMs, MINUTE_MS } from '../../shared/time/instant.ts';
import { sessionOf, TOKYO_HOURS } from '../support/sessions.ts';

const DATE = '2025-10-30';
const tokyo = sessionOf(DATE, TOKYO_HOURS, 'Asia/Tokyo');
const N225 = 'N225' as InstrumentId;

/** Price at an instant: the close of the bar that ends then, else the open of the bar that starts then. */
function priceAt(bars: readonly PathBar[], time: number): number | undefined {
  return bars.find((b) => b.closeTime === time)?.close ?? bars.find((b) => b.openTime === time)?.open;
}

/** Days with consistent published figures in ticks of 0.01, with points, a bound and a windowed high. */
const marksOfDay: fc.Arbitrary<DayMarks> = fc
  .record({
    low: fc.integer({ min: 100_000, max: 5_000_000 }),
    range: fc.double({ min: 0.002, max: 0.06, noNaN: true }),
    open: fc.double({ min: 0, max: 1, noNaN: true }),
    close: fc.double({ min: 0, max: 1, noNaN: true }),
    points: fc.uniqueArray(
      fc.record({
        minute: fc.integer({ min: 5, max: 145 }),
        at: fc.double({ min: 0.02, max: 0.98, noNaN: true }),
      }),
      { maxLength: 4, selector: (p) => p.minute },
    ),
    window: fc.option(fc.integer({ min: 160, max: 300 })),
    bound: fc.option(fc.double({ min: 0.1, max: 0.8, noNaN: true })),
  })
  .map((raw) => {
    const width = Math.max(60, Math.round(raw.low * raw.range));
    const at = (share: number): number => (raw.low + Math.round(share * width)) / 100;
    const time = (minute: number) => asUtcMs(tokyo.open + minute * MINUTE_MS);
    const from = raw.window;
    return {
      instrument: N225,
      date: asLocalDate(DATE),
      previousDate: asLocalDate('2025-10-29'),
      previousClose: at(0.5),
      open: at(raw.open),
      high: at(1),
      low: at(0),
      close: at(raw.close),
      points: raw.points.map((p) => ({ time: time(p.minute), value: at(p.at) })),
      bounds:
        raw.bound === null
          ? []
          : [
              {
                time: time(330),
                window: { earliest: time(310), latest: time(350) },
                low: at(raw.bound),
                high: at(raw.bound + 0.15),
              },
            ],
      extremes:
        from === null
          ? []
          : [
              {
                kind: 'high' as const,
                value: at(1),
                exact: true,
                window: { earliest: time(from), latest: time(from + 60) },
              },
            ],
    };
  });

const settings = { seed: 1031, numRuns: 150 };

describe('simulated day', () => {
  it('hits the published open, high, low and close exactly and stays between high and low', () => {
    fc.assert(
      fc.property(marksOfDay, fc.integer(), (marks, seed) => {
        const bars = simulateDay(marks, tokyo, 0.01, seed);
        assert.equal(bars[0]?.open, marks.open);
        assert.equal(bars.at(-1)?.close, marks.close);
        assert.equal(Math.max(...bars.map((b) => b.high)), marks.high);
        assert.equal(Math.min(...bars.map((b) => b.low)), marks.low);
        for (const b of bars) {
          assert.ok(b.high >= Math.max(b.open, b.close) && b.low <= Math.min(b.open, b.close));
        }
      }),
      settings,
    );
  });

  it('passes printed points at their instant, rounded ones within bounds, extremes in their windows', () => {
    fc.assert(
      fc.property(marksOfDay, fc.integer(), (marks, seed) => {
        const bars = simulateDay(marks, tokyo, 0.01, seed);
        for (const p of marks.points) assert.equal(priceAt(bars, p.time), p.value);
        for (const b of marks.bounds) {
          const inside = bars.filter(
            (x) => x.closeTime >= b.window.earliest && x.closeTime <= b.window.latest,
          );
          assert.ok(inside.some((x) => x.close >= b.low && x.close <= b.high));
        }
        for (const e of marks.extremes) {
          const touching = bars.filter((x) => x.high === e.value).flatMap((x) => [x.openTime, x.closeTime]);
          assert.ok(touching.some((t) => t >= e.window.earliest && t <= e.window.latest));
        }
      }),
      settings,
    );
  });

  it('is a complete minute grid inside the session, without lunch, and the same for the same seed', () => {
    fc.assert(
      fc.property(marksOfDay, fc.integer(), (marks, seed) => {
        const bars = simulateDay(marks, tokyo, 0.01, seed);
        const expected = tokyo.segments.flatMap((s) =>
          Array.from({ length: (s.close - s.open) / MINUTE_MS }, (_, i) => s.open + i * MINUTE_MS),
        );
        assert.deepEqual(
          bars.map((b) => b.openTime),
          expected,
        );
        assert.deepEqual(simulateDay(marks, tokyo, 0.01, seed), bars);
      }),
      { ...settings, numRuns: 30 },
    );
  });

  it('keeps a printed high that the day later exceeds as the high until its window ends', () => {
    const at = (minute: number) => asUtcMs(tokyo.open + minute * MINUTE_MS);
    const marks: DayMarks = {
      instrument: N225,
      date: asLocalDate(DATE),
      previousDate: asLocalDate('2025-10-29'),
      previousClose: 51307.65,
      open: 51146.27,
      high: 51657.28,
      low: 50972.56,
      close: 51325.61,
      points: [],
      bounds: [],
      extremes: [{ kind: 'high', value: 51513.66, exact: true, window: { earliest: at(0), latest: at(39) } }],
    };
    for (let seed = 0; seed < 25; seed++) {
      const bars = simulateDay(marks, tokyo, 0.01, seed);
      const morning = bars.filter((b) => b.closeTime <= at(39));
      assert.equal(Math.max(...morning.map((b) => b.high)), 51513.66);
      assert.equal(Math.max(...bars.map((b) => b.high)), 51657.28);
    }
  });

  it('refuses a session of another day', () => {
    const marks = fc.sample(marksOfDay, { seed: 1, numRuns: 1 })[0] as DayMarks;
    assert.throws(
      () => simulateDay(marks, sessionOf('2025-10-31', TOKYO_HOURS, 'Asia/Tokyo'), 0.01, 1),
      RangeError,
    );
  });
});

/** Weekdays before the day, newest last. */
function weekdays(count: number): Session[] {
  const days: Session[] = [];
  for (let t = Date.UTC(2025, 9, 29); days.length < count; t -= 86_400_000) {
    const iso = Temporal.Instant.fromEpochMilliseconds(t).toString().slice(0, 10);
    if (Temporal.PlainDate.from(iso).dayOfWeek <= 5) days.unshift(sessionOf(iso, TOKYO_HOURS, 'Asia/Tokyo'));
  }
  return days;
}

describe('simulated history', () => {
  const sessions = weekdays(500);

  it('passes every published close exactly, whatever lies between', () => {
    const keys = fc.uniqueArray(
      fc.record({
        i: fc.integer({ min: 0, max: 498 }),
        close: fc.integer({ min: 3_000_000, max: 6_000_000 }),
      }),
      { maxLength: 20, selector: (k) => k.i },
    );
    fc.assert(
      fc.property(keys, fc.integer(), (chosen, seed) => {
        const keyCloses = [
          ...chosen.map((k) => ({ date: (sessions[k.i] as Session).date, close: k.close / 100 })),
          { date: asLocalDate('2025-10-29'), close: 51307.65 },
        ];
        const history = simulateHistory({ instrument: N225, priceTick: 0.01, sessions, keyCloses }, seed);
        const closes = new Map(history.daily.map((b, i) => [(sessions[i] as Session).date, b.close]));
        for (const key of keyCloses) assert.equal(closes.get(key.date), key.close);
        assert.equal(history.daily.length, 500);
        assert.deepEqual(history.unplaced, []);
      }),
      { seed: 1031, numRuns: 15 },
    );
  });

  it('agrees between daily and 5-minute bars, lunch respected, over 130 sessions', () => {
    const keyCloses = [{ date: asLocalDate('2025-10-29'), close: 51307.65 }];
    const history = simulateHistory({ instrument: N225, priceTick: 0.01, sessions, keyCloses }, 1031);
    assert.equal(history.fiveMinute.length, 130 * 66);
    for (const session of sessions.slice(-130)) {
      const day = history.daily.find((b) => b.openTime === session.open) as PathBar;
      const bars = history.fiveMinute.filter((b) => b.openTime >= session.open && b.openTime < session.close);
      assert.equal(bars.length, 66);
      assert.equal(bars[0]?.open, day.open);
      assert.equal(bars.at(-1)?.close, day.close);
      assert.equal(Math.max(...bars.map((b) => b.high)), day.high);
      assert.equal(Math.min(...bars.map((b) => b.low)), day.low);
      assert.ok(
        bars.every((b) => session.segments.some((s) => b.openTime >= s.open && b.closeTime <= s.close)),
      );
    }
  });

  it('has a realistic daily volatility and markets that move together', () => {
    const returns = (id: string): number[] => {
      const keyCloses = [{ date: asLocalDate('2025-10-29'), close: 1000 }];
      const { daily } = simulateHistory(
        { instrument: id as InstrumentId, priceTick: 0.01, sessions, keyCloses },
        1031,
      );
      return daily.slice(1).map((b, i) => Math.log(b.close / (daily[i] as PathBar).close));
    };
    const a = returns('HSI');
    const b = returns('KS11');
    const dot = (x: number[], y: number[]): number => x.reduce((sum, v, i) => sum + v * (y[i] as number), 0);
    const sigma = Math.sqrt(dot(a, a) / a.length);
    assert.ok(sigma > 0.011 && sigma < 0.015, `daily volatility ${sigma}`);
    const correlation = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    assert.ok(correlation > 0.3 && correlation < 0.6, `correlation ${correlation}`);
  });

  it('names the key dates the calendar has no session for', () => {
    const keyCloses = [
      { date: asLocalDate('2025-10-26'), close: 50000 },
      { date: asLocalDate('2025-10-29'), close: 51307.65 },
    ];
    const history = simulateHistory({ instrument: N225, priceTick: 0.01, sessions, keyCloses }, 1031);
    assert.deepEqual(history.unplaced, ['2025-10-26']);
  });
});
