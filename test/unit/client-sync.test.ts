import assert from 'node:assert/strict';
import type { ReadAnswer } from '../../client/connection/reset.ts';
import {
  SYNC_START,
  type SyncEffect,
  type SyncInput,
  type SyncState,
  syncStep,
} from '../../client/connection/sync.ts';
import type { Delta } from '../../shared/protocol/messages.ts';
import { asSeq, asUtcMs } from '../../shared/time/instant.ts';

const STORE = 'store-a';
const delta = (from: number, to: number, over: Partial<Delta> = {}): Delta => ({
  storeId: STORE,
  from: asSeq(from),
  to: asSeq(to),
  changes: [],
  ...over,
});
const reset = (to: number, storeId = STORE): ReadAnswer => ({
  type: 'reset',
  reason: 'first-load',
  storeId,
  to: asSeq(to),
  snapshot: {
    storeId,
    seq: asSeq(to),
    from: asUtcMs(0),
    to: asUtcMs(1),
    bars: [],
    supersededBars: [],
    quotes: [],
    headlines: [],
    events: [],
  } as never,
});
const changes = (from: number, to: number, more = false): ReadAnswer => ({
  type: 'changes',
  storeId: STORE,
  from: asSeq(from),
  to: asSeq(to),
  more,
  changes: [],
});

function drive(inputs: readonly SyncInput[]): { state: SyncState; effects: SyncEffect[] } {
  let state = SYNC_START;
  const effects: SyncEffect[] = [];
  for (const input of inputs) {
    const step = syncStep(state, input);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}
const loaded: readonly SyncInput[] = [{ type: 'connected' }, { type: 'answer', pull: 1, answer: reset(10) }];
const afterLoad = (...inputs: SyncInput[]) => {
  const { state, effects } = drive([...loaded, ...inputs]);
  return { state, effects: effects.slice(2) };
};

describe('client sync', () => {
  it('asks from nothing on the first connection and takes the reset', () => {
    const { state, effects } = drive(loaded);
    assert.deepEqual(
      effects.map((e) => e.type),
      ['pull', 'reset'],
    );
    assert.equal(state.at, 10);
    assert.equal(state.inFlight, null);
  });
  it('applies a delta that connects, also one that overlaps', () => {
    const { state, effects } = afterLoad(
      { type: 'delta', delta: delta(10, 12) },
      { type: 'delta', delta: delta(11, 14) },
    );
    assert.deepEqual(
      effects.map((e) => e.type),
      ['apply', 'apply'],
    );
    assert.equal(state.at, 14);
  });
  it('ignores an old delta', () => {
    assert.deepEqual(afterLoad({ type: 'delta', delta: delta(3, 10) }).effects, []);
  });
  it('pulls on a gap, and only once while the pull is in flight', () => {
    const { state, effects } = afterLoad(
      { type: 'delta', delta: delta(12, 14) },
      { type: 'delta', delta: delta(15, 16) },
    );
    assert.deepEqual(
      effects.map((e) => e.type),
      ['pull'],
    );
    assert.equal(state.askAgain, true);
  });
  it('asks again after the answer when something was missed meanwhile', () => {
    const { state, effects } = afterLoad(
      { type: 'delta', delta: delta(12, 14) },
      { type: 'delta', delta: delta(15, 16) },
      { type: 'answer', pull: 2, answer: changes(10, 14) },
    );
    assert.deepEqual(
      effects.map((e) => e.type),
      ['pull', 'apply', 'pull'],
    );
    assert.equal(state.at, 14);
  });
  it('pulls when a tick was too big to push', () => {
    assert.deepEqual(
      afterLoad({ type: 'delta', delta: delta(10, 99, { changes: null }) }).effects.map((e) => e.type),
      ['pull'],
    );
  });
  it('goes on pulling while there is more', () => {
    const { effects } = afterLoad(
      { type: 'head', storeId: STORE, head: 40 },
      { type: 'answer', pull: 2, answer: changes(10, 30, true) },
    );
    assert.deepEqual(
      effects.map((e) => e.type),
      ['pull', 'apply', 'pull'],
    );
    const last = effects[2];
    assert.equal(last?.type === 'pull' && last.request.since, 30);
  });
  it('finds a lost tail by the head', () => {
    assert.equal(afterLoad({ type: 'head', storeId: STORE, head: 10 }).effects.length, 0);
    assert.equal(afterLoad({ type: 'head', storeId: STORE, head: 11 }).effects.length, 1);
  });
  it('starts anew when the store is another one', () => {
    const { state, effects } = afterLoad(
      { type: 'delta', delta: delta(0, 3, { storeId: 'store-b' }) },
      { type: 'answer', pull: 2, answer: reset(3, 'store-b') },
    );
    assert.deepEqual(
      effects.map((e) => e.type),
      ['pull', 'reset'],
    );
    assert.equal(state.storeId, 'store-b');
    assert.equal(state.at, 3);
  });
  it('does not go back when an answer is older than what came by push', () => {
    const { state } = afterLoad(
      { type: 'unreadable' },
      { type: 'delta', delta: delta(10, 20) },
      { type: 'answer', pull: 2, answer: changes(10, 15) },
    );
    assert.equal(state.at, 20);
  });
  it('ignores an answer to a pull of an earlier connection', () => {
    const { state, effects } = afterLoad(
      { type: 'unreadable' },
      { type: 'disconnected' },
      { type: 'connected' },
      { type: 'answer', pull: 2, answer: changes(10, 15) },
    );
    assert.deepEqual(
      effects.map((e) => e.type),
      ['pull', 'pull'],
    );
    assert.equal(state.at, 10);
  });
  it('asks again after a failed pull', () => {
    assert.deepEqual(
      afterLoad({ type: 'unreadable' }, { type: 'pull-failed', pull: 2 }).effects.map((e) => e.type),
      ['pull', 'pull'],
    );
  });
  it('asks nothing more once it was refused', () => {
    const { effects } = afterLoad(
      { type: 'unreadable' },
      { type: 'answer', pull: 2, answer: { type: 'refused', code: 'old-protocol', message: 'reload' } },
      { type: 'head', storeId: STORE, head: 99 },
    );
    assert.deepEqual(
      effects.map((e) => e.type),
      ['pull', 'refused'],
    );
  });
});
