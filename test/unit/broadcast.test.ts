import assert from 'node:assert/strict';
import { Broadcast } from '../../server/live/broadcast.ts';
import type { Connection } from '../../server/live/connection.ts';
import { Departure } from '../../server/live/departure.ts';
import { asSeq } from '../../shared/time/instant.ts';
import { TestClock } from '../support/test-clock.ts';

const delta = (to: number) => ({ storeId: 's', from: asSeq(to - 1), to: asSeq(to), changes: [] });
const head = (seq: number) => () => ({ storeId: 's', head: seq });

/** A broadcast whose packets leave when told to; `sent` has ms since the start, kind and seq. */
function listened(left: () => boolean) {
  const clock = new TestClock();
  const start = clock.now();
  const sent: [number, string, unknown][] = [];
  const broadcast = new Broadcast(
    clock,
    (kind, message) => {
      const seq = 'to' in message ? message.to : 'head' in message && message.head;
      sent.push([clock.now() - start, kind, seq]);
    },
    left,
  );
  return { clock, sent, broadcast };
}

describe('volatile packets', () => {
  it('P17 leave one at a time, deltas first and in order, the newest head last', async () => {
    const { clock, sent, broadcast } = listened(() => true);
    broadcast.head(head(1));
    broadcast.head(head(2));
    broadcast.head(head(3));
    broadcast.delta(delta(4));
    broadcast.delta(delta(5));
    await clock.advanceBy(100);
    assert.deepEqual(sent, [
      [0, 'head', 1],
      [1, 'delta', 4],
      [2, 'delta', 5],
      [3, 'head', 3],
    ]);
    broadcast.delta(delta(6));
    broadcast.delta(delta(7));
    broadcast.clear();
    await clock.advanceBy(100);
    assert.equal(sent.length, 5, 'what waits is dropped with its world');
    broadcast.stop();
    assert.equal(clock.pending, 0);
  });

  it('P17 wait for the one before to have left, 20 ms at most', async () => {
    let left = false;
    const { clock, sent, broadcast } = listened(() => left);
    for (const to of [1, 2, 3]) broadcast.delta(delta(to));
    await clock.advanceBy(7);
    left = true;
    await clock.advanceBy(1);
    left = false;
    await clock.advanceBy(100);
    assert.deepEqual(
      sent.map(([at]) => at),
      [0, 8, 28],
    );
    broadcast.stop();
  });
});

describe('a departure', () => {
  const connections = (...writable: boolean[]) =>
    writable.map((can) => ({ writable: can, connected: true })) as {
      -readonly [K in keyof Connection]: Connection[K];
    }[];

  it('is over when all that could take the packet can take another', () => {
    const [first, slow, second] = connections(true, false, true);
    assert.ok(first && slow && second);
    const departure = new Departure();
    assert.equal(departure.over(), true, 'nothing was sent yet');
    departure.begin([first, slow, second] as unknown as Connection[]);
    first.writable = false;
    second.writable = false;
    assert.equal(departure.over(), false);
    first.writable = true;
    assert.equal(departure.over(), false);
    second.writable = true;
    assert.equal(departure.over(), true, 'the slow one is not waited for');
  });

  it('does not wait for who has gone', () => {
    const [gone] = connections(true);
    assert.ok(gone);
    const departure = new Departure();
    departure.begin([gone] as unknown as Connection[]);
    gone.writable = false;
    assert.equal(departure.over(), false);
    gone.connected = false;
    assert.equal(departure.over(), true);
  });
});
