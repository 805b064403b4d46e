import { deepEqual, equal } from 'node:assert/strict';
import type { KeptRule } from '../../shared/alert/alert-rule.ts';
import { type AlertState, evaluate } from '../../shared/alert/evaluate.ts';
import type { Reading } from '../../shared/alert/reading.ts';
import { asUtcMs, DAY_MS, MINUTE_MS } from '../../shared/time/instant.ts';
import { kept, levelAt, momentAt, RULE_MADE } from '../support/alerts.ts';

/** One rule over time, a minute a step. */
class Watch {
  state: AlertState = {};
  now: number = RULE_MADE;
  rule: KeptRule;
  constructor(rule: KeptRule) {
    this.rule = rule;
  }
  /** Values that fired. */
  see(...readings: ((at: number) => Reading)[]): (number | string | null)[] {
    this.now += MINUTE_MS;
    const round = evaluate([this.rule], this.state, {
      now: asUtcMs(this.now),
      simulated: false,
      readings: () => readings.map((reading) => reading(this.now)),
    });
    this.state = round.state;
    return round.firings.map((f) => f.value ?? f.subject);
  }
  value(value: number, rest = {}) {
    return this.see((at) => levelAt(at, value, rest));
  }
}

describe('alert rules: when one fires', () => {
  it('fires where the number crosses, not again while it stays', () => {
    const watch = new Watch(kept({ coolDownMinutes: 1 }));
    deepEqual(watch.value(1.9), []);
    deepEqual(watch.value(2.1), [2.1]);
    deepEqual(watch.value(3), []);
    deepEqual(watch.value(1.7), [], 'still above four fifths of the threshold');
    deepEqual(watch.value(2.2), []);
    deepEqual(watch.value(1.5), []);
    deepEqual(watch.value(2.2), [2.2]);
    deepEqual(watch.value(-2.2), [-2.2], 'the other side is a crossing of its own');
  });

  it('looks one way where it is told to', () => {
    const condition = { on: 'move', since: 't0', event: null, minutes: null, percent: 2, direction: 'down' };
    const watch = new Watch(kept({ condition }));
    deepEqual(watch.value(4), []);
    deepEqual(watch.value(-2), [-2]);
  });

  it('holds a crossing back during the cool-down and tells it after, if it still stands', () => {
    const watch = new Watch(kept({ coolDownMinutes: 5 }));
    deepEqual(watch.value(2.5), [2.5]);
    deepEqual(watch.value(0), []);
    deepEqual(watch.value(2.6), []);
    deepEqual(watch.value(2.7), []);
    deepEqual(watch.value(2.8), []);
    deepEqual(watch.value(2.9), [2.9]);
    deepEqual(watch.value(3), []);
  });

  it('is silent on what was beyond already when the rule was made', () => {
    const watch = new Watch(kept());
    const older = { baseTime: asUtcMs(RULE_MADE - 1) };
    deepEqual(watch.value(3, older), []);
    deepEqual(watch.value(1, older), []);
    deepEqual(watch.value(3, older), [3]);
  });

  it('begins anew with another base', () => {
    const watch = new Watch(kept({ coolDownMinutes: 1 }));
    deepEqual(watch.value(3), [3]);
    deepEqual(watch.value(3, { base: 'next T0', baseTime: asUtcMs(RULE_MADE + 90_000) }), [3]);
  });

  it('tells an occurrence once, and keeps a cool-down for each market', () => {
    const watch = new Watch(kept({ condition: { on: 'open' }, markets: ['KS11', 'N225'] }));
    const open = (subject: string) => () =>
      momentAt(RULE_MADE + MINUTE_MS, subject, { base: 'open 2025-10-30' });
    deepEqual(watch.see(open('KS11'), open('N225')), ['KS11', 'N225']);
    deepEqual(watch.see(open('KS11'), open('N225')), []);
  });

  it('takes all headlines of a rule as one subject for the cool-down, and drops what comes inside it', () => {
    const condition = { on: 'headline', words: ['rare earths'], match: 'all', sides: [] };
    const watch = new Watch(kept({ condition, markets: [], coolDownMinutes: 3 }));
    deepEqual(
      watch.see((at) => momentAt(at, 'story 1')),
      ['story 1'],
    );
    deepEqual(
      watch.see((at) => momentAt(at, 'story 2')),
      [],
    );
    deepEqual(
      watch.see((at) => momentAt(at, 'story 1')),
      [],
      'another outlet with the same story',
    );
    deepEqual(
      watch.see((at) => momentAt(at, 'story 3')),
      ['story 3'],
    );
  });

  it('rests when it is off or over', () => {
    const off = new Watch(kept({ enabled: false }));
    deepEqual(off.value(5), []);
    const over = new Watch(kept({ until: RULE_MADE + 2 * MINUTE_MS }));
    deepEqual(over.value(1), []);
    deepEqual(over.value(5), []);
  });

  it('takes an edited rule as a new one, but keeps its cool-down', () => {
    const watch = new Watch(kept({ coolDownMinutes: 5 }));
    deepEqual(watch.value(2.5), [2.5]);
    watch.rule = { ...watch.rule, revision: 2 };
    deepEqual(watch.value(2.6), [], 'cooling down');
    const told = new Watch(kept({ condition: { on: 'open' } }));
    const open = () => momentAt(RULE_MADE + MINUTE_MS, 'KS11', { base: 'open', mayLagMs: 0 });
    deepEqual(told.see(open), ['KS11']);
    told.rule = { ...told.rule, revision: 2 };
    deepEqual(told.see(open), []);
  });

  it('marks what fires in the simulated day, where simulated prices count', () => {
    const now = asUtcMs(RULE_MADE + MINUTE_MS);
    const round = evaluate(
      [kept()],
      {},
      {
        now,
        simulated: true,
        readings: () => [levelAt(now, 3, { provenance: 'simulated' })],
      },
    );
    equal(round.firings[0]?.simulated, true);
  });

  it('forgets rules that are gone, and says when nothing of note changed', () => {
    const at = asUtcMs(RULE_MADE + MINUTE_MS);
    const scene = (value: number, now = at) => ({
      now,
      simulated: false,
      readings: () => [levelAt(now, value)],
    });
    const first = evaluate([kept()], {}, scene(1));
    equal(first.changed, true);
    const second = evaluate([kept()], first.state, scene(1.1, asUtcMs(at + MINUTE_MS)));
    equal(second.changed, false);
    deepEqual(evaluate([], second.state, scene(1.1)).state, {});
    deepEqual(
      evaluate([kept({ enabled: false })], second.state, scene(1, asUtcMs(at + 20 * DAY_MS))).state,
      {},
    );
  });
});
