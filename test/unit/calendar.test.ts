import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { dateOf, dayNumber, weekdayOf } from '../../shared/calendar/day-number.ts';
import { parseHours } from '../../shared/calendar/hours.ts';
import { mergeCalendars } from '../../shared/calendar/user-closures.ts';
import { wallClock } from '../../shared/calendar/wall-clock.ts';
import { ConfigFileFault } from '../../shared/market/config-fault.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
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

  it('refuse a market they do not know', () => {
    assert.throws(() => of('XLON'), RangeError);
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

  it('follow daylight saving in Sydney, Auckland and New York', () => {
    const open = (mic: string, date: string) => text(of(mic).session(asLocalDate(date))?.open ?? null);
    assert.equal(open('XASX', '2025-10-03'), '2025-10-03T00:00:00Z');
    assert.equal(open('XASX', '2025-10-06'), '2025-10-05T23:00:00Z');
    assert.equal(open('XNZE', '2025-09-26'), '2025-09-25T22:00:00Z');
    assert.equal(open('XNZE', '2025-09-29'), '2025-09-28T21:00:00Z');
    assert.equal(open('XNYS', '2025-10-31'), '2025-10-31T13:30:00Z');
    assert.equal(open('XNYS', '2025-11-03'), '2025-11-03T14:30:00Z');
    assert.equal(open('XASX', '2026-01-02'), '2026-01-01T23:00:00Z');
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
  });

  it('mark days beyond the published lists as provisional', () => {
    const provisional = (mic: string, date: string) => of(mic).session(asLocalDate(date))?.provisional;
    assert.equal(provisional('XTKS', '2026-12-30'), false);
    assert.equal(provisional('XTKS', '2028-06-01'), true);
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

  it('do not depend on the zone of the machine', () => {
    const script = `
      import { createCalendars } from ${JSON.stringify(new URL('../../shared/calendar/calendars.ts', import.meta.url).href)};
      const all = createCalendars();
      const rows = all.mics.map((mic) => all.get(mic).sessions(1759276800000, 1764547200000)
        .map((s) => [s.date, s.kind, ...s.segments.flatMap((g) => [g.open, g.close])].join()).join(';'));
      process.stdout.write(rows.join('|'));`;
    const run = (TZ: string) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
        env: { ...process.env, TZ },
      });
    const [utc, ...others] = ['UTC', 'Asia/Seoul', 'America/St_Johns'].map(run);
    assert.ok((utc ?? '').length > 10_000);
    for (const other of others) assert.equal(other, utc);
  }).timeout(20_000);
});

describe("a user's calendars.json", () => {
  const closure = { mic: 'XKRX', date: '2026-07-17', reason: 'Constitution Day' };

  it('closes a day, a special one too', () => {
    const extra = mergeCalendars([], {
      closures: [closure, { mic: 'XHKG', date: '2025-12-24', reason: 'Typhoon' }],
    });
    const changed = createCalendars(extra);
    assert.equal(changed.get('XKRX' as Mic).session(asLocalDate('2026-07-17')), null);
    assert.equal(changed.get('XHKG' as Mic).session(asLocalDate('2025-12-24')), null);
    assert.equal(changed.get('XKRX' as Mic).stateAt(at('2026-07-17T03:00:00Z')).state, 'holiday');
    assert.notEqual(of('XKRX').session(asLocalDate('2026-07-17')), null);
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
