import assert from 'node:assert/strict';
import { createTail } from '../../server/live/tail.ts';
import type { Delta } from '../../shared/protocol/messages.ts';
import { asSeq, parseInstant } from '../../shared/time/instant.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { makeQuote } from '../support/records.ts';
import { ofQuote, write } from '../support/store-batches.ts';
import { TestClock } from '../support/test-clock.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');

async function setUp() {
  const store = new MemoryStore();
  const clock = new TestClock(T0);
  const errors: unknown[] = [];
  const deltas: { at: number; delta: Delta; since: number | null }[] = [];
  const tail = createTail({ store, clock, onError: (error) => errors.push(error) });
  tail.onDelta((delta, since) => deltas.push({ at: clock.now() - T0, delta, since }));
  let minute = 0;
  const store1 = () => write(store, ofQuote(makeQuote(T0 + 60_000 * minute++, 100)));
  return { store, clock, errors, deltas, tail, store1 };
}

describe('tail', () => {
  it('starts at the head, says the first change at once and the next a tick later', async () => {
    const { clock, deltas, tail, store1 } = await setUp();
    await store1();
    await tail.start();
    await clock.advanceBy(500);
    assert.equal(deltas.length, 0);
    for (let n = 0; n < 3; n++) {
      await store1();
      tail.nudge();
      await clock.advanceBy(1);
    }
    await clock.advanceBy(99);
    assert.deepEqual(
      deltas.map(({ at, delta, since }) => [at, delta.from, delta.to, since === null ? null : since - T0]),
      [
        [500, 1, 2, 500],
        [600, 2, 4, 501],
      ],
    );
    assert.equal(tail.head(), 4);
    tail.stop();
    assert.equal(clock.pending, 0);
  });

  it('finds what nobody announced, once a second', async () => {
    const { clock, deltas, tail, store1 } = await setUp();
    await tail.start();
    await store1();
    await clock.advanceBy(1000);
    assert.deepEqual(
      deltas.map(({ delta, since }) => [delta.to, since]),
      [[1, null]],
    );
    tail.stop();
  });

  it('goes on after an error, and past a floor that overtook it', async () => {
    const { store, clock, errors, deltas, tail, store1 } = await setUp();
    await tail.start();
    for (let n = 0; n < 3; n++) await store1();
    await store.raiseFloor(asSeq(2));
    const head = store.head.bind(store);
    store.head = () => Promise.reject(new Error('no disk'));
    tail.nudge();
    await clock.advanceBy(10);
    assert.equal(errors.length, 1);
    store.head = head;
    await clock.advanceBy(1000);
    assert.deepEqual(
      deltas.map(({ delta }) => [delta.from, delta.to, delta.changes]),
      [[0, 3, null]],
    );
    tail.stop();
  });
});
