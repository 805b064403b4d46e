import assert from 'node:assert/strict';
import type { Mic } from '../../shared/market/instrument.ts';
import { type DatedClose, returnsAsOf, returnsByDate, studyByDate } from '../../shared/study/dated-study.ts';
import { StudyError, type StudyErrorCode } from '../../shared/study/study.ts';
import { studySeries } from '../../shared/study/study-series.ts';
import { calendars } from '../support/bar-timeline.ts';
import { dayStrings, wave } from '../support/return-series.ts';

function prices(rows: number, key: number): DatedClose[] {
  const steps = wave(rows, key);
  let close = 100;
  return dayStrings(rows).map((date, row) => {
    close *= Math.exp(steps[row] as number);
    return { date, close };
  });
}
const asset = prices(160, 3);
const benchmark = prices(160, 5);
const EVENT = asset[141]?.date as string;

const refused = (
  code: StudyErrorCode,
  compute: () => unknown,
  details: Readonly<Record<string, unknown>> = {},
) =>
  assert.throws(compute, (error) => {
    assert.ok(error instanceof StudyError, String(error));
    assert.equal(error.code, code);
    for (const [key, value] of Object.entries(details)) assert.deepEqual(error.details[key], value, key);
    return true;
  });
const withRow = (row: number, change: Partial<DatedClose>): DatedClose[] =>
  asset.map((old, index) => (index === row ? { ...old, ...change } : old));

describe('a study of price rows', () => {
  it('is the study of the log returns between them', () => {
    const study = studyByDate(asset, benchmark, EVENT);
    const series = {
      dates: dayStrings(160).slice(1),
      asset: wave(160, 3).slice(1),
      benchmark: wave(160, 5).slice(1),
      eventIndex: 140,
    };
    const direct = studySeries(series);
    assert.equal(study.eventDate, EVENT);
    assert.equal(study.align, 'date');
    study.ar.forEach(({ ar, se }, k) => {
      assert.ok(Math.abs((ar as number) - (direct.ar[k]?.ar as number)) < 1e-14);
      assert.ok(Math.abs((se as number) - (direct.ar[k]?.se as number)) < 1e-14);
    });
  });

  it('takes the next row where the event falls between rows', () => {
    const gap = asset.filter((_, row) => row !== 141);
    assert.equal(studyByDate(gap, null, EVENT, { model: 'mean' }).eventDate, asset[142]?.date);
  });

  it('pairs by date, each return from its own rows', () => {
    const holes = benchmark.filter((_, row) => row !== 50);
    const { benchmark: paired } = returnsByDate(asset, holes, EVENT);
    assert.equal(paired?.[49], null);
    assert.ok(
      Math.abs((paired?.[50] as number) - (wave(160, 5)[50] as number) - (wave(160, 5)[51] as number)) <
        1e-14,
    );
  });

  it('keeps runs of equal closes, for a file may be of a stock that did not trade', () => {
    const still = asset.map(({ date }, row) => ({ date, close: row < 141 ? 100 : 101 }));
    const { warnings, observations, ar } = studyByDate(still, null, EVENT, { model: 'mean' });
    assert.deepEqual([warnings, observations], [['zero-variance'], 120]);
    assert.equal(ar[0]?.ar, Math.log(1.01));
  });
});

describe('a study of price rows refuses', () => {
  it('closes that are no prices, naming field and row', () => {
    for (const close of [Number.NaN, Number.POSITIVE_INFINITY, 0, -1]) {
      refused('bad-price', () => studyByDate(withRow(7, { close }), null, EVENT), {
        field: 'prices.close',
        row: 7,
        value: String(close),
      });
    }
    const bad = benchmark.map((old, row) => (row === 3 ? { ...old, close: 0 } : old));
    refused('bad-price', () => studyByDate(asset, bad, EVENT), { field: 'benchmark.close', row: 3 });
  });

  it('dates that are none, stand twice or go back', () => {
    const at = (date: string) => () => studyByDate(withRow(7, { date }), null, EVENT);
    refused('bad-dates', at('07/01/2024'), { field: 'prices.date', row: 7, value: '07/01/2024' });
    refused('bad-dates', at(asset[6]?.date as string), { row: 7 });
    assert.throws(at(asset[6]?.date as string), /is there twice/);
    refused('bad-dates', at(asset[2]?.date as string), { row: 7 });
    refused('bad-dates', () => studyByDate(asset, null, 'tomorrow'), {
      field: 'eventDate',
      value: 'tomorrow',
    });
  });

  it('fewer than two rows', () => {
    refused('bad-dates', () => studyByDate(asset.slice(0, 1), null, EVENT), { field: 'prices', rows: 1 });
    refused('bad-dates', () => studyByDate([], null, EVENT), { rows: 0 });
    refused('bad-dates', () => studyByDate(asset, [], EVENT), { field: 'benchmark', rows: 0 });
  });

  it('an event outside the data and a window beyond it', () => {
    const [first, last] = [asset[0]?.date, asset.at(-1)?.date];
    for (const date of ['2023-12-31', first as string, '2030-01-01']) {
      refused('event-not-in-data', () => studyByDate(asset, null, date), { first, last });
    }
    refused('event-window-out-of-range', () => studyByDate(asset, benchmark, last as string), {
      available: [-158, 0],
      required: [0, 5],
    });
  });

  it('a benchmark that holds the rows of the asset', () => {
    refused('benchmark-is-instrument', () => studyByDate(asset, asset, EVENT));
    refused('benchmark-is-instrument', () => studyByDate(asset, structuredClone(asset), EVENT));
  });
});

describe('price rows paired by instant', () => {
  const markets = { asset: calendars.get('XKRX' as Mic), benchmark: calendars.get('XNYS' as Mic) };

  it('stand beside the last close before their own, and rows without a session are left out', () => {
    const series = returnsAsOf(asset, benchmark, '2024-02-08', markets);
    assert.ok(series.dates.every((date) => markets.asset.session(date) !== null));
    const close = (date: string): number => benchmark.find((row) => row.date === date)?.close as number;
    // 9 and 12 February 2024 were holidays in Seoul: the benchmark's days are summed.
    const row = series.dates.indexOf('2024-02-13' as (typeof series.dates)[0]);
    assert.equal(series.dates[row - 1], '2024-02-08');
    assert.equal(series.benchmark?.[row], Math.log(close('2024-02-12') / close('2024-02-07')));
    // 19 February was a holiday in New York.
    const after = series.dates.indexOf('2024-02-20' as (typeof series.dates)[0]);
    assert.equal(series.benchmark?.[after], null);
  });
});
