import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ExchangeCalendar, Session } from '../../shared/calendar/calendar.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import {
  dayMoveFromPreviousClose,
  moveAfterMinutes,
  movesSince,
} from '../../shared/reaction/horizon-moves.ts';
import { unusualness } from '../../shared/reaction/unusualness.ts';
import { prepareProfile } from '../../shared/reaction/usual-lookup.ts';
import { usualProfile } from '../../shared/reaction/usual-profile.ts';
import { decodeProfiles, encodeProfiles } from '../../shared/reaction/usual-wire.ts';
import { asSeq, asUtcMs, DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { at, calendars, frameOf, timelineOf } from '../support/bar-timeline.ts';
import { id } from '../support/records.ts';
import { barsOf } from '../support/usual-history.ts';
import { profileWith } from '../support/usual-profiles.ts';

const SEED = { seed: 20251030, numRuns: 60 };
const ASSET = id('KS11');
const CALENDARS = ['XKRX', 'XTKS', 'XHKG', 'FX'].map((mic) => calendars.get(mic as Mic));
const FROM = asUtcMs(at('00:00') - 75 * DAY_MS);
const TO = asUtcMs(at('00:00') + 8 * DAY_MS);
const LOOKBACK = 40;

/** A walk of its own for a series: the same seed gives the same prices. */
const walk = (seed: number) => {
  let state = (seed % 2147483646) + 1;
  let log = Math.log(100);
  return (): number => {
    state = (state * 48271) % 2147483647;
    log += (state / 2147483647 - 0.5) * 0.01;
    return Math.exp(log);
  };
};

const histories = new Map<string, readonly Bar[]>();
/** Hourly and daily bars from 75 days before until 8 days after 30 October 2025, some of them missing. */
function history(calendar: ExchangeCalendar, seed: number, holes: number): readonly Bar[] {
  const key = `${calendar.mic}|${seed}|${holes}`;
  let bars = histories.get(key);
  if (bars === undefined) {
    const sessions: readonly Session[] = calendar.sessions(FROM, TO);
    const next = walk(seed);
    const hourly = barsOf(sessions, '1h', next);
    const daily = barsOf(sessions, '1d', next);
    bars = [...hourly, ...daily].filter((_, i) => holes === 0 || (i * 7919 + seed) % 100 >= holes);
    histories.set(key, bars);
  }
  return bars;
}

const scene = fc.record({
  calendar: fc.constantFrom(...CALENDARS),
  seed: fc.integer({ min: 1, max: 4 }),
  holes: fc.constantFrom(0, 15, 60),
  t0: fc.integer({ min: 0, max: 48 * 60 }).map((m) => asUtcMs(at('00:00') + m * MINUTE_MS)),
  /** Minutes of the playhead after T0, and before it. */
  after: fc.integer({ min: -600, max: 6 * 24 * 60 }),
  precision: fc.constantFrom('minute' as const, 'hour' as const, 'day' as const),
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

const playheadOf = ({ t0, after: minutes }: Scene): UtcMs => asUtcMs(t0 + minutes * MINUTE_MS);

/** Everything these numbers say at a frame. */
const measure = (frame: Frame, { calendar, t0, precision }: Scene) => ({
  moves: movesSince(frame, ASSET, calendar, t0, precision),
  step: moveAfterMinutes(frame, ASSET, calendar, t0, 77),
  day: dayMoveFromPreviousClose(frame, ASSET, calendar, t0, '1d'),
  usual: usualProfile(frame, ASSET, calendar, t0, { lookback: LOOKBACK, precision }),
});

describe('moves and usual moves: no look-ahead', () => {
  it('whatever comes after the playhead changes nothing', () => {
    let differing = 0;
    fc.assert(
      fc.property(scene, fc.integer({ min: 5, max: 9 }), fc.constantFrom(0, 30), (asked, other, holes) => {
        const { calendar, seed } = asked;
        const playhead = playheadOf(asked);
        const bars = history(calendar, seed, asked.holes);
        const past = bars.filter((bar) => bar.closeTime <= playhead);
        const altered = history(calendar, other, holes).filter((bar) => bar.closeTime > playhead);
        const ours = measure(frameOf({ bars }, playhead), asked);
        assert.deepEqual(measure(frameOf({ bars: [...past, ...altered] }, playhead), asked), ours);
        assert.deepEqual(measure(frameOf({ bars: past }, playhead), asked), ours);
        const later = asUtcMs(playhead + 5 * DAY_MS);
        const whole = measure(frameOf({ bars: [...past, ...altered] }, later), asked);
        try {
          assert.deepEqual(whole, measure(frameOf({ bars }, later), asked));
        } catch {
          differing += 1;
        }
      }),
      SEED,
    );
    assert.ok(differing > SEED.numRuns / 4, `the alterations are seen later, in ${differing} runs`);
  });

  it('what is learned after the playhead changes nothing that was known then', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 5, max: 9 }), (asked, other) => {
        const playhead = playheadOf(asked);
        const timeline = timelineOf({ bars: history(asked.calendar, asked.seed, asked.holes) });
        const ours = measure(visible(timeline, playhead, 'known'), asked);
        for (const bar of history(asked.calendar, other, 0)) {
          const receivedAt = asUtcMs(Math.max(playhead, bar.closeTime) + HOUR_MS);
          timeline.seriesFor(ASSET, bar.interval).upsert({ ...bar, receivedAt, revision: 2, seq: asSeq(2) });
        }
        const then = measure(visible(timeline, playhead, 'known'), asked);
        // What came too late is now known to be missing, and said; the figures are the same.
        const figures = ({ moves, usual }: typeof ours) => [
          moves.moves.map(({ moveLog, price, base }) => [moveLog, price, base]),
          moves.base,
          moves.gap,
          usual,
        ];
        assert.deepEqual(figures(then), figures(ours));
      }),
      SEED,
    );
  });

  it('day 0 gives no reference, and no reference ends after T0', () => {
    fc.assert(
      fc.property(scene, (asked) => {
        const { calendar, t0, precision } = asked;
        const bars = history(calendar, asked.seed, asked.holes);
        const frameAt = (held: readonly Bar[]) => frameOf({ bars: held }, asUtcMs(t0 + 7 * DAY_MS));
        const usual = usualProfile(frameAt(bars), ASSET, calendar, t0, { lookback: LOOKBACK, precision });
        for (const { sessions, skipped, moves } of usual.samples) {
          const dates = [...sessions, ...skipped.map((s) => s.date)].sort();
          assert.equal(dates.length, LOOKBACK);
          assert.ok(dates.every((date) => usual.dayZero !== null && date < usual.dayZero));
          assert.equal(sessions.length, moves.length);
          assert.ok(moves.every(Number.isFinite));
        }
        const untilT0 = bars.filter((bar) => bar.closeTime <= t0);
        assert.deepEqual(
          usualProfile(frameAt(untilT0), ASSET, calendar, t0, { lookback: LOOKBACK, precision }),
          usual,
        );
      }),
      SEED,
    );
  });
});

describe('moves: shift and scale', () => {
  it('a currency of another size changes no move', () => {
    fc.assert(
      fc.property(scene, fc.double({ min: 0.001, max: 1000, noNaN: true }), (asked, factor) => {
        const bars = history(asked.calendar, asked.seed, asked.holes);
        const scaled = bars.map((bar) => ({ ...bar, close: bar.close * factor, open: null }));
        const playhead = playheadOf(asked);
        const ours = measure(frameOf({ bars }, playhead), asked);
        const theirs = measure(frameOf({ bars: scaled }, playhead), asked);
        ours.moves.moves.forEach(({ state, reason, at: end, moveLog }, i) => {
          const other = theirs.moves.moves[i];
          assert.deepEqual([other?.state, other?.reason, other?.at], [state, reason, end]);
          assert.ok(Math.abs((other?.moveLog ?? 0) - (moveLog ?? 0)) < 1e-9);
        });
        assert.equal(theirs.usual.samples.length, ours.usual.samples.length);
        ours.usual.samples.forEach(({ moves }, i) => {
          const other = theirs.usual.samples[i]?.moves ?? [];
          assert.equal(other.length, moves.length);
          assert.ok(moves.every((move, k) => Math.abs(move - (other[k] as number)) < 1e-9));
        });
      }),
      SEED,
    );
  });

  it('the log of a simple move is the log move, and every missing figure has its reason', () => {
    fc.assert(
      fc.property(scene, (asked) => {
        const { moves } = measure(
          frameOf({ bars: history(asked.calendar, asked.seed, asked.holes) }, playheadOf(asked)),
          asked,
        ).moves;
        for (const { state, reason, moveLog, moveSimple, price, base, at: end } of moves) {
          assert.equal(reason !== null, state === 'missing');
          assert.equal(moveLog === null, state !== 'ok');
          if (state !== 'ok') continue;
          assert.ok(Math.abs(Math.log1p(moveSimple as number) - (moveLog as number)) < 1e-12);
          assert.ok(price !== null && base !== null && end !== null);
          assert.ok(price.time <= end && base.time < price.time);
          assert.ok(asked.precision === 'day' || base.time <= asked.t0);
        }
      }),
      SEED,
    );
  });
});

const moves = fc.array(
  fc.oneof(fc.double({ min: -0.2, max: 0.2, noNaN: true }), fc.constantFrom(0, 0.001, -0.001)),
  {
    maxLength: 130,
  },
);
const value = fc.oneof(fc.double({ min: -0.3, max: 0.3, noNaN: true }), fc.constantFrom(0, 0.001, -0.001));

/** The definitions of EVENT-STUDY §3 word by word. */
function byDefinition(sample: readonly number[], x: number) {
  const median = (values: readonly number[]): number => {
    const sorted = [...values].sort((a, b) => a - b);
    const half = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1
      ? (sorted[half] as number)
      : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
  };
  const n = sample.length;
  const count = (holds: (xi: number) => boolean): number => sample.filter(holds).length;
  const med = median(sample);
  const scale = 1.4826 * median(sample.map((xi) => Math.abs(xi - med)));
  const size = Math.abs(x);
  return {
    n,
    median: n < 20 ? null : med,
    scale: n < 20 ? null : scale,
    z: n < 20 || scale === 0 ? null : (x - med) / scale,
    percentile: n < 40 ? null : (100 * (count((xi) => xi < x) + count((xi) => xi === x) / 2)) / n,
    absolutePercentile:
      n < 40
        ? null
        : (100 * (count((xi) => Math.abs(xi) < size) + count((xi) => Math.abs(xi) === size) / 2)) / n,
    p: n < 40 ? null : (1 + count((xi) => Math.abs(xi) >= size)) / (n + 1),
  };
}

describe('unusualness: properties', () => {
  it('a prepared profile answers by the definitions, to 1e−12', () => {
    fc.assert(
      fc.property(moves, value, (sample, x) => {
        const looked = prepareProfile(profileWith([{ key: '5m', moves: sample }])).look('5m', x);
        assert.deepEqual(looked, unusualness(sample, x));
        const expected = byDefinition(sample, x);
        for (const [name, figure] of Object.entries(expected)) {
          const ours = looked[name as keyof typeof expected];
          if (figure === null || ours === null) assert.equal(ours, figure, name);
          else
            assert.ok(
              Math.abs(ours - figure) <= 1e-12 * Math.max(1, Math.abs(figure)),
              `${name} ${ours} ${figure}`,
            );
          assert.equal(figure === null, name in looked.missing, name);
        }
      }),
      { ...SEED, numRuns: 500 },
    );
  });

  it('the order of the sample does not matter, nor does the sample change', () => {
    fc.assert(
      fc.property(moves, value, (sample, x) => {
        const before = [...sample];
        assert.deepEqual(unusualness([...sample].reverse(), x), unusualness(sample, x));
        assert.deepEqual(sample, before);
      }),
      SEED,
    );
  });

  it('z and percentiles do not depend on the unit', () => {
    fc.assert(
      fc.property(moves, value, fc.constantFrom(0.25, 2, 1024), (sample, x, unit) => {
        const { z, percentile, absolutePercentile, p } = unusualness(sample, x);
        const other = unusualness(
          sample.map((xi) => xi * unit),
          x * unit,
        );
        assert.deepEqual(
          [other.percentile, other.absolutePercentile, other.p],
          [percentile, absolutePercentile, p],
        );
        assert.ok(Math.abs((other.z ?? 0) - (z ?? 0)) <= 1e-9 * Math.abs(z ?? 0));
      }),
      SEED,
    );
  });

  it('the mirrored move of the mirrored sample has the opposite z and the same p', () => {
    fc.assert(
      fc.property(moves, value, (sample, x) => {
        const ours = unusualness(sample, x);
        const mirrored = unusualness(
          sample.map((xi) => -xi),
          -x,
        );
        assert.deepEqual([mirrored.p, mirrored.absolutePercentile], [ours.p, ours.absolutePercentile]);
        assert.ok(Math.abs((mirrored.z ?? 0) + (ours.z ?? 0)) <= 1e-9 * Math.abs(ours.z ?? 0));
      }),
      SEED,
    );
  });
});

describe('usual moves on the wire: properties', () => {
  it('decoding gives back what was encoded, at the precision of the wire', () => {
    fc.assert(
      fc.property(scene, (asked) => {
        const { usual } = measure(
          frameOf({ bars: history(asked.calendar, asked.seed, asked.holes) }, playheadOf(asked)),
          asked,
        );
        const [back] = decodeProfiles(JSON.parse(JSON.stringify(encodeProfiles([usual]))));
        const rounded = usual.samples.map((sample) => ({
          ...sample,
          moves: sample.moves.map((move) => (Math.round(move * 1e7) + 0) / 1e7),
        }));
        assert.deepEqual(back, { ...usual, samples: rounded });
      }),
      SEED,
    );
  });
});
