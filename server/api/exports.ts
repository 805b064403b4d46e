import { z } from 'zod';
import { side } from '../../shared/news/headline.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import { asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import { barInterval } from '../../shared/time/interval.ts';
import type { CsvExport } from '../transfer/csv-export.ts';
import { eventRange } from '../transfer/event-range.ts';
import { exportEvents, exportHeadlines, exportJournal, exportQuotes } from '../transfer/export.ts';
import { exportBars } from '../transfer/export-bars.ts';
import { exportView } from '../transfer/export-view.ts';
import { csvRoute, rangeShape, utcOnly, zoned } from './csv-route.ts';
import { headlineFilter } from './headlines.ts';
import {
  boundBars,
  EVERYTHING,
  eventKey,
  gateOf,
  gateShape,
  idList,
  instrumentsOf,
  type Range,
  rangeOf,
  timeOf,
  timeText,
  zoneOf,
} from './parameters.ts';
import { type Subject, subjectOf, subjectShape } from './subject.ts';
import { watchedInstruments } from './watchlist.ts';
import type { World } from './world.ts';

const intervals = z
  .string()
  .max(20)
  .transform((text) => text.split(','))
  .pipe(z.array(barInterval).min(1))
  .optional()
  .describe('1m, 5m, 1h or 1d, with commas between; all if left out');

/** The stretch about the event that is spoken of, or all there is; `from` and `to` narrow it. */
function stretchOf(
  world: World,
  { chosen, context }: Subject,
  query: { from?: string | undefined; to?: string | undefined },
  instruments: World['instruments'],
): Range {
  return rangeOf(query, context, () =>
    chosen === null ? EVERYTHING : eventRange(chosen.event, instruments, world.calendars),
  );
}

const barsCsv = csvRoute({
  path: '/export/bars.csv',
  summary: 'Bars as CSV; with event= the columns that measure from it. Every row if nothing is chosen',
  query: z.strictObject({
    instrument: idList.optional(),
    interval: intervals,
    ...subjectShape,
    ...rangeShape,
    ...gateShape,
    ...zoned,
  }),
  errors: ['bad-range', 'unknown-instrument', 'unknown-event'],
  read: async ({ world, query }) => {
    const subject = await subjectOf(world, query);
    const { chosen, context } = subject;
    const gate = gateOf(query, context);
    const instruments = instrumentsOf(world, query.instrument, 'instrument');
    const range = stretchOf(world, subject, query, instruments);
    const zone = zoneOf('tz', query.tz);
    const table = await exportBars(world, {
      instruments,
      intervals: query.interval ?? ['1m', '5m', '1h', '1d'],
      range,
      gate,
      now: context.now,
      zone,
      since: chosen && { event: chosen.event.slug, anchor: chosen.anchor },
    });
    return { table, event: chosen?.event ?? null, range, zone: zone ?? 'exchange' };
  },
});

const quotesCsv = csvRoute({
  path: '/export/quotes.csv',
  summary: 'Quotes as CSV',
  query: z.strictObject({
    instrument: idList.optional(),
    ...subjectShape,
    ...rangeShape,
    ...gateShape,
    ...zoned,
  }),
  errors: ['bad-range', 'unknown-instrument', 'unknown-event'],
  read: async ({ world, query }) => {
    const subject = await subjectOf(world, query);
    const gate = gateOf(query, subject.context);
    const instruments = instrumentsOf(world, query.instrument, 'instrument');
    const range = stretchOf(world, subject, query, instruments);
    const zone = zoneOf('tz', query.tz);
    const table = await exportQuotes(world.store, { instruments, range, gate, zone });
    return { table, event: subject.chosen?.event ?? null, range, zone: zone ?? 'exchange' };
  },
});

const headlinesCsv = csvRoute({
  path: '/export/headlines.csv',
  summary: 'Headlines as CSV, newest first',
  query: z.strictObject({ ...headlineFilter, ...subjectShape, ...utcOnly }),
  errors: ['bad-range', 'unknown-event'],
  read: async ({ world, query }) => {
    const subject = await subjectOf(world, query);
    const gate = gateOf(query, subject.context);
    const range = stretchOf(world, subject, query, world.instruments);
    const table = await exportHeadlines(world.store, {
      range,
      gate,
      side: query.side ?? null,
      text: query.q,
      storyId: query.story ?? null,
    });
    return { table, event: subject.chosen?.event ?? null, range, zone: 'UTC' };
  },
});

/** A table that is not cut by markets or time, only by the gate. */
const wholeCsv = (
  path: `/export/${string}.csv`,
  summary: string,
  read: (store: World['store'], gate: Gate | null) => Promise<CsvExport>,
) =>
  csvRoute({
    path,
    summary,
    query: z.strictObject({ ...gateShape, ...utcOnly }),
    errors: [],
    read: async ({ world, query }) => {
      const gate = gateOf(query, { now: world.clock.now(), t0: null });
      return { table: await read(world.store, gate), event: null, range: EVERYTHING, zone: 'UTC' };
    },
  });

const eventsCsv = wholeCsv('/export/events.csv', 'Events as CSV', exportEvents);
const journalCsv = wholeCsv(
  '/export/journal.csv',
  'The journal as CSV: every change in the order in which it was stored',
  exportJournal,
);

/** One view's bars: what a page can hold. */
const MOST_VIEW_BARS = 1_500_000;

const viewCsv = csvRoute({
  path: '/export/view.csv',
  summary: 'What a page with these keys in its address shows: points, table cells, annotations and headlines',
  query: z.strictObject({
    ...subjectShape,
    event: eventKey,
    t0: timeText.optional(),
    markets: idList.optional(),
    base: z.enum(['t0', 'prev', 'open', 'price']).default('t0'),
    ...rangeShape,
    t: z.coerce
      .number<string>()
      .int()
      .optional()
      .describe('Playhead in seconds from t0, as in a link; asOf wins'),
    side: z.optional(side),
    q: z.string().max(200).default(''),
    ...gateShape,
    ...zoned,
  }),
  errors: ['bad-range', 'unknown-instrument', 'unknown-event'],
  read: async ({ world, query }) => {
    const subject = await subjectOf(world, query);
    const t0 =
      query.t0 === undefined ? (subject.context.t0 as UtcMs) : timeOf('t0', query.t0, subject.context);
    const context = { now: subject.context.now, t0 };
    const named = query.markets ?? [];
    // An address that names none shows the watchlist.
    const instruments =
      named.length > 0 ? instrumentsOf(world, named, 'markets') : await watchedInstruments(world);
    const range = stretchOf(world, { ...subject, context }, query, instruments);
    boundBars(range, '5m', instruments.length, MOST_VIEW_BARS);
    const played = query.t === undefined ? context.now : asUtcMs(t0 + query.t * 1000);
    const gate = query.asOf === undefined ? null : gateOf(query, context);
    const zone = zoneOf('tz', query.tz);
    const choice = {
      instruments,
      calendars: world.calendars,
      t0,
      precision: query.t0 === undefined ? (subject.chosen?.anchor.precision ?? 'minute') : 'minute',
      base: query.base,
      ...range,
      zone,
      side: query.side ?? null,
      text: query.q,
    };
    const table = await exportView(world.store, choice, gate ?? { asOf: played, basis: query.basis });
    return { table, event: subject.chosen?.event ?? null, range, zone: zone ?? 'exchange' };
  },
});

export const exportRoutes = [barsCsv, quotesCsv, headlinesCsv, eventsCsv, journalCsv, viewCsv];
