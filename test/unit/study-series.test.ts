import assert from 'node:assert/strict';
import { placebo } from '../../shared/study/placebo.ts';
import type { Model, ReturnSeries, StudyErrorCode, StudyOptions } from '../../shared/study/study.ts';
import { StudyError } from '../../shared/study/study.ts';
import { studySeries } from '../../shared/study/study-series.ts';
import { dayStrings, wave } from '../support/return-series.ts';

const ROWS = 160;
const EVENT = 140;

const seriesOf = (given: Partial<ReturnSeries> = {}): ReturnSeries => ({
  dates: dayStrings(ROWS),
  asset: wave(ROWS, 3),
  benchmark: wave(ROWS, 5),
  eventIndex: EVENT,
  ...given,
});

const withRow = <T>(values: readonly T[], row: number, value: T): readonly T[] =>
  values.map((old, index) => (index === row ? value : old));

const refused = (
  code: StudyErrorCode,
  details: Readonly<Record<string, unknown>>,
  series: ReturnSeries,
  options: Partial<StudyOptions> = {},
): void => {
  assert.throws(
    () => studySeries(series, options),
    (error) => {
      assert.ok(error instanceof StudyError, String(error));
      assert.equal(error.code, code);
      for (const [key, value] of Object.entries(details)) assert.deepEqual(error.details[key], value, key);
      return true;
    },
  );
};

describe('a study of one series', () => {
  it('names every day of the window and cumulates from its first', () => {
    const { ar, car, bhar } = studySeries(seriesOf(), { window: [-1, 2] });
    assert.deepEqual(
      ar.map(({ k }) => k),
      [-1, 0, 1, 2],
    );
    assert.deepEqual(
      car.map(({ from, to }) => [from, to]),
      [
        [-1, -1],
        [-1, 0],
        [-1, 1],
        [-1, 2],
      ],
    );
    assert.deepEqual(
      bhar.map(({ to }) => to),
      [-1, 0, 1, 2],
    );
  });

  it('leaves a day without a return open and cumulates nothing after it', () => {
    const series = seriesOf({ asset: withRow(wave(ROWS, 3), EVENT + 1, null) });
    const { ar, car, bhar, missing } = studySeries(series, { window: [0, 3] });
    assert.deepEqual(
      ar.map(({ ar: value }) => value === null),
      [false, true, false, false],
    );
    assert.deepEqual(
      car.map(({ car: value }) => value === null),
      [false, true, true, true],
    );
    assert.deepEqual(
      bhar.map(({ bhar: value }) => value === null),
      [false, true, true, true],
    );
    assert.deepEqual(missing, [{ k: 1, reason: 'no-asset-return' }]);
  });

  it('dates the estimation window by its first and last complete row and gives its returns', () => {
    const asset = withRow(wave(ROWS, 3), EVENT - 130, null);
    const found = studySeries(seriesOf({ asset }));
    assert.equal(found.observations, 119);
    assert.deepEqual(found.estimationDates, [dayStrings(ROWS)[11], dayStrings(ROWS)[129]]);
    assert.equal(found.estimation.ar.length, 120);
    assert.deepEqual([found.estimation.ar[0], found.estimation.se[0]], [null, null]);
    const squares = found.estimation.ar.reduce<number>((sum, value) => sum + (value ?? 0) ** 2, 0);
    assert.ok(Math.abs(Math.sqrt(squares / 117) - found.sigma) < 1e-15);
    assert.equal(found.estimation.se[1], found.sigma);
  });

  it('estimates from what there is where the data begin inside the window', () => {
    const found = studySeries(seriesOf({ eventIndex: 60 }));
    assert.equal(found.observations, 50);
    assert.deepEqual(found.warnings, ['thin-estimation-window']);
  });

  it('warns where the estimation window reaches into the event window', () => {
    assert.deepEqual(studySeries(seriesOf(), { window: [-15, 5] }).warnings, [
      'estimation-window-touches-event',
    ]);
    assert.deepEqual(studySeries(seriesOf(), { window: [-11, 5] }).warnings.length, 1);
    assert.deepEqual(studySeries(seriesOf(), { window: [-10, 5] }).warnings, []);
  });

  it('leaves R² out where the asset does not move', () => {
    const found = studySeries(seriesOf({ asset: Array(ROWS).fill(0) }));
    assert.deepEqual([found.beta, 'r2' in found, found.warnings], [0, false, ['zero-variance']]);
  });

  it('reads the lags of a Dimson model from before the window', () => {
    const benchmark = withRow(wave(ROWS, 5), EVENT - 132, null);
    const observations = (lags: readonly number[]): number =>
      studySeries(seriesOf({ benchmark }), { model: 'dimson', lags }).observations;
    assert.deepEqual([observations([0, 1]), observations([0, 2])], [120, 119]);
  });

  it('has one lag of 0 in common with the market model', () => {
    const one = studySeries(seriesOf(), { model: 'dimson', lags: [0] });
    const other = studySeries(seriesOf());
    assert.deepEqual([one.ar, one.car, one.betas], [other.ar, other.car, [other.beta]]);
  });
});

describe('a study refuses', () => {
  it('an estimation window with too few complete rows', () => {
    const asset = wave(ROWS, 3).map((value, row) => (row < 101 ? null : value));
    refused('insufficient-estimation-window', { observations: 29, required: 30 }, seriesOf({ asset }));
    refused('insufficient-estimation-window', { observations: 0 }, seriesOf({ eventIndex: 5 }));
    const tight = {
      model: 'dimson',
      estimation: [-14, -11],
      minObservations: 3,
      lags: [0, 1, 2, 3],
    } as const;
    refused('insufficient-estimation-window', { observations: 4, required: 6 }, seriesOf(), tight);
  });

  it('an event window beyond the data on either side', () => {
    refused('event-window-out-of-range', { available: [-140, 19], required: [0, 20] }, seriesOf(), {
      window: [0, 20],
    });
    refused('event-window-out-of-range', { available: [-140, 19], required: [-141, 0] }, seriesOf(), {
      window: [-141, 0],
    });
  });

  it('a benchmark that is absent or constant', () => {
    for (const model of ['adjusted', 'market', 'dimson', 'scholes-williams'] as const) {
      refused('no-benchmark', { model }, seriesOf({ benchmark: null }), { model });
    }
    for (const model of ['market', 'dimson', 'scholes-williams'] as const) {
      refused('zero-variance-benchmark', {}, seriesOf({ benchmark: Array(ROWS).fill(0.1) }), { model });
    }
    assert.equal(studySeries(seriesOf({ benchmark: null }), { model: 'mean' }).observations, 120);
  });

  it('windows and lags that make no sense', () => {
    refused('bad-window', { field: 'window', value: [2, 1] }, seriesOf(), { window: [2, 1] });
    refused('bad-window', { field: 'window' }, seriesOf(), { window: [0, 1.5] });
    refused('bad-window', { field: 'estimation' }, seriesOf(), { estimation: [Number.NaN, -11] });
    refused('bad-window', { field: 'estimation', value: [-20, 0] }, seriesOf(), { estimation: [-20, 0] });
    refused('bad-window', { field: 'minObservations', value: 2 }, seriesOf(), { minObservations: 2 });
    refused('bad-lags', { value: [] }, seriesOf(), { lags: [] });
    refused('bad-lags', { value: [0, -1] }, seriesOf(), { lags: [0, -1] });
    refused('bad-lags', { value: [1, 1] }, seriesOf(), { lags: [1, 1] });
    assert.throws(
      () => studySeries(seriesOf(), { model: 'capm' as Model }),
      /model must be one of mean, adjusted/,
    );
  });

  it('lags of a benchmark that repeats itself', () => {
    const benchmark = Array.from({ length: ROWS }, (_, row) => (row % 2 === 0 ? 0.01 : -0.01));
    refused('bad-lags', { lags: [0, 2] }, seriesOf({ benchmark }), { model: 'dimson', lags: [0, 2] });
  });

  it('returns that are no numbers, naming the row', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      refused(
        'bad-price',
        { field: 'asset', row: 50 },
        seriesOf({ asset: withRow(wave(ROWS, 3), 50, value) }),
      );
      const benchmark = withRow(wave(ROWS, 5), 141, value);
      refused('bad-price', { field: 'benchmark', row: 141 }, seriesOf({ benchmark }));
    }
  });

  it('dates that do not ascend and columns of another length', () => {
    const dates = dayStrings(ROWS);
    refused(
      'bad-dates',
      { row: 50 },
      seriesOf({ dates: withRow(dates, 50, dates[49] as (typeof dates)[0]) }),
    );
    refused(
      'bad-dates',
      { row: 51 },
      seriesOf({ dates: withRow(dates, 50, dates[159] as (typeof dates)[0]) }),
    );
    refused('bad-dates', { field: 'asset', rows: 3 }, seriesOf({ asset: [0, 0, 0] }));
    refused('bad-dates', { field: 'benchmark', rows: 3 }, seriesOf({ benchmark: [0, 0, 0] }));
  });

  it('an event that is no row', () => {
    for (const eventIndex of [-1, ROWS, 1.5, Number.NaN])
      refused('event-not-in-data', { rows: ROWS }, seriesOf({ eventIndex }));
  });
});

describe('a placebo', () => {
  const rows = 420;
  const long = (given: Partial<ReturnSeries> = {}): ReturnSeries => ({
    dates: dayStrings(rows),
    asset: wave(rows, 3),
    benchmark: wave(rows, 5),
    eventIndex: 300,
    ...given,
  });

  it('takes each row with full windows, more than 20 rows from the event', () => {
    const found = placebo(long());
    assert.deepEqual([found.firstIndex, found.lastIndex, found.placebos], [130, 414, 244]);
    assert.deepEqual(
      [
        found.rows.includes(279),
        found.rows.includes(280),
        found.rows.includes(320),
        found.rows.includes(321),
      ],
      [true, false, false, true],
    );
    assert.equal(found.statistics.length, 244);
  });

  it('gives each pseudo-event the statistic that a study of it gives', () => {
    for (const model of ['mean', 'adjusted', 'market', 'dimson', 'scholes-williams'] as const) {
      const { rows: pseudo, statistics } = placebo(long(), { model });
      for (const at of [0, 100, 243]) {
        const study = studySeries(long({ eventIndex: pseudo[at] as number }), { model });
        assert.ok(Math.abs((study.car.at(-1)?.t as number) - (statistics[at] as number)) < 1e-12, model);
      }
    }
  });

  it('leaves out pseudo-events with a hole in their window', () => {
    const asset = withRow(wave(rows, 3), 200, null);
    assert.equal(placebo(long({ asset })).placebos, 244 - 6);
  });

  it('says why there is no percentile', () => {
    assert.deepEqual(placebo(long(), {}, { minPlacebos: 245 }).missing, {
      percentile: 'insufficient-placebos',
      pTwoSided: 'insufficient-placebos',
    });
    const found = placebo(long({ asset: withRow(wave(rows, 3), 303, null) }));
    assert.deepEqual([found.statistic, found.percentile, found.pTwoSided], [null, null, null]);
    assert.deepEqual(found.missing, {
      statistic: 'no-statistic',
      percentile: 'no-statistic',
      pTwoSided: 'no-statistic',
    });
  });

  it('refuses a rule that is no number of rows', () => {
    assert.throws(() => placebo(long(), {}, { exclude: -1 }), /exclude must be a whole number of rows/);
  });
});
