import assert from 'node:assert/strict';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { segmentReturns } from '../../shared/reaction/segment-returns.ts';
import { volatilityAround } from '../../shared/reaction/volatility.ts';
import { asUtcMs, DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import { at, calendars, frameOf } from '../support/bar-timeline.ts';
import { id, makeBar } from '../support/records.ts';

const TOKYO = calendars.get('XTKS' as Mic);
const KS11 = id('KS11');
const LATE = at('06:30');
const FIVE = 5 * MINUTE_MS;
/** Log move of every step, up and down in turn, so that prices stay where they are. */
const CALM = 0.001;
const WILD = 0.003;

/** Bars from one instant to another; each moves by `size`, from its own open to its close. */
function bars(from: UtcMs, to: UtcMs, interval: BarInterval, length: number, size: number): Bar[] {
  const made: Bar[] = [];
  for (let open: number = from, n = 0; open < to; open += length, n += 1) {
    const low = 100;
    const high = 100 * Math.exp(size);
    const [first, last] = n % 2 === 0 ? [low, high] : [high, low];
    made.push(
      makeBar(open, last, { interval, open: first, closeTime: asUtcMs(Math.min(open + length, to)) }),
    );
  }
  return made;
}
const fives = (from: string, to: string, size: number): Bar[] => bars(at(from), at(to), '5m', FIVE, size);
const near = (value: number | undefined, other: number): void =>
  assert.ok(value !== undefined && Math.abs(value - other) < 1e-12, `${value} is not ${other}`);

describe('returns within segments', () => {
  const returns = (list: readonly Bar[], from = at('00:00'), to = LATE) =>
    segmentReturns(frameOf({ bars: list }, LATE).bars(KS11, '5m'), TOKYO, from, to).map((run) =>
      run.map((r) => Number(r.value.toFixed(9))),
    );
  const bar = (clock: string, open: number | null, close: number): Bar =>
    makeBar(at(clock), close, { interval: '5m', open });
  const ln = (ratio: number): number => Number(Math.log(ratio).toFixed(9));

  it('open with their own bar and go on from close to close', () => {
    assert.deepEqual(returns([bar('00:00', 100, 101), bar('00:05', 999, 102)]), [
      [ln(101 / 100), ln(102 / 101)],
    ]);
  });

  it('never span lunch, the night or a hole, after which a run of their own begins', () => {
    const list = [
      bar('02:20', 100, 101),
      bar('02:25', 101, 102),
      bar('03:30', 110, 111),
      bar('03:40', 120, 121),
      bar('03:45', 121, 122),
    ];
    assert.deepEqual(returns(list), [
      [ln(101 / 100), ln(102 / 101)],
      [ln(111 / 110)],
      [ln(121 / 120), ln(122 / 121)],
    ]);
  });

  it('read the close before the first bar that is asked for, and nothing of bars that end later', () => {
    const list = [bar('00:00', 100, 101), bar('00:05', 101, 102), bar('00:10', 102, 104)];
    assert.deepEqual(returns(list, at('00:05'), at('00:10')), [[ln(102 / 101)]]);
  });

  it('are not made of prices that are missing or none', () => {
    assert.deepEqual(returns([bar('00:00', null, 101), bar('00:05', 101, 102)]), [[ln(102 / 101)]]);
    assert.deepEqual(returns([bar('00:00', 100, 101), bar('00:05', 101, 0), bar('00:10', 103, 104)]), [
      [ln(101 / 100)],
      [ln(104 / 103)],
    ]);
  });

  it('leave a bar out that reaches beyond its segment', () => {
    const auction = makeBar(at('02:28'), 105, { interval: '5m', open: 100, closeTime: at('02:33') });
    assert.deepEqual(returns([bar('02:20', 100, 101), auction]), [[ln(101 / 100)]]);
  });
});

describe('volatility around T0', () => {
  const around = (list: readonly Bar[], t0: UtcMs, playhead: UtcMs = LATE, minutes?: number) =>
    volatilityAround(frameOf({ bars: list }, playhead), KS11, TOKYO, t0, minutes);

  it('is that of sixty trading minutes on each side', () => {
    const list = [
      ...fives('00:00', '02:00', CALM),
      ...fives('02:00', '02:30', WILD),
      ...fives('03:30', '06:30', WILD),
    ];
    const { before, after, ratio, interval, missing } = around(list, at('02:00'));
    assert.equal(interval, '5m');
    assert.deepEqual([before?.n, after?.n], [12, 12]);
    near(before?.perMinute, CALM * Math.sqrt(12 / 60));
    near(before?.volatility, CALM * Math.sqrt(12));
    near(after?.perMinute, WILD * Math.sqrt(12 / 60));
    near(ratio ?? 0, WILD / CALM);
    assert.deepEqual(missing, {});
  });

  it('leaves the bar that holds T0 out of both sides', () => {
    const list = [
      ...fives('00:00', '02:00', CALM),
      makeBar(at('02:00'), 100, { interval: '5m', open: 150, closeTime: at('02:05') }),
      ...fives('02:05', '02:30', CALM),
    ];
    const { before, after } = around([...list, ...fives('03:30', '06:30', CALM)], at('02:02'));
    assert.deepEqual([before?.n, after?.n], [11, 11]);
    near(before?.perMinute, CALM * Math.sqrt(11 / 55));
    near(after?.perMinute, CALM * Math.sqrt(11 / 55));
  });

  it('is missing after T0 until ten steps have ended, and never uses what comes later', () => {
    const list = [...fives('00:00', '02:30', CALM), ...fives('03:30', '06:30', CALM)];
    const early = around(list, at('01:00'), at('01:49'));
    assert.deepEqual([early.before?.n, early.after, early.ratio], [12, null, null]);
    assert.deepEqual(early.missing, { after: 'insufficient-returns', ratio: 'insufficient-returns' });
    assert.equal(around(list, at('01:00'), at('01:50')).after?.n, 10);
  });

  it('closed at T0: the last hour before and the first after, without the gap', () => {
    const yesterday = fives('05:30', '06:30', CALM).map((bar) => ({
      ...bar,
      openTime: asUtcMs(bar.openTime - DAY_MS),
      closeTime: asUtcMs(bar.closeTime - DAY_MS),
    }));
    const today = fives('00:00', '02:30', WILD).map((bar) => ({
      ...bar,
      open: (bar.open ?? 0) * 2,
      close: bar.close * 2,
    }));
    const { before, after, ratio } = around([...yesterday, ...today], asUtcMs(at('00:00') - 8 * HOUR_MS));
    assert.deepEqual([before?.n, after?.n], [12, 12]);
    near(ratio ?? 0, WILD / CALM);
  });

  it('reaches into the session before where T0 is early in the day', () => {
    const [yesterday, today] = [fives('00:00', '02:30', WILD), fives('00:00', '02:30', CALM)];
    const late = yesterday.map((bar) => ({
      ...bar,
      openTime: asUtcMs(bar.openTime - DAY_MS + 4 * HOUR_MS),
      closeTime: asUtcMs(bar.closeTime - DAY_MS + 4 * HOUR_MS),
    }));
    const { before } = around([...late, ...today], at('00:30'));
    assert.equal(before?.n, 12);
    near(before?.volatility, Math.sqrt(6 * CALM ** 2 + 6 * WILD ** 2));
  });

  it('puts minutes together to steps of five, whichever of the two holds more of a session', () => {
    const minutes = bars(at('00:00'), at('02:30'), '1m', MINUTE_MS, CALM);
    const { before, after, interval } = around([...minutes, ...fives('00:00', '00:30', WILD)], at('01:00'));
    assert.equal(interval, '5m');
    assert.deepEqual([before?.n, after?.n], [12, 12]);
  });

  it('takes hours where nothing finer is kept', () => {
    const hours = [
      ...bars(at('00:00'), at('02:00'), '1h', HOUR_MS, CALM),
      ...bars(at('03:30'), at('06:30'), '1h', HOUR_MS, CALM),
    ];
    const answer = around(hours, at('02:00'));
    assert.equal(answer.interval, '1h');
    assert.deepEqual(answer.missing, {
      before: 'insufficient-returns',
      after: 'insufficient-returns',
      ratio: 'insufficient-returns',
    });
  });

  it('counts the minutes that its bars last, a short one before lunch among them', () => {
    const dayOf = (back: number): Bar[] =>
      [
        ...bars(at('00:00'), at('02:30'), '1h', HOUR_MS, CALM),
        ...bars(at('03:30'), at('06:30'), '1h', HOUR_MS, CALM),
      ].map((bar) => ({
        ...bar,
        openTime: asUtcMs(bar.openTime - back * DAY_MS),
        closeTime: asUtcMs(bar.closeTime - back * DAY_MS),
      }));
    const { before } = around([2, 1].flatMap(dayOf), at('00:00'), LATE, 660);
    assert.equal(before?.n, 12);
    near(before?.perMinute, before === null ? 0 : before.volatility / Math.sqrt(660));
  });

  it('has no ratio to a market that did not move, and no answer without bars', () => {
    const list = [...fives('00:00', '01:00', 0), ...fives('01:00', '02:30', CALM)];
    const still = around(list, at('01:00'));
    assert.equal(still.before?.perMinute, 0);
    assert.deepEqual([still.ratio, still.missing.ratio], [null, 'zero-scale']);
    assert.deepEqual([around([], at('01:00')).interval, around([], at('01:00')).before], [null, null]);
  });
});
