import assert from 'node:assert/strict';
import { startRetention } from '../../server/store/retention.ts';
import { asSeq, DAY_MS, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { makeQuote } from '../support/records.ts';
import { ofQuote, write } from '../support/store-batches.ts';
import { TestClock } from '../support/test-clock.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');

/** A store with an entry every six hours of the five days before T0: 20 of them. */
async function setUp() {
  const store = new MemoryStore();
  for (let n = 20; n > 0; n--) await write(store, ofQuote(makeQuote(T0 - (n * DAY_MS) / 4, 100)));
  const clock = new TestClock(T0);
  const errors: unknown[] = [];
  const stop = startRetention({ store, clock, days: 2, onError: (error) => errors.push(error) });
  return { store, clock, errors, stop };
}

describe('retention of the journal', () => {
  it('forgets, soon after the start and then once a day, what was received more days ago', async () => {
    const { store, clock, stop } = await setUp();
    assert.equal(await store.floor(), 0);
    await clock.advanceBy(10 * MINUTE_MS);
    assert.equal(await store.floor(), 13, 'two days are eight entries, the first of them just over');
    assert.deepEqual(await store.changesSince(asSeq(12), 10), { type: 'below-floor' });
    await clock.advanceBy(DAY_MS - MINUTE_MS);
    assert.equal(await store.floor(), 13);
    await clock.advanceBy(MINUTE_MS);
    assert.equal(await store.floor(), 17);
    await stop();
    assert.equal(clock.pending, 0);
  });

  it('goes in steps, so that nobody waits for years of entries', async () => {
    const { store, clock, stop } = await setUp();
    const old = Array.from({ length: 12_000 }, () => ofQuote(makeQuote(T0, 100)));
    await write(store, ...old);
    const steps: number[] = [];
    const raise = store.raiseFloor.bind(store);
    store.raiseFloor = (seq) => {
      steps.push(seq);
      return raise(seq);
    };
    await clock.advanceBy(3 * DAY_MS);
    for (let turn = 0; turn < 20 && (await store.floor()) < 12_020; turn++) await clock.settle();
    assert.deepEqual(steps.slice(-3), [5017, 10_017, 12_020]);
    await stop();
  });

  it('tells an error and tries again the next day', async () => {
    const { store, clock, errors, stop } = await setUp();
    const seqBefore = store.seqBefore.bind(store);
    store.seqBefore = () => Promise.reject(new Error('no disk'));
    await clock.advanceBy(10 * MINUTE_MS);
    assert.equal(errors.length, 1);
    store.seqBefore = seqBefore;
    await clock.advanceBy(DAY_MS);
    assert.equal(await store.floor(), 17);
    await stop();
  });

  it('does nothing once it was stopped', async () => {
    const { store, clock, stop } = await setUp();
    await stop();
    await clock.advanceBy(3 * DAY_MS);
    assert.equal(await store.floor(), 0);
  });
});
