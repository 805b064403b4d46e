import { basename } from 'node:path';
import type { Calendars, ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { returnsAsOf, returnsByDate } from '../../shared/study/dated-study.ts';
import type { GroupStudy } from '../../shared/study/group/group.ts';
import { groupStudy } from '../../shared/study/group/group-study.ts';
import { type AbnormalStudy, StudyError, type StudyOptions } from '../../shared/study/study.ts';
import { studySeries } from '../../shared/study/study-series.ts';
import type { LocalDate } from '../../shared/time/instant.ts';
import { type DailyRow, readCloses } from '../transfer/readers/daily-csv.ts';
import { readPriceFile } from '../transfer/readers/price-file.ts';

/** A file of closes, and what it is called in the answer. */
interface ClosesFile {
  readonly file: string;
  readonly name: string;
  readonly rows: readonly DailyRow[];
}

export interface StudyRequest {
  readonly prices: readonly string[];
  /** Null for the model `mean`. */
  readonly benchmark: string | null;
  readonly eventDate: LocalDate;
  readonly options: StudyOptions;
  /** Null: paired by date as given. Else the market of each file of prices, and of the benchmark. */
  readonly asOf: {
    readonly calendars: Calendars;
    readonly markets: readonly Mic[];
    readonly benchmark: Mic;
  } | null;
}

/** Study of one file. */
export interface StudiedFile {
  readonly name: string;
  readonly file: string;
  /** Day 0: the date asked for, or the next row. */
  readonly eventDate: LocalDate;
  /** First and last day of the event window. */
  readonly windowDates: readonly [from: LocalDate, to: LocalDate];
  readonly study: AbnormalStudy;
  /** Dates of rows on days without a session, which `as-of` cannot place; none where rows are paired by date. */
  readonly leftOut: readonly LocalDate[];
}

export interface StudyOfFiles {
  readonly benchmark: string | null;
  /** As of a series. */
  readonly benchmarkLeftOut: readonly LocalDate[];
  readonly align: 'date' | 'as-of' | null;
  readonly series: readonly StudiedFile[];
  /** Null of one series. */
  readonly group: GroupStudy | null;
}

const shortName = (file: string): string => basename(file).replace(/(\.daily)?\.csv$/i, '');

async function read(file: string): Promise<readonly DailyRow[]> {
  return readCloses(file, await readPriceFile(file));
}

/** Each under its file's name, or under its path where two files have the same name. */
async function readAll(files: readonly string[]): Promise<readonly ClosesFile[]> {
  const names = files.map(shortName);
  const closes: ClosesFile[] = [];
  for (const [at, file] of files.entries()) {
    const short = names[at] as string;
    const name = names.indexOf(short) === names.lastIndexOf(short) ? short : file;
    closes.push({ file, name, rows: await read(file) });
  }
  return closes;
}

/** Names the file in an error of its study. */
function naming<T>(file: string, study: () => T): T {
  try {
    return study();
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    throw new StudyError(error.code, `${file}: ${error.message}`, { ...error.details, file });
  }
}

interface Markets {
  readonly asset: ExchangeCalendar;
  readonly benchmark: ExchangeCalendar;
}

/** Calendars of the file at this place; null where rows are paired by date, or with nothing. */
function marketsOf({ asOf, benchmark }: StudyRequest, at: number): Markets | null {
  if (asOf === null || benchmark === null) return null;
  const { calendars, markets } = asOf;
  const market = (markets.length === 1 ? markets[0] : markets[at]) as Mic;
  return { asset: calendars.get(market), benchmark: calendars.get(asOf.benchmark) };
}

const withoutSession = (
  rows: readonly DailyRow[] | null,
  calendar: ExchangeCalendar | undefined,
): readonly LocalDate[] =>
  rows === null || calendar === undefined
    ? []
    : rows.flatMap(({ date }) => (calendar.session(date) === null ? [date] : []));

/**
 * Event study of files of closes (EVENT-STUDY §6), and of several the tests over them (§7), which share one date.
 *
 * Rejects with PriceFileFault, or StudyError whose message and `file` name the file.
 */
export async function studyFiles(request: StudyRequest): Promise<StudyOfFiles> {
  const { options, asOf } = request;
  const [from, to] = options.window;
  const prices = await readAll(request.prices);
  const benchmark = request.benchmark === null ? null : await read(request.benchmark);
  const series = prices.map(({ file, name, rows }, at) =>
    naming(file, (): StudiedFile => {
      const markets = marketsOf(request, at);
      const returns =
        markets === null || benchmark === null
          ? returnsByDate(rows, benchmark, request.eventDate)
          : returnsAsOf(rows, benchmark, request.eventDate, markets);
      const study = studySeries(returns, options);
      const date = (k: number): LocalDate => returns.dates[returns.eventIndex + k] as LocalDate;
      const leftOut = withoutSession(rows, markets?.asset);
      return { name, file, eventDate: date(0), windowDates: [date(from), date(to)], study, leftOut };
    }),
  );
  return {
    benchmark: request.benchmark === null ? null : shortName(request.benchmark),
    benchmarkLeftOut: withoutSession(benchmark, marketsOf(request, 0)?.benchmark),
    align: benchmark === null ? null : asOf === null ? 'date' : 'as-of',
    series,
    group:
      series.length === 1
        ? null
        : groupStudy(
            series.map(({ name, study }) => ({ id: name, study })),
            { sameDate: true, thinBelow: options.thinBelow },
          ),
  };
}
