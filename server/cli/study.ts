import type { Command } from 'commander';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { studyOptions } from '../../shared/study/options.ts';
import { MODELS, STUDY_DEFAULTS } from '../../shared/study/study.ts';
import { csvText } from '../../shared/table/column.ts';
import { studyTable } from '../../shared/table/study.ts';
import { studyRows } from '../../shared/table/study-rows.ts';
import { readSettings } from '../world/settings.ts';
import { jsonText, printed, wrongUsage } from './command-fault.ts';
import { dayOf, lagsOf, micOf, oneOf, rowsOf } from './option-text.ts';
import { type StudiedFile, type StudyOfFiles, type StudyRequest, studyFiles } from './study-files.ts';
import { studyText } from './study-text.ts';

interface Options {
  readonly prices?: readonly string[];
  readonly benchmark?: string;
  readonly eventDate?: string;
  readonly model: string;
  readonly lags?: string;
  readonly align: string;
  readonly market?: readonly string[];
  readonly benchmarkMarket?: string;
  readonly estimation: string;
  readonly window: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** The calendars of `--align as-of`; null where rows are paired by date. */
function asOfFrom(options: Options, prices: number): StudyRequest['asOf'] {
  if (oneOf('--align', options.align, ['date', 'as-of']) === 'date') return null;
  const { market = [], benchmarkMarket } = options;
  if (market.length === 0)
    throw wrongUsage('--market', undefined, 'the MIC of the prices, for --align as-of');
  if (benchmarkMarket === undefined) {
    throw wrongUsage('--benchmark-market', undefined, 'the MIC of the benchmark, for --align as-of');
  }
  if (market.length !== 1 && market.length !== prices) {
    throw wrongUsage('--market', market.join(' '), `one for all --prices, or one for each of the ${prices}`);
  }
  const { calendars } = readSettings(process.env, {});
  return {
    calendars,
    markets: market.map((mic) => micOf('--market', mic, calendars)),
    benchmark: micOf('--benchmark-market', benchmarkMarket, calendars),
  };
}

function requestOf(options: Options): StudyRequest {
  const { prices = [], benchmark } = options;
  if (prices.length === 0) throw wrongUsage('--prices', undefined, 'a file with date,close');
  const twice = prices.find((file, at) => prices.indexOf(file) !== at);
  if (twice !== undefined) throw wrongUsage('--prices', twice, 'each file once');
  const model = oneOf('--model', options.model, MODELS);
  if (model !== 'mean' && benchmark === undefined) {
    throw wrongUsage('--benchmark', undefined, `a file with date,close, for the model ${model}`);
  }
  if (options.lags !== undefined && model !== 'dimson') {
    throw wrongUsage('--lags', options.lags, 'it only with --model dimson');
  }
  return {
    prices,
    benchmark: model === 'mean' ? null : (benchmark ?? null),
    eventDate: dayOf('--event-date', options.eventDate),
    options: studyOptions({
      model,
      estimation: rowsOf('--estimation', options.estimation),
      window: rowsOf('--window', options.window),
      ...(options.lags === undefined ? {} : { lags: lagsOf('--lags', options.lags) }),
    }),
    asOf: asOfFrom(options, prices.length),
  };
}

/** A series as JSON: keys of `../shared/cases/event-study`, without the returns of its estimation window. */
function seriesJson({ name, file, eventDate, windowDates, study, leftOut }: StudiedFile) {
  const { estimation: _, model, observations, degreesOfFreedom, estimationDates, ...figures } = study;
  return {
    name,
    file,
    eventDate,
    observations,
    degreesOfFreedom,
    estimationDates,
    windowDates,
    ...figures,
    leftOut,
  };
}

/** One series stands at the top; of several, the tests do, and each series is in `series`. */
function studyJson({ options }: StudyRequest, studied: StudyOfFiles): string {
  const { benchmark, benchmarkLeftOut, align, series, group } = studied;
  const { model, estimation, window } = options;
  const about = { model, benchmark, benchmarkLeftOut, align, estimation, window };
  const each = series.map(seriesJson);
  return jsonText(group === null ? { ...about, ...each[0] } : { ...about, ...group, series: each });
}

/** The lines of docs/csv.md; the event is its day, for a file has no slug. */
function studyCsv({ benchmark, align, series }: StudyOfFiles): string {
  return csvText(
    studyTable,
    series.flatMap(({ name, eventDate, study }) =>
      studyRows(eventDate, name as InstrumentId, {
        ...study,
        eventDate,
        benchmark,
        align,
        benchmarkCloses: study.ar.map(() => null),
      }),
    ),
  );
}

async function study(options: Options): Promise<string> {
  const request = requestOf(options);
  const studied = await studyFiles(request);
  if (options.json) return studyJson(request, studied);
  return options.csv ? studyCsv(studied) : studyText(request, studied);
}

const HELP = `
Files have a header with date,close; further columns are ignored. Rows are paired by date as given, or with
--align as-of each close with the benchmark's last close before it. Exit codes: 0 done, 1 failed, 2 wrong usage.

Examples:
  $ market-reaction study --prices N225.csv --benchmark GSPC.csv --event-date 2025-10-30 --json
  $ market-reaction study --prices N225.csv --prices KS11.csv --benchmark GSPC.csv --event-date 2025-10-30 \\
      --align as-of --market XTKS --market XKRX --benchmark-market XNYS --estimation -130,-11 --window 0,2
`;

/** Adds `study` to the command line. */
export function studyCommand(program: Command): void {
  program
    .command('study')
    .description('event study of daily closes in CSV files: abnormal returns, standard errors, t and p')
    .option('--prices <file...>', 'closes of a market; several give the tests of a group')
    .option('--benchmark <file>', 'closes it is measured against; the model mean has none')
    .option('--event-date <day>', 'day 0, YYYY-MM-DD; the next row where there is none of that day')
    .option('--model <name>', MODELS.join(', '), STUDY_DEFAULTS.model)
    .option('--lags <rows>', `benchmark lags of the model dimson (default: ${STUDY_DEFAULTS.lags})`)
    .option('--align <how>', 'date, or as-of (needs --market and --benchmark-market)', 'date')
    .option('--market <mic...>', 'market of the prices; one for all, or one for each file')
    .option('--benchmark-market <mic>', 'market of the benchmark')
    .option(
      '--estimation <rows>',
      'first and last row of the estimation window',
      `${STUDY_DEFAULTS.estimation}`,
    )
    .option('--window <rows>', 'first and last row of the event window', `${STUDY_DEFAULTS.window}`)
    .option('--json', 'as JSON: log returns; a missing number is null')
    .option('--csv', 'as CSV, the columns of the study export (docs/csv.md); without the tests of a group')
    .addHelpText('after', HELP)
    .action((options: Options) => printed(options, () => study(options)));
}
