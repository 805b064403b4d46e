import assert from 'node:assert/strict';
import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { eventTime } from '../../shared/reaction/event-time.ts';
import type { UsualSample } from '../../shared/reaction/reaction.ts';
import { usualProfile } from '../../shared/reaction/usual-profile.ts';
import { asUtcMs, DAY_MS, parseInstant } from '../../shared/time/instant.ts';
import { calendars, frameOf } from '../support/bar-timeline.ts';
import { id } from '../support/records.ts';
import { barsOf, sessionsBefore } from '../support/usual-history.ts';

const KS11 = id('KS11');
const calendarOf = (mic: string): ExchangeCalendar => calendars.get(mic as Mic);

describe('T0 at the edges of a session', () => {
  const EDGES = [
    ['XTKS', '2025-10-29T23:59:59.999Z', 'closed', '2025-10-30', 0],
    ['XTKS', '2025-10-30T00:00:00Z', 'open', '2025-10-30', 0],
    ['XTKS', '2025-10-30T02:29:59.999Z', 'open', '2025-10-30', 150],
    ['XTKS', '2025-10-30T02:30:00Z', 'lunch', '2025-10-30', 150],
    ['XTKS', '2025-10-30T03:30:00Z', 'open', '2025-10-30', 150],
    ['XTKS', '2025-10-30T06:29:59.999Z', 'open', '2025-10-30', 330],
    ['XTKS', '2025-10-30T06:30:00Z', 'closed', '2025-10-31', 0],
    ['XHKG', '2025-12-24T03:59:59.999Z', 'open', '2025-12-24', 150],
    ['XHKG', '2025-12-24T04:00:00Z', 'closed', '2025-12-29', 0],
    ['XHKG', '2025-10-29T03:00:00Z', 'holiday', '2025-10-30', 0],
    ['XASX', '2025-10-03T00:00:00Z', 'open', '2025-10-03', 0],
    ['XASX', '2025-10-05T23:00:00Z', 'open', '2025-10-06', 0],
    ['XNYS', '2025-10-31T13:30:00Z', 'open', '2025-10-31', 0],
    ['XNYS', '2025-11-03T13:30:00Z', 'closed', '2025-11-03', 0],
    ['XNYS', '2025-11-03T14:30:00Z', 'open', '2025-11-03', 0],
    ['FX', '2025-10-31T20:59:59.999Z', 'open', '2025-10-31', 1440],
    ['FX', '2025-10-31T21:00:00Z', 'closed', '2025-11-03', 0],
    ['FX', '2025-11-02T22:00:00Z', 'open', '2025-11-03', 0],
  ] as const;
  for (const [mic, time, state, dayZero, offset] of EDGES) {
    it(`${mic} ${time} is ${state}, day 0 ${dayZero}`, () => {
      const event = eventTime(calendarOf(mic), parseInstant(time));
      assert.deepEqual(
        [event.state, event.dayZero?.date, Math.round(event.offsetMinutes * 1000) / 1000],
        [state, dayZero, offset],
      );
    });
  }
});

describe('ordinary days over a change of the clocks and in the currency week', () => {
  // Every session rises alike, minute by minute, from a level one per mille above that of the day before.
  const sample = (mic: string, t0: string, key: string): UsualSample => {
    const calendar = calendarOf(mic);
    const time = parseInstant(t0);
    const sessions = sessionsBefore(calendar, time, 130);
    const price = (position: number, minute: number): number =>
      100 * Math.exp(position / 1000 + minute / 10_000);
    const bars = [...barsOf(sessions, '1h', price), ...barsOf(sessions, '1d', price)];
    const profile = usualProfile(frameOf({ bars }, asUtcMs(time + DAY_MS)), KS11, calendar, time);
    return profile.samples.find((s) => s.key === key) as UsualSample;
  };
  const ROWS = [
    ['Sydney, the first day of summer time', 'XASX', '2025-10-06T01:00:00Z', '1h', 60, 'same-offset'],
    ['New York, the first day of winter time', 'XNYS', '2025-11-03T16:30:00Z', '1h', 60, 'same-offset'],
    ['currencies, two hours into the week', 'FX', '2025-11-03T00:00:00Z', '1h', 60, 'same-offset'],
    ['currencies, at the change of the trade date', 'FX', '2025-10-30T21:00:00Z', '0d', 10, 'previous-close'],
    ['currencies, at the weekend', 'FX', '2025-11-01T12:00:00Z', '0d', 10, 'previous-close'],
  ] as const;
  for (const [what, mic, t0, key, perMyriad, from] of ROWS) {
    it(`${what}: the same trading minute on each of 120 sessions`, () => {
      const { moves, skipped, from: start } = sample(mic, t0, key);
      assert.deepEqual([moves.length, skipped, start], [120, [], from]);
      for (const move of moves) assert.ok(Math.abs(move - perMyriad / 10_000) < 1e-12, `${move}`);
    });
  }
});
