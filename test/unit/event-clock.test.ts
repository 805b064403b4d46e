import assert from 'node:assert/strict';
import { EventClock } from '../../server/runtime/event-clock.ts';
import { asUtcMs, parseInstant } from '../../shared/time/instant.ts';
import { TestClock } from '../support/test-clock.ts';

const EVENT = parseInstant('2025-10-30T00:00:00Z');
const WALL = parseInstant('2026-11-24T09:00:00Z');

function clockAt(speed: number, stopAfterMs?: number) {
  const wall = new TestClock(WALL);
  const clock = new EventClock({
    wall,
    clock: { anchorEventTime: EVENT, anchorWallTime: WALL, speed, paused: false, rev: 0 },
    ...(stopAfterMs === undefined ? {} : { stopAt: asUtcMs(EVENT + stopAfterMs) }),
  });
  return { wall, clock };
}

describe('event clock', () => {
  it('runs at its speed', async () => {
    const { wall, clock } = clockAt(60);
    assert.equal(clock.now(), EVENT);
    await wall.advanceBy(1000);
    assert.equal(clock.now(), EVENT + 60_000);
  });

  it('fires timers at their event time, in order', async () => {
    const { wall, clock } = clockAt(60);
    const fired: [string, number][] = [];
    clock.after(120_000, () => fired.push(['second', clock.now() - EVENT]));
    clock.after(60_000, () => fired.push(['first', clock.now() - EVENT]));
    const cancel = clock.after(90_000, () => fired.push(['never', 0]));
    cancel();
    cancel();
    await wall.advanceBy(5000);
    assert.deepEqual(fired, [
      ['first', 60_000],
      ['second', 120_000],
    ]);
    assert.equal(wall.pending, 0);
  });

  it('keeps a chain of timers going', async () => {
    const { wall, clock } = clockAt(60);
    let count = 0;
    const again = (): void => {
      count += 1;
      clock.after(60_000, again);
    };
    clock.after(60_000, again);
    await wall.advanceBy(10_000);
    assert.equal(count, 10);
  });

  it('holds timers while paused and re-times them when the speed changes', async () => {
    const { wall, clock } = clockAt(60);
    let firedAt = 0;
    clock.after(120_000, () => {
      firedAt = wall.now() - WALL;
    });
    await wall.advanceBy(1000);
    clock.change({ paused: true });
    await wall.advanceBy(60_000);
    assert.equal(firedAt, 0);
    assert.equal(clock.now(), EVENT + 60_000);
    clock.change({ paused: false, speed: 10 });
    await wall.advanceBy(10_000);
    assert.equal(firedAt, 67_000);
    assert.equal(clock.replayClock.rev, 2);
  });

  it('pauses exactly at its end and says so', async () => {
    const { wall, clock } = clockAt(3600, 5_400_000);
    const said: boolean[] = [];
    clock.onChange((c) => said.push(c.paused));
    let late = false;
    clock.after(5_400_001, () => {
      late = true;
    });
    await wall.advanceBy(10_000);
    assert.equal(clock.now(), EVENT + 5_400_000);
    assert.deepEqual(said, [true]);
    assert.equal(late, false);
  });

  it('leaves no timer after stop', async () => {
    const { wall, clock } = clockAt(60);
    clock.after(1000, () => assert.fail('fired after stop'));
    clock.stop();
    await wall.advanceBy(10_000);
    assert.equal(wall.pending, 0);
  });
});
