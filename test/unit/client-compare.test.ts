import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fanOf, MEDIAN_ID } from '../../client/panels/compare-fan.ts';
import { countOutcomes, daysUntilUndone, lineName, shortTitle } from '../../client/panels/compare-rows.ts';
import type { ComparablePath } from '../../shared/comparable/comparable.ts';
import { compare } from '../../shared/comparable/compare.ts';
import { instrumentId } from '../../shared/market/instrument.ts';
import { parseInstant } from '../../shared/time/instant.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const AT = Array.from({ length: 22 }, (_, step) => step - 1);
const path = (slug: string, moves: readonly (number | null)[]): ComparablePath => ({
  slug,
  title: slug,
  t0: T0,
  state: 'ok',
  reason: null,
  at: AT,
  moves: AT.map((_, index) => moves[index] ?? null),
  simulated: false,
});
const market = (own: ComparablePath, others: readonly ComparablePath[]) =>
  compare({ instrument: instrumentId.parse('KS11'), axis: 'k', own, others, outcomes: [] });
const fan = (own: ComparablePath, others: readonly ComparablePath[], width = 900) =>
  fanOf({ own, others, steps: market(own, others).steps, axis: 'k', width, height: 330 });
const moves = (d: string): number => [...d.matchAll(/M/g)].length;

describe('the fan of a comparison', () => {
  it('draws no line across a gap, and a lone value as a dot', () => {
    const { lines } = fan(path('own', [0, 0.01]), [path('a', [0, 0.01, null, 0.02, 0.03, null, 0.01])]);
    const [line] = lines;
    assert.equal(moves(line?.d ?? ''), 3);
    assert.match(line?.d ?? '', /h\.01$/);
    assert.equal([...(line?.d ?? '').matchAll(/L/g)].length, 2);
  });

  it('has median and band from three predecessors on, and none below', () => {
    const three = ['a', 'b', 'c'].map((slug, n) => path(slug, [0, 0.01 * n, 0.02 * n]));
    const drawn = fan(path('own', [0, -0.01]), three);
    assert.notEqual(drawn.median, '');
    assert.match(drawn.band, /Z$/);
    assert.ok(drawn.labels.some((label) => label.id === MEDIAN_ID));
    const two = fan(path('own', [0, -0.01]), three.slice(0, 2));
    assert.deepEqual([two.median, two.band], ['', '']);
    assert.ok(!two.labels.some((label) => label.id === MEDIAN_ID));
  });

  it('has an axis of what is drawn alone: a later value of an event that ended earlier changes nothing', () => {
    const others = [path('a', [0, 0.01, 0.02])];
    const early = fan(path('own', [0, 0.01]), others);
    assert.ok(early.yTicks.every(({ value }) => Math.abs(value) <= 3));
    assert.deepEqual(
      early.own.points.map(({ x }) => Math.round(x)),
      [Math.round(early.stepX[1] as number)],
    );
  });

  it('keeps everything inside the picture and its labels apart, at any width', () => {
    const value = fc.option(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { freq: 4 });
    const one = fc.array(value, { minLength: 22, maxLength: 22 });
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 12 }),
        one,
        fc.integer({ min: 280, max: 1400 }),
        (rows, own, width) => {
          const drawn = fan(
            path('own', own),
            rows.map((row, n) => path(`e${n}`, row)),
            width,
          );
          const all = [drawn.own.d, drawn.median, drawn.band, ...drawn.lines.map((line) => line.d)].join(' ');
          assert.doesNotMatch(all, /NaN|Infinity/);
          for (const [, x, y] of all.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)) {
            assert.ok(Number(x) >= drawn.plot.left - 0.1 && Number(x) <= drawn.plot.right + 0.1, `${x}`);
            assert.ok(Number(y) >= drawn.plot.top - 0.1 && Number(y) <= drawn.plot.bottom + 0.1, `${y}`);
          }
          const ys = drawn.labels.map((label) => label.y);
          for (let n = 1; n < ys.length; n += 1)
            assert.ok((ys[n] as number) - (ys[n - 1] as number) >= 15.4, 'labels touch');
        },
      ),
      { seed: 2025, numRuns: 200 },
    );
  });
});

describe('what became of the earlier events', () => {
  const undone = (date: string | null, status: 'held' | 'came-undone' | 'open' = 'came-undone') =>
    daysUntilUndone(T0, { status, date, note: null });

  it('counts days until an event came undone, at most where only the month is told', () => {
    assert.deepEqual(undone('2025-11-30'), { days: 31, atMost: false });
    assert.deepEqual(undone('2025-10-30'), { days: 0, atMost: false });
    assert.deepEqual(undone('2026-02'), { days: 121, atMost: true });
    assert.equal(undone(null), null);
    assert.equal(undone('soon'), null);
    assert.equal(undone('2025-10-01'), null, 'before T0');
    assert.equal(undone('2025-11-30', 'held'), null);
    assert.equal(daysUntilUndone(T0, null), null);
  });

  it('takes one whose end may not be told yet for open', () => {
    const of = (status: 'held' | 'came-undone' | 'open') => ({ outcome: { status, date: null, note: null } });
    assert.deepEqual(countOutcomes([of('held'), of('came-undone'), { outcome: null }, of('open')]), {
      held: 1,
      undone: 1,
      open: 2,
    });
  });

  it('shortens titles by letters, not by halves of one', () => {
    assert.equal(shortTitle('Trump–Xi meeting, Busan', 18), 'Trump–Xi meeting');
    assert.equal(shortTitle('😀😀😀😀😀', 3), '😀😀…');
    assert.equal(shortTitle('(all in brackets)', 30), '(all in brackets)');
    assert.equal(lineName('Trump–Xi meeting, Busan', T0, 11), 'Trump–Xi m… Oct 2025');
    assert.equal(lineName('Trump–Xi meeting, Busan', T0, 0), 'Oct 2025');
  });
});
