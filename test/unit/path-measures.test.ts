import assert from 'node:assert/strict';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { NO_PATH, type PathSample, pathMeasures } from '../../shared/reaction/path-measures.ts';
import { PathTrack, trackFrom } from '../../shared/reaction/path-track.ts';
import { asSeq, asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { at, calendars, timelineOf } from '../support/bar-timeline.ts';
import { id, makeBar } from '../support/records.ts';

const TOKYO = calendars.get('XTKS' as Mic);
const T0 = at('02:05');
const BASE = { price: 100, time: T0 };

const pathOf = (...moves: (number | null)[]): PathSample[] =>
  moves.map((move, n) => ({ move, minutes: n + 1, time: asUtcMs(T0 + (n + 1) * MINUTE_MS) }));
const ending = (clock: string, close: number, rest: Partial<Bar> = {}): Bar =>
  makeBar(at(clock) - MINUTE_MS, close, rest);
const viewOf = (bars: readonly Bar[], playhead: UtcMs = at('06:30')) =>
  visible(timelineOf({ bars }), playhead, 'published').bars(id('KS11'), '1m');

describe('path measures', () => {
  it('are all missing before a bar has ended', () => {
    assert.deepEqual(pathMeasures([], 0), NO_PATH);
    assert.deepEqual(pathMeasures(pathOf(null, null), 0), NO_PATH);
    assert.equal(NO_PATH.missing.fade, 'no-trade-yet');
  });

  it('take the earliest of equal peaks, troughs and extremes', () => {
    const { peak, trough, extreme } = pathMeasures(pathOf(0.02, -0.02, 0.02, -0.02), 0);
    assert.deepEqual([peak?.minutes, trough?.minutes, extreme?.minutes], [1, 2, 1]);
  });

  it('call a path half gone at exactly half, and only after its extreme', () => {
    assert.equal(pathMeasures(pathOf(0.01, 0.04, 0.021, 0.02), 0).halfLife, 2);
    assert.equal(pathMeasures(pathOf(-0.01, -0.04, -0.021, -0.02), 0).halfLife, 2);
    const held = pathMeasures(pathOf(0.01, 0.04, 0.021), 0);
    assert.deepEqual([held.halfLife, held.halfLifeAtLeast, held.missing.halfLife], [null, 1, 'not-reached']);
  });

  it('fade from 0 at the extreme over 1 at the base to 2', () => {
    const fade = (...moves: number[]) => pathMeasures(pathOf(...moves), 0).fade;
    assert.equal(fade(0.01, 0.04), 0);
    assert.equal(fade(0.04, 0), 1);
    assert.equal(fade(0.04, -0.04), 2);
  });

  it('have no fade below the floor nor where nothing moved', () => {
    const small = pathMeasures(pathOf(0.001, 0.0005), 0.0011);
    assert.deepEqual(small.missing, { fade: 'move-below-floor', halfLife: 'move-below-floor' });
    assert.deepEqual([small.fade, small.halfLife, small.halfLifeAtLeast], [null, null, null]);
    assert.equal(small.peak?.move, 0.001);
    assert.equal(pathMeasures(pathOf(0.001, 0.0005), 0.001).fade, 0.5, 'at the floor');
    assert.equal(pathMeasures(pathOf(0, 0), 0).missing.fade, 'move-below-floor');
  });

  it('refuse a floor that is no size', () => {
    for (const floor of [Number.NaN, -0.1]) {
      assert.throws(() => pathMeasures(pathOf(0.01), floor), /floor must be a log move at or above 0, not/);
    }
  });
});

describe('a path track', () => {
  it('leaves out the base, the bar that holds T0 and prices that are none', () => {
    const t0 = asUtcMs(at('02:05') + 30_000);
    const bars = [ending('02:05', 100), ending('02:06', 150), ending('02:07', 101), ending('02:08', 0)];
    const track = trackFrom(null, viewOf(bars), TOKYO, { price: 100, time: at('02:05') }, t0);
    const path = track.until(at('06:30'), 0);
    assert.equal(path.peak?.time, at('02:07'));
    assert.equal(path.now?.time, at('02:07'));
    assert.equal(path.now?.minutes, 1.5);
  });

  it('counts trading minutes, so that lunch takes none', () => {
    const track = trackFrom(null, viewOf([ending('02:30', 104), ending('03:31', 101)]), TOKYO, BASE, T0);
    assert.equal(track.until(at('06:30'), 0).now?.minutes, 26);
    assert.equal(track.until(at('06:30'), 0).halfLife, 1);
  });

  it('is measured anew from a corrected bar on', () => {
    const bars = [ending('02:06', 103), ending('02:07', 101), ending('02:08', 102)];
    const timeline = timelineOf({ bars });
    const view = () => visible(timeline, at('06:30'), 'published').bars(id('KS11'), '1m');
    const track = trackFrom(null, view(), TOKYO, BASE, T0);
    assert.equal(track.until(at('06:30'), 0).peak?.time, at('02:06'));
    const correction = ending('02:07', 105, { seq: asSeq(2) });
    timeline.seriesFor(correction.instrument, '1m').upsert(correction);
    assert.equal(track.rewrites, 0);
    assert.equal(track.follow(view()).until(at('06:30'), 0).peak?.time, at('02:07'));
    assert.equal(track.rewrites, 1);
  });

  it('takes the close of day 0 from a daily bar that holds T0, where it is told to', () => {
    const daily = makeBar(at('00:00'), 104, { closeTime: at('06:30') });
    const ours = new PathTrack(TOKYO, BASE, T0, at('00:00')).follow(viewOf([daily]));
    assert.equal(ours.until(at('06:30'), 0).peak?.time, at('06:30'));
    assert.deepEqual(trackFrom(null, viewOf([daily]), TOKYO, BASE, T0).until(at('06:30'), 0), NO_PATH);
  });

  it('refuses a base that is no price', () => {
    assert.throws(
      () => new PathTrack(TOKYO, { price: 0, time: T0 }, T0),
      /base.price must be finite and above 0/,
    );
  });
});
