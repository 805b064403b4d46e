import assert from 'node:assert/strict';
import type { Mic } from '../../shared/market/instrument.ts';
import { AFTER_HEADLINE_MS, type MarketsAfter, marketsAfter } from '../../shared/reaction/move-after.ts';
import type { UsualProfile } from '../../shared/reaction/reaction.ts';
import { usualWindow } from '../../shared/reaction/usual-window.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { at, calendars, frameOf } from '../support/bar-timeline.ts';
import { id, makeBar } from '../support/records.ts';
import { profileWith } from '../support/usual-profiles.ts';

const T0 = at('02:05');
const SEOUL = calendars.get('XKRX' as Mic);
const DAYS = 60;

/** Ordinary days on which the market drifts by at most 0.1 % a step: day d by (d − 29.5)/29.5 of it. */
const ordinary = (steps: number): UsualProfile =>
  profileWith(
    Array.from({ length: steps }, (_, step) => ({
      key: `m${5 * (step + 1)}`,
      minutes: 5 * (step + 1),
      moves: Array.from({ length: DAYS }, (_, day) => (0.001 * (step + 1) * (day - 29.5)) / 29.5),
    })),
  );

/** Five-minute bars from 09:00 in Seoul; the price is 100 until `from`, then 100·e^move. */
const barsWith = (from: UtcMs, move: number) =>
  Array.from({ length: 60 }, (_, n) => {
    const open = at('00:00') + n * 5 * MINUTE_MS;
    return makeBar(open, open + 5 * MINUTE_MS > from ? 100 * Math.exp(move) : 100, { interval: '5m' });
  });

const asked = (
  move: number,
  rest: { playhead?: UtcMs; time?: UtcMs; from?: UtcMs; profile?: UsualProfile } = {},
): MarketsAfter => {
  const time = rest.time ?? at('02:30');
  const frame = frameOf({ bars: barsWith(rest.from ?? time, move) }, rest.playhead ?? at('06:00'));
  const market = { instrument: id('KS11'), calendar: SEOUL, profile: rest.profile ?? ordinary(24) };
  return marketsAfter(frame, { time, precisionSeconds: 60, dateDoubtful: false }, [market], T0);
};

describe('the first unusual move after a headline', () => {
  it('is the first step at which the market went further than on any ordinary day', () => {
    const found = asked(0.02);
    assert.ok(found.state === 'moved');
    assert.equal(found.move.time, at('02:35'));
    assert.equal(found.move.days, DAYS);
    assert.ok(Math.abs(found.move.moveLog - 0.02) < 1e-12);
    assert.ok(Math.abs(found.move.moveSimple - Math.expm1(0.02)) < 1e-12);
    // Median 0, scale 1.4826 × the median of |(d − 29.5)/29.5| × 0.1 %.
    assert.ok(Math.abs(found.move.z - 0.02 / (1.4826 * ((0.001 * 15) / 29.5))) < 1e-6);
    assert.equal(found.over, true);
  });

  it('is none where the move was that of an ordinary day', () => {
    assert.deepEqual(asked(0.0009), { state: 'none', judged: 1, over: true });
    assert.equal(asked(-0.0011).state, 'moved');
  });

  it('counts nothing that came before the headline or ten minutes later', () => {
    assert.equal(asked(0.02, { from: at('02:25') }).state, 'none');
    const ended = asUtcMs(at('02:30') + AFTER_HEADLINE_MS);
    assert.equal(
      asked(0.02, { from: asUtcMs(ended - 1) }).state,
      'moved',
      'the bar that ends with the window',
    );
    assert.equal(asked(0.02, { from: ended }).state, 'none', 'the bar after it');
  });

  it('knows nothing of bars after the playhead, and says that the window is not over', () => {
    assert.deepEqual(asked(0.02, { from: at('02:40'), playhead: at('02:39') }), {
      state: 'none',
      judged: 1,
      over: false,
    });
    assert.deepEqual(asked(0.02, { playhead: at('02:34') }), { state: 'not-judged', reason: 'no-market' });
  });

  it('judges a bar by its own step, not by a later one that is still ahead', () => {
    // Ordinary days go back within ten minutes: what is usual after five is not after ten.
    const back = profileWith(
      [25, 30, 35].map((minutes) => ({
        key: `m${minutes}`,
        minutes,
        moves: Array.from(
          { length: DAYS },
          (_, day) => ((minutes === 30 ? 0.01 : minutes * 1e-7) * (day - 29.5)) / 29.5,
        ),
      })),
    );
    assert.equal(asked(0.005, { profile: back, playhead: at('02:36') }).state, 'none');
    assert.equal(asked(0.005, { profile: back, playhead: at('02:40') }).state, 'moved');
  });

  it('does not judge a market that shows no bar after the headline', () => {
    const bars = barsWith(at('06:00'), 0).filter((bar) => bar.closeTime <= at('02:30'));
    const market = { instrument: id('KS11'), calendar: SEOUL, profile: ordinary(24) };
    const asked = { time: at('02:30'), precisionSeconds: 60, dateDoubtful: false };
    assert.deepEqual(marketsAfter(frameOf({ bars }, at('06:00')), asked, [market], T0), {
      state: 'not-judged',
      reason: 'no-market',
    });
  });

  it('judges the opening gap of a market by gaps, for a headline from before the open', () => {
    const gaps = (size: number): UsualProfile => ({
      ...profileWith(
        [5, 10].map((minutes) => ({
          key: `m${minutes}`,
          minutes,
          from: 'previous-close' as const,
          moves: Array.from({ length: DAYS }, (_, day) => (size * (day - 29.5)) / 29.5),
        })),
      ),
      t0: at('00:00'),
    });
    const bars = [
      makeBar(asUtcMs(at('00:00') - 17.5 * 60 * MINUTE_MS - 5 * MINUTE_MS), 100, { interval: '5m' }),
      ...barsWith(at('00:00'), 0.02),
    ];
    const frame = frameOf({ bars }, at('06:00'));
    const shut = asUtcMs(at('00:00') - 3 * MINUTE_MS);
    const found = (size: number, time: UtcMs): MarketsAfter =>
      marketsAfter(
        frame,
        { time, precisionSeconds: 60, dateDoubtful: false },
        [{ instrument: id('KS11'), calendar: SEOUL, profile: { ...gaps(size), t0: shut } }],
        shut,
      );
    assert.equal(found(0.03, shut).state, 'none', 'gaps of 3 % are ordinary');
    assert.equal(found(0.01, shut).state, 'moved');
    assert.deepEqual(
      found(0.01, at('00:02')),
      { state: 'not-judged', reason: 'no-market' },
      'the gap came before the headline',
    );
  });

  it('says why a headline is not judged', () => {
    const frame = frameOf({ bars: barsWith(at('02:30'), 0.02) }, at('06:00'));
    const why = (
      headline: Partial<Parameters<typeof marketsAfter>[1]>,
      profile: UsualProfile | null = ordinary(24),
    ): string => {
      const found = marketsAfter(
        frame,
        { time: at('02:30'), precisionSeconds: 60, dateDoubtful: false, ...headline },
        [{ instrument: id('KS11'), calendar: SEOUL, profile }],
        T0,
      );
      return found.state === 'not-judged' ? found.reason : found.state;
    };
    assert.equal(why({}), 'moved');
    assert.equal(why({ dateDoubtful: true }), 'time-doubtful');
    assert.equal(why({ precisionSeconds: 900 }), 'time-not-to-the-minute');
    assert.equal(why({ time: at('02:04') }), 'before-t0');
    assert.equal(why({}, null), 'no-market');
    assert.equal(why({}, ordinary(4)), 'no-market', 'beyond the grid');
    assert.equal(why({ time: at('06:29') }), 'no-market', 'the market closes');
  });

  it('names the earliest of several markets, the larger z of two at once', () => {
    const times = { N225: at('02:33'), KS11: at('02:33'), TWII: at('02:38') };
    const profile = ordinary(24);
    const bars = Object.entries(times).flatMap(([name, from], n) =>
      barsWith(from, 0.02 + n / 100).map((bar) => ({ ...bar, instrument: id(name) })),
    );
    const frame = frameOf({ bars }, at('06:00'));
    const markets = Object.keys(times).map((name) => ({ instrument: id(name), calendar: SEOUL, profile }));
    const found = marketsAfter(
      frame,
      { time: at('02:30'), precisionSeconds: 60, dateDoubtful: false },
      markets,
      T0,
    );
    assert.ok(found.state === 'moved');
    assert.equal(found.move.instrument, 'KS11');
    assert.equal(found.judged, 3);
  });
});

describe('usual moves between two steps', () => {
  it('are differences of the moves of the same days', () => {
    const profile = profileWith([
      { key: 'm5', moves: Array.from({ length: 50 }, (_, d) => d) },
      { key: 'm10', moves: Array.from({ length: 50 }, (_, d) => 3 * d) },
    ]);
    const window = usualWindow(profile, 5, [10]);
    // Differences 2d: median 49, scale 1.4826 × 25.
    assert.equal(window?.days, 50);
    assert.ok(Math.abs((window?.z(0, 49 + 1.4826 * 25) ?? 0) - 1) < 1e-9);
    assert.ok(Math.abs((window?.widest ?? 0) - 49 / (1.4826 * 25)) < 1e-9);
    assert.equal(usualWindow(profile, 5, [10]), window, 'kept');
    assert.equal(usualWindow(profile, 5, [15]), null);
  });

  it('need forty days that have every step', () => {
    const of = (days: number) =>
      usualWindow(
        profileWith([
          { key: 'm5', moves: Array.from({ length: 60 }, (_, d) => d) },
          { key: 'm10', moves: Array.from({ length: days }, (_, d) => d) },
        ]),
        0,
        [5, 10],
      );
    assert.equal(of(39), null);
    assert.equal(of(40)?.days, 40);
  });

  it('that do not move give no z', () => {
    const flat = usualWindow(profileWith([{ key: 'm5', moves: new Array(50).fill(0) }]), 0, [5]);
    assert.equal(flat?.z(0, 0.01), null);
  });
});
