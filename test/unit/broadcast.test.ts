import assert from 'node:assert/strict';
import { Broadcast } from '../../server/live/broadcast.ts';
import { asSeq } from '../../shared/time/instant.ts';
import { TestClock } from '../support/test-clock.ts';

const delta = (to: number) => ({ storeId: 's', from: asSeq(to - 1), to: asSeq(to), changes: [] });
const head = (seq: number) => () => ({ storeId: 's', head: seq });

describe('volatile packets', () => {
  it('P17 leave one at a time, deltas first and in order, the newest head last', async () => {
    const clock = new TestClock();
    const sent: [number, string, unknown][] = [];
    const start = clock.now();
    const broadcast = new Broadcast(clock, (kind, message) => {
      sent.push([
        clock.now() - start,
        kind,
        'to' in message ? message.to : 'head' in message && message.head,
      ]);
    });
    broadcast.head(head(1));
    broadcast.head(head(2));
    broadcast.head(head(3));
    broadcast.delta(delta(4));
    broadcast.delta(delta(5));
    await clock.advanceBy(100);
    assert.deepEqual(sent, [
      [0, 'head', 1],
      [20, 'delta', 4],
      [40, 'delta', 5],
      [60, 'head', 3],
    ]);
    broadcast.delta(delta(6));
    broadcast.delta(delta(7));
    broadcast.clear();
    await clock.advanceBy(100);
    assert.equal(sent.length, 5, 'what waits is dropped with its world');
    broadcast.stop();
  });
});
