import assert from 'node:assert/strict';
import { buildScene } from '../../client/charts/scene.ts';
import { usualBand } from '../../client/charts/usual-band.ts';
import { bandAt } from '../../client/charts/usual-band-at.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { chartInput, feed, market, T0 } from '../support/chart-input.ts';
import { profileWith } from '../support/usual-profiles.ts';

const calendars = createCalendars();
/** Moves whose usual move (1.4826 × median distance from the median) is `size`, log. */
const sample = (key: string, minutes: number, size: number, n = 41) => ({
  key,
  minutes,
  moves: Array.from(
    { length: n },
    (_, i) => (i % 2 === 0 ? 1 : -1) * (size / 1.4826) * (i === n - 1 ? 0 : 1),
  ),
});

describe('usual range of the chart', () => {
  const seoul = calendars.get(market('KS11').mic);
  const tokyo = calendars.get(market('N225').mic);

  it('begins at nothing at T0 and widens by the steps of the profile, in percent', () => {
    const band = usualBand(profileWith([sample('m10', 10, 0.004), sample('m5', 5, 0.002)]), seoul);
    assert.ok(band !== null);
    assert.deepEqual([...band.times.slice(0, 3)], [T0, T0 + 5 * MINUTE_MS, T0 + 10 * MINUTE_MS]);
    assert.equal(band.percent[0], 0);
    assert.ok(Math.abs((band.percent[1] as number) - 100 * Math.expm1(0.002)) < 1e-9);
    assert.ok(Math.abs((bandAt(band, T0 + 7.5 * MINUTE_MS) as number) - 0.3004) < 1e-3);
    assert.equal(bandAt(band, T0 - 1), null);
  });

  it('keeps its width over lunch', () => {
    const t0 = parseInstant('2025-10-30T02:20:00Z');
    const steps = [sample('m5', 5, 0.001), sample('m10', 10, 0.002), sample('m15', 15, 0.003)];
    const band = usualBand({ ...profileWith(steps), t0 }, tokyo);
    assert.ok(band !== null);
    const width = (clock: string): number | null =>
      bandAt(band, parseInstant(`2025-10-30T${clock}:00Z`)) as number;
    assert.equal(width('02:31'), width('02:30'));
    assert.equal(width('03:30'), width('02:30'));
    assert.ok((width('03:34') as number) > (width('03:30') as number));
  });

  it('of a market shut at T0 begins at its open, with the width of the first step', () => {
    const t0 = parseInstant('2025-10-29T20:00:00Z');
    const band = usualBand({ ...profileWith([sample('m5', 5, 0.004)]), t0 }, seoul);
    assert.equal(band?.times[0], parseInstant('2025-10-30T00:00:00Z'));
    assert.equal(band?.percent[0], band?.percent[1]);
  });

  it('is not made from too few days, and not without a grid', () => {
    assert.equal(usualBand(profileWith([sample('m5', 5, 0.002, 19)]), seoul), null);
    assert.equal(usualBand(profileWith([{ key: '1d', moves: [0.1, 0.2] }]), seoul), null);
  });

  it('is in the range of the axis, so that a small move is seen to be small', () => {
    const timeline = new Timeline();
    feed(timeline, 'KS11', '00:00', '03:00', () => 4000);
    const input = chartInput(timeline, { now: '03:00' });
    const usual = usualBand(profileWith([sample('m5', 5, 0.002), sample('m60', 60, 0.03)]), seoul);
    assert.ok(buildScene(input).range.max < 1);
    assert.ok(buildScene({ ...input, usual }).range.max > 2);
    assert.ok(buildScene({ ...input, usual }).range.min < -2);
  });
});
