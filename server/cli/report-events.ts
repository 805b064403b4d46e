import type { Command } from 'commander';
import { archiveConfounders } from '../../archive/index.ts';
import type { MarketEvent } from '../../shared/event/event.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { csvText } from '../../shared/table/column.ts';
import { formatInstant } from '../../shared/time/instant.ts';
import { DEFAULT_BENCHMARK } from '../measures/study.ts';
import { CommandFault, jsonText, printed, wrongUsage } from './command-fault.ts';
import {
  eventOf,
  HOW_TO_FILL,
  instrumentsOf,
  type MarketSource,
  requirePrices,
  withSource,
} from './market-source.ts';
import { listOf } from './option-text.ts';
import { reportLines, reportTable } from './report-csv.ts';
import { type ReportEvent, reportEvent } from './report-rows.ts';
import { reportText } from './report-text.ts';

interface Options {
  readonly data?: string;
  readonly events?: string;
  readonly instruments?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

const CONFOUNDERS: ReadonlySet<string> = new Set(archiveConfounders.map((event) => event.slug));

/** Those asked for; else the catalogue, without what stands beside it only to be told apart from its events. */
async function chosenEvents(
  source: MarketSource,
  slugs: string | undefined,
): Promise<readonly MarketEvent[]> {
  if (slugs !== undefined) {
    const chosen: MarketEvent[] = [];
    for (const slug of listOf(slugs)) chosen.push(await eventOf(source, '--events', slug));
    if (chosen.length === 0) throw wrongUsage('--events', slugs, 'at least one slug');
    return chosen;
  }
  const events = await source.measures.store.events();
  return events.filter(({ origin, slug }) => origin === 'catalogue' && !CONFOUNDERS.has(slug));
}

function requireEvents(events: readonly MarketEvent[]): void {
  if (events.length > 0) return;
  throw new CommandFault(1, 'no-events', `The store holds no event of the catalogue. ${HOW_TO_FILL}`);
}

function reportJson(events: readonly ReportEvent[], source: MarketSource, benchmark: string): string {
  return jsonText({
    asOf: formatInstant(source.now),
    from: source.from,
    benchmark,
    notes: source.notes,
    withoutSecondPublisher: events.filter((e) => e.publishers.length < 2).map((e) => e.slug),
    events,
  });
}

async function reported(source: MarketSource, options: Options): Promise<string> {
  const events = await chosenEvents(source, options.events);
  requirePrices(source);
  requireEvents(events);
  const core = source.instruments.filter(({ set }) => set === 'core');
  const priced = core.filter(({ id }) => source.priced.has(id));
  const instruments = instrumentsOf(source, options.instruments, priced);
  const benchmark = source.instruments.find(({ id }) => id === DEFAULT_BENCHMARK) as Instrument;
  const found: ReportEvent[] = [];
  for (const event of events) found.push(await reportEvent(source, event, instruments, benchmark));
  if (options.json) return reportJson(found, source, benchmark.id);
  if (options.csv) return csvText(reportTable, reportLines(found));
  return reportText(found, {
    where: options.data ?? 'the store',
    benchmark: benchmark.name,
    asOf: source.now,
    unpriced: core.filter(({ id }) => !source.priced.has(id)).map(({ id }) => id),
    notes: source.notes,
  });
}

const HELP = `
Prices and events come from the store of DATA_DIR, which a running server may go on using, or with --data from a folder
of <ID>.daily.csv histories and the events of the archive that ships. Exit codes: 0 done, 1 failed, 2 wrong usage.

Examples:
  $ npm run report:events
  $ npm run --silent report:events -- --data ./histories --csv > report.csv
  $ market-reaction report:events --events busan-2025,osaka-g20-2019 --instruments N225,HSI
`;

/** Adds `report:events` to the command line. */
export function reportCommand(program: Command): void {
  program
    .command('report:events')
    .description('all events of the catalogue on all core markets with a history')
    .option('--data <folder>', 'a folder of <ID>.daily.csv histories instead of the store')
    .option('--events <slugs>', 'slugs with commas between (default: the catalogue)')
    .option('--instruments <ids>', 'ids with commas between (default: core markets with a price)')
    .option('--json', 'as JSON; a missing number is null, `missing` says why')
    .option('--csv', 'as CSV, one line an event and market')
    .addHelpText('after', HELP)
    .action((options: Options) =>
      printed(options, () => withSource(options, (source) => reported(source, options))),
    );
}
