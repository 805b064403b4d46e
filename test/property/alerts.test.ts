import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { type AlertState, alertState, evaluate, RE_ARM_SHARE } from '../../shared/alert/evaluate.ts';
import type { Firing } from '../../shared/alert/firing.ts';
import type { Reading } from '../../shared/alert/reading.ts';
import { asUtcMs, MINUTE_MS } from '../../shared/time/instant.ts';
import { kept, levelAt, RULE_MADE } from '../support/alerts.ts';

const rule = kept();
const COOL_DOWN_MS = rule.rule.coolDownMinutes * MINUTE_MS;

/** Values of one market, a minute and more apart, in the order in which they come. */
const walk = fc.array(
  fc.record({
    value: fc.double({ min: -5, max: 5, noNaN: true }),
    minutes: fc.integer({ min: 1, max: 12 }),
  }),
  { minLength: 1, maxLength: 60 },
);

function* timed(steps: readonly { value: number; minutes: number }[]) {
  let at: number = RULE_MADE;
  for (const { value, minutes } of steps) {
    at += minutes * MINUTE_MS;
    yield { at: asUtcMs(at), value };
  }
}

const look = (state: AlertState, now: number, readings: readonly Reading[]) =>
  evaluate([rule], state, { now: asUtcMs(now), simulated: false, readings: () => readings });

/** All that fires on a walk; `between` may do to the state what a restart does. */
function fireAll(
  steps: readonly { value: number; minutes: number }[],
  between: (state: AlertState) => AlertState = (state) => state,
): Firing[] {
  let state: AlertState = {};
  const all: Firing[] = [];
  for (const { at, value } of timed(steps)) {
    const round = look(between(state), at, [levelAt(at, value)]);
    state = round.state;
    all.push(...round.firings);
  }
  return all;
}

describe('alerts: what holds for every course of prices', () => {
  it('fires only beyond the threshold, and once per crossing, no sooner than the cool-down allows', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        const path = [...timed(steps)];
        const fired = fireAll(steps);
        for (const [index, firing] of fired.entries()) {
          ok(Math.abs(firing.value as number) >= 2);
          const before = fired[index - 1];
          if (before === undefined) continue;
          ok(firing.firedAt - before.firedAt >= COOL_DOWN_MS);
          const side = Math.sign(before.value as number);
          ok(
            path.some(
              ({ at, value }) =>
                at > before.at &&
                at <= firing.at &&
                (Math.sign(value) !== side || Math.abs(value) < 2 * RE_ARM_SHARE),
            ),
            'it came back before it crossed again',
          );
        }
      }),
      { seed: 51, numRuns: 300 },
    );
  });

  it('misses no crossing: whenever the number has been beyond for the length of the cool-down, it was told', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        const path = [...timed(steps)];
        const fired = fireAll(steps);
        const first = path.find(({ value }) => Math.abs(value) >= 2);
        equal(fired.length > 0, first !== undefined);
        if (first !== undefined) equal(fired[0]?.at, first.at);
      }),
      { seed: 52, numRuns: 300 },
    );
  });

  it('fires the same after any number of restarts, and nothing on a second look at the same instant', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        const restarted = fireAll(steps, (state) => alertState.parse(JSON.parse(JSON.stringify(state))));
        deepEqual(restarted, fireAll(steps));
        let state: AlertState = {};
        for (const { at, value } of timed(steps)) {
          state = look(state, at, [levelAt(at, value)]).state;
          deepEqual(look(state, at, [levelAt(at, value)]).firings, []);
        }
      }),
      { seed: 53, numRuns: 200 },
    );
  });

  it('never fires from what is late, back-filled, imported, shipped, or older than the rule', () => {
    const unfit = fc.oneof(
      fc.record({
        provenance: fc.constantFrom('backfilled', 'imported', 'published', 'derived', 'simulated'),
      }),
      fc.integer({ min: 11, max: 5000 }).map((late) => ({ lateMinutes: late })),
      fc.integer({ min: 0, max: 5000 }).map((old) => ({ beforeRuleMinutes: old })),
      fc.integer({ min: 21, max: 5000 }).map((wait) => ({ judgedAfterMinutes: wait })),
    );
    fc.assert(
      fc.property(walk, unfit, (steps, fault) => {
        let state: AlertState = {};
        for (const { at, value } of timed(steps)) {
          const own = 'beforeRuleMinutes' in fault ? RULE_MADE - fault.beforeRuleMinutes * MINUTE_MS : at;
          const late = 'lateMinutes' in fault ? fault.lateMinutes * MINUTE_MS : 0;
          const wait = 'judgedAfterMinutes' in fault ? fault.judgedAfterMinutes * MINUTE_MS : 0;
          const reading = levelAt(own, value, {
            receivedAt: asUtcMs(own + late),
            ...('provenance' in fault && { provenance: fault.provenance as never }),
          });
          const round = look(state, Math.max(at, own + late) + wait, [reading]);
          state = round.state;
          deepEqual(round.firings, []);
        }
        deepEqual(state, {});
      }),
      { seed: 54, numRuns: 300 },
    );
  });

  it('tells nothing anew when a past stretch is shown again', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        let state: AlertState = {};
        const path = [...timed(steps)];
        for (const { at, value } of path) state = look(state, at, [levelAt(at, value)]).state;
        const now = (path.at(-1)?.at ?? RULE_MADE) + 1;
        for (const { at, value } of path.slice(0, -1)) {
          const again = look(state, now, [levelAt(at, value)]);
          deepEqual(again.firings, []);
          state = again.state;
        }
      }),
      { seed: 55, numRuns: 200 },
    );
  });
});
