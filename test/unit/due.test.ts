import assert from 'node:assert/strict';
import {
  type BarsJob,
  due,
  type HeadlinesJob,
  isAfterHours,
  type JobState,
  NEVER_RAN,
  nextDue,
} from '../../server/poller/due.ts';
import { overdue } from '../../server/poller/watchdog.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { formatInstant, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { calendarOf } from '../support/standin-series.ts';

const at = parseInstant;
const tokyo: BarsJob = {
  id: 'bars|N225',
  kind: 'bars',
  everyMs: MINUTE_MS,
  market: { instrument: 'N225' as InstrumentId, calendar: calendarOf('XTKS'), delayMinutes: 20 },
};
const ran = (time: string, rest: Partial<JobState> = {}): JobState => ({
  ...NEVER_RAN,
  lastRun: at(time),
  ...rest,
});
const next = (job: BarsJob | HeadlinesJob, state: JobState, now = '2025-10-30T01:00:00Z'): string => {
  const time = nextDue(job, state, at(now));
  return time === null ? 'never' : formatInstant(time);
};

describe('due', () => {
  it('asks an open market each minute, and one that was never asked at once', () => {
    assert.equal(next(tokyo, NEVER_RAN), '2025-10-30T01:00:00Z');
    assert.equal(next(tokyo, ran('2025-10-30T01:00:10Z')), '2025-10-30T01:01:10Z');
  });

  it('goes on past a lunch or close for the delay of its prices, then waits for the next session', () => {
    assert.equal(next(tokyo, ran('2025-10-30T02:50:00Z')), '2025-10-30T02:51:00Z');
    assert.equal(next(tokyo, ran('2025-10-30T02:51:30Z')), '2025-10-30T03:30:00Z');
  });

  it('asks a closed market for corrections only: after the close, three hours later, before the open', () => {
    const times: string[] = [];
    let state = ran('2025-10-30T06:51:30Z');
    for (let i = 0; i < 4; i++) {
      const time = next(tokyo, state);
      times.push(time);
      state = ran(time);
    }
    assert.deepEqual(times, [
      '2025-10-30T06:54:00Z',
      '2025-10-30T09:30:00Z',
      '2025-10-30T23:50:00Z',
      '2025-10-31T00:00:00Z',
    ]);
  });

  it('looks across a weekend and a holiday week', () => {
    assert.equal(next(tokyo, ran('2025-10-31T09:30:00Z')), '2025-11-03T23:50:00Z');
    const shanghai: BarsJob = {
      ...tokyo,
      market: { ...tokyo.market, calendar: calendarOf('XSHG'), delayMinutes: 30 },
    };
    assert.equal(next(shanghai, ran('2025-09-30T10:00:00Z')), '2025-10-09T01:20:00Z');
  });

  it('never starts what is running, and keeps the pause an upstream asked for', () => {
    const now = at('2025-10-30T01:00:00Z');
    const states = new Map([[tokyo.id, ran('2025-10-30T00:00:00Z', { running: true })]]);
    assert.deepEqual(due(now, [tokyo], states), []);
    assert.deepEqual(due(now, [tokyo], new Map()), [tokyo]);
    const paused = ran('2025-10-30T01:00:00Z', { notBefore: at('2025-10-30T01:15:00Z') });
    assert.equal(next(tokyo, paused), '2025-10-30T01:15:00Z');
  });

  it('moves headline runs by at most a fifth of their interval', () => {
    const job: HeadlinesJob = {
      id: 'headlines|scmp',
      kind: 'headlines',
      feed: 'scmp',
      everyMs: 5 * MINUTE_MS,
    };
    const time = (jitter: number) => next(job, ran('2025-10-30T01:00:00Z', { jitter }));
    assert.equal(time(0), '2025-10-30T01:05:00Z');
    assert.equal(time(-1), '2025-10-30T01:04:00Z');
    assert.equal(time(1), '2025-10-30T01:06:00Z');
  });

  it('knows when a run is one for corrections', () => {
    assert.equal(isAfterHours(tokyo.market, at('2025-10-30T06:51:00Z')), false);
    assert.equal(isAfterHours(tokyo.market, at('2025-10-30T06:54:00Z')), true);
    assert.equal(isAfterHours(tokyo.market, at('2025-10-30T23:50:00Z')), true);
  });
});

describe('watchdog', () => {
  const states = (state: JobState) => new Map([[tokyo.id, state]]);
  const now = at('2025-10-30T01:10:00Z');

  it('says nothing while all is in time', () => {
    assert.deepEqual(overdue(now, [tokyo], states(ran('2025-10-30T01:09:30Z'))), []);
    assert.deepEqual(overdue(now, [tokyo], new Map()), []);
  });

  it('names a schedule that stands still and a run without an end', () => {
    const late = overdue(now, [tokyo], states(ran('2025-10-30T01:00:00Z')));
    assert.equal(late[0]?.words, 'Our own schedule is 9 min late: no run since it was due');
    const hung = overdue(now, [tokyo], states(ran('2025-10-30T01:07:00Z', { running: true })));
    assert.equal(hung[0]?.words, 'A run of ours has lasted 3 min without an end');
  });
});
