import assert from 'node:assert/strict';
import { frameFor } from '../../server/measures/frame-for.ts';
import { reachOf } from '../../server/measures/reach.ts';
import type { BarQuery } from '../../server/store/store.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { asUtcMs, DAY_MS, formatInstant, type UtcMs } from '../../shared/time/instant.ts';
import { T0, withMethods } from '../support/api-world.ts';
import { MemoryStore } from '../support/memory-store.ts';

const calendars = createCalendars();
const seoul = calendars.get('XKRX' as Mic);
const kospi = INSTRUMENTS.filter((i) => i.id === 'KS11');
const [instrument] = kospi;
assert.ok(instrument);
const anchorAt = (time: UtcMs) => ({ time, window: { earliest: time, latest: time } });

describe('what is read of a market', () => {
  it('is 130 sessions of five-minute and hourly bars before day 0, and no minutes', () => {
    const reach = reachOf(instrument, anchorAt(T0), calendars, 'history');
    assert.deepEqual(Object.keys(reach).sort(), ['1d', '1h', '5m']);
    const span = reach['5m'];
    assert.ok(span);
    assert.equal(formatInstant(span.to), '2025-10-30T00:00:00Z', 'the open of day 0 in Seoul');
    assert.equal(seoul.sessions(span.from, span.to).length, 130);
  });

  it('is the bars about the event, two years of days before it and 45 sessions after it', () => {
    const reach = reachOf(instrument, anchorAt(T0), calendars, 'day');
    assert.deepEqual(reach['1m'], reach['5m']);
    assert.deepEqual(
      [reach['1m']?.from, reach['1m']?.to].map((t) => formatInstant(t as UtcMs)),
      ['2025-10-29T00:00:00Z', '2025-10-31T06:30:00Z'],
    );
    const days = reach['1d'];
    assert.ok(days && days.from <= T0 - 730 * DAY_MS);
    assert.equal(seoul.sessions(asUtcMs(T0 + DAY_MS), days.to).length, 45);
  });

  it('follows the window in which T0 may lie, and the market that was shut', () => {
    const week = { time: T0, window: { earliest: asUtcMs(T0 - 7 * DAY_MS), latest: T0 } };
    assert.equal(
      formatInstant(reachOf(instrument, week, calendars, 'day')['1m']?.from as UtcMs),
      '2025-10-22T00:00:00Z',
    );
    const saturday = reachOf(instrument, anchorAt(asUtcMs(T0 + 2 * DAY_MS)), calendars, 'history');
    assert.equal(formatInstant(saturday['5m']?.to as UtcMs), '2025-11-03T00:00:00Z');
  });

  it('is asked of the store once, and nothing that begins after the playhead', async () => {
    const asked: BarQuery[] = [];
    const plain = new MemoryStore();
    const store = withMethods(plain, {
      bars(query) {
        asked.push(query);
        return plain.bars(query);
      },
    });
    const parts = [0, 1, 400].map((days) => ({
      instrument,
      anchor: anchorAt(asUtcMs(T0 - days * DAY_MS)),
      depth: 'day' as const,
    }));
    const asOf = asUtcMs(T0 + 60_000);
    await frameFor({ store, calendars }, parts, { asOf, basis: 'published' });
    const of = (interval: string) => asked.filter((q) => q.interval === interval);
    assert.deepEqual([of('1m').length, of('1d').length], [2, 1], 'overlapping stretches are one');
    assert.ok(asked.every((q) => q.to <= asOf && q.from < q.to));
    asked.length = 0;
    await frameFor({ store, calendars }, parts, { asOf: asUtcMs(T0 - 2000 * DAY_MS), basis: 'published' });
    assert.deepEqual(asked, []);
  });
});
