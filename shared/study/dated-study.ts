import type { ExchangeCalendar } from '../calendar/calendar.ts';
import { type LocalDate, localDate } from '../time/instant.ts';
import { alignAsOf, logReturns, type SessionClose } from './returns.ts';
import { type MarketStudy, type ReturnSeries, StudyError, type StudyOptions } from './study.ts';
import { studySeries } from './study-series.ts';

/** One row of a price file: the market's own date and the official close. */
export interface DatedClose {
  readonly date: string;
  readonly close: number;
}

/** `prices` are the asset's rows. */
type Side = 'prices' | 'benchmark';

/** Rows count from 0. */
function checkRows(rows: readonly DatedClose[], side: Side): void {
  if (rows.length < 2) {
    throw new StudyError('bad-dates', `${side} has ${rows.length} row(s), and a return needs two closes`, {
      field: side,
      rows: rows.length,
      required: 2,
    });
  }
  rows.forEach(({ date, close }, row) => {
    if (!localDate.safeParse(date).success) {
      throw new StudyError('bad-dates', `date of ${side} row ${row} must be YYYY-MM-DD, not ${date}`, {
        field: `${side}.date`,
        row,
        value: date,
      });
    }
    const before = rows[row - 1]?.date;
    if (before !== undefined && before >= date) {
      const what = before === date ? 'is there twice' : `must lie after ${before}`;
      throw new StudyError('bad-dates', `date of ${side} row ${row}, ${date}, ${what}`, {
        field: `${side}.date`,
        row,
        value: date,
      });
    }
    if (!(Number.isFinite(close) && close > 0)) {
      throw new StudyError(
        'bad-price',
        `close of ${side} row ${row} must be a finite number above 0, not ${close}`,
        {
          field: `${side}.close`,
          row,
          value: String(close),
        },
      );
    }
  });
}

function checkDifferent(asset: readonly DatedClose[], benchmark: readonly DatedClose[]): void {
  const same =
    asset.length === benchmark.length &&
    asset.every(({ date, close }, row) => date === benchmark[row]?.date && close === benchmark[row]?.close);
  if (same) throw new StudyError('benchmark-is-instrument', 'benchmark holds the same rows as prices');
}

/** Row of day 0: that of the date, or the next where the date falls between rows. */
function eventRow(rows: readonly DatedClose[], eventDate: string): number {
  if (!localDate.safeParse(eventDate).success) {
    throw new StudyError('bad-dates', `the event date must be YYYY-MM-DD, not ${eventDate}`, {
      field: 'eventDate',
      value: eventDate,
    });
  }
  const row = rows.findIndex(({ date }) => date >= eventDate);
  if (row < 1) {
    const [first, last] = [rows[0]?.date, rows.at(-1)?.date];
    throw new StudyError(
      'event-not-in-data',
      `the event date ${eventDate} must lie after the first row, ${first}, and not after the last, ${last}`,
      { field: 'eventDate', value: eventDate, first, last },
    );
  }
  return row;
}

function seriesOf(
  asset: readonly DatedClose[],
  benchmark: readonly (number | null)[] | null,
  eventDate: string,
): ReturnSeries {
  return {
    dates: asset.slice(1).map(({ date }) => date as LocalDate),
    asset: logReturns(asset.map(({ close }) => close)),
    benchmark,
    eventIndex: eventRow(asset, eventDate) - 1,
  };
}

/**
 * Returns of rows as they are given, each side from row to row, the two paired by date: the rows are checked against no
 * calendar, and runs of equal closes are kept. A date that the benchmark lacks is a missing pair.
 *
 * @param eventDate day 0, or a day between two rows: then day 0 is the later one.
 * @throws StudyError `bad-dates`, `bad-price` {field, row, value; rows count from 0}, `benchmark-is-instrument`,
 * `event-not-in-data`.
 */
export function returnsByDate(
  asset: readonly DatedClose[],
  benchmark: readonly DatedClose[] | null,
  eventDate: string,
): ReturnSeries {
  checkRows(asset, 'prices');
  if (benchmark === null) return seriesOf(asset, null, eventDate);
  checkRows(benchmark, 'benchmark');
  checkDifferent(asset, benchmark);
  const own = logReturns(benchmark.map(({ close }) => close));
  const byDate = new Map(own.map((value, row) => [benchmark[row + 1]?.date, value]));
  const paired = asset.slice(1).map(({ date }) => byDate.get(date) ?? null);
  return seriesOf(asset, paired, eventDate);
}

/** Closing instants of rows by their market's calendar; rows on days without a session are left out. */
function closesAt(rows: readonly DatedClose[], calendar: ExchangeCalendar) {
  const kept: (SessionClose & DatedClose)[] = [];
  for (const { date, close } of rows) {
    const session = calendar.session(date as LocalDate);
    if (session !== null) kept.push({ date, close, closeTime: session.close });
  }
  return kept;
}

/**
 * The same with the benchmark paired by instant: beside each close the last benchmark close before it, each dated by its
 * market's calendar (EVENT-STUDY §6). Rows on days without a session are left out; the other rows are taken as all there are.
 *
 * @throws StudyError as returnsByDate.
 */
export function returnsAsOf(
  asset: readonly DatedClose[],
  benchmark: readonly DatedClose[],
  eventDate: string,
  markets: { readonly asset: ExchangeCalendar; readonly benchmark: ExchangeCalendar },
): ReturnSeries {
  checkRows(asset, 'prices');
  checkRows(benchmark, 'benchmark');
  checkDifferent(asset, benchmark);
  const own = closesAt(asset, markets.asset);
  checkRows(own, 'prices');
  return seriesOf(own, alignAsOf(own, closesAt(benchmark, markets.benchmark)).returns, eventDate);
}

/** A study of price rows. */
export type DatedStudy = Omit<MarketStudy, 'benchmark' | 'benchmarkCloses' | 'meanAdjusted'>;

/**
 * Event study of price rows paired by date; for the parameters and errors see returnsByDate and studySeries.
 */
export function studyByDate(
  asset: readonly DatedClose[],
  benchmark: readonly DatedClose[] | null,
  eventDate: string,
  options: Partial<StudyOptions> = {},
): DatedStudy {
  const series = returnsByDate(asset, benchmark, eventDate);
  const study = studySeries(series, options);
  return {
    ...study,
    eventDate: series.dates[series.eventIndex] as LocalDate,
    align: benchmark === null || study.model === 'mean' ? null : 'date',
  };
}
