import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Mic } from '../../shared/market/instrument.ts';
import { type PathSample, pathMeasures } from '../../shared/reaction/path-measures.ts';
import { PathTrack, trackFrom } from '../../shared/reaction/path-track.ts';
import type { PathMeasures } from '../../shared/reaction/reaction.ts';
import { asSeq, asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { BarView } from '../../shared/timeline/bar-view.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { at, calendars } from '../support/bar-timeline.ts';
import { id, makeBar } from '../support/records.ts';

const TOKYO = calendars.get('XTKS' as Mic);
/** An hour before lunch, so that trading minutes and minutes part. */
const OPEN = at('01:30');
const MINUTES = 180;
const SEED = { seed: 20251031, numRuns: 500 };

const minute = fc.integer({ min: 0, max: MINUTES - 1 });
/** Few prices, so that ties and moves of exactly nothing come up. */
const price = fc.integer({ min: 96, max: 104 });
const instant = fc
  .integer({ min: -2, max: 2 * MINUTES + 10 })
  .map((half) => asUtcMs(OPEN + (half * MINUTE_MS) / 2));
const floor = fc.constantFrom(0, 0.01, 0.025);
const bars = fc.array(fc.tuple(minute, price), { minLength: 1, maxLength: 150 });

/** Holds bars minute by minute; a minute that is stored again is a correction. */
class Stored {
  readonly timeline = new Timeline();
  #seq = 0;
  store(drafts: readonly (readonly [number, number])[]): void {
    for (const [m, close] of drafts) {
      this.#seq += 1;
      const bar = makeBar(OPEN + m * MINUTE_MS, close, { seq: asSeq(this.#seq) });
      this.timeline.seriesFor(bar.instrument, bar.interval).upsert(bar);
    }
  }
  view(playhead: UtcMs): BarView {
    return visible(this.timeline, playhead, 'published').bars(id('KS11'), '1m');
  }
}

const samplesOf = (view: BarView, base: number, t0: UtcMs, until: UtcMs): PathSample[] =>
  Array.from({ length: view.length }, (_, bar) => bar)
    .filter((bar) => (view.openTime[bar] as number) >= t0 && (view.closeTime[bar] as number) <= until)
    .map((bar) => ({
      move: Math.log((view.close[bar] as number) / base),
      minutes: TOKYO.tradingMinutes(t0, view.closeTime[bar] as UtcMs),
      time: view.closeTime[bar] as UtcMs,
    }));

function near(ours: PathMeasures, other: PathMeasures): void {
  for (const key of ['peak', 'trough', 'extreme', 'now'] as const) {
    assert.equal(ours[key]?.time, other[key]?.time, key);
    assert.equal(ours[key]?.minutes, other[key]?.minutes, key);
    assert.ok(Math.abs((ours[key]?.move ?? 0) - (other[key]?.move ?? 0)) <= 1e-12, key);
  }
  for (const key of ['fade', 'halfLife', 'halfLifeAtLeast'] as const) {
    assert.equal(ours[key] === null, other[key] === null, key);
    assert.ok(Math.abs((ours[key] ?? 0) - (other[key] ?? 0)) <= 1e-12, key);
  }
  assert.deepEqual(ours.missing, other.missing);
}

describe('a track of a path', () => {
  it('measures what the definition measures, whatever was appended, corrected or looked at before', () => {
    const look = fc.record({ add: bars, playhead: instant, until: instant, floor });
    fc.assert(
      fc.property(fc.array(look, { minLength: 1, maxLength: 12 }), instant, (looks, t0) => {
        const stored = new Stored();
        const base = { price: 100, time: t0 };
        const track = new PathTrack(TOKYO, base, t0);
        for (const { add, playhead, until, floor: least } of looks) {
          stored.store(add);
          const view = stored.view(playhead);
          const samples = samplesOf(view, base.price, t0, until);
          const ours = track.follow(view).until(until, least);
          near(ours, pathMeasures(samples, least));
          assert.equal(track.countUntil(until), samples.length);
        }
      }),
      SEED,
    );
  });

  it('knows nothing of what came later', () => {
    fc.assert(
      fc.property(bars, instant, instant, (drafts, t0, playhead) => {
        const base = { price: 100, time: t0 };
        const whole = new Stored();
        const past = new Stored();
        whole.store(drafts);
        const ended = ([m]: readonly [number, number]): boolean => OPEN + (m + 1) * MINUTE_MS <= playhead;
        past.store(drafts.filter(ended));
        const far = asUtcMs(OPEN + 2 * MINUTES * MINUTE_MS);
        const track = trackFrom(null, whole.view(far), TOKYO, base, t0);
        const alone = trackFrom(null, past.view(far), TOKYO, base, t0).until(far, 0);
        assert.deepEqual(track.until(playhead, 0), alone, 'an earlier instant of a longer track');
        assert.deepEqual(track.follow(whole.view(playhead)).until(far, 0), alone, 'a shorter view');
      }),
      SEED,
    );
  });

  it('measures the same of prices and base in any unit', () => {
    fc.assert(
      fc.property(bars, instant, floor, fc.constantFrom(0.125, 2, 1024), (drafts, t0, least, unit) => {
        const one = new Stored();
        const other = new Stored();
        one.store(drafts);
        other.store(drafts.map(([m, close]) => [m, close * unit]));
        const far = asUtcMs(OPEN + 2 * MINUTES * MINUTE_MS);
        assert.deepEqual(
          trackFrom(null, other.view(far), TOKYO, { price: 100 * unit, time: t0 }, t0).until(far, least),
          trackFrom(null, one.view(far), TOKYO, { price: 100, time: t0 }, t0).until(far, least),
        );
      }),
      SEED,
    );
  });
});
