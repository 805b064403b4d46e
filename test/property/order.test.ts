import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HORIZONS } from '../../shared/event/horizon.ts';
import { movesSince } from '../../shared/reaction/horizon-moves.ts';
import { firstMoves, type OrderInput } from '../../shared/reaction/order.ts';
import { orderSteps } from '../../shared/reaction/order-steps.ts';
import type { UsualProfile } from '../../shared/reaction/reaction.ts';
import { sensitivity } from '../../shared/reaction/sensitivity.ts';
import { usualProfile } from '../../shared/reaction/usual-profile.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { MARKETS, twoFutures } from '../support/altered-future.ts';
import { at } from '../support/bar-timeline.ts';
import { ordinaryWalks, profileOf } from '../support/ordinary-walks.ts';
import { T0 } from '../support/reactions.ts';
import { id } from '../support/records.ts';

const STEP = 5;
const STEPS = 12;
const PROFILES: readonly UsualProfile[] = [1, 2, 3].map((seed) =>
  profileOf(ordinaryWalks(60, STEPS, seed), STEP),
);
const RUNS = { seed: 20251030, numRuns: 200 };

/** Markets with a walk of their own each, some of them wild, some with steps left out. */
const markets = fc.array(
  fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    scale: fc.constantFrom(0.5, 1, 2, 5),
    profile: fc.integer({ min: 0, max: 2 }),
    kept: fc.array(fc.boolean(), { minLength: STEPS, maxLength: STEPS }),
  }),
  { minLength: 1, maxLength: 8 },
);
type Drawn = typeof markets extends fc.Arbitrary<readonly (infer M)[]> ? M : never;

const inputOf = ({ seed, scale, profile, kept }: Drawn, n: number): OrderInput => ({
  instrument: id(`M${n}`),
  reactionStart: T0,
  profile: PROFILES[profile] as UsualProfile,
  steps: (ordinaryWalks(1, STEPS, seed)[0] as number[]).flatMap((move, step) =>
    kept[step]
      ? [
          {
            key: `m${(step + 1) * STEP}`,
            time: asUtcMs(T0 + (step + 1) * STEP * MINUTE_MS),
            move: scale * move,
          },
        ]
      : [],
  ),
});

const until = (input: OrderInput, time: number): OrderInput => ({
  ...input,
  steps: input.steps.filter((step) => step.time <= time),
});

describe('the order of reaction', () => {
  it('does not hang on the order in which markets are named', () => {
    fc.assert(
      fc.property(markets, (drawn) => {
        const inputs = drawn.map(inputOf);
        assert.deepEqual(firstMoves([...inputs].reverse()).reverse(), firstMoves(inputs));
      }),
      RUNS,
    );
  });

  it('ranks one market before another only where its whole span lies before', () => {
    fc.assert(
      fc.property(markets, (drawn) => {
        const found = firstMoves(drawn.map(inputOf)).filter((f) => f.time !== null);
        const began = (f: (typeof found)[number]) => (f.time as number) - 1000 * (f.widthSeconds as number);
        for (const one of found) {
          assert.ok(began(one) >= T0, 'it came after T0');
          for (const other of found) {
            const surely = (one.time as number) <= began(other);
            if (surely) assert.ok((one.rank as number) < (other.rank as number));
          }
          const before = found.filter((other) => (other.time as number) <= began(one));
          assert.equal(one.rank, 1 + before.length);
        }
        if (found.length > 0) assert.ok(found.some((f) => f.rank === 1));
      }),
      RUNS,
    );
  });

  it('keeps what it found as time goes on', () => {
    fc.assert(
      fc.property(markets, fc.integer({ min: 1, max: STEPS }), (drawn, steps) => {
        const inputs = drawn.map(inputOf);
        const playhead = T0 + steps * STEP * MINUTE_MS;
        const whole = firstMoves(inputs);
        const early = firstMoves(inputs.map((input) => until(input, playhead)));
        for (const [n, f] of whole.entries()) {
          const seen = f.time !== null && f.time <= playhead;
          assert.equal(early[n]?.time, seen ? f.time : null);
          if (seen) assert.deepEqual(early[n], f);
        }
      }),
      RUNS,
    );
  });
});

describe('order and sensitivity before the playhead', () => {
  const minutes = fc.integer({ min: -60, max: 24 * 60 });
  const answers = (frame: Frame, t0: UtcMs) => {
    const anchor = {
      time: t0,
      window: { earliest: asUtcMs(t0 - 3 * MINUTE_MS), latest: asUtcMs(t0 + 25 * MINUTE_MS) },
      precision: 'minute' as const,
    };
    const inputs = MARKETS.map(({ instrument, calendar }): OrderInput => {
      const since = movesSince(frame, instrument, calendar, t0, 'minute');
      const profile = usualProfile(frame, instrument, calendar, t0);
      const steps = orderSteps(frame, instrument, calendar, since, profile);
      return { instrument, reactionStart: since.event.reactionStart, steps, profile };
    });
    return {
      first: firstMoves(inputs),
      steps: inputs.map((i) => i.steps),
      ranges: MARKETS.map((m) => sensitivity(frame, m.instrument, m.calendar, anchor, HORIZONS)),
    };
  };

  it('are the same whatever comes after it', () => {
    let judged = 0;
    fc.assert(
      fc.property(
        minutes,
        fc.integer({ min: 0, max: 400 }),
        fc.nat(1e6),
        fc.nat(1e6),
        (t, later, past, future) => {
          const t0 = asUtcMs(at('01:00') + t * MINUTE_MS);
          const [one, other] = twoFutures(asUtcMs(t0 + later * MINUTE_MS), past, future);
          const expected = answers(one, t0);
          assert.deepEqual(answers(other, t0), expected);
          judged += expected.steps.flat().length;
        },
      ),
      { seed: 20251030, numRuns: 40 },
    );
    assert.ok(judged > 100, `${judged} steps were judged`);
  }).timeout(60_000);
});
