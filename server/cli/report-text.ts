import type { ClaimAnswer } from '../../shared/reaction/claim-answer.ts';
import { formatInstant } from '../../shared/time/instant.ts';
import { type ReportEvent, type ReportRow, STUDY_WINDOW } from './report-rows.ts';
import {
  figureText,
  percentileText,
  percentText,
  pText,
  signedText,
  type TextColumn,
  textOfLines,
  textTable,
  WIDTH,
  wrapped,
} from './text-table.ts';
import { DAY_WORDS, LIMIT_WORDS, REASON_TEXT, STUDY_ERROR_WORDS, VERDICT_WORDS } from './words.ts';

export interface ReportAbout {
  readonly where: string;
  readonly benchmark: string;
  readonly asOf: Parameters<typeof formatInstant>[0];
  /** Core markets without any price. */
  readonly unpriced: readonly string[];
  readonly notes: readonly string[];
}

const WORDS: Readonly<Record<string, string>> = {
  ...STUDY_ERROR_WORDS,
  ...DAY_WORDS,
  ...REASON_TEXT,
  'zero-variance': 'its ordinary days do not differ',
  'insufficient-placebos': 'fewer than 100 pseudo-events',
  'no-statistic': 'no t of its own',
};

const COLUMNS: readonly TextColumn[] = [
  { title: '  market', align: 'left' },
  { title: 'day 0', align: 'left' },
  ...[
    '0d %',
    'usual',
    'z',
    'pct',
    'n',
    '1d %',
    '5d %',
    '20d %',
    'AR %',
    't',
    'p',
    'CAR %',
    't',
    'p',
    'plac',
    'mix',
  ].map((title) => ({ title })),
];

const percent = (fraction: number | null): string => signedText(fraction === null ? null : 100 * fraction, 2);

const cellsOf = (row: ReportRow): string[] => [
  `  ${row.instrument}`,
  row.dayZero ?? '-',
  percent(row.moves['0d']),
  figureText(row.usual === null ? null : 100 * row.usual, 2),
  signedText(row.z, 2),
  percentileText(row.percentile),
  row.samples === null ? '-' : String(row.samples),
  percent(row.moves['1d']),
  percent(row.moves['5d']),
  percent(row.moves['20d']),
  percent(row.ar),
  signedText(row.arT, 2),
  pText(row.arP),
  percent(row.car),
  signedText(row.carT, 2),
  pText(row.carP),
  percentileText(row.placeboPercentile),
  row.mixedWith.length === 0 ? '' : String(row.mixedWith.length),
];

/** Markets by what they lack and why: `no prices: AXJO, NZ50`. */
function missingText(rows: readonly ReportRow[], label: string, column: string): string[] {
  const lacking = rows.flatMap(({ instrument, missing }) => {
    const reason = missing[column];
    return reason === undefined ? [] : [{ instrument, why: WORDS[reason] ?? reason }];
  });
  const groups = [...Map.groupBy(lacking, ({ why }) => why)].map(
    ([why, group]) => `${group.map((g) => g.instrument).join(', ')} (${why})`,
  );
  return groups.length === 0 ? [] : wrapped(`${label}: ${groups.join('; ')}`, WIDTH, '  ', '    ');
}

/** Where New York may have answered already, the abnormal return without it stands beside (EVENT-STUDY §6). */
function benchmarkText(rows: readonly ReportRow[]): string[] {
  const held = rows.filter((row) => row.benchmarkHoldsEvent);
  const thin = rows.filter((row) => row.warnings.includes('thin-estimation-window'));
  const beside = held.map((row) => `${row.instrument} ${percent(row.arMeanAdjusted)}`).join(', ');
  return [
    ...(held.length === 0
      ? []
      : wrapped(
          `Benchmark close of day 0 may lie after T0; AR % by the mean model instead: ${beside}`,
          WIDTH,
          '  ',
          '    ',
        )),
    ...(thin.length === 0
      ? []
      : wrapped(`Fewer than 60 pairs: ${thin.map((row) => row.instrument).join(', ')}`, WIDTH, '  ', '    ')),
  ];
}

function claimText(check: ClaimAnswer['checks'][number]): string[] {
  const { claim, verdict, agree, of, groupSize, medianSimple, limits, soFar } = check;
  const counted = `${agree} of ${of} ${claim.direction}${of < groupSize ? `, ${groupSize - of} without a move` : ''}`;
  const median = medianSimple === null ? '' : `, median ${percentText(medianSimple)}`;
  const limited = limits.length === 0 ? '' : `; ${limits.map((limit) => LIMIT_WORDS[limit]).join(', ')}`;
  const said = `Claim "${claim.words}" (${claim.horizon}): ${VERDICT_WORDS[verdict]}${soFar ? ' so far' : ''}: ${counted}${median}${limited}`;
  return wrapped(said, WIDTH, '  ', '    ');
}

function eventText({ slug, title, anchor, publishers, rows, claims }: ReportEvent): string[] {
  const known = rows.filter((row) => Object.values(row.moves).some((move) => move !== null));
  const without = rows.filter((row) => !known.includes(row));
  const mixed = [...new Set(known.flatMap((row) => row.mixedWith))];
  const simulated = known.filter((row) => row.simulated).map((row) => row.instrument);
  const sources = publishers.length === 1 ? '1 publisher' : `${publishers.length} publishers`;
  return [
    '',
    ...wrapped(`${title} (${slug})`, WIDTH, '', '  '),
    `  T0 ${formatInstant(anchor.time)}, ${anchor.name}, known to the ${anchor.precision}; ${sources}`,
    ...(known.length === 0 ? [] : textTable(COLUMNS, known.map(cellsOf), ' ')),
    ...(simulated.length === 0 ? [] : wrapped(`SIMULATED: ${simulated.join(', ')}`, WIDTH, '  ', '    ')),
    ...missingText(without, 'No move', 'move_0d'),
    ...missingText(known, 'No move of day 0', 'move_0d'),
    ...missingText(known, 'No usual move', 'usual_0d'),
    ...missingText(known, 'No percentile', 'percentile_0d'),
    ...missingText(known, 'No abnormal return', 'ar'),
    ...missingText(
      known.filter((row) => row.ar !== null),
      'No CAR',
      'car',
    ),
    ...missingText(
      known.filter((row) => row.car !== null),
      'No placebo',
      'placebo_percentile',
    ),
    ...benchmarkText(known),
    ...(mixed.length === 0 ? [] : wrapped(`Mixed with: ${mixed.join(', ')}`, WIDTH, '  ', '    ')),
    ...claims.flatMap(claimText),
  ];
}

function sourcesText(events: readonly ReportEvent[]): string[] {
  const single = events.filter((event) => event.publishers.length < 2).map((event) => event.slug);
  return [
    '',
    ...wrapped(
      single.length === 0
        ? 'Every event names two publishers or more.'
        : `Without a second publisher among their sources: ${single.join(', ')}`,
      WIDTH,
      '',
      '  ',
    ),
  ];
}

/** The report for a terminal 120 wide. */
export function reportText(events: readonly ReportEvent[], about: ReportAbout): string {
  const { where, benchmark, asOf, unpriced, notes } = about;
  const legend =
    `0d is the close of day 0 over the price at T0, or over the close of day -1 where only daily closes are kept; usual is ` +
    `its usual move in percent, z the move in usual moves, pct its percentile among n ordinary days. AR and CAR (days ` +
    `${STUDY_WINDOW.join(' to ')}) are log returns by the market model against ${benchmark} as of each close, plac the percentile of the ` +
    `CAR's t among pseudo-events, mix the number of other events in the window of day 0. With so many markets and events ` +
    `one p in twenty below 0.05 is expected by chance. Days whose benchmark close lies after T0, as those from day 1 on do, ` +
    `show what came on top of the benchmark's own answer.`;
  return textOfLines([
    `${events.length} ${events.length === 1 ? 'event' : 'events'}, from ${where}, as of ${formatInstant(asOf)}`,
    ...wrapped(legend, WIDTH),
    ...events.flatMap(eventText),
    ...sourcesText(events),
    ...(unpriced.length === 0 ? [] : wrapped(`No prices at all: ${unpriced.join(', ')}`, WIDTH, '', '  ')),
    ...notes.flatMap((note) => wrapped(`Note: ${note}`, WIDTH, '', '  ')),
  ]);
}
