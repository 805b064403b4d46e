import assert from 'node:assert/strict';
import { dateOf, dayNumber } from '../../shared/calendar/day-number.ts';
import { EXCHANGES } from '../../shared/calendar/exchanges/index.ts';
import { parseHours } from '../../shared/calendar/hours.ts';

/** A document with an address, or a plain sentence where the source has none. */
const named = (source: string): boolean => /^https?:\/\/\S+\.\S+$/.test(source) || /\w+ \w+/.test(source);

describe('the data of each exchange', () => {
  for (const { mic, rules, closures, specials, source, knownFrom, knownThrough } of EXCHANGES) {
    it(`${mic}: every rule, closure and special day names its source, and fits`, () => {
      assert.ok(named(source), source);
      assert.deepEqual(
        rules.map((rule) => rule.from),
        rules.map((rule) => rule.from).toSorted(),
      );
      for (const rule of rules) {
        assert.ok(named(rule.source), rule.from);
        for (const hours of rule.week) if (hours !== null) parseHours(hours);
      }
      for (const { date, reason, source: where } of closures) {
        assert.equal(dateOf(dayNumber(date)), date, 'a day that exists');
        assert.ok(named(where) && reason.length > 5 && reason !== 'Holiday', `${date}: ${reason}`);
      }
      for (const special of specials) {
        assert.equal(dateOf(dayNumber(special.date)), special.date);
        assert.ok(named(special.source), special.date);
        parseHours(special.hours);
      }
      for (const list of [closures, specials]) {
        assert.equal(new Set(list.map((day) => day.date)).size, list.length, 'no day twice');
      }
      if (mic === 'FX') return;
      const years = new Set(closures.map((closure) => closure.date.slice(0, 4)));
      assert.equal(knownFrom, '2017-01-01');
      for (let year = 2017; year <= 2026; year += 1) assert.ok(years.has(String(year)), String(year));
      assert.ok(mic === 'XCBT' || knownThrough >= '2026-12-31');
    });
  }

  it('pins the library it was taken from', () => {
    const all = EXCHANGES.flatMap((exchange) => [
      exchange.source,
      ...[...exchange.rules, ...exchange.closures, ...exchange.specials].map((entry) => entry.source),
    ]);
    const library = all.filter((source) => source.includes('gerrymanoim/exchange_calendars/blob/'));
    assert.ok(library.length > 1000);
    for (const source of library) assert.match(source, /\/blob\/[0-9a-f]{40}\//);
  });
});
