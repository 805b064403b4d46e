import type { Command } from 'commander';
import { z } from 'zod';
import type { Calendars, Session } from '../../shared/calendar/calendar.ts';
import { dateOf, dayNumber } from '../../shared/calendar/day-number.ts';
import { csvLine } from '../../shared/table/csv.ts';
import {
  asUtcMs,
  DAY_MS,
  formatInstant,
  instantOf,
  type LocalDate,
  localDate,
  type UtcMs,
} from '../../shared/time/instant.ts';
import { readSettings } from '../world/settings.ts';
import { CommandFault, jsonText, printed, wrongUsage } from './command-fault.ts';
import { micOf } from './option-text.ts';
import { textOfLines, textTable } from './text-table.ts';

const COLUMNS = [
  'date',
  'open_utc',
  'break_start_utc',
  'break_end_utc',
  'close_utc',
  'kind',
  'provisional',
] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string | boolean | null>>;

const EARLIEST = '1990-01-02';
const LATEST = '2049-12-30';

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
}

const realDay = localDate.check(
  z.refine((text) => dateOf(dayNumber(text)) === text && text >= EARLIEST && text <= LATEST),
);

function dayOf(name: string, text: string | undefined): LocalDate {
  const read = realDay.safeParse(text);
  if (read.success) return read.data;
  throw wrongUsage(name, text, `a day as YYYY-MM-DD between ${EARLIEST} and ${LATEST}`);
}

function sessionsOf(mic: string, options: Options, calendars: Calendars): readonly Session[] {
  const code = micOf('MIC', mic, calendars);
  const from = dayOf('--from', options.from);
  const to = dayOf('--to', options.to);
  if (to < from) throw wrongUsage('--to', to, 'a day not before --from');
  if (options.csv && options.json) {
    throw new CommandFault(2, 'wrong-usage', '--json: expected either --csv or --json, not both');
  }
  const calendar = calendars.get(code);
  // Sessions are asked for by instant; one that opens the evening before belongs to its own date.
  const midnight = (day: LocalDate): UtcMs => instantOf(day, '00:00', calendar.timeZone);
  return calendar
    .sessions(asUtcMs(midnight(from) - DAY_MS), asUtcMs(midnight(to) + 2 * DAY_MS))
    .filter((session) => session.date >= from && session.date <= to);
}

function rowOf(session: Session): Row {
  const [first, second] = session.segments;
  const pause = first !== undefined && second !== undefined;
  return {
    date: session.date,
    open_utc: formatInstant(session.open),
    break_start_utc: pause ? formatInstant(first.close) : null,
    break_end_utc: pause ? formatInstant(second.open) : null,
    close_utc: formatInstant(session.close),
    kind: session.kind,
    provisional: session.provisional,
  };
}

const textOf = (cell: Row[keyof Row]): string => (cell === null ? '' : String(cell));
const cellsOf = (row: Row): readonly string[] => COLUMNS.map((column) => textOf(row[column]));

function written(rows: readonly Row[], options: Options): string {
  if (options.json) return jsonText(rows);
  if (options.csv) return [csvLine([...COLUMNS]), ...rows.map((row) => csvLine(cellsOf(row)))].join('');
  if (rows.length === 0) return 'No session between these days.\n';
  const columns = COLUMNS.map((title) => ({ title, align: 'left' as const }));
  return textOfLines(textTable(columns, rows.map(cellsOf)));
}

/** The user's closures count. */
function calendar(mic: string, options: Options): string {
  const { calendars } = readSettings(process.env, {});
  return written(sessionsOf(mic, options, calendars).map(rowOf), options);
}

/** Adds `calendar MIC --from DAY --to DAY` to the command line. */
export function calendarCommand(program: Command): void {
  program
    .command('calendar')
    .description("list the sessions of an exchange, by its own dates; the user's calendars.json counts")
    .argument('<mic>', 'market, for example XTKS')
    .option('--from <day>', 'first day, YYYY-MM-DD')
    .option('--to <day>', 'last day, YYYY-MM-DD')
    .option('--csv', 'as CSV: UTC instants, empty where there is no break')
    .option('--json', 'as JSON with the same names, null where there is no break')
    .addHelpText(
      'after',
      '\nExample:\n  $ market-reaction calendar XTKS --from 2024-11-01 --to 2024-11-10 --csv\n',
    )
    .action((mic: string, options: Options) => {
      // Where both were asked for there is no format to tell the fault in.
      const json = options.json === true && !options.csv;
      return printed({ json }, () => calendar(mic, options));
    });
}
