import assert from 'node:assert/strict';
import type { Bar } from '../../shared/market/bar.ts';
import { MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { resample, type Span } from '../../shared/timeline/resample.ts';
import { at, frameOf } from '../support/bar-timeline.ts';
import { id, makeBar } from '../support/records.ts';

const minute = (clock: string, open: number, close: number): Bar => makeBar(at(clock), close, { open });
const steps = (bars: readonly Bar[], segments: readonly Span[], minutes: number, playhead: UtcMs) => {
  const view = frameOf({ bars }, playhead).bars(id('KS11'), '1m');
  const out = resample(view, segments, minutes, playhead);
  return Array.from({ length: out.length }, (_, n) => ({
    from: out.openTime[n],
    to: out.closeTime[n],
    open: out.open[n],
    close: out.close[n],
  }));
};
const LATE = at('09:00');
/** Opens off the clock's own grid. */
const MUMBAI = { open: at('03:47'), close: at('04:00') };

describe('resampling', () => {
  it('counts steps from the open of the segment and cuts the last one at its close', () => {
    const bars = Array.from({ length: 13 }, (_, n) =>
      makeBar(MUMBAI.open + n * MINUTE_MS, 101 + n, { open: 100 + n }),
    );
    assert.deepEqual(steps(bars, [MUMBAI], 5, LATE), [
      { from: at('03:47'), to: at('03:52'), open: 100, close: 105 },
      { from: at('03:52'), to: at('03:57'), open: 105, close: 110 },
      { from: at('03:57'), to: at('04:00'), open: 110, close: 113 },
    ]);
  });

  it('gives a step only once it has ended, however many of its bars have', () => {
    const bars = [minute('03:47', 1, 2), minute('03:48', 2, 3)];
    assert.equal(steps(bars, [MUMBAI], 5, at('03:51')).length, 0);
    assert.deepEqual(steps(bars, [MUMBAI], 5, at('03:52')), [
      { from: at('03:47'), to: at('03:52'), open: 1, close: 3 },
    ]);
  });

  it('has no step where there is no bar', () => {
    const bars = [minute('03:47', 1, 2), minute('03:58', 5, 6)];
    assert.deepEqual(
      steps(bars, [MUMBAI], 5, LATE).map((s) => s.from),
      [at('03:47'), at('03:57')],
    );
  });

  it('leaves out what lies outside the segments: the lunch break and the closing auction', () => {
    const segments = [
      { open: at('00:00'), close: at('00:05') },
      { open: at('01:00'), close: at('01:05') },
    ];
    const bars = ['00:04', '00:05', '00:30', '00:59', '01:00', '01:05'].map((clock, n) =>
      minute(clock, n, n + 1),
    );
    assert.deepEqual(steps(bars, segments, 5, LATE), [
      { from: at('00:00'), to: at('00:05'), open: 0, close: 1 },
      { from: at('01:00'), to: at('01:05'), open: 4, close: 5 },
    ]);
  });

  it('leaves bars of the step itself as they are', () => {
    const bars = [makeBar(at('00:00'), 2, { open: 1, closeTime: at('00:05') })];
    assert.deepEqual(steps(bars, [{ open: at('00:00'), close: at('02:00') }], 5, LATE), [
      { from: at('00:00'), to: at('00:05'), open: 1, close: 2 },
    ]);
  });

  it('leaves out a bar that reaches into the next step', () => {
    const across = makeBar(at('00:04'), 9, { open: 8, closeTime: at('00:06') });
    const bars = [minute('00:03', 1, 2), across, minute('00:07', 3, 4)];
    assert.deepEqual(
      steps(bars, [{ open: at('00:00'), close: at('00:10') }], 5, LATE).map((s) => [s.open, s.close]),
      [
        [1, 2],
        [3, 4],
      ],
    );
  });

  it('refuses steps of no length', () => {
    assert.throws(() => steps([], [MUMBAI], 0, LATE), /minutes must be above 0, not 0/);
  });
});
