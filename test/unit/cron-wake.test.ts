import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { type HeadlinesJob, NEVER_RAN, nextDue } from '../../server/poller/due.ts';
import { Scheduler } from '../../server/poller/jobs.ts';
import { asUtcMs, MINUTE_MS } from '../../shared/time/instant.ts';
import { TestClock } from '../support/test-clock.ts';

const job: HeadlinesJob = { id: 'headlines|a', kind: 'headlines', feed: 'a', everyMs: 3 * MINUTE_MS };

describe('waking of the poller', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    mock.timers.reset();
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  for (const [name, start] of [
    ['forward', '2026-03-08T06:58:00Z'],
    ['back', '2026-11-01T05:58:00Z'],
  ] as const) {
    it(`comes every five seconds while New York's clocks go ${name}`, async () => {
      process.env.TZ = 'America/New_York';
      mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse(start) });
      const wakes: number[] = [];
      const scheduler = new Scheduler({
        clock: { now: () => asUtcMs(Date.now()), after: () => () => {} },
        jobs: [],
        run: async () => null,
        onFault: () => {},
        onWake: (now) => wakes.push(now),
        random: () => 0.5,
        cron: true,
      });
      scheduler.start();
      for (let second = 0; second < 240; second++) {
        mock.timers.tick(1000);
        await Promise.resolve();
        await new Promise((resolve) => setImmediate(resolve));
      }
      await scheduler.stop();
      // The first is the one of start.
      assert.equal(wakes.length, 49);
      for (let i = 2; i < wakes.length; i++)
        assert.equal((wakes[i] as number) - (wakes[i - 1] as number), 5000);
    });
  }

  it('starts what is due by the injected clock, never twice at once, and goes on after a fault', async () => {
    const clock = new TestClock('2025-10-30T02:00:00Z');
    const faults: unknown[] = [];
    let running = 0;
    let most = 0;
    let runs = 0;
    const scheduler = new Scheduler({
      clock,
      jobs: [job],
      async run() {
        runs += 1;
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => clock.after(4 * MINUTE_MS, resolve));
        running -= 1;
        if (runs === 1) throw new Error('a fault of ours');
        return null;
      },
      onFault: (_, error) => faults.push(error),
      random: () => 0.5,
      cron: false,
    });
    scheduler.start();
    await clock.advanceBy(30 * MINUTE_MS);
    assert.equal(most, 1);
    assert.equal(faults.length, 1);
    assert.equal(runs, 8);
    const stopping = scheduler.stop();
    await clock.advanceBy(10 * MINUTE_MS);
    await stopping;
    assert.equal(clock.pending, 0);
    assert.equal(runs, 8);
  });

  it('serves a clock that jumps: all that is due runs in one wake', async () => {
    const clock = new TestClock('2025-10-30T02:00:00Z');
    const seen: (number | null)[] = [];
    let runs = 0;
    const scheduler = new Scheduler({
      clock,
      jobs: [job],
      run: async () => {
        runs += 1;
        return null;
      },
      onFault: () => {},
      onWake: (now, expected) => seen.push(expected === null ? null : now - expected),
      random: () => 0.5,
      cron: false,
    });
    scheduler.start();
    await scheduler.idle();
    clock.jumpTo('2025-10-30T05:00:00Z');
    scheduler.wake();
    await scheduler.idle();
    assert.equal(runs, 2);
    assert.equal(seen.at(-1), (180 - 3) * MINUTE_MS);
    assert.equal(
      nextDue(job, scheduler.states.get(job.id) ?? NEVER_RAN, clock.now()),
      clock.now() + 3 * MINUTE_MS,
    );
    await scheduler.stop();
  });
});
