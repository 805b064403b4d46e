import assert from 'node:assert/strict';
import { signal } from '@preact/signals';
import fc from 'fast-check';
import { keepGated, type Wanted } from '../../client/state/gated-answer.ts';
import { asUtcMs, MINUTE_MS, parseInstant, SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';
import { TestClock } from '../support/test-clock.ts';

const START = parseInstant('2025-10-30T02:05:00Z');
const at = (minute: number): UtcMs => asUtcMs(START + minute * MINUTE_MS);
const want = (minute: number, query = 'a'): Wanted<string> => ({
  query,
  gate: { asOf: at(minute), basis: 'published' },
});

function setUp() {
  const clock = new TestClock('2026-01-01T00:00:00Z');
  const wanted = signal<Wanted<string> | null>(null);
  const asked: string[] = [];
  let fail = false;
  const kept = keepGated(clock, wanted, async (query, { asOf }) => {
    asked.push(`${query}@${(asOf - START) / MINUTE_MS}`);
    if (fail) throw new Error('no line');
    return { playhead: asOf, query };
  });
  const pass = (ms: number) => clock.advanceBy(ms);
  return {
    wanted,
    asked,
    kept,
    pass,
    failing: (on: boolean) => {
      fail = on;
    },
  };
}

describe('an answer kept in step with the gate', () => {
  it('is asked for once, and again when the gate has moved, never twice a second', async () => {
    const { wanted, asked, kept, pass } = setUp();
    await pass(10 * SECOND_MS);
    assert.deepEqual(asked, []);
    wanted.value = want(0);
    await pass(100);
    assert.deepEqual(asked, ['a@0']);
    assert.equal(kept.answer.value?.query, 'a');
    for (let minute = 1; minute <= 5; minute += 1) {
      wanted.value = want(minute);
      await pass(100);
    }
    await pass(5 * SECOND_MS);
    assert.deepEqual(asked, ['a@0', 'a@5']);
    await pass(60 * SECOND_MS);
    assert.equal(asked.length, 2);
  });

  it('stays while a newer one is on its way, and is hidden at once where the gate goes back', async () => {
    const { wanted, kept, pass } = setUp();
    wanted.value = want(10);
    await pass(100);
    wanted.value = want(11);
    assert.equal(kept.answer.value?.playhead, at(10), 'older is no leak');
    wanted.value = want(9);
    assert.ok(kept.answer.value === null);
    await pass(3 * SECOND_MS);
    assert.equal(kept.answer.peek()?.playhead, at(9));
  });

  it('belongs to its query and basis', async () => {
    const { wanted, kept, pass } = setUp();
    wanted.value = want(10);
    await pass(100);
    wanted.value = want(10, 'b');
    assert.equal(kept.answer.value, null);
    wanted.value = { ...want(10), gate: { asOf: at(10), basis: 'known' } };
    assert.equal(kept.answer.value, null);
    wanted.value = null;
    assert.equal(kept.answer.value, null);
  });

  it('is asked for anew when what it speaks of has changed, and stands until then', async () => {
    const { wanted, asked, kept, pass } = setUp();
    wanted.value = { ...want(3), version: 1 };
    await pass(100);
    wanted.value = { ...want(3), version: 2 };
    assert.ok(kept.answer.value !== null);
    await pass(2 * SECOND_MS);
    assert.deepEqual(asked, ['a@3', 'a@3']);
  });

  it('says that it failed and tries again by itself', async () => {
    const { wanted, asked, kept, pass, failing } = setUp();
    failing(true);
    wanted.value = want(0);
    await pass(100);
    assert.deepEqual([kept.failed.value, kept.answer.value], [true, null]);
    failing(false);
    await pass(11 * SECOND_MS);
    assert.deepEqual([kept.failed.value, asked.length], [false, 2]);
    assert.ok(kept.answer.value);
  });

  it('never shows what is later than the gate, however the playhead jumps', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 3000 })), {
          maxLength: 30,
        }),
        async (jumps) => {
          const { wanted, kept, pass } = setUp();
          for (const [minute, wait] of jumps) {
            wanted.value = want(minute);
            const seen = kept.answer.value;
            assert.ok(seen === null || seen.playhead <= at(minute));
            await pass(wait);
            const later = kept.answer.value;
            assert.ok(later === null || later.playhead <= at(minute));
          }
        },
      ),
      { seed: 77, numRuns: 60 },
    );
  });
});
