import type { InstrumentId } from '../market/instrument.ts';
import type { MarketStudy, Model, StudyErrorCode } from '../study/study.ts';
import type { StudyRow } from './study.ts';

/** A market's study, one line a day of the window. */
export function studyRows(
  event: StudyRow['event'],
  instrument: InstrumentId,
  study: MarketStudy,
): StudyRow[] {
  const { model, benchmark, align, lags, observations, estimationDates, warnings } = study;
  const carTo = new Map(study.car.map((car) => [car.to, car]));
  const bharTo = new Map(study.bhar.map((b) => [b.to, b.bhar]));
  return study.ar.map(({ k, ar, se, t, p }) => {
    const car = carTo.get(k);
    const missing = study.missing.filter((m) => m.k === k).map((m) => m.reason);
    return {
      event,
      instrument,
      model,
      benchmark,
      align,
      lags: [...(lags ?? [])],
      estimationFrom: estimationDates[0],
      estimationTo: estimationDates[1],
      observations,
      k,
      ar,
      arSe: se,
      arT: t,
      arP: p,
      car: car?.car ?? null,
      carSe: car?.se ?? null,
      carT: car?.t ?? null,
      carP: car?.p ?? null,
      bhar: bharTo.get(k) ?? null,
      warnings: [...warnings, ...missing],
    };
  });
}

/** The line of a market that could not be studied: its error's code stands for the figures. */
export const failedStudyRow = (
  event: StudyRow['event'],
  instrument: InstrumentId,
  model: Model,
  code: StudyErrorCode,
): StudyRow => ({
  event,
  instrument,
  model,
  benchmark: null,
  align: null,
  lags: [],
  estimationFrom: null,
  estimationTo: null,
  observations: null,
  k: null,
  ar: null,
  arSe: null,
  arT: null,
  arP: null,
  car: null,
  carSe: null,
  carT: null,
  carP: null,
  bhar: null,
  warnings: [code],
});
