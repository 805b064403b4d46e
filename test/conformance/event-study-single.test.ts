import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { adjustForMany } from '../../shared/statistics/multiple-tests.ts';
import { returnsByDate } from '../../shared/study/dated-study.ts';
import { placebo } from '../../shared/study/placebo.ts';
import { alignAsOf, logReturns } from '../../shared/study/returns.ts';
import { type Model, type RowWindow, StudyError, type StudyOptions } from '../../shared/study/study.ts';
import { studySeries } from '../../shared/study/study-series.ts';
import { asLocalDate, formatInstant, parseInstant } from '../../shared/time/instant.ts';
import { CASES_ROOT, conformance } from '../support/conformance.ts';
import { casePath, EVENT_STUDY_CASES } from '../support/event-study-cases.ts';

const FOLDER = 'cases/event-study';

interface Dated {
  readonly closeTime: readonly string[];
  readonly close: readonly number[];
}
interface Parameters {
  readonly model: Model;
  readonly estimationWindow: RowWindow;
  readonly eventWindow: RowWindow;
  readonly minObservations?: number;
  readonly thinBelow?: number;
  readonly lags?: readonly number[];
  readonly exclude: number;
  readonly minPlacebos: number;
}
interface SeriesInputs {
  readonly dates: readonly string[];
  readonly asset: readonly (number | null)[];
  readonly benchmark?: readonly (number | null)[];
  readonly eventIndex: number;
}
interface CaseFile {
  readonly inputs: unknown;
  readonly parameters: Parameters;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: { readonly relative: number; readonly absolute: number; readonly pAbsolute: number };
}

const read = (name: string): CaseFile =>
  JSON.parse(readFileSync(new URL(casePath(name), CASES_ROOT), 'utf8')) as CaseFile;

function optionsOf(given: Parameters): Partial<StudyOptions> {
  const { model, estimationWindow, eventWindow, minObservations, thinBelow, lags } = given;
  return {
    model,
    estimation: estimationWindow,
    window: eventWindow,
    ...(minObservations === undefined ? {} : { minObservations }),
    ...(thinBelow === undefined ? {} : { thinBelow }),
    ...(lags === undefined ? {} : { lags }),
  };
}

const seriesOf = ({ dates, asset, benchmark, eventIndex }: SeriesInputs) => ({
  dates: dates.map(asLocalDate),
  asset,
  benchmark: benchmark ?? null,
  eventIndex,
});

/** What is answered, or the error with its numbers. */
function answerOf(compute: () => object): Readonly<Record<string, unknown>> {
  try {
    return { ...compute() };
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    return { error: { code: error.code, ...error.details } };
  }
}

const study = ({ inputs, parameters }: CaseFile) =>
  answerOf(() => studySeries(seriesOf(inputs as SeriesInputs), optionsOf(parameters)));

function asOf({ inputs, parameters }: CaseFile) {
  const { asset, benchmark, eventDate } = inputs as { asset: Dated; benchmark: Dated; eventDate: string };
  const closes = (side: Dated) =>
    side.closeTime.map((time, row) => ({ closeTime: parseInstant(time), close: side.close[row] as number }));
  const byDate = (side: Dated) =>
    side.closeTime.map((time, row) => ({ date: time.slice(0, 10), close: side.close[row] as number }));
  const aligned = alignAsOf(closes(asset), closes(benchmark));
  const contrast = returnsByDate(byDate(asset), byDate(benchmark), eventDate);
  const series = { ...contrast, asset: logReturns(asset.close), benchmark: aligned.returns };
  return {
    ...studySeries(series, optionsOf(parameters)),
    eventReturnIndex: series.eventIndex,
    alignedBenchmarkCloseTime: aligned.closeTimes.map((time) => time && formatInstant(time)),
    alignedBenchmarkReturn: aligned.returns,
    sameDateBetaForContrast: studySeries(contrast, optionsOf(parameters)).beta,
  };
}

function placeboOf({ inputs, parameters }: CaseFile) {
  const { exclude, minPlacebos } = parameters;
  const found = placebo(seriesOf(inputs as SeriesInputs), optionsOf(parameters), { exclude, minPlacebos });
  return { ...found, firstStatistic: found.statistics[0], lastStatistic: found.statistics.at(-1) };
}

const ANSWERS: Readonly<Record<(typeof EVENT_STUDY_CASES.single)[number], (file: CaseFile) => object>> = {
  '01-market-model': study,
  '02-mean-adjusted': study,
  '03-market-adjusted': study,
  '04-scholes-williams': study,
  '05-dimson-lag': study,
  '06-asof-benchmark': asOf,
  '07-missing-benchmark-day': study,
  '08-zero-variance-benchmark': study,
  '09-zero-variance-asset': study,
  '10-too-few-observations': study,
  '11-thin-estimation-window': study,
  '12-event-window-out-of-range': study,
  '39-placebo': placeboOf,
  '40-placebo-too-few': placeboOf,
  '41-multiple-testing': ({ inputs }) => adjustForMany((inputs as { p: (number | null)[] }).p),
  '42-bhar': study,
};

/** A p-value, or a list of them. */
const P_KEYS = new Set(['p', 'pTwoSided', 'holm', 'benjaminiHochberg']);

/** Every key and element of `expected` is in `found`, numbers within the tolerance; p-values are compared absolutely. */
function compare(
  found: unknown,
  expected: unknown,
  tolerance: CaseFile['tolerance'],
  path: string,
  isP = false,
): void {
  if (typeof expected === 'number') {
    assert.ok(typeof found === 'number', `${path}: ${String(found)} instead of ${expected}`);
    const allowed = isP
      ? tolerance.pAbsolute
      : Math.max(tolerance.absolute, tolerance.relative * Math.abs(expected));
    assert.ok(Math.abs(found - expected) <= allowed, `${path}: ${found} instead of ${expected}`);
  } else if (Array.isArray(expected)) {
    assert.ok(Array.isArray(found), `${path} is no list`);
    assert.equal(found.length, expected.length, `${path}: length`);
    for (const [index, value] of expected.entries())
      compare(found[index], value, tolerance, `${path}[${index}]`, isP);
  } else if (typeof expected === 'object' && expected !== null) {
    assert.ok(typeof found === 'object' && found !== null, `${path} is no object`);
    for (const [key, value] of Object.entries(expected)) {
      assert.ok(Object.hasOwn(found, key), `${path}.${key} is not compared`);
      compare(found[key as keyof typeof found], value, tolerance, `${path}.${key}`, P_KEYS.has(key));
    }
  } else assert.equal(found, expected, path);
}

conformance('event study of one series', [FOLDER], () => {
  for (const name of EVENT_STUDY_CASES.single) {
    it(name, () => {
      const file = read(name);
      compare(ANSWERS[name](file), file.expected, file.tolerance, name);
    });
  }
});
