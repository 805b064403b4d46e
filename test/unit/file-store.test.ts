import assert from 'node:assert/strict';
import { fileStore } from '../../server/cli/file-store.ts';
import { asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { id, makeBar } from '../support/records.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const minute = (n: number) => asUtcMs(T0 + n * MINUTE_MS);

describe('a store made of files', () => {
  const first = makeBar(minute(1), 101);
  const corrected = { ...first, revision: 2, close: 102, receivedAt: minute(9) };
  // Out of order, and with another market's and another interval's bars between.
  const store = fileStore(
    [
      makeBar(minute(2), 103),
      corrected,
      makeBar(minute(1), 7, { instrument: id('N225') }),
      makeBar(minute(0), 100),
      makeBar(minute(0), 8, { interval: '5m' }),
      first,
    ],
    [],
  );
  const query = { instrument: id('KS11'), interval: '1m' as const };

  it('gives bars that begin from `from` on and before `to`, in order, the latest revision of each', async () => {
    const all = await store.bars({ ...query, from: minute(0), to: minute(3) });
    assert.deepEqual(all.close, [100, 102, 103]);
    const middle = await store.bars({ ...query, from: minute(1), to: minute(2) });
    assert.deepEqual([middle.openTime, middle.close, middle.revision], [[minute(1)], [102], [2]]);
    assert.deepEqual(
      (await store.bars({ ...query, interval: '1h', from: minute(0), to: minute(3) })).close,
      [],
    );
  });

  it('keeps what was replaced, and gives what had been received by an instant', async () => {
    const span = { ...query, from: minute(0), to: minute(3) };
    assert.deepEqual((await store.supersededBars(span)).close, [101]);
    assert.deepEqual((await store.bars({ ...span, receivedBy: minute(8) })).close, [100, 101, 103]);
    assert.deepEqual((await store.bars({ ...span, receivedBy: minute(1) })).close, [100]);
  });
});
