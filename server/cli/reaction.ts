import type { Command } from 'commander';
import { anchorBy, anchorKey } from '../../shared/event/anchor-key.ts';
import type { Anchor, MarketEvent } from '../../shared/event/event.ts';
import type { EventMeasure } from '../../shared/reaction/measure-event.ts';
import { makeReactionAnswer } from '../../shared/reaction/reaction-answer.ts';
import { csvText } from '../../shared/table/column.ts';
import { reactionTable } from '../../shared/table/reaction.ts';
import { reactionRows } from '../../shared/table/reaction-rows.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import {
  parseTimeExpression,
  TIME_EXPRESSION_RULE,
  type TimeContext,
} from '../../shared/time/time-expression.ts';
import { gateAt } from '../measures/frame-for.ts';
import { reactionsOf } from '../measures/reactions.ts';
import { jsonText, printed, wrongUsage } from './command-fault.ts';
import {
  eventOf,
  instrumentsOf,
  type MarketSource,
  requirePrices,
  type SourceOptions,
  withSource,
} from './market-source.ts';
import { oneOf } from './option-text.ts';
import { reactionText } from './reaction-text.ts';

interface Options extends SourceOptions {
  readonly event?: string;
  readonly anchor?: string;
  readonly t0?: string;
  readonly instruments?: string;
  readonly asOf?: string;
  readonly basis: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** Name of an anchor that was set by hand. */
const BY_HAND = 'T0 by hand';

function timeOf(option: string, text: string, context: TimeContext): UtcMs {
  try {
    return parseTimeExpression(text, context);
  } catch {
    throw wrongUsage(option, text, TIME_EXPRESSION_RULE);
  }
}

function anchorOf({ anchors }: MarketEvent, key: string | undefined): Anchor {
  const found = key === undefined ? anchors[0] : anchorBy(anchors, key);
  if (found !== undefined) return found;
  const keys = anchors.map((a) => anchorKey(a.name)).join(', ');
  throw wrongUsage('--anchor', key, `one of ${keys}, or its number from 1`);
}

/** The event with the anchor that is T0; one set by hand stands before its own. */
function chosen(event: MarketEvent, options: Options, now: UtcMs): { event: MarketEvent; anchor: Anchor } {
  const own = anchorOf(event, options.anchor);
  if (options.t0 === undefined) return { event, anchor: own };
  const time = timeOf('--t0', options.t0, { now, t0: own.time });
  const anchor: Anchor = {
    name: BY_HAND,
    time,
    window: { earliest: time, latest: time },
    precision: 'minute',
  };
  return { event: { ...event, anchors: [anchor, ...event.anchors] }, anchor };
}

async function measured(source: MarketSource, options: Options): Promise<string> {
  if (options.event === undefined) throw wrongUsage('--event', undefined, 'the slug of an event');
  requirePrices(source);
  const { event, anchor } = chosen(await eventOf(source, '--event', options.event), options, source.now);
  const basis = oneOf('--basis', options.basis, ['published', 'known']);
  const asOf =
    options.asOf === undefined
      ? source.now
      : timeOf('--as-of', options.asOf, { now: source.now, t0: anchor.time });
  const all = source.instruments.filter(({ id, set }) =>
    source.from === 'store' ? set === 'core' : source.priced.has(id),
  );
  const instruments = instrumentsOf(source, options.instruments, all);
  const gate = gateAt(source.now, { asOf, basis });
  const measure: EventMeasure = await reactionsOf(source.measures, { event, anchor, instruments, gate });
  if (options.json) return jsonText(makeReactionAnswer(measure));
  if (options.csv) return csvText(reactionTable, reactionRows(measure));
  return reactionText(measure, { event, anchor, instruments, notes: source.notes });
}

const HELP = `
Prices and events come from the store of DATA_DIR, which a running server may go on using. With --bars or --data they
come from those files alone, and the events from the archive that ships. Exit codes: 0 done, 1 failed, 2 wrong usage.

Examples:
  $ market-reaction reaction --event busan-2025 --instruments N225,KS11 --csv
  $ market-reaction reaction --event busan-2025 --anchor china-s-list --as-of t0+2h
  $ market-reaction reaction --event busan-2025 --data ./histories --json
`;

/** Adds `reaction` to the command line. */
export function reactionCommand(program: Command): void {
  program
    .command('reaction')
    .description('how markets moved after an event: every horizon, how unusual, how it went, in which order')
    .option('--event <slug>', 'the event')
    .option('--anchor <key>', "anchor that is T0, by name or number (default: the event's first)")
    .option('--t0 <time>', 'another T0 than an anchor: a time with its zone, or t0-30m')
    .option(
      '--instruments <ids>',
      'ids with commas between (default: the core indices, or those of the files)',
    )
    .option('--as-of <time>', 'nothing after this instant is read (default: now)')
    .option('--basis <basis>', 'published, or known: only what had been received here by then', 'published')
    .option('--bars <file...>', 'files of the bars export instead of the store')
    .option('--data <folder>', 'a folder of <ID>.daily.csv histories instead of the store')
    .option('--json', 'as JSON, as the route of reactions answers')
    .option('--csv', 'as CSV, the columns of the reactions export (docs/csv.md)')
    .addHelpText('after', HELP)
    .action((options: Options) =>
      printed(options, () => withSource(options, (source) => measured(source, options))),
    );
}
