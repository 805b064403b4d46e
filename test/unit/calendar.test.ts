import assert from 'node:assert/strict';
import { UnknownExchangeError } from '../../shared/calendar/calendar.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { createChangingCalendars } from '../../shared/calendar/changing-calendars.ts';
import { dateOf, dayNumber, weekdayOf } from '../../shared/calendar/day-number.ts';
import { parseHours } from '../../shared/calendar/hours.ts';
import { mergeCalendars } from '../../shared/calendar/user-closures.ts';
import { wallClock } from '../../shared/calendar/wall-clock.ts';
import { ConfigFileFault } from '../../shared/market/config-fault.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { eventClock, eventTime } from '../../shared/reaction/event-time.ts';
import {
  asLocalDate,
  formatInstant,
  instantOf,
  parseInstant,
  type UtcMs,
} from '../../shared/time/instant.ts';

const calendars = createCalendars();
const at = parseInstant;
const of = (mic: string) => calendars.get(mic as Mic);
const text = (time: UtcMs | null): string | null => (time === null ? null : formatInstant(time));
const state = (mic: string, time: string) => {
  const found = of(mic).stateAt(at(time));
  return [found.state, found.session?.date ?? null, text(found.changesAt)];
};

describe('calendars', () => {
  it('cover every instrument in the zone it names', () => {
    for (const entry of INSTRUMENTS) assert.equal(of(entry.mic).timeZone, entry.timeZone, entry.id);
  });

  it('refuse a market they do not know, by a named error that lists those they know', () => {
    assert.throws(() => of('XLON'), { name: 'UnknownExchangeError', mic: 'XLON', message: /XLON.*XTKS/ });
    assert.ok(new UnknownExchangeError('XLON', []) instanceof RangeError);
  });

  it('say which markets could answer at the Busan handshake', () => {
    const handshake = '2025-10-30T02:05:00Z';
    const open = 'XTKS XKRX XSHG XSHE XHKG XTAI XASX XNZE XSES XKLS XIDX XPHS XSTC FX XCBT'.split(' ');
    for (const mic of calendars.mics) {
      assert.equal(state(mic, handshake)[0], open.includes(mic) ? 'open' : 'closed', mic);
    }
    assert.equal(text(of('XNSE').nextOpen(at(handshake))), '2025-10-30T03:45:00Z');
    assert.equal(text(of('XBKK').nextOpen(at(handshake))), '2025-10-30T03:00:00Z');
    assert.equal(of('XHKG').previousSession(at(handshake))?.date, '2025-10-28');
  });

  it('know lunch, and take an instant equal to a close as no longer open', () => {
    assert.deepEqual(state('XTKS', '2025-10-30T02:29:59Z'), ['open', '2025-10-30', '2025-10-30T02:30:00Z']);
    assert.deepEqual(state('XTKS', '2025-10-30T02:30:00Z'), ['lunch', '2025-10-30', '2025-10-30T03:30:00Z']);
    assert.deepEqual(state('XTKS', '2025-10-30T03:30:00Z'), ['open', '2025-10-30', '2025-10-30T06:30:00Z']);
    assert.deepEqual(state('XTKS', '2025-10-30T06:30:00Z'), ['closed', null, '2025-10-31T00:00:00Z']);
  });

  it('tell a holiday from a weekend and say when either ends', () => {
    assert.deepEqual(state('XHKG', '2025-10-29T02:00:00Z'), ['holiday', null, '2025-10-29T16:00:00Z']);
    assert.deepEqual(state('XHKG', '2025-10-29T17:00:00Z'), ['closed', null, '2025-10-30T01:30:00Z']);
    assert.deepEqual(state('XTKS', '2026-01-03T03:00:00Z'), ['closed', null, '2026-01-05T00:00:00Z']);
    assert.deepEqual(state('XSHG', '2025-10-01T03:00:00Z'), ['holiday', null, '2025-10-03T16:00:00Z']);
  });

  it('keep the currency week as one session a trade date without a gap', () => {
    const monday = of('FX').session(asLocalDate('2025-11-03'));
    assert.equal(text(monday?.open ?? null), '2025-11-02T22:00:00Z');
    assert.equal(text(monday?.close ?? null), '2025-11-03T22:00:00Z');
    assert.equal(state('FX', '2025-11-03T22:00:00Z')[1], '2025-11-04');
    assert.deepEqual(state('FX', '2025-11-04T03:00:00Z'), ['open', '2025-11-04', '2025-11-07T22:00:00Z']);
    assert.deepEqual(state('FX', '2025-11-08T03:00:00Z'), ['closed', null, '2025-11-09T22:00:00Z']);
    assert.equal(of('FX').sessions(at('2025-11-02T00:00:00Z'), at('2025-11-09T00:00:00Z')).length, 5);
  });

  it('know half days, late opens, the exam day, Muhurat and added Saturdays', () => {
    const day = (mic: string, date: string) => {
      const session = of(mic).session(asLocalDate(date));
      return session === null ? null : [session.kind, text(session.open), text(session.close)];
    };
    assert.deepEqual(day('XHKG', '2024-12-24'), ['half', '2024-12-24T01:30:00Z', '2024-12-24T04:00:00Z']);
    assert.equal(day('XHKG', '2020-08-19')?.[0], 'late-open');
    assert.deepEqual(day('XKRX', '2025-11-13'), ['special', '2025-11-13T01:00:00Z', '2025-11-13T07:30:00Z']);
    assert.equal(day('XKRX', '2025-01-02')?.[1], '2025-01-02T01:00:00Z');
    assert.equal(day('XNSE', '2023-11-12')?.[0], 'special');
    assert.deepEqual(day('XBOM', '2025-02-01'), ['added', '2025-02-01T03:45:00Z', '2025-02-01T10:00:00Z']);
    assert.equal(day('XTKS', '2020-10-01'), null);
    assert.deepEqual(day('XTAI', '2018-12-22'), ['added', '2018-12-22T01:00:00Z', '2018-12-22T05:30:00Z']);
    assert.deepEqual(day('XNSE', '2026-02-01'), ['added', '2026-02-01T03:45:00Z', '2026-02-01T10:00:00Z']);
    assert.equal(of('XNSE').session(asLocalDate('2024-05-18'))?.segments.length, 2);
    assert.deepEqual(day('XPHS', '2021-12-31'), ['half', '2021-12-31T01:30:00Z', '2021-12-31T04:10:00Z']);
    assert.deepEqual(day('XCBT', '2025-11-28'), ['half', '2025-11-28T14:30:00Z', '2025-11-28T18:05:00Z']);
    assert.equal(day('XKRX', '2026-07-17'), null);
  });

  it('say why a market is shut on a day, and where that was announced', () => {
    const closure = (mic: string, date: string) => of(mic).closure(asLocalDate(date));
    const storm = closure('XTAI', '2024-10-31');
    assert.equal(storm?.reason, 'Typhoon Kong-rey');
    assert.match(storm?.source ?? '', /^https:/);
    assert.equal(storm?.byUser, false);
    assert.equal(closure('XKRX', '2025-06-03')?.reason, 'Election day');
    assert.equal(closure('XTKS', '2019-05-01')?.reason, 'Imperial succession');
    assert.equal(closure('XTKS', '2025-10-30'), null, 'a day with a session');
    assert.equal(closure('XTKS', '2025-11-01'), null, 'a Saturday');
    assert.equal(closure('XNSE', '2025-10-21'), null, 'Muhurat is a session');
  });

  it('mark days beyond the published lists as provisional', () => {
    const provisional = (mic: string, date: string) => of(mic).session(asLocalDate(date))?.provisional;
    assert.equal(provisional('XTKS', '2026-12-30'), false);
    assert.equal(provisional('XTKS', '2028-06-01'), true);
    assert.equal(provisional('XSHG', '2027-06-01'), true, 'no list of 2027 was found');
    assert.equal(provisional('XHKG', '2027-06-01'), false, 'a circular covers 2027');
    assert.equal(provisional('XKRX', '2026-11-19'), true, 'exam day: the hours follow from other years');
    assert.equal(provisional('XTKS', '2012-06-01'), true);
    assert.equal(provisional('XCBT', '2025-10-30'), true);
    assert.equal(provisional('FX', '2028-06-01'), false);
  });

  it('count and add trading minutes of one session, of lunch, of a long holiday', () => {
    const tokyo = of('XTKS');
    const handshake = at('2025-10-30T02:05:00Z');
    assert.equal(tokyo.tradingMinutes(handshake, at('2025-10-30T03:35:00Z')), 30);
    assert.equal(tokyo.tradingMinutes(at('2025-10-30T03:35:00Z'), handshake), -30);
    assert.equal(text(tokyo.addTradingMinutes(handshake, 25)), '2025-10-30T02:30:00Z');
    assert.equal(text(tokyo.addTradingMinutes(handshake, 26)), '2025-10-30T03:31:00Z');
    const beforeHoliday = at('2025-09-30T06:59:00Z');
    assert.equal(text(of('XSHG').addTradingMinutes(beforeHoliday, 2)), '2025-10-09T01:31:00Z');
    assert.throws(() => tokyo.addTradingMinutes(handshake, 0), RangeError);
    assert.equal(tokyo.tradingMinutes(at('2025-01-01T00:00:00Z'), at('2026-01-01T00:00:00Z')) % 330, 0);
  });

  it('answer unknown and null outside their span', () => {
    const far = at('2055-01-01T00:00:00Z');
    assert.deepEqual(of('XTKS').stateAt(far), { state: 'unknown', session: null, changesAt: null });
    assert.equal(of('XTKS').nextOpen(far), null);
    assert.equal(of('XTKS').previousSession(at('1980-01-01T00:00:00Z')), null);
    assert.equal(of('XTKS').session(asLocalDate('2055-01-04')), null);
    assert.deepEqual(of('XTKS').sessions(far, at('2056-01-01T00:00:00Z')), []);
    assert.equal(of('XTKS').addTradingMinutes(at('2049-12-20T00:00:00Z'), 1e6), null);
  });

  it('give the same answers whatever was asked before', () => {
    const [fresh, asked] = [createCalendars().get('XHKG' as Mic), createCalendars().get('XHKG' as Mic)];
    asked.sessions(at('2024-05-01T00:00:00Z'), at('2024-05-02T00:00:00Z'));
    asked.stateAt(at('2018-05-01T00:00:00Z'));
    asked.stateAt(at('2026-05-01T00:00:00Z'));
    const from = at('2017-01-01T00:00:00Z');
    const to = at('2027-01-01T00:00:00Z');
    assert.deepEqual(asked.sessions(from, to), fresh.sessions(from, to));
    assert.equal(asked.tradingMinutes(from, to), fresh.tradingMinutes(from, to));
  });
});

describe("a user's calendars.json", () => {
  const closure = { mic: 'XKRX', date: '2026-07-20', reason: 'A storm' };

  it('closes a day, a special one too', () => {
    const extra = mergeCalendars([], {
      closures: [closure, { mic: 'XHKG', date: '2025-12-24', reason: 'Typhoon' }],
    });
    const changed = createCalendars(extra);
    assert.equal(changed.get('XKRX' as Mic).session(asLocalDate('2026-07-20')), null);
    assert.equal(changed.get('XHKG' as Mic).session(asLocalDate('2025-12-24')), null);
    assert.equal(changed.get('XKRX' as Mic).stateAt(at('2026-07-20T03:00:00Z')).state, 'holiday');
    assert.notEqual(of('XHKG').session(asLocalDate('2025-12-24')), null);
    assert.deepEqual(changed.get('XHKG' as Mic).closure(asLocalDate('2025-12-24')), {
      date: '2025-12-24',
      reason: 'Typhoon',
      source: 'calendars.json',
      byUser: true,
    });
  });

  it('can be replaced: a calendar keeps its answers, and the next one asked for has the new ones', () => {
    const changing = createChangingCalendars();
    const of = (mic: string) => changing.get(mic as Mic);
    const day = asLocalDate('2025-12-24');
    const minutes = () => of('XHKG').tradingMinutes(at('2025-12-23T00:00:00Z'), at('2025-12-27T00:00:00Z'));
    const [held, other] = [of('XHKG'), of('XKRX')];
    const before = minutes();
    assert.equal(eventTime(held, at('2025-12-24T01:00:00Z')).dayZero?.date, '2025-12-24');
    changing.replace(mergeCalendars([], { closures: [{ mic: 'XHKG', date: day, reason: 'Typhoon' }] }));
    assert.notEqual(held.session(day), null);
    assert.equal(of('XHKG').session(day), null);
    assert.equal(before - minutes(), 150);
    assert.equal(eventTime(of('XHKG'), at('2025-12-24T01:00:00Z')).dayZero?.date, '2025-12-29');
    assert.equal(eventClock(of('XHKG'), at('2025-12-24T01:00:00Z')).event.dayZero?.date, '2025-12-29');
    assert.equal(of('XKRX'), other, 'nothing changed there');
    assert.equal(changing.closures.length, 1);
    changing.replace([]);
    assert.notEqual(of('XHKG').session(day), null);
    assert.throws(() => of('XLON'), UnknownExchangeError);
    assert.throws(() => of('XLON'), UnknownExchangeError);
  });

  it('names every fault by path', () => {
    const read = () =>
      mergeCalendars(
        [],
        {
          closures: [
            { ...closure, date: '2026-02-30' },
            { mic: 'XLON', date: '2026-01-02', reason: '' },
          ],
        },
        ['XKRX' as Mic],
      );
    assert.throws(read, (error) => {
      assert.ok(error instanceof ConfigFileFault);
      const faults = error.faults.join('\n');
      assert.match(faults, /^calendars\.json: closures\[0\]\.date: expected a day that exists$/m);
      assert.match(faults, /^calendars\.json: closures\[1\]\.reason: /m);
      return true;
    });
    assert.throws(
      () => mergeCalendars([], { closures: [{ ...closure, mic: 'XLON' }] }, ['XKRX' as Mic]),
      /closures\[0\]\.mic: expected a market with a calendar: XKRX/,
    );
  });
});

describe('days and wall times', () => {
  it('number days as Temporal does', () => {
    for (let day = -3000; day < 40_000; day += 17) {
      const date = Temporal.PlainDate.from('1970-01-01').add({ days: day });
      assert.equal(dateOf(day), date.toString());
      assert.equal(dayNumber(asLocalDate(date.toString())), day);
      assert.equal(weekdayOf(day), date.dayOfWeek);
    }
  });

  it('turn wall times into instants as Temporal does, through every clock change of a year', () => {
    for (const zone of ['Australia/Sydney', 'Pacific/Auckland', 'America/New_York', 'Asia/Kolkata']) {
      const clock = wallClock(zone);
      for (let day = dayNumber(asLocalDate('2025-01-01')); dateOf(day) < '2026-01-01'; day += 1) {
        for (const wall of ['00:00', '01:30', '02:30', '03:15', '17:00']) {
          const minutes = Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));
          assert.equal(
            clock.toUtc(day, minutes, 2025),
            instantOf(dateOf(day), wall, zone),
            `${zone} ${dateOf(day)} ${wall}`,
          );
        }
      }
    }
  });

  it('read trading hours and refuse those out of order', () => {
    assert.deepEqual(parseHours('<1900-0745,0830-1320'), [
      { open: -300, close: 465 },
      { open: 510, close: 800 },
    ]);
    for (const wrong of ['0900-0900', '1300-1500,0900-1130', '9-11', '0900', '0900-2560']) {
      assert.throws(() => parseHours(wrong), RangeError, wrong);
    }
  });
});
