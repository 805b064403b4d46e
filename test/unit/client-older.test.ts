import assert from 'node:assert/strict';
import { keepHistory, missingStretch } from '../../client/state/history.ts';
import { rangeName, showRange } from '../../client/state/range-presets.ts';
import type { Stretch } from '../../client/state/reread.ts';
import { wallNow } from '../../client/state/status.ts';
import { takeReset } from '../../client/state/timeline.ts';
import { changeView, view } from '../../client/state/view.ts';
import { DEFAULT_VIEW } from '../../client/state/view-url.ts';
import { asSeq, asUtcMs, DAY_MS, HOUR_MS, parseInstant } from '../../shared/time/instant.ts';
import { TestClock } from '../support/test-clock.ts';

const NOW = parseInstant('2025-10-30T05:00:00Z');
const back = (fromDays: number, toDays = 0): Stretch => ({
  from: asUtcMs(NOW - fromDays * DAY_MS),
  to: asUtcMs(NOW - toDays * DAY_MS),
});

describe('older prices', () => {
  it('are not asked for where they are held, in one piece or in several', () => {
    assert.equal(missingStretch(back(1), [back(2)]), null);
    assert.equal(missingStretch(back(3), [back(4, 2), back(2.5)]), null);
    assert.notEqual(missingStretch(back(3), [back(4, 2), back(1.5)]), null);
  });

  it('are asked for in whole days, with room on both sides', () => {
    const asked = missingStretch(back(4), []);
    assert.ok(asked !== null);
    assert.equal(asked.from % DAY_MS, 0);
    assert.ok(asked.from <= NOW - 5 * DAY_MS && asked.from > NOW - 7 * DAY_MS);
    assert.ok(asked.to >= NOW && asked.to < NOW + 2.1 * DAY_MS);
  });

  it('are not taken from coarser windows: what a year holds is too coarse for a week', () => {
    assert.notEqual(missingStretch(back(5), [back(300)]), null);
    assert.notEqual(missingStretch(back(5), [back(31)]), null);
    assert.equal(missingStretch(back(31), [back(90)]), null);
    assert.equal(missingStretch(back(200), [back(300)]), null);
  });

  it('keep the fineness their range deserves, up to the longest that has it', () => {
    for (const days of [0.2, 3, 7, 10.9, 11.8, 30, 100, 119, 400]) {
      const asked = missingStretch(back(days), []);
      assert.ok(asked !== null);
      assert.ok(asked.from <= NOW - days * DAY_MS && asked.to >= NOW, `${days} days are in`);
      assert.equal(missingStretch(back(days), [asked]), null, `${days} days are asked for once`);
    }
  });
});

describe('older prices of a range', () => {
  const real = globalThis.fetch;
  const asked: string[] = [];
  const clock = new TestClock(NOW);

  beforeEach(() => {
    asked.length = 0;
    globalThis.fetch = ((url: string) => {
      asked.push(url);
      return new Promise(() => {});
    }) as typeof fetch;
    takeReset(
      {
        ...{ storeId: 's', seq: asSeq(5), from: asUtcMs(NOW - HOUR_MS), to: asUtcMs(NOW + HOUR_MS) },
        ...{ bars: [], supersededBars: [], quotes: [], headlines: [], events: [] },
      },
      asSeq(5),
    );
    wallNow.value = NOW;
    changeView({ ...DEFAULT_VIEW, event: 'today', t0: asUtcMs(NOW - HOUR_MS) });
  });
  afterEach(() => {
    globalThis.fetch = real;
    changeView(DEFAULT_VIEW);
  });

  it('are asked for once the hand rests, however often the playhead moves meanwhile', async () => {
    keepHistory(clock);
    const run = async (ms: number): Promise<void> => {
      for (let passed = 0; passed < ms; passed += 20) {
        wallNow.value = asUtcMs(wallNow.peek() + 6_000);
        await clock.advanceBy(20);
      }
    };
    showRange('week');
    await run(140);
    showRange('month');
    await run(140);
    assert.deepEqual(asked, [], 'the hand moved on');
    await run(80);
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? '', /\/api\/v1\/windows\?from=/);
  });
});

describe('ranges of the chart', () => {
  beforeEach(() => changeView(DEFAULT_VIEW));

  it('follow now, and are known again from the address', () => {
    assert.equal(rangeName.value, 'day');
    showRange('week');
    assert.deepEqual(view.value.from, { at: 'now', offset: -7 * DAY_MS });
    assert.equal(rangeName.value, 'week');
    showRange('hour');
    assert.equal(rangeName.value, 'hour');
    showRange('day');
    assert.deepEqual([view.value.from, view.value.to], [null, null]);
  });

  it('are none of these where a hand has moved them', () => {
    changeView({ from: { at: 'time', time: asUtcMs(NOW - HOUR_MS) }, to: { at: 'time', time: NOW } });
    assert.equal(rangeName.value, null);
  });
});
