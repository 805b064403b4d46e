import { z } from 'zod/mini';
import { slug } from '../event/event.ts';
import { instrumentId } from '../market/instrument.ts';
import { MODELS } from '../study/study.ts';
import { localDate } from '../time/instant.ts';
import { type Cells, json, number, type Table, text, whole } from './column.ts';

/** One market on one day of the event window; where the study failed, one line with the error's code as its warning. */
export const studyRow = z.strictObject({
  event: slug,
  instrument: instrumentId,
  model: z.enum(MODELS),
  benchmark: z.nullable(z.string()),
  align: z.nullable(z.enum(['as-of', 'date'])),
  /** Benchmark lags of the model, in rows. */
  lags: z.array(z.int()),
  estimationFrom: z.nullable(localDate),
  estimationTo: z.nullable(localDate),
  observations: z.nullable(z.int().check(z.minimum(0))),
  k: z.nullable(z.int()),
  ar: z.nullable(z.number()),
  arSe: z.nullable(z.number()),
  arT: z.nullable(z.number()),
  arP: z.nullable(z.number()),
  car: z.nullable(z.number()),
  carSe: z.nullable(z.number()),
  carT: z.nullable(z.number()),
  carP: z.nullable(z.number()),
  bhar: z.nullable(z.number()),
  warnings: z.array(z.string()),
});
export type StudyRow = z.infer<typeof studyRow>;

export const studyTable: Table<StudyRow> = {
  what: 'study',
  meaning:
    'Abnormal daily returns, one line a day of the event window. AR and CAR are log returns, BHAR is simple; cumulated from the first day of the window.',
  columns: [
    text('event', 'Slug of the event', (r) => r.event),
    text('instrument', 'Id of the instrument', (r) => r.instrument),
    text('model', 'mean, adjusted, market, dimson or scholes-williams', (r) => r.model),
    text('benchmark', 'Id of the benchmark; empty for the models without one', (r) => r.benchmark),
    text(
      'align',
      'How its closes were paired: as-of (the last one before the close of the market) or date',
      (r) => r.align,
    ),
    json('lags', 'List of the benchmark lags of the model, in rows', (r) => r.lags),
    text(
      'estimation_from',
      "First day of the estimation window, exchange's own date",
      (r) => r.estimationFrom,
    ),
    text('estimation_to', 'Last day', (r) => r.estimationTo),
    whole('observations', 'days', 'Valid pairs in it', (r) => r.observations),
    whole('k', 'sessions', 'Day of the event window, from day 0', (r) => r.k),
    number('ar', 'log', 'Abnormal return of the day', (r) => r.ar),
    number('ar_se', 'log', 'Its standard error with the forecast term', (r) => r.arSe),
    number('ar_t', '', 'ar / ar_se', (r) => r.arT),
    number('ar_p', '', 'Two-sided p of Student t', (r) => r.arP),
    number('car', 'log', 'Cumulative abnormal return', (r) => r.car),
    number('car_se', 'log', 'Its standard error', (r) => r.carSe),
    number('car_t', '', 'car / car_se', (r) => r.carT),
    number('car_p', '', 'Two-sided p of Student t', (r) => r.carP),
    number('bhar', 'fraction', 'Buy-and-hold abnormal return; shown, never tested', (r) => r.bhar),
    json(
      'warnings',
      'List of codes: warnings of the study, why a figure of this day is missing, or the error that made the study impossible',
      (r) => r.warnings,
    ),
  ],
};

/** Reads a line of ours back. Throws CsvFault. */
export function readStudyRow(cells: Cells): StudyRow {
  return cells.checked(studyRow, {
    event: cells.text('event'),
    instrument: cells.text('instrument'),
    model: cells.text('model'),
    benchmark: cells.optionalText('benchmark'),
    align: cells.optionalText('align'),
    lags: cells.json('lags'),
    estimationFrom: cells.optionalText('estimation_from'),
    estimationTo: cells.optionalText('estimation_to'),
    observations: cells.number('observations'),
    k: cells.number('k'),
    ar: cells.number('ar'),
    arSe: cells.number('ar_se'),
    arT: cells.number('ar_t'),
    arP: cells.number('ar_p'),
    car: cells.number('car'),
    carSe: cells.number('car_se'),
    carT: cells.number('car_t'),
    carP: cells.number('car_p'),
    bhar: cells.number('bhar'),
    warnings: cells.json('warnings'),
  });
}
