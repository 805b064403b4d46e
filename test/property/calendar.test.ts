import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { asUtcMs, DAY_MS, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';

const SEED = 20251030;
const calendars = createCalendars();
const FROM = parseInstant('2016-06-01T00:00:00Z');
const TO = parseInstant('2028-06-01T00:00:00Z');

const market = fc.constantFrom(...calendars.mics).map((mic) => calendars.get(mic));
const instant = fc.integer({ min: FROM, max: TO }).map(asUtcMs);
const check = <T>(property: fc.IPropertyWithHooks<T>) => fc.assert(property, { seed: SEED, numRuns: 300 });

describe('calendar properties', () => {
  it('adding minutes and counting them are inverse', () => {
    check(
      fc.property(market, instant, fc.integer({ min: 1, max: 20_000 }), (calendar, from, minutes) => {
        const to = calendar.addTradingMinutes(from, minutes);
        assert.ok(to !== null);
        assert.equal(calendar.tradingMinutes(from, to), minutes);
        assert.ok(calendar.tradingMinutes(from, asUtcMs(to - 1)) < minutes, 'the earliest such instant');
      }),
    );
  });

  it('counting minutes and adding them are inverse: the earliest instant with as many', () => {
    check(
      fc.property(market, instant, fc.integer({ min: 1, max: 40 * 24 * 60 }), (calendar, from, later) => {
        const to = asUtcMs(from + later * MINUTE_MS);
        const minutes = calendar.tradingMinutes(from, to);
        fc.pre(minutes > 0);
        const back = calendar.addTradingMinutes(from, minutes);
        assert.ok(back !== null && back <= to);
        assert.equal(calendar.tradingMinutes(from, back), minutes);
        assert.equal(calendar.tradingMinutes(back, to), 0, 'nothing traded between the two');
        if (calendar.stateAt(to).state === 'open' && calendar.stateAt(asUtcMs(to - 1)).state === 'open') {
          assert.equal(back, to);
        }
      }),
    );
  });

  it('minutes between instants add up and change sign with their order', () => {
    check(
      fc.property(market, instant, instant, instant, (calendar, a, b, c) => {
        const sum = calendar.tradingMinutes(a, b) + calendar.tradingMinutes(b, c);
        assert.ok(Math.abs(sum - calendar.tradingMinutes(a, c)) < 1e-6);
        assert.equal(calendar.tradingMinutes(a, b) + calendar.tradingMinutes(b, a), 0);
      }),
    );
  });

  it('sessions are ordered and disjoint, their segments too', () => {
    for (const mic of calendars.mics) {
      let last = 0;
      for (const session of calendars.get(mic).sessions(FROM, TO)) {
        assert.equal(session.open, session.segments[0]?.open);
        assert.equal(session.close, session.segments.at(-1)?.close);
        for (const { open, close } of session.segments) {
          assert.ok(open >= last && close > open, `${mic} ${session.date}`);
          last = close;
        }
      }
    }
  });

  it('the state holds until it is said to change, and then it is another', () => {
    check(
      fc.property(market, instant, fc.double({ min: 0, max: 1, noNaN: true }), (calendar, time, share) => {
        const now = calendar.stateAt(time);
        assert.ok(now.changesAt !== null && now.changesAt > time);
        const within = asUtcMs(Math.floor(time + (now.changesAt - 1 - time) * share));
        assert.equal(calendar.stateAt(within).state, now.state);
        assert.notEqual(calendar.stateAt(now.changesAt).state, now.state);
      }),
    );
  });

  it('agrees with a plain walk over the sessions', () => {
    check(
      fc.property(market, instant, (calendar, time) => {
        const near = calendar.sessions(asUtcMs(time - 30 * DAY_MS), asUtcMs(time + 30 * DAY_MS));
        const segments = near.flatMap((session) => session.segments);
        assert.equal(calendar.nextOpen(time), segments.find((segment) => segment.open > time)?.open ?? null);
        assert.deepEqual(
          calendar.previousSession(time),
          near.findLast((session) => session.close <= time) ?? null,
        );
        const open = segments.some((segment) => segment.open <= time && time < segment.close);
        assert.equal(calendar.stateAt(time).state === 'open', open);
        assert.equal(
          calendar.tradingMinutes(time, asUtcMs(time + MINUTE_MS)) > 0,
          open || openSoon(segments, time),
        );
      }),
    );
  });
});

const openSoon = (segments: readonly { open: number }[], time: number): boolean =>
  segments.some((segment) => segment.open > time && segment.open < time + MINUTE_MS);
