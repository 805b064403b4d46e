import assert from 'node:assert/strict';
import { findHoles, planBackfill } from '../../server/poller/backfill.ts';
import type { Session } from '../../shared/calendar/calendar.ts';
import { asUtcMs, DAY_MS, formatInstant, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { calendarOf } from '../support/standin-series.ts';

const tokyo = calendarOf('XTKS');
const sessions = (from: string, to: string): readonly Session[] =>
  tokyo.sessions(parseInstant(from), parseInstant(to));
const minutesOf = (list: readonly Session[]): number[] =>
  list.flatMap((s) =>
    s.segments.flatMap((g) =>
      Array.from({ length: (g.close - g.open) / MINUTE_MS }, (_, i) => g.open + i * MINUTE_MS),
    ),
  );
const words = (ranges: readonly { from: number; to: number }[]): string[] =>
  ranges.map((r) => `${formatInstant(asUtcMs(r.from))} ${formatInstant(asUtcMs(r.to))}`);

const day = sessions('2025-10-30T00:00:00Z', '2025-10-30T07:00:00Z');
const base = {
  interval: '1m' as const,
  sessions: day,
  givenUp: [],
  settledBy: parseInstant('2025-10-30T07:00:00Z'),
};

describe('holes in the store', () => {
  it('finds what the calendar asks for and the store lacks, across lunch', () => {
    const stored = minutesOf(day)
      .filter((t) => t < parseInstant('2025-10-30T02:20:00Z') || t >= parseInstant('2025-10-30T03:40:00Z'))
      .map(asUtcMs);
    assert.deepEqual(words(findHoles({ ...base, stored })), ['2025-10-30T02:20:00Z 2025-10-30T03:40:00Z']);
  });

  it('leaves single minutes without a trade, bars still on their way, and what was given up', () => {
    const all = minutesOf(day).map(asUtcMs);
    assert.deepEqual(findHoles({ ...base, stored: all.filter((_, i) => i % 9 !== 0) }), []);
    const settledBy = parseInstant('2025-10-30T02:00:00Z');
    const early = all.filter((t) => t < parseInstant('2025-10-30T02:00:00Z'));
    assert.deepEqual(findHoles({ ...base, stored: early, settledBy }), []);
    const givenUp = [{ from: (day[0] as Session).open, to: (day[0] as Session).close }];
    assert.deepEqual(findHoles({ ...base, stored: [], givenUp }), []);
  });

  it('asks at most 8 days a call and 29 days back; what is older is lost', () => {
    const now = parseInstant('2025-10-31T00:00:00Z');
    const list = sessions('2025-09-20T00:00:00Z', '2025-10-30T07:00:00Z');
    const plan = planBackfill({ ...base, sessions: list, stored: [] }, now);
    assert.ok(plan.ask.length >= 4 && plan.ask.length <= 5);
    for (const range of plan.ask) {
      assert.ok(range.to - range.from <= 8 * DAY_MS);
      assert.ok(range.from >= now - 29 * DAY_MS);
    }
    for (let i = 1; i < plan.ask.length; i++) assert.equal(plan.ask[i]?.from, plan.ask[i - 1]?.to);
    assert.equal(plan.lost.length, 1);
    assert.equal(plan.lost[0]?.to, now - 29 * DAY_MS);
  });

  it('gathers two years of days and near holes into one call', () => {
    const list = sessions('2023-11-01T00:00:00Z', '2025-10-30T07:00:00Z');
    const plan = planBackfill({ ...base, interval: '1d', sessions: list, stored: [] }, base.settledBy);
    assert.equal(plan.ask.length, 1);
    const stored = minutesOf(day)
      .filter((t) => t % (60 * MINUTE_MS) >= 10 * MINUTE_MS)
      .map(asUtcMs);
    assert.equal(planBackfill({ ...base, stored }, base.settledBy).ask.length, 1);
  });
});
