import { z } from 'zod/mini';
import type { MarketComparison } from '../comparable/comparable.ts';
import { slug } from '../event/event.ts';
import { instrumentId } from '../market/instrument.ts';
import { type Cells, number, type Table, text, whole } from './column.ts';

/** One step of one event's path in one market, with the middle of the comparable events at that step. */
export const comparableRow = z.strictObject({
  event: slug,
  instrument: instrumentId,
  /** Trading minutes since T0, or sessions since day 0 with -1 for the base. */
  at: z.number(),
  moveSimple: z.nullable(z.number()),
  median: z.nullable(z.number()),
  bandLow: z.nullable(z.number()),
  bandHigh: z.nullable(z.number()),
  n: z.int().check(z.minimum(0)),
});
export type ComparableRow = z.infer<typeof comparableRow>;

export const comparableTable: Table<ComparableRow> = {
  what: 'comparable',
  meaning:
    'Paths of an event and of its comparable events, aligned at T0: first the event itself, then each other, one line a step. Median and band are of the others, the same on all lines of a step.',
  columns: [
    text('event', 'Slug of the event that moved so', (r) => r.event),
    text('instrument', 'Id of the instrument', (r) => r.instrument),
    number(
      'k_or_t',
      'sessions or trading minutes',
      'Sessions since day 0, -1 for the base (`axis=k`), or trading minutes since T0 (`axis=t`)',
      (r) => r.at,
    ),
    number(
      'move_simple',
      'fraction',
      'Move from the base; empty where a bar is missing',
      (r) => r.moveSimple,
    ),
    number('median', 'fraction', 'Median of the comparable events; empty below three', (r) => r.median),
    number('band_low', 'fraction', 'Their 25th percentile', (r) => r.bandLow),
    number('band_high', 'fraction', 'Their 75th percentile', (r) => r.bandHigh),
    whole('n', 'events', 'Comparable events with a move at this step', (r) => r.n),
  ],
};

/** The lines of one market's comparison. */
export function comparableRows({ instrument, own, others, steps }: MarketComparison): ComparableRow[] {
  const stepAt = new Map(steps.map((step) => [step.at, step]));
  return [own, ...others].flatMap((path) =>
    path.at.map((at, index) => {
      const step = stepAt.get(at);
      return {
        event: path.slug,
        instrument,
        at,
        moveSimple: path.moves[index] ?? null,
        median: step?.median ?? null,
        bandLow: step?.bandLow ?? null,
        bandHigh: step?.bandHigh ?? null,
        n: step?.n ?? 0,
      };
    }),
  );
}

/** Reads a line of ours back. Throws CsvFault. */
export function readComparableRow(cells: Cells): ComparableRow {
  return cells.checked(comparableRow, {
    event: cells.text('event'),
    instrument: cells.text('instrument'),
    at: cells.number('k_or_t'),
    moveSimple: cells.number('move_simple'),
    median: cells.number('median'),
    bandLow: cells.number('band_low'),
    bandHigh: cells.number('band_high'),
    n: cells.number('n'),
  });
}
