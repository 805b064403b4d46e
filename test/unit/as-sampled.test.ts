import assert from 'node:assert/strict';
import type { Bar } from '../../shared/market/bar.ts';
import { measureEvent } from '../../shared/reaction/measure-event.ts';
import { usualProfile } from '../../shared/reaction/usual-profile.ts';
import { MINUTE_MS } from '../../shared/time/instant.ts';
import { at, calendars, frameOf } from '../support/bar-timeline.ts';
import { shippedInstrument } from '../support/chart-answer.ts';
import { makeBar } from '../support/records.ts';
import { barsOf, sessionsBefore } from '../support/usual-history.ts';

const KOSPI = shippedInstrument('KS11');
const SEOUL = calendars.get(KOSPI.mic);
const T0 = at('02:05');
const HISTORY = sessionsBefore(SEOUL, T0, 60);
/** Closes up and down by turns, each by a little more or less. */
const dayPrice = (n: number): number => 100 + (n % 2) + (n % 7) / 10;

function zeroDay(history: readonly Bar[]) {
  // The market fell by 5 % before T0 and won 1 % back after it.
  const day = [
    makeBar(T0 - MINUTE_MS, 95),
    makeBar(T0, 96),
    makeBar(at('00:00'), 96, { interval: '1d', closeTime: at('06:30') }),
  ];
  const frame = frameOf({ bars: [...history, ...day] }, at('07:00'));
  const profile = usualProfile(frame, KOSPI.id, SEOUL, T0);
  const anchor = { name: 'x', time: T0, window: { earliest: T0, latest: T0 }, precision: 'minute' } as const;
  const { reactions } = measureEvent({
    frame,
    instruments: [KOSPI],
    calendars,
    event: null,
    anchor,
    profiles: new Map([[KOSPI.id, profile]]),
  });
  const found = reactions[0]?.horizons.find(({ horizon }) => horizon === '0d');
  assert.ok(found?.usual?.z != null && found.sample !== null && found.moveLog !== null);
  const { median, scale, z } = found.usual;
  const again = (found.sample.moveLog - (median as number)) / (scale as number);
  assert.ok(Math.abs(again - z) < 1e-12, 'z can be told from what the answer holds');
  return { ...found, sample: found.sample, z };
}

describe('the move that a usual move judges', () => {
  it('starts at the close of day −1 where the sample does, and stands beside the move since T0', () => {
    const daily = barsOf(HISTORY, '1d', dayPrice);
    const { sample, moveLog, z, range } = zeroDay(daily);
    assert.equal(sample.from, 'previous-close');
    assert.equal(moveLog, Math.log(96 / 95));
    assert.equal(sample.moveLog, Math.log(96 / (daily.at(-1) as Bar).close));
    assert.ok(z < 0, 'down over the day, though up since T0');
    assert.deepEqual([range?.minZ, range?.maxZ], [null, null], 'no z of another T0: the day begins at none');
  });

  it('is the move since T0 where the sample starts at that minute', () => {
    const price = (n: number, minute: number) => dayPrice(n) + Math.sin(n + minute) / 10;
    const { sample, moveLog, z, range } = zeroDay([
      ...barsOf(HISTORY, '5m', price),
      ...barsOf(HISTORY, '1d', dayPrice),
    ]);
    assert.equal(sample.from, 'same-offset');
    assert.equal(sample.moveLog, moveLog);
    assert.ok(z > 0 && range?.minZ != null && range.minZ <= z);
  });
});
