import { ZERO_SPREAD } from '../statistics/summary.ts';
import { studentTwoSided } from '../statistics/tails.ts';
import type { LocalDate } from '../time/instant.ts';
import { designOf } from './design.ts';
import { fitModel } from './fit-model.ts';
import { type Design, forecastTerm, type NormalModel, normalReturn } from './normal-model.ts';
import { studyOptions } from './options.ts';
import {
  type AbnormalReturn,
  type AbnormalStudy,
  type CumulativeReturn,
  type ReturnSeries,
  STUDY_WARNINGS,
  StudyError,
  type StudyOptions,
  type StudyWarning,
} from './study.ts';

interface Tested {
  readonly se: number | null;
  readonly t: number | null;
  readonly p: number | null;
}
const UNTESTED: Tested = { se: null, t: null, p: null };

/** Standard error, t and p of the abnormal returns of indices `from` to `to` summed. */
function tested(sum: number, model: NormalModel, design: Design, from: number, to: number): Tested {
  if (model.sigma <= ZERO_SPREAD) return UNTESTED;
  const se = model.sigma * Math.sqrt(forecastTerm(model, design, from, to));
  const t = sum / se;
  return { se, t, p: studentTwoSided(t, model.degreesOfFreedom) };
}

function checkSeries(series: ReturnSeries, from: number, to: number): void {
  const { dates, asset, benchmark } = series;
  for (const [field, rows] of [
    ['asset', asset.length],
    ['benchmark', benchmark?.length],
  ] as const) {
    if (rows === undefined || rows === dates.length) continue;
    throw new StudyError('bad-dates', `${field} has ${rows} rows and dates ${dates.length}`, { field, rows });
  }
  for (let row = Math.max(from, 0) + 1; row <= to; row += 1) {
    if ((dates[row - 1] as string) < (dates[row] as string)) continue;
    throw new StudyError('bad-dates', `date of row ${row}, ${dates[row]}, must lie after ${dates[row - 1]}`, {
      field: 'date',
      row,
      value: dates[row],
    });
  }
}

function checkEvent(series: ReturnSeries, [from, to]: StudyOptions['window']): void {
  const { eventIndex, dates } = series;
  if (!(Number.isInteger(eventIndex) && eventIndex >= 0 && eventIndex < dates.length)) {
    throw new StudyError(
      'event-not-in-data',
      `row ${eventIndex} of the event is none of ${dates.length} rows`,
      {
        field: 'eventIndex',
        value: eventIndex,
        rows: dates.length,
      },
    );
  }
  const available = [-eventIndex, dates.length - 1 - eventIndex] as const;
  if (from < available[0] || to > available[1]) {
    throw new StudyError(
      'event-window-out-of-range',
      `the event window needs rows ${from} to ${to} and the data reach from ${available[0]} to ${available[1]}`,
      { available: [...available], required: [from, to] },
    );
  }
}

/** Abnormal returns of rows `from` to `to` of the estimation window, and the dates of its first and last complete row. */
function estimationOf(
  series: ReturnSeries,
  design: Design,
  model: NormalModel,
  from: number,
  to: number,
): Pick<AbnormalStudy, 'estimation' | 'estimationDates'> {
  const sigma = model.sigma <= ZERO_SPREAD ? null : model.sigma;
  const dates = series.dates.slice(from, to + 1);
  const ar: (number | null)[] = [];
  for (let row = from; row <= to; row += 1) {
    const index = row - design.first;
    const value = (design.y[index] as number) - normalReturn(model, design, index);
    ar.push(Number.isNaN(value) ? null : value);
  }
  const known = (value: number | null): boolean => value !== null;
  return {
    estimationDates: [dates[ar.findIndex(known)] as LocalDate, dates[ar.findLastIndex(known)] as LocalDate],
    estimation: { dates, ar, se: ar.map((value) => (value === null ? null : sigma)) },
  };
}

type EventWindow = Pick<AbnormalStudy, 'missing'> & {
  readonly ar: AbnormalReturn[];
  readonly car: CumulativeReturn[];
  readonly bhar: { to: number; bhar: number | null }[];
};

/** After a missing day nothing more is cumulated: a hole is not a zero. */
function eventWindowOf(
  series: ReturnSeries,
  design: Design,
  model: NormalModel,
  options: StudyOptions,
): EventWindow {
  const [from, to] = options.window;
  const ar: AbnormalReturn[] = [];
  const car: CumulativeReturn[] = [];
  const bhar: { to: number; bhar: number | null }[] = [];
  const missing: AbnormalStudy['missing'][number][] = [];
  const start = series.eventIndex + from - design.first;
  let sum = 0;
  let actual = 0;
  let expected = 0;
  for (let k = from; k <= to; k += 1) {
    const index = start + k - from;
    const normal = normalReturn(model, design, index);
    const value = (design.y[index] as number) - normal;
    if (Number.isNaN(value)) {
      missing.push({ k, reason: Number.isNaN(design.y[index]) ? 'no-asset-return' : 'no-benchmark-return' });
      ar.push({ k, ar: null, ...UNTESTED });
    } else ar.push({ k, ar: value, ...tested(value, model, design, index, index) });
    sum += value;
    actual += design.y[index] as number;
    expected += normal;
    if (missing.length > 0) {
      car.push({ from, to: k, car: null, ...UNTESTED });
      bhar.push({ to: k, bhar: null });
    } else {
      car.push({ from, to: k, car: sum, ...tested(sum, model, design, start, index) });
      bhar.push({ to: k, bhar: Math.exp(actual) - Math.exp(expected) });
    }
  }
  return { ar, car, bhar, missing };
}

function warningsOf(model: NormalModel, options: StudyOptions): readonly StudyWarning[] {
  const found = new Set<StudyWarning>(model.warnings);
  if (model.observations < options.thinBelow) found.add('thin-estimation-window');
  if (model.sigma <= ZERO_SPREAD) found.add('zero-variance');
  if (options.estimation[1] >= options.window[0]) found.add('estimation-window-touches-event');
  return STUDY_WARNINGS.filter((warning) => found.has(warning));
}

/**
 * Abnormal returns of one series around one event (EVENT-STUDY §6): log units, two-sided Student p.
 *
 * Only rows from the start of the estimation window (and its lags) to the end of the event window are read. A missing
 * row of the estimation window is left out; a missing day of the event window leaves its AR null with a reason, and every
 * CAR and BHAR from that day on.
 *
 * @param options what differs from STUDY_DEFAULTS.
 * @throws StudyError `insufficient-estimation-window` {observations, required}, `event-window-out-of-range`
 * {available, required}, `zero-variance-benchmark`, `no-benchmark`, `bad-window`, `bad-lags`, `bad-price`, `bad-dates`,
 * `event-not-in-data`.
 */
export function studySeries(series: ReturnSeries, options: Partial<StudyOptions> = {}): AbnormalStudy {
  const chosen = studyOptions(options);
  const { eventIndex } = series;
  checkEvent(series, chosen.window);
  const estimationTo = eventIndex + chosen.estimation[1];
  const estimationFrom = Math.max(0, eventIndex + chosen.estimation[0]);
  const first = Math.max(0, Math.min(estimationFrom, eventIndex + chosen.window[0]));
  const last = Math.max(estimationTo, eventIndex + chosen.window[1]);
  checkSeries(series, first, last);
  const design = designOf(series, chosen, first, last);
  const model = fitModel(design, estimationFrom - first, estimationTo - first, chosen);
  return {
    model: chosen.model,
    observations: model.observations,
    degreesOfFreedom: model.degreesOfFreedom,
    sigma: model.sigma,
    ...model.reported,
    ...eventWindowOf(series, design, model, chosen),
    warnings: warningsOf(model, chosen),
    ...estimationOf(series, design, model, estimationFrom, estimationTo),
  };
}
