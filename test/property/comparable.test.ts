import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chooseEvents } from '../../shared/comparable/choose-events.ts';
import type { ComparablePath } from '../../shared/comparable/comparable.ts';
import { comparableOutcome } from '../../shared/comparable/comparable-outcome.ts';
import { comparablePath } from '../../shared/comparable/comparable-path.ts';
import { compare } from '../../shared/comparable/compare.ts';
import { asUtcMs, MINUTE_MS } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { MARKETS, twoFutures } from '../support/altered-future.ts';
import { at } from '../support/bar-timeline.ts';
import { T0 } from '../support/reactions.ts';
import { id } from '../support/records.ts';

const RUNS = { seed: 20251030, numRuns: 300 };
const STEPS = 6;

/** Hundredths, so that ties come up. */
const move = fc.option(
  fc.integer({ min: -50, max: 50 }).map((n) => n / 1000),
  { freq: 4 },
);
const path = fc.array(move, { minLength: STEPS, maxLength: STEPS });

const named = (moves: readonly (number | null)[], n: number): ComparablePath => ({
  slug: `event-${n}`,
  title: '',
  t0: T0,
  state: 'ok',
  reason: null,
  at: moves.map((_, step) => step - 1),
  moves,
  simulated: false,
});
const compared = (own: readonly (number | null)[], others: readonly (readonly (number | null)[])[]) =>
  compare({
    instrument: id('KS11'),
    axis: 'k',
    own: named(own, 99),
    others: others.map(named),
    outcomes: [],
  }).steps;

describe('comparable paths', () => {
  it('have their mean, median and band between the least and the greatest, in order, and none below three', () => {
    fc.assert(
      fc.property(path, fc.array(path, { maxLength: 8 }), (own, others) => {
        for (const [at, step] of compared(own, others).entries()) {
          const moves = others.map((o) => o[at] ?? null).filter((m) => m !== null);
          assert.equal(step.n, moves.length);
          assert.equal(step.move, own[at]);
          const figures = [step.bandLow, step.median, step.bandHigh];
          if (moves.length < 3) assert.deepEqual([...figures, step.mean], [null, null, null, null]);
          else {
            const ordered = [Math.min(...moves), ...(figures as number[]), Math.max(...moves)];
            assert.deepEqual(
              [...ordered].sort((a, b) => a - b),
              ordered,
            );
            assert.ok((step.mean as number) >= (ordered[0] as number) - 1e-15);
            assert.ok((step.mean as number) <= (ordered.at(-1) as number) + 1e-15);
          }
        }
      }),
      RUNS,
    );
  });

  it('do not hang on the order of the events, nor does the event itself enter the band', () => {
    fc.assert(
      fc.property(path, path, fc.array(path, { maxLength: 8 }), (own, another, others) => {
        const steps = compared(own, others);
        const turned = compared(own, [...others].reverse());
        for (const [at, step] of steps.entries()) {
          const { mean, ...exact } = turned[at] as (typeof turned)[number];
          const { mean: ours, ...expected } = step;
          assert.deepEqual(exact, expected);
          assert.ok(mean === ours || Math.abs((mean as number) - (ours as number)) < 1e-15);
        }
        const replaced = compared(another, others).map((s) => ({ ...s, move: null }));
        assert.deepEqual(
          replaced,
          steps.map((s) => ({ ...s, move: null })),
        );
      }),
      RUNS,
    );
  });

  it('of one event three times over are that event', () => {
    fc.assert(
      fc.property(path, (own) => {
        for (const { move, median, bandLow, bandHigh } of compared(own, [own, own, own]))
          assert.deepEqual([median, bandLow, bandHigh], [move, move, move]);
      }),
      RUNS,
    );
  });
});

describe('a comparison before the playhead', () => {
  const answer = (frame: Frame, t0: number) => {
    const chosen = chooseEvents(frame.events, { themes: ['trade'], before: asUtcMs(t0), not: 'own' });
    const own = {
      slug: 'own',
      title: 'Own',
      anchors: [
        {
          name: 'start',
          time: asUtcMs(t0),
          window: { earliest: asUtcMs(t0), latest: asUtcMs(t0) },
          precision: 'minute' as const,
        },
      ],
    };
    return {
      chosen: chosen.map((e) => [e.slug, e.detail]),
      markets: MARKETS.flatMap(({ instrument, calendar }) =>
        (['t', 'k'] as const).map((axis) =>
          compare({
            instrument,
            axis,
            own: comparablePath(frame, own, instrument, calendar, axis),
            others: chosen.map((e) => comparablePath(frame, e, instrument, calendar, axis)),
            outcomes: chosen.map((e) => comparableOutcome(frame, e, instrument, calendar)),
          }),
        ),
      ),
    };
  };

  it('is the same whatever comes after it', () => {
    let moves = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: -60, max: 24 * 60 }),
        fc.integer({ min: 0, max: 2000 }),
        fc.nat(1e6),
        fc.nat(1e6),
        (t, later, past, future) => {
          const t0 = at('01:00') + t * MINUTE_MS;
          const [one, other] = twoFutures(asUtcMs(t0 + later * MINUTE_MS), past, future);
          const expected = answer(one, t0);
          assert.deepEqual(answer(other, t0), expected);
          moves += expected.markets.flatMap((m) => m.steps).filter((s) => s.move !== null).length;
        },
      ),
      { seed: 20251030, numRuns: 40 },
    );
    assert.ok(moves > 500, `${moves} steps with a move`);
  }).timeout(60_000);
});
