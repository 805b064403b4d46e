import assert from 'node:assert/strict';
import type { ExchangeCalendar, Session } from '../../shared/calendar/calendar.ts';
import { HORIZONS } from '../../shared/event/horizon.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import type { UsualProfile, UsualSample } from '../../shared/reaction/reaction.ts';
import { profileOnWire, usualAnswer } from '../../shared/reaction/usual-answer.ts';
import { type UsualOptions, usualProfile } from '../../shared/reaction/usual-profile.ts';
import { decodeProfiles, encodeProfiles } from '../../shared/reaction/usual-wire.ts';
import { asUtcMs, DAY_MS, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { at, calendars, frameOf } from '../support/bar-timeline.ts';
import { id, makeBar } from '../support/records.ts';
import { barsOf, sessionsBefore } from '../support/usual-history.ts';
import { daysBefore, profileWith } from '../support/usual-profiles.ts';

const SEOUL = calendars.get('XKRX' as Mic);
const TOKYO = calendars.get('XTKS' as Mic);
const HONG_KONG = calendars.get('XHKG' as Mic);
const CURRENCIES = calendars.get('FX' as Mic);
const T0 = at('02:05');

/** Each session starts where the last ended and moves by a slope of its own, so that a move tells its session. */
const sloped =
  (wholeDay: number) =>
  (position: number, minute: number): number =>
    100 * Math.exp(position * 0.01 + (minute / wholeDay) * 0.01 + (position * minute) / 1e6);

interface Asked extends UsualOptions {
  readonly calendar?: ExchangeCalendar;
  readonly t0?: UtcMs;
  readonly playhead?: UtcMs;
}
const profileOf = (
  bars: readonly Bar[],
  { calendar = SEOUL, t0 = T0, playhead = at('23:00'), ...options }: Asked = {},
): UsualProfile => usualProfile(frameOf({ bars }, playhead), id('KS11'), calendar, t0, options);
const sampleOf = (profile: UsualProfile, key: string): UsualSample => {
  const sample = profile.samples.find((s) => s.key === key);
  assert.ok(sample !== undefined, `no sample ${key}`);
  return sample;
};
const keysOf = ({ samples }: UsualProfile): string[] => samples.map(({ key }) => key);
const close = (a: number | undefined, b: number, what?: string) =>
  assert.ok(a !== undefined && Math.abs(a - b) < 1e-12, `${what ?? ''} ${a}, not ${b}`);
const closeAll = (moves: readonly number[], expected: (at: number) => number) => {
  for (const [at, move] of moves.entries()) close(move, expected(at), `reference ${at}`);
};

const BEFORE = sessionsBefore(SEOUL, T0, 130);
const priceOf = sloped(390);
const FIVE = barsOf(BEFORE, '5m', priceOf);
const DAILY = barsOf(BEFORE, '1d', priceOf);

describe('the sample of usual moves', () => {
  const profile = profileOf([...FIVE, ...DAILY]);

  it('holds the last 120 sessions before day 0, at the same trading minute', () => {
    assert.deepEqual([profile.dayZero, profile.offsetMinutes, profile.lookback], ['2025-10-30', 125, 120]);
    const sample = sampleOf(profile, '1h');
    assert.deepEqual(
      sample.sessions,
      BEFORE.slice(-120).map((s) => s.date),
    );
    assert.deepEqual(
      [sample.interval, sample.from, sample.overlapping, sample.skipped],
      ['5m', 'same-offset', false, []],
    );
    closeAll(sample.moves, (i) => Math.log(priceOf(10 + i, 185) / priceOf(10 + i, 125)));
  });

  it('holds every horizon and each step of the bars, the longer of two hours and the rest of the day', () => {
    assert.equal(profile.stepMinutes, 5);
    const steps = Array.from({ length: 53 }, (_, i) => `m${5 * (i + 1)}`);
    assert.deepEqual(keysOf(profile), [...HORIZONS.filter((h) => h !== '1m'), ...steps]);
    const late = profileOf([...FIVE, ...DAILY], { t0: at('06:00') });
    assert.equal(keysOf(late).at(-1), 'm120');
  });

  it('goes to the last bar of the session, and to official closes', () => {
    closeAll(sampleOf(profile, 'close').moves, (i) => Math.log(priceOf(10 + i, 390) / priceOf(10 + i, 125)));
    const two = sampleOf(profile, '2d');
    assert.deepEqual([two.overlapping, two.interval, two.from], [true, '5m', 'same-offset']);
    closeAll(two.moves, (i) => Math.log(priceOf(12 + i, 390) / priceOf(10 + i, 125)));
    assert.equal(sampleOf(profile, '0d').overlapping, false);
  });

  it('leaves out what had not ended by T0', () => {
    assert.deepEqual(sampleOf(profile, '2d').skipped, [
      { date: '2025-10-28', reason: 'not-over-at-t0' },
      { date: '2025-10-29', reason: 'not-over-at-t0' },
    ]);
    assert.equal(sampleOf(profile, '20d').moves.length, 100);
  });

  it('starts at the close before, for a market that is shut at T0', () => {
    const shut = profileOf([...FIVE, ...DAILY], { t0: asUtcMs(at('20:00') - DAY_MS) });
    const sample = sampleOf(shut, '30m');
    assert.deepEqual([shut.dayZero, sample.from, sample.moves.length], ['2025-10-30', 'previous-close', 120]);
    closeAll(sample.moves, (i) => Math.log(priceOf(10 + i, 30) / priceOf(9 + i, 390)));
    const zero = sampleOf(shut, '0d');
    assert.deepEqual([zero.interval, zero.from], ['1d', 'previous-close']);
    closeAll(zero.moves, (i) => Math.log(priceOf(10 + i, 390) / priceOf(9 + i, 390)));
  });

  it('starts at the close of day −1 where only daily bars are kept, and says so', () => {
    const daily = profileOf(DAILY);
    assert.deepEqual(keysOf(daily), ['0d', '1d', '2d', '5d', '10d', '20d']);
    assert.equal(daily.stepMinutes, null);
    const one = sampleOf(daily, '1d');
    assert.deepEqual(
      [one.interval, one.from, one.overlapping, one.moves.length],
      ['1d', 'previous-close', true, 119],
    );
    closeAll(one.moves, (i) => Math.log(priceOf(11 + i, 390) / priceOf(9 + i, 390)));
  });

  it('has no minutes for an event that is dated by its day, and starts at the close before', () => {
    const dated = profileOf([...FIVE, ...DAILY], { precision: 'day' });
    assert.deepEqual(keysOf(dated), ['close', '0d', '1d', '2d', '5d', '10d', '20d']);
    const last = sampleOf(dated, 'close');
    assert.equal(last.from, 'previous-close');
    closeAll(last.moves, (i) => Math.log(priceOf(10 + i, 390) / priceOf(9 + i, 390)));
  });

  it('is empty without a history, and beyond the calendar', () => {
    assert.deepEqual(profileOf([]).samples, []);
    const beyond = profileOf(FIVE, { t0: parseInstant('1980-01-01T00:00:00Z') });
    assert.deepEqual([beyond.samples, beyond.dayZero], [[], null]);
  });
});

describe('the bars a sample is made from', () => {
  const newest = (count: number, interval: '1m' | '5m' | '1h') =>
    barsOf(BEFORE, interval, priceOf).filter((bar) => bar.openTime >= (BEFORE.at(-count) as Session).open);
  const HOURLY = barsOf(BEFORE, '1h', priceOf);
  const intervals = (profile: UsualProfile, keys: readonly string[]) =>
    keys.map((key) => profile.samples.find((s) => s.key === key)?.interval);

  it('are the finest that give forty references', () => {
    const keys = ['5m', '1h', 'close', '0d'];
    assert.deepEqual(intervals(profileOf([...newest(41, '1m'), ...FIVE, ...DAILY]), keys), [
      '1m',
      '1m',
      '1m',
      '1m',
    ]);
    assert.deepEqual(intervals(profileOf([...newest(39, '1m'), ...FIVE, ...DAILY]), keys), [
      '5m',
      '5m',
      '5m',
      '5m',
    ]);
    assert.equal(profileOf([...newest(41, '1m'), ...FIVE]).stepMinutes, 1);
    assert.equal(profileOf([...newest(39, '1m'), ...FIVE]).stepMinutes, 5);
  });

  it('are those with most references where none gives forty', () => {
    const few = profileOf([...newest(10, '1m'), ...newest(30, '5m')]);
    assert.equal(sampleOf(few, '5m').interval, '5m');
    assert.equal(sampleOf(few, '5m').moves.length, 30);
  });

  it('divide the horizon, so that the move lasts as long as it says', () => {
    const hourly = profileOf([...HOURLY, ...DAILY]);
    assert.deepEqual(
      keysOf(hourly).filter((key) => !key.startsWith('m')),
      ['1h', '2h', 'close', '0d', '1d', '2d', '5d', '10d', '20d'],
    );
    assert.equal(hourly.stepMinutes, 60);
  });

  it('start near the offset, against the length of the move', () => {
    const near = profileOf([...HOURLY, ...DAILY], { t0: at('05:05') });
    assert.equal(sampleOf(near, 'close').interval, '1h');
    const far = profileOf([...HOURLY, ...DAILY], { t0: at('05:55') });
    assert.equal(keysOf(far).includes('close'), false, '55 minutes too early for a move of 35');
    assert.deepEqual([sampleOf(far, '0d').interval, sampleOf(far, '0d').from], ['1d', 'previous-close']);
    assert.deepEqual([sampleOf(far, '1d').interval, sampleOf(far, '1d').from], ['1h', 'same-offset']);
  });
});

describe('sessions that are left out', () => {
  it('are too short for the offset, or cross another number of closes', () => {
    const t0 = parseInstant('2026-01-14T06:00:00Z');
    const before = sessionsBefore(HONG_KONG, t0, 130);
    const bars = barsOf(before, '5m', sloped(330));
    const halfDays = ['2025-12-24', '2025-12-31'];
    const reasonsAt = (time: UtcMs, key: string) =>
      sampleOf(profileOf(bars, { t0: time, calendar: HONG_KONG, playhead: time }), key).skipped;
    assert.deepEqual(
      reasonsAt(t0, '1h'),
      halfDays.map((date) => ({ date, reason: 'session-too-short' })),
    );
    const morning = parseInstant('2026-01-14T03:30:00Z');
    assert.deepEqual(
      reasonsAt(morning, '1h'),
      halfDays.map((date) => ({ date, reason: 'different-boundaries' })),
    );
    assert.deepEqual(reasonsAt(morning, '30m'), []);
    const noon = parseInstant('2026-01-14T04:30:00Z');
    assert.deepEqual(
      reasonsAt(noon, '5m'),
      halfDays.map((date) => ({ date, reason: 'session-too-short' })),
      'a half day that ends where the lunch begins',
    );
  });

  it('have no bar, no newer bar, or only an old one', () => {
    const gone = BEFORE.at(-5) as Session;
    const frozen = BEFORE.at(-3) as Session;
    const between = (bar: Bar, from: number, to: number) => bar.closeTime > from && bar.closeTime <= to;
    const held = FIVE.filter(
      (bar) =>
        !between(bar, gone.open, gone.close) && !between(bar, frozen.open + 125 * MINUTE_MS, frozen.close),
    );
    const profile = profileOf(held);
    const skipped = (key: string) => sampleOf(profile, key).skipped.map(({ date, reason }) => [date, reason]);
    assert.deepEqual(skipped('15m'), [
      [gone.date, 'no-trade-yet'],
      [frozen.date, 'no-trade-yet'],
    ]);
    const open = profileOf(held, { t0: at('00:00') });
    assert.deepEqual(
      sampleOf(open, '15m').skipped.map(({ date, reason }) => [date, reason]),
      [
        [gone.date, 'no-trade-yet'],
        [(BEFORE.at(-4) as Session).date, 'no-base'],
      ],
      'a base from the session before last',
    );
    const early = profileOf(held, { t0: at('02:00') });
    assert.deepEqual(
      ['5m', '30m', '1h'].map(
        (key) => sampleOf(early, key).skipped.find((s) => s.date === frozen.date)?.reason,
      ),
      [undefined, undefined, 'stale'],
    );
  });

  it('lack an official close', () => {
    const lost = BEFORE.at(-7) as Session;
    const held = [...FIVE, ...DAILY.filter((bar) => bar.closeTime !== lost.close)];
    const sample = sampleOf(profileOf(held), '0d');
    assert.deepEqual(sample.skipped, [{ date: lost.date, reason: 'no-close' }]);
    const fromClose = sampleOf(profileOf(held.slice(FIVE.length)), '0d').skipped;
    assert.deepEqual(fromClose, [
      { date: lost.date, reason: 'no-close' },
      { date: (BEFORE.at(-6) as Session).date, reason: 'no-base' },
    ]);
  });

  it('end on day 0 after T0, or where nothing of day 0 is shown', () => {
    const t0 = at('06:00');
    const today = SEOUL.sessions(at('01:00'), at('02:00'));
    const bars = [...FIVE, ...barsOf(today, '5m', (_, minute) => priceOf(130, minute))];
    const late = profileOf(bars, { t0, playhead: t0 });
    assert.equal(sampleOf(late, '1h').sessions.at(-1), '2025-10-29', 'it ended at 00:30, long before T0');
    close(sampleOf(late, '1h').moves.at(-1), Math.log(priceOf(130, 30) / priceOf(129, 360)));
    const unseen = profileOf(FIVE, { t0, playhead: t0 });
    assert.deepEqual(sampleOf(unseen, '1h').skipped, [{ date: '2025-10-29', reason: 'not-over-at-t0' }]);
  });

  it('had not ended by the playhead', () => {
    const lastOf = (clock: string, key: string) => {
      const playhead = asUtcMs(at(clock) - DAY_MS);
      return sampleOf(profileOf([...FIVE, ...DAILY], { playhead }), key).skipped.at(-1);
    };
    const open = { date: '2025-10-29', reason: 'not-over-at-t0' };
    assert.deepEqual(lastOf('02:30', '30m'), open);
    assert.equal(lastOf('02:35', '30m'), undefined);
    assert.deepEqual(lastOf('06:25', 'close'), open);
    assert.equal(lastOf('06:30', 'close'), undefined);
  });

  it('are not those whose last price is old by the wall, and fresh in trading time', () => {
    const before = sessionsBefore(TOKYO, T0, 130);
    const price = sloped(330);
    const lunch = (before.at(-4) as Session).open + 210 * MINUTE_MS;
    const bars = barsOf(before, '5m', price).filter((bar) => bar.openTime !== lunch);
    const sample = sampleOf(profileOf(bars, { calendar: TOKYO, t0: at('02:20') }), '15m');
    assert.deepEqual([sample.moves.length, sample.skipped], [120, []]);
    close(sample.moves.at(-4), Math.log(price(126, 150) / price(126, 140)));
  });

  it('are few in a market that never sleeps', () => {
    const t0 = parseInstant('2025-10-30T02:05:00Z');
    const before = sessionsBefore(CURRENCIES, t0, 130);
    const bars = barsOf(before, '1h', sloped(1440));
    const profile = profileOf(bars, { calendar: CURRENCIES });
    assert.deepEqual([profile.offsetMinutes, profile.stepMinutes], [305, 60]);
    assert.equal(sampleOf(profile, '1h').moves.length, 120);
    assert.equal(keysOf(profile).at(-1), 'm1080');
  });

  it('count the morning of a market at lunch', () => {
    const before = sessionsBefore(TOKYO, T0, 130);
    const price = sloped(330);
    const profile = profileOf(barsOf(before, '5m', price), { calendar: TOKYO, t0: at('03:00') });
    assert.equal(profile.offsetMinutes, 150);
    const sample = sampleOf(profile, '15m');
    assert.deepEqual([sample.from, sample.moves.length], ['same-offset', 120]);
    closeAll(sample.moves, (i) => Math.log(price(10 + i, 165) / price(10 + i, 150)));
  });
});

describe('usual moves on the wire', () => {
  it('come back as they were, to a hundred-thousandth of a per cent', () => {
    const t0 = parseInstant('2026-01-14T03:30:00Z');
    const before = sessionsBefore(HONG_KONG, t0, 130);
    const price = sloped(330);
    const made = [
      profileOf([...FIVE, ...DAILY]),
      profileOf([...barsOf(before, '5m', price), ...barsOf(before, '1d', price)], {
        t0,
        calendar: HONG_KONG,
        playhead: t0,
      }),
      profileOf([]),
    ];
    const text = JSON.stringify({ profiles: encodeProfiles(made) });
    const decoded = decodeProfiles(usualAnswer.parse(JSON.parse(text)).profiles);
    decoded.forEach((profile, i) => {
      const { samples, ...about } = made[i] as UsualProfile;
      const { samples: ours, ...aboutOurs } = profile;
      assert.deepEqual(aboutOurs, about);
      assert.equal(ours.length, samples.length);
      ours.forEach(({ moves, ...rest }, k) => {
        const { moves: exact, ...restExact } = samples[k] as UsualSample;
        assert.deepEqual(rest, restExact);
        const worst = Math.max(...moves.map((move, n) => Math.abs(move - (exact[n] as number))));
        assert.ok(worst <= 0.5e-7 + 1e-15);
      });
    });
    assert.deepEqual(encodeProfiles(decoded), JSON.parse(text).profiles, 'a second time changes nothing');
  });

  it('list dates and what is left out once', () => {
    const [wire] = encodeProfiles([profileOf([...FIVE, ...DAILY])]);
    assert.equal(wire?.dates.length, 120);
    assert.deepEqual(
      wire?.leftOut.map((pattern) => pattern.length),
      [0, 1, 2, 5, 10, 20],
    );
  });

  it('are refused where they do not fit', () => {
    const moves = [0.01, 0.02, 0.03];
    const short = profileWith([
      { key: '5m', moves },
      { key: '1h', moves: moves.slice(1), sessions: daysBefore(2) },
    ]);
    assert.throws(() => encodeProfiles([short]), /sample 1h accounts for 2 of 3 sessions/);
    const [wire] = encodeProfiles([profileWith([{ key: '5m', moves }])]);
    assert.ok(wire !== undefined);
    const [sample] = wire.samples;
    assert.ok(sample !== undefined);
    const broken = { ...wire, samples: [{ ...sample, moves: [1, 2] }] };
    assert.throws(() => decodeProfiles([broken]), /sample 5m: 2 moves do not fit the dates of group 0/);
    assert.throws(() => decodeProfiles([{ ...wire, samples: [{ ...sample, group: 9 }] }]), /group 9/);
    for (const bad of [{ moves: [0.5, 1, 2] }, { key: 'x' }, { interval: '2m' }, { from: 'now' }]) {
      const answer = profileOnWire.safeParse({ ...wire, samples: [{ ...sample, ...bad }] });
      assert.equal(answer.success, false, JSON.stringify(bad));
    }
    assert.ok(profileOnWire.safeParse(wire).success);
  });
});

describe('bars that are no prices', () => {
  it('give no reference', () => {
    const broken = FIVE.map((bar) =>
      bar.closeTime === asUtcMs((BEFORE.at(-2) as Session).open + 185 * MINUTE_MS)
        ? makeBar(bar.openTime, 0, { interval: '5m' })
        : bar,
    );
    const sample = sampleOf(profileOf(broken), '1h');
    assert.deepEqual(sample.skipped, [{ date: (BEFORE.at(-2) as Session).date, reason: 'no-price' }]);
    assert.ok(sample.moves.every(Number.isFinite));
  });
});
