import assert from 'node:assert/strict';
import { createReread, type Stretch } from '../../client/state/reread.ts';
import { isBehindHistory, stretchesToRead, takeReset, takeWindow } from '../../client/state/timeline.ts';
import type { Change, HistoryStretch } from '../../shared/protocol/change.ts';
import type { WindowResource } from '../../shared/protocol/resources.ts';
import { asSeq, asUtcMs, DAY_MS, HOUR_MS, parseInstant } from '../../shared/time/instant.ts';
import { id } from '../support/records.ts';
import { TestClock } from '../support/test-clock.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const at = (hours: number) => asUtcMs(T0 + hours * HOUR_MS);
const stretch = (from: number, to: number): Stretch => ({ from: at(from), to: at(to) });

const history = (from: number, to: number, rest: Partial<HistoryStretch> = {}): Change => ({
  kind: 'history',
  record: {
    ...{ instrument: id('KS11'), interval: '5m', count: 9, revision: 1, receivedAt: at(99), seq: asSeq(7) },
    ...stretch(from, to),
    ...rest,
  },
});
const windowAt = (from: number, to: number, seq: number): WindowResource => ({
  ...{ storeId: 's', seq: asSeq(seq), bars: [], supersededBars: [], quotes: [], headlines: [], events: [] },
  ...stretch(from, to),
});

describe('history on the page', () => {
  beforeEach(() => {
    takeReset(windowAt(-26, 1, 5), asSeq(5));
    takeWindow(windowAt(-500, -460, 5));
  });

  it('is read again where it falls into what is held, each stretch whole', () => {
    assert.deepEqual(stretchesToRead([history(-200, -100)]), []);
    assert.deepEqual(stretchesToRead([history(-600, -500)]), [], 'it ends where the stretch begins');
    assert.deepEqual(stretchesToRead([history(-600, -499)]), [stretch(-500, -460)]);
    assert.deepEqual(stretchesToRead([history(-600, 0)]), [stretch(-26, 1), stretch(-500, -460)]);
  });

  it('of days counts as far back as a window holds days', () => {
    const days = { interval: '1d' as const };
    assert.deepEqual(stretchesToRead([history(-900, -501, days)]), [stretch(-26, 1), stretch(-500, -460)]);
    assert.deepEqual(stretchesToRead([history(-2000, -1500, days)]), []);
  });

  it('after the snapshot is read itself, for all that is new is held', () => {
    assert.deepEqual(stretchesToRead([history(30, 40)]), [stretch(30, 40)]);
    assert.deepEqual(stretchesToRead([history(-10, 40)]), [stretch(-26, 1), stretch(1, 40)]);
  });

  it('that came while a window was under way is missing in it', () => {
    stretchesToRead([history(-900, -800, { seq: asSeq(9) })]);
    assert.equal(isBehindHistory(windowAt(-900, -800, 8)), true);
    assert.equal(isBehindHistory(windowAt(-900, -800, 9)), false);
    takeReset(windowAt(-26, 1, 3), asSeq(3));
    assert.equal(isBehindHistory(windowAt(-900, -800, 3)), false);
  });
});

describe('reading stretches again', () => {
  const setUp = () => {
    const clock = new TestClock(T0);
    const reads: { at: number; from: number; end: (error?: Error) => void }[] = [];
    const reread = createReread(
      clock,
      ({ from }) =>
        new Promise((resolve, reject) => {
          const end = (error?: Error) => (error === undefined ? resolve() : reject(error));
          reads.push({ at: clock.now() - T0, from: (from - T0) / HOUR_MS, end });
        }),
    );
    const seen = () => reads.map((r) => [r.at, r.from]);
    return { clock, reads, reread, seen };
  };

  it('waits until it is quiet, and not for ever', async () => {
    const { clock, reread, seen } = setUp();
    reread.add([stretch(0, 1)]);
    await clock.advanceBy(500);
    reread.add([stretch(0, 1)]);
    await clock.advanceBy(1000);
    assert.deepEqual(seen(), [[1500, 0]]);
    const busy = setUp();
    for (let n = 0; n < 12; n++) {
      busy.reread.add([stretch(0, 1)]);
      await busy.clock.advanceBy(500);
    }
    assert.deepEqual(busy.seen(), [[5000, 0]]);
  });

  it('reads one at a time, again what came meanwhile and later what failed', async () => {
    const { clock, reads, reread, seen } = setUp();
    reread.add([stretch(0, 1), stretch(5, 6)]);
    await clock.advanceBy(1000);
    reread.add([stretch(0, 1)]);
    await clock.advanceBy(DAY_MS);
    assert.deepEqual(seen(), [[1000, 0]]);
    reads[0]?.end();
    await clock.settle();
    const begun = DAY_MS + 1000;
    await clock.advanceBy(1000);
    assert.deepEqual(seen().slice(1), [[begun + 1000, 5]]);
    reads[1]?.end(new Error('no line'));
    await clock.settle();
    await clock.advanceBy(10_000);
    assert.deepEqual(seen().slice(2), [[begun + 11_000, 0]]);
    reads[2]?.end();
    await clock.settle();
    await clock.advanceBy(1000);
    assert.deepEqual(seen().slice(3), [[begun + 12_000, 5]]);
    reads[3]?.end();
    await clock.settle();
    assert.equal(clock.pending, 0);
  });

  it('forgets what waits when all is new', async () => {
    const { clock, reread, seen } = setUp();
    reread.add([stretch(0, 1)]);
    reread.forget();
    await clock.advanceBy(DAY_MS);
    assert.deepEqual(seen(), []);
  });
});
