import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HORIZONS } from '../../shared/event/horizon.ts';
import { VERDICTS } from '../../shared/reaction/claim.ts';
import { REASONS } from '../../shared/reaction/reaction.ts';
import { MODELS } from '../../shared/study/study.ts';
import { claimRow, claimTable, readClaimRow } from '../../shared/table/claim.ts';
import { type Cells, csvText, readCsv, type Table } from '../../shared/table/column.ts';
import { comparableRow, comparableTable, readComparableRow } from '../../shared/table/comparable.ts';
import { CsvFault } from '../../shared/table/csv.ts';
import { reactionRow, reactionTable, readReactionRow } from '../../shared/table/reaction.ts';
import { readStudyRow, studyRow, studyTable } from '../../shared/table/study.ts';

const RUN = { seed: 20251030, numRuns: 200 };
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const time = fc.integer({ min: 0, max: 4_102_444_800_000 });
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const whole = fc.integer({ min: 0, max: 1e6 });
const words = fc
  .array(fc.oneof(fc.constantFrom(..."=+-@\t\r\n',\"; '特{é😀"), fc.string()), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''))
  .filter((text) => text !== '');
const slug = fc.constantFrom('busan-2025', 'osaka-2019');
const instrument = fc.constantFrom('N225', 'KS11');
const horizon = fc.constantFrom(...HORIZONS);
const reason = fc.constantFrom(...REASONS);
const interval = fc.constantFrom('1m', '5m', '1h', '1d');
const date = fc.constantFrom('2025-10-30', '2024-02-29');

const reactions = fc
  .record({
    event: maybe(slug),
    anchor: words,
    instrument,
    horizon,
    state: fc.constantFrom('ok', 'waiting', 'missing'),
    reason: maybe(
      fc.oneof(reason, fc.dictionary(fc.constantFrom('z', 'p', 'fade'), reason, { noNullPrototype: true })),
    ),
    baseTime: maybe(time),
    basePrice: maybe(number),
    priceTime: maybe(time),
    price: maybe(number),
    moveSimple: maybe(number),
    moveLog: maybe(number),
    gapSimple: maybe(number),
    overnight: maybe(fc.boolean()),
    usualMove: maybe(number),
    z: maybe(number),
    percentile: maybe(number),
    p: maybe(number),
    samples: maybe(whole),
    sampleInterval: maybe(interval),
    peakMove: maybe(number),
    peakTime: maybe(time),
    troughMove: maybe(number),
    troughTime: maybe(time),
    fade: maybe(number),
    halfLifeMinutes: maybe(number),
    halfLifeAtLeast: maybe(number),
    volBefore: maybe(number),
    volAfter: maybe(number),
    jumpZ: maybe(number),
    jumpP: maybe(number),
    orderRank: maybe(fc.integer({ min: 1, max: 50 })),
    orderWidthSeconds: maybe(number),
    moveMin: maybe(number),
    moveMax: maybe(number),
    mixedWith: fc.array(slug),
    provenance: maybe(fc.constantFrom('polled', 'published', 'simulated')),
  })
  .map((row) => reactionRow.parse(row));

const studies = fc
  .record({
    event: slug,
    instrument,
    model: fc.constantFrom(...MODELS),
    benchmark: maybe(fc.constant('GSPC')),
    align: maybe(fc.constantFrom('as-of', 'date')),
    lags: fc.array(fc.integer({ min: -5, max: 5 })),
    estimationFrom: maybe(date),
    estimationTo: maybe(date),
    observations: maybe(whole),
    k: maybe(fc.integer({ min: -10, max: 40 })),
    ar: maybe(number),
    arSe: maybe(number),
    arT: maybe(number),
    arP: maybe(number),
    car: maybe(number),
    carSe: maybe(number),
    carT: maybe(number),
    carP: maybe(number),
    bhar: maybe(number),
    warnings: fc.array(words),
  })
  .map((row) => studyRow.parse(row));

const claims = fc
  .record({
    event: slug,
    claim: words,
    instrument,
    horizon,
    moveSimple: maybe(number),
    z: maybe(number),
    supports: maybe(fc.boolean()),
    verdict: fc.constantFrom(...VERDICTS),
    reason: maybe(reason),
  })
  .map((row) => claimRow.parse(row));

const comparables = fc
  .record({
    event: slug,
    instrument,
    at: number,
    moveSimple: maybe(number),
    median: maybe(number),
    bandLow: maybe(number),
    bandHigh: maybe(number),
    n: whole,
  })
  .map((row) => comparableRow.parse(row));

function roundTrip<Row>(table: Table<Row>, read: (cells: Cells) => Row, rows: fc.Arbitrary<Row>): void {
  fc.assert(
    fc.property(fc.array(rows), (list) => {
      assert.deepEqual(readCsv(csvText(table, list), read), list);
    }),
    RUN,
  );
}

describe('tables of measures: read(write(x)) = x', () => {
  it('reactions', () => roundTrip(reactionTable, readReactionRow, reactions));
  it('study', () => roundTrip(studyTable, readStudyRow, studies));
  it('claims', () => roundTrip(claimTable, readClaimRow, claims));
  it('comparable', () => roundTrip(comparableTable, readComparableRow, comparables));

  it('names the line and the field of what is none of the closed lists', () => {
    const line = csvText(claimTable, [
      claimRow.parse({
        event: 'busan-2025',
        claim: 'shares rose',
        instrument: 'KS11',
        horizon: 'close',
        moveSimple: 0.01,
        z: null,
        supports: true,
        verdict: 'partly',
        reason: null,
      }),
    ]);
    const fault = (csv: string): CsvFault => {
      try {
        readCsv(csv, readClaimRow);
      } catch (error) {
        assert.ok(error instanceof CsvFault);
        return error;
      }
      return assert.fail('read without a fault');
    };
    assert.match(fault(line.replace('partly', 'perhaps')).message, /line 2.*verdict/s);
    assert.match(fault(line.replace(',true,', ',yes,')).message, /line 2.*supports/s);
    assert.match(fault(line.replace('KS11', 'ks 11')).message, /line 2.*instrument/s);
  });
});
