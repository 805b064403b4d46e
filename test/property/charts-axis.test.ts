import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldAt, foldTime } from '../../client/charts/fold-time.ts';
import { closedFolds } from '../../client/charts/folds.ts';
import { panned, zoomed } from '../../client/charts/lens.ts';
import { foldedRuler } from '../../client/charts/ruler.ts';
import { shownMs, timeAt, xOf } from '../../client/charts/scale.ts';
import { tradingTicks } from '../../client/charts/ticks-trading.ts';
import type { Fold } from '../../client/charts/time-map.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { asUtcMs, DAY_MS, HOUR_MS, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';

const SEED = 20251030;
const check = <T>(property: fc.IPropertyWithHooks<T>, numRuns = 300) =>
  fc.assert(property, { seed: SEED, numRuns });
const START = parseInstant('2025-10-01T00:00:00Z');
const calendars = createCalendars();
const mics = ['XTKS', 'XHKG', 'XSHG', 'XKRX', 'XASX', 'XNSE', 'XNYS', 'FX'] as Mic[];

/** Folds in order and apart, in minutes from a start; the first may begin before the range, the last end after it. */
const folds = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 900 }), length: fc.integer({ min: 10, max: 4000 }) }), {
    maxLength: 30,
  })
  .map((list): Fold[] => {
    let at = START - 300 * MINUTE_MS;
    return list.map(({ gap, length }) => {
      const from = at + gap * MINUTE_MS;
      at = from + length * MINUTE_MS;
      return { from, to: at };
    });
  });
const spans = fc.integer({ min: 5, max: 40 * 1440 });

describe('chart properties: folded axis', () => {
  it('rises strictly over its whole range and beyond, and its inverse is exact', () => {
    check(
      fc.property(
        folds,
        spans,
        fc.array(fc.double({ min: -0.2, max: 1.2, noNaN: true }), { minLength: 2, maxLength: 40 }),
        fc.integer({ min: 200, max: 1300 }),
        (list, minutes, shares, width) => {
          const to = START + minutes * MINUTE_MS;
          const scale = { from: START, to, left: 124, width, map: foldTime(START, to, list, 9 / width) };
          assert.ok(Math.abs(xOf(scale, START) - 124) < 1e-9);
          assert.ok(Math.abs(xOf(scale, to) - 124 - width) < 1e-9);
          const times = shares.map((share) => Math.round(START + share * (to - START))).sort((a, b) => a - b);
          times.forEach((time, index) => {
            const x = xOf(scale, time);
            assert.ok(Math.abs(timeAt(scale, x) - time) < 1, `${time} comes back`);
            const before = times[index - 1];
            if (before !== undefined && before < time) assert.ok(xOf(scale, before) < x);
          });
        },
      ),
    );
  });

  it('gives shown time room by its length and every fold one narrow seam', () => {
    check(
      fc.property(folds, spans, (list, minutes) => {
        const to = START + minutes * MINUTE_MS;
        const map = foldTime(START, to, list, 0.01);
        if (map === null) return;
        const scale = { from: START, to, left: 0, width: 1000, map };
        const shown = map.folds.reduce((ms, fold) => ms - (fold.to - fold.from), to - START);
        assert.equal(shownMs(scale), shown);
        const seam = Math.min(10, 250 / map.folds.length);
        for (const fold of map.folds) {
          assert.ok(Math.abs(xOf(scale, fold.to) - xOf(scale, fold.from) - seam) < 1e-6);
        }
        const open = 1000 - seam * map.folds.length;
        let from = START as number;
        for (const next of [...map.folds, { from: to, to }]) {
          const px = xOf(scale, next.from) - xOf(scale, from);
          assert.ok(Math.abs(px - ((next.from - from) / shown) * open) < 1e-6);
          from = next.to;
        }
      }),
    );
  });

  it('counts shown time there and back', () => {
    check(
      fc.property(folds, fc.integer({ min: -600, max: 60_000 }), (list, minute) => {
        const ruler = foldedRuler(list);
        const time = START + minute * MINUTE_MS;
        const inside = list.find((fold) => time >= fold.from && time < fold.to);
        assert.equal(ruler.timeAt(ruler.shownAt(time)), inside?.to ?? time);
        assert.ok(ruler.shownAt(time + MINUTE_MS) >= ruler.shownAt(time));
      }),
    );
  });

  it('a pan there and back ends where it began, and a zoom keeps what is under the pointer inside', () => {
    check(
      fc.property(
        folds,
        fc.integer({ min: 30, max: 20_000 }),
        fc.integer({ min: -3000, max: 3000 }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (list, minutes, by, factor) => {
          const ruler = foldedRuler(list);
          const open = (minute: number): number => ruler.timeAt(ruler.shownAt(START) + minute * MINUTE_MS);
          const range = { from: asUtcMs(open(0)), to: asUtcMs(open(minutes)) };
          const moved = panned(range, by * MINUTE_MS, ruler);
          const back = panned(moved, -by * MINUTE_MS, ruler);
          assert.equal(ruler.shownAt(back.from), ruler.shownAt(range.from));
          assert.equal(ruler.shownAt(back.to), ruler.shownAt(range.to));
          const about = open(minutes / 3);
          const near = zoomed(range, about, factor, ruler);
          assert.ok(ruler.shownAt(near.from) <= ruler.shownAt(about));
          assert.ok(ruler.shownAt(near.to) >= ruler.shownAt(about));
        },
      ),
    );
  });
});

describe('chart properties: trading time', () => {
  const asked = fc.record({
    mics: fc.uniqueArray(fc.constantFrom(...mics), { minLength: 1, maxLength: 5 }),
    hour: fc.integer({ min: 0, max: 24 * 300 }),
    hours: fc.integer({ min: 1, max: 24 * 40 }),
  });
  const begin = parseInstant('2025-01-06T00:00:00Z');

  it('folds what is closed everywhere, and never a minute in which a shown market is open', () => {
    check(
      fc.property(asked, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (wanted, shares) => {
        const from = asUtcMs(begin + wanted.hour * HOUR_MS);
        const to = asUtcMs(from + wanted.hours * HOUR_MS);
        const found = closedFolds(calendars, wanted.mics, from, to);
        found.forEach((fold, index) => {
          assert.ok(fold.from >= from && fold.to <= to && fold.to > fold.from);
          const before = found[index - 1];
          assert.ok(before === undefined || before.to < fold.from);
        });
        for (const share of shares) {
          const time = asUtcMs(Math.floor(from + share * (to - from - 1)));
          const states = wanted.mics.map((mic) => calendars.get(mic).stateAt(time).state);
          const folded = found.some((fold) => time >= fold.from && time < fold.to);
          if (states.includes('open')) assert.ok(!folded, `${new Date(time).toISOString()} is open`);
        }
      }),
      120,
    );
  });

  it('labels stand apart and none stands in folded time', () => {
    check(
      fc.property(asked, fc.integer({ min: 230, max: 1100 }), (wanted, width) => {
        const from = asUtcMs(begin + wanted.hour * HOUR_MS);
        const to = asUtcMs(from + wanted.hours * HOUR_MS);
        const list = closedFolds(calendars, wanted.mics, from, to);
        const scale = { from, to, left: 0, width, map: foldTime(from, to, list, 9 / width) };
        const { upper, lower } = tradingTicks(scale, 'Asia/Seoul', []);
        for (const row of [upper, lower]) {
          row.forEach((tick, index) => {
            assert.ok(tick.time >= from && tick.time <= to);
            assert.ok(scale.map === null || foldAt(scale.map, tick.time) === null);
            const before = row[index - 1];
            if (before !== undefined) assert.ok(xOf(scale, tick.time) - xOf(scale, before.time) >= 40);
          });
        }
      }),
      120,
    );
  });

  it('folds each night of Asia into one seam', () => {
    const from = parseInstant('2025-10-26T12:00:00Z');
    const asia = ['XTKS', 'XHKG', 'XSHG', 'XKRX', 'XASX', 'XNSE'] as Mic[];
    const found = closedFolds(calendars, asia, from, asUtcMs(from + 5 * DAY_MS));
    assert.deepEqual(
      found.map((fold) => (fold.to - fold.from) / HOUR_MS),
      [11, 13, 13, 13, 13, 2],
    );
  });
});
