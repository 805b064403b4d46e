import assert from 'node:assert/strict';
import type { Session } from '../../shared/calendar/calendar.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { type MarketStudyInput, marketReturns, marketStudy } from '../../shared/study/market-study.ts';
import { placebo } from '../../shared/study/placebo.ts';
import { StudyError, type StudyErrorCode } from '../../shared/study/study.ts';
import { studySeries } from '../../shared/study/study-series.ts';
import { asSeq, asUtcMs, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { calendars, frameOf } from '../support/bar-timeline.ts';
import { shippedInstrument } from '../support/chart-answer.ts';
import { id, makeBar } from '../support/records.ts';
import { wave } from '../support/return-series.ts';

const KOSPI = shippedInstrument('KS11');
const NEW_YORK = shippedInstrument('GSPC');
const NIKKEI = shippedInstrument('N225');
const T0 = parseInstant('2025-10-30T02:05:00Z');
const FROM = parseInstant('2024-06-01T00:00:00Z');
const UNTIL = parseInstant('2025-12-01T00:00:00Z');
const DONE = parseInstant('2026-01-01T00:00:00Z');

type Listed = Pick<typeof KOSPI, 'id' | 'mic'>;

const sessionsOf = ({ mic }: Listed): readonly Session[] => calendars.get(mic).sessions(FROM, UNTIL);

const daily = (instrument: Listed, session: Session, close: number): Bar =>
  makeBar(session.open, close, {
    instrument: instrument.id,
    interval: '1d',
    closeTime: session.close,
    receivedAt: session.close,
    seq: asSeq(1),
  });

/** A walk of one market over all its sessions. */
function walk(instrument: Listed, key: number): Bar[] {
  const sessions = sessionsOf(instrument);
  const steps = wave(sessions.length, key);
  let price = 100;
  return sessions.map((session, row) => {
    price *= Math.exp(steps[row] as number);
    return daily(instrument, session, price);
  });
}

const kospi = walk(KOSPI, 3);
const newYork = walk(NEW_YORK, 5);
const on = (bars: readonly Bar[], date: string, of: Listed = KOSPI): number =>
  bars.findIndex((bar) => bar.openTime === calendars.get(of.mic).session(date as Session['date'])?.open);

interface Given extends Partial<Omit<MarketStudyInput, 'frame'>> {
  readonly bars?: readonly Bar[];
  readonly playhead?: UtcMs;
}
const inputOf = ({
  bars = [...kospi, ...newYork],
  playhead = DONE,
  ...rest
}: Given = {}): MarketStudyInput => ({
  frame: frameOf({ bars }, playhead),
  instrument: KOSPI,
  benchmark: NEW_YORK,
  calendars,
  t0: T0,
  ...rest,
});
const studied = (given: Given = {}) => marketStudy(inputOf(given));

const refused = (code: StudyErrorCode, given: Given): StudyError => {
  try {
    studied(given);
  } catch (error) {
    assert.ok(error instanceof StudyError, String(error));
    assert.equal(error.code, code);
    return error;
  }
  return assert.fail(`no ${code}`);
};

describe('a study of one market', () => {
  it('takes the session that holds T0 for day 0, else the next', () => {
    assert.equal(studied().eventDate, '2025-10-30');
    assert.equal(studied({ t0: parseInstant('2025-10-30T06:30:00Z') }).eventDate, '2025-10-31');
    assert.equal(studied({ t0: parseInstant('2025-10-31T12:00:00Z') }).eventDate, '2025-11-03');
    const tokyo = walk(NIKKEI, 7);
    const atLunch = studied({
      instrument: NIKKEI,
      bars: [...tokyo, ...newYork],
      t0: parseInstant('2025-10-30T03:00:00Z'),
    });
    assert.equal(atLunch.eventDate, '2025-10-30');
  });

  it('pairs each day with the last benchmark close before its own, and reports it', () => {
    const { benchmarkCloses, align, benchmark, observations } = studied({ options: { window: [0, 2] } });
    assert.deepEqual(benchmarkCloses, [
      parseInstant('2025-10-29T20:00:00Z'),
      parseInstant('2025-10-30T20:00:00Z'),
      parseInstant('2025-10-31T20:00:00Z'),
    ]);
    assert.deepEqual([align, benchmark], ['as-of', 'GSPC']);
    // New York was shut on five days before sessions of Seoul: 18 April, 26 May, 19 June, 4 July and 1 September.
    assert.equal(observations, 115);
  });

  it('is the study of its returns', () => {
    const { series } = marketReturns(inputOf());
    const { ar, car, beta } = studySeries(series);
    const study = studied();
    assert.deepEqual([study.ar, study.car, study.beta], [ar, car, beta]);
    const row = on(kospi, '2025-10-30');
    const own = Math.log((kospi[row] as Bar).close / (kospi[row - 1] as Bar).close);
    assert.equal(series.asset[series.eventIndex], own);
  });

  it('says that a benchmark close after T0 may hold the event, with the mean-adjusted return of that day', () => {
    const { warnings, meanAdjusted } = studied({ options: { window: [0, 2] } });
    assert.ok(warnings.includes('benchmark-contains-event'));
    assert.deepEqual(
      meanAdjusted?.map(({ k }) => k),
      [1, 2],
    );
    const mean = studied({ options: { window: [0, 2], model: 'mean' } });
    assert.deepEqual(meanAdjusted, mean.ar.slice(1));
    assert.deepEqual(
      [mean.warnings, mean.benchmark, mean.align, mean.meanAdjusted],
      [[], null, null, undefined],
    );
    const clean = studied({ options: { window: [0, 0] } });
    assert.deepEqual([clean.warnings, clean.meanAdjusted], [[], undefined]);
  });

  it('doubts the close before an event that is known to the day only', () => {
    const days = (precision: 'minute' | 'hour' | 'day') =>
      studied({ precision, options: { window: [0, 1] } }).meanAdjusted?.map(({ k }) => k);
    assert.deepEqual([days('minute'), days('hour'), days('day')], [[1], [1], [0, 1]]);
  });

  it('leaves no return on both sides of a session without a bar', () => {
    const row = on(kospi, '2025-10-31');
    const bars = [...kospi.filter((_, index) => index !== row), ...newYork];
    const { missing, ar } = studied({ bars });
    assert.deepEqual(missing, [
      { k: 1, reason: 'no-asset-return' },
      { k: 2, reason: 'no-asset-return' },
    ]);
    assert.notEqual(ar[3]?.ar, null);
  });

  it('pairs nothing with a benchmark session whose bar is not known', () => {
    const row = on(newYork, '2025-10-30', NEW_YORK);
    const bars = [...kospi, ...newYork.filter((_, index) => index !== row)];
    assert.deepEqual(studied({ bars }).missing, [
      { k: 1, reason: 'no-benchmark-return' },
      { k: 2, reason: 'no-benchmark-return' },
    ]);
  });

  it('drops bars on days without a session', () => {
    const holiday = makeBar(parseInstant('2025-10-03T00:00:00Z'), 1, {
      instrument: KOSPI.id,
      interval: '1d',
      closeTime: parseInstant('2025-10-03T06:30:00Z'),
    });
    assert.deepEqual(studied({ bars: [...kospi, holiday, ...newYork] }), studied());
    const next = on(kospi, '2025-10-10');
    const { series } = marketReturns(
      inputOf({ bars: [...kospi.filter((_, index) => index !== next), holiday, ...newYork] }),
    );
    const row = series.dates.indexOf('2025-10-10' as Session['date']);
    assert.deepEqual([series.asset[row], series.asset[row + 1]], [null, null]);
  });

  it('takes three identical closes in a row for filled-in ones, not two', () => {
    const row = on(kospi, '2025-07-01');
    const repeat = (times: number): readonly Bar[] => [
      ...kospi.map((bar, index) =>
        index > row && index < row + times ? { ...bar, close: (kospi[row] as Bar).close } : bar,
      ),
      ...newYork,
    ];
    assert.deepEqual(studied({ bars: repeat(2), options: { window: [0, 0] } }).warnings, []);
    const filled = studied({ bars: repeat(3), options: { window: [0, 0] } });
    assert.deepEqual(filled.warnings, ['forward-filled-closes']);
    // Four returns touch the three closes.
    assert.equal(filled.observations, 115 - 4);
  });
});

describe('a study at a playhead', () => {
  it('has no days that are not over yet, and says so', () => {
    const playhead = parseInstant('2025-10-31T06:29:59Z');
    const { ar, car, missing, benchmarkCloses } = studied({ playhead });
    assert.deepEqual(
      missing,
      [1, 2, 3, 4, 5].map((k) => ({ k, reason: 'not-yet' })),
    );
    assert.deepEqual(
      ar.map(({ ar: value }) => value === null),
      [false, true, true, true, true, true],
    );
    assert.deepEqual(
      car.map(({ car: value }) => value === null),
      [false, true, true, true, true, true],
    );
    assert.deepEqual(benchmarkCloses.slice(1), [null, null, null, null, null]);
    assert.equal(studied({ playhead: parseInstant('2025-10-31T06:30:00Z') }).missing[0]?.k, 2);
  });

  it('tells a day that is over but unknown from one that is not over', () => {
    const row = on(kospi, '2025-10-31');
    const playhead = parseInstant('2025-10-31T07:00:00Z');
    const { missing } = studied({ bars: [...kospi.slice(0, row), ...newYork], playhead });
    assert.deepEqual(missing.slice(0, 2), [
      { k: 1, reason: 'no-asset-return' },
      { k: 2, reason: 'not-yet' },
    ]);
  });

  it('has nothing of an event that lies ahead but its estimate', () => {
    const { missing, observations } = studied({ playhead: parseInstant('2025-10-29T00:00:00Z') });
    assert.deepEqual(
      missing,
      [0, 1, 2, 3, 4, 5].map((k) => ({ k, reason: 'not-yet' })),
    );
    assert.equal(observations, 115);
  });

  it('does not change with bars after the playhead', () => {
    const playhead = parseInstant('2025-11-03T12:00:00Z');
    const altered = [...kospi, ...newYork].map((bar) =>
      bar.closeTime > playhead ? { ...bar, close: bar.close * 3 } : bar,
    );
    assert.deepEqual(studied({ bars: altered, playhead }), studied({ playhead }));
  });
});

describe('a study of a market refuses', () => {
  it('a benchmark that is the instrument, or none', () => {
    assert.deepEqual(refused('benchmark-is-instrument', { benchmark: KOSPI }).details, {
      instrument: 'KS11',
    });
    refused('no-benchmark', { benchmark: null });
    assert.equal(studied({ benchmark: null, options: { model: 'mean' } }).align, null);
  });

  it('an exchange without a calendar', () => {
    const elsewhere = { id: id('ELSEWHERE'), mic: 'XXXX' as Mic };
    assert.deepEqual(refused('unknown-market', { instrument: elsewhere }).details, {
      instrument: 'ELSEWHERE',
      mic: 'XXXX',
    });
    refused('unknown-market', { benchmark: elsewhere });
  });

  it('a market without a history, and one that began too late', () => {
    const none = refused('insufficient-estimation-window', { bars: newYork });
    assert.deepEqual(none.details, { observations: 0, required: 30 });
    const row = on(kospi, '2025-10-01');
    refused('insufficient-estimation-window', { bars: [...kospi.slice(row), ...newYork] });
  });

  it('an event beyond the calendar', () => {
    refused('event-not-in-data', { t0: asUtcMs(Date.UTC(2080, 0, 1)) });
  });
});

describe('the returns of a market for a placebo', () => {
  it('reach over the whole history on both sides of the event', () => {
    const { series } = marketReturns(inputOf(), 'history');
    const sessions = sessionsOf(KOSPI);
    assert.equal(series.dates[0], sessions[1]?.date);
    assert.equal(series.dates.at(-1), sessions.at(-1)?.date);
    assert.deepEqual(studySeries(series).ar, studied().ar);
    const { placebos, statistic } = placebo(series);
    assert.ok(placebos > 100, `${placebos}`);
    assert.equal(statistic, studied().car.at(-1)?.t);
  });
});
