import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HORIZONS } from '../../shared/event/horizon.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { measureStep, prepareReaction } from '../../shared/reaction/measure-step.ts';
import { pathMeasures } from '../../shared/reaction/path-measures.ts';
import type { UsualProfile } from '../../shared/reaction/reaction.ts';
import { unusualness } from '../../shared/reaction/unusualness.ts';
import { asLocalDate, asSeq, asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { at, calendars, frameOf, timelineOf } from '../support/bar-timeline.ts';
import { id, makeBar } from '../support/records.ts';

const SEED = { seed: 20251033, numRuns: 60 };
const TOKYO = calendars.get('XTKS' as Mic);
const KS11 = id('KS11');
const MINUTES = 150;
const OPEN = at('00:00');
const AFTER = asUtcMs(OPEN + 4 * DAY_MS);
const DAYS = TOKYO.sessions(asUtcMs(OPEN - 4 * DAY_MS), asUtcMs(OPEN + 10 * DAY_MS));

const price = fc.integer({ min: 9_700, max: 10_300 }).map((hundredths) => hundredths / 100);
const ordinary = fc.integer({ min: -200, max: 200 }).map((n) => n / 10_000);
const t0s = fc.integer({ min: -60, max: MINUTES }).map((m) => asUtcMs(OPEN + m * MINUTE_MS));
const playheads = fc
  .oneof(fc.integer({ min: 0, max: 2 * MINUTES }), fc.integer({ min: 300, max: 14_400 }))
  .map((m) => asUtcMs(OPEN + m * MINUTE_MS));

const minutes = fc.array(fc.option(price), { minLength: MINUTES, maxLength: MINUTES }).map((closes) =>
  closes.flatMap((close, m): Bar[] => {
    if (close === null) return [];
    return [makeBar(OPEN + m * MINUTE_MS, close, { seq: asSeq(m + 1) })];
  }),
);
const days = fc
  .array(price, { minLength: DAYS.length, maxLength: DAYS.length })
  .map((closes) =>
    DAYS.map(({ open, close }, n) =>
      makeBar(open, closes[n] as number, { interval: '1d', closeTime: close, seq: asSeq(1000 + n) }),
    ),
  );
const world = fc.tuple(minutes, days).map((parts) => parts.flat());

const profiles = fc.array(ordinary, { minLength: 45, maxLength: 45 }).map(
  (moves): UsualProfile => ({
    instrument: KS11,
    t0: OPEN,
    dayZero: asLocalDate('2025-10-30'),
    offsetMinutes: 0,
    lookback: 120,
    stepMinutes: 5,
    samples: HORIZONS.map((key) => ({
      key,
      minutes: null,
      interval: '1m',
      from: 'same-offset',
      moves,
      sessions: [],
      skipped: [],
      overlapping: false,
    })),
  }),
);
const prepare = (t0: UtcMs, profile: UsualProfile | null) => [
  prepareReaction({ instrument: KS11, calendar: TOKYO, t0, precision: 'minute', profile }),
];

describe('a step of a replay', () => {
  it('says at every playhead what a fresh look at the past alone would say', () => {
    fc.assert(
      fc.property(
        world,
        t0s,
        profiles,
        fc.array(playheads, { minLength: 1, maxLength: 8 }),
        (bars, t0, profile, seen) => {
          const timeline = timelineOf({ bars });
          const prepared = prepare(t0, profile);
          for (const playhead of [AFTER, ...seen]) {
            const past = bars.filter((bar) => bar.closeTime <= playhead);
            assert.deepEqual(
              measureStep(prepared, visible(timeline, playhead, 'published')),
              measureStep(prepare(t0, profile), frameOf({ bars: past }, playhead)),
            );
          }
        },
      ),
      SEED,
    );
  });

  it('measures each horizon by the definitions', () => {
    let measured = 0;
    fc.assert(
      fc.property(world, t0s, profiles, playheads, (bars, t0, profile, playhead) => {
        const frame = frameOf({ bars }, playhead);
        const [step] = measureStep(prepare(t0, profile), frame);
        for (const { move, usual, path } of step?.horizons ?? []) {
          if (move.state !== 'ok' || move.base === null || move.moveLog === null) {
            assert.deepEqual([usual, path], [null, null]);
            continue;
          }
          measured += 1;
          if (usual !== null) {
            assert.deepEqual(usual, unusualness(profile.samples[0]?.moves ?? [], move.moveLog));
          }
          const { price: base, time } = move.base;
          const daily = move.horizon.endsWith('d');
          const points = bars.filter(
            (bar) =>
              (bar.interval === '1d') === daily &&
              bar.closeTime > Math.max(time, t0) &&
              bar.closeTime <= (move.at as number) &&
              (daily || bar.openTime >= t0),
          );
          const samples = points.map((bar) => ({
            move: Math.log(bar.close / base),
            minutes: TOKYO.tradingMinutes(t0, bar.closeTime),
            time: bar.closeTime,
          }));
          assert.deepEqual(path, pathMeasures(samples, usual?.scale ?? 0), move.horizon);
        }
      }),
      SEED,
    );
    assert.ok(measured > 100, `${measured} horizons had a move`);
  });

  it('measures from the corrected base once that is known', () => {
    const bars = [makeBar(at('00:00'), 100), makeBar(at('00:01'), 103, { seq: asSeq(2) })];
    const timeline = timelineOf({ bars });
    const prepared = prepare(at('00:01'), null);
    const peak = () => {
      const [step] = measureStep(prepared, visible(timeline, at('00:05'), 'published'));
      return step?.horizons[0]?.path?.peak?.move;
    };
    assert.equal(peak(), Math.log(103 / 100));
    timeline.seriesFor(KS11, '1m').upsert(makeBar(at('00:00'), 101, { seq: asSeq(3) }));
    assert.equal(peak(), Math.log(103 / 101));
  });

  it('has moves and paths, but nothing unusual, of a market without history', () => {
    const bars = [
      makeBar(at('00:00'), 100),
      makeBar(at('00:01'), 103, { seq: asSeq(2) }),
      makeBar(at('00:02'), 102, { seq: asSeq(3) }),
    ];
    const [step] = measureStep(prepare(at('00:01'), null), frameOf({ bars }, at('00:05')));
    const [first] = step?.horizons ?? [];
    assert.deepEqual([first?.move.state, first?.usual, first?.path?.fade], ['ok', null, 0]);
  });
});
