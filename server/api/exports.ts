import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { z } from 'zod';
import type { MarketEvent } from '../../shared/event/event.ts';
import { side } from '../../shared/news/headline.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import { fileName } from '../../shared/table/file-name.ts';
import { asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import { barInterval } from '../../shared/time/interval.ts';
import type { TimeContext } from '../../shared/time/time-expression.ts';
import { eventRange, type Range } from '../transfer/event-range.ts';
import {
  type CsvExport,
  exportBars,
  exportEvents,
  exportHeadlines,
  exportJournal,
  exportQuotes,
} from '../transfer/export.ts';
import { exportView } from '../transfer/export-view.ts';
import { headlineFilter } from './headlines.ts';
import {
  anchorOf,
  anchorText,
  boundBars,
  EVERYTHING,
  eventKey,
  eventOf,
  gateOf,
  gateShape,
  idList,
  instrumentsOf,
  rangeOf,
  timeOf,
  timeText,
  zoneOf,
} from './parameters.ts';
import { route } from './route.ts';
import type { World } from './world.ts';

const file = { bom: z.enum(['0', '1']).default('0').describe('1 = begin with a byte order mark') };
const zoned = {
  tz: z.string().max(60).optional().describe('Zone of local times: an IANA name, or exchange'),
};
/** Taken so that one set of options fits every file. */
const utcOnly = { tz: zoned.tz.describe('No effect: all times of this file are UTC') };
const csv = { status: 200, mediaType: 'text/csv' } as const;

interface Subject {
  readonly event: MarketEvent | null;
  readonly context: TimeContext;
  readonly anchor: string | null;
  readonly t0: UtcMs | null;
}

/** The event a query speaks of, if any, and what its times are relative to. */
async function subjectOf(
  world: World,
  query: { event?: string | undefined; anchor?: string | undefined },
): Promise<Subject> {
  const now = world.clock.now();
  if (query.event === undefined) return { event: null, context: { now, t0: null }, anchor: null, t0: null };
  const event = await eventOf(world, query.event);
  const { name, time } = anchorOf(event, query.anchor);
  return { event, context: { now, t0: time }, anchor: name, t0: time };
}

interface FileAbout {
  readonly subject: string;
  readonly range: Range;
  readonly zone: string;
  readonly bom: boolean;
}

async function* withMark(parts: AsyncIterable<string>, bom: boolean): AsyncGenerator<string> {
  if (bom) yield '\uFEFF';
  yield* parts;
}

/** Streams a table with back-pressure; when the caller hangs up, the query behind it ends. */
async function sendCsv(world: World, res: Response, table: CsvExport, about: FileAbout): Promise<undefined> {
  const { subject, range, zone, bom } = about;
  const name = fileName({
    what: table.what,
    subject,
    from: range.from === EVERYTHING.from ? null : range.from,
    to: range.to === EVERYTHING.to ? null : range.to,
    zone,
    // Of the simulated day every file says so: a row may be stored while the file is on its way.
    simulated: table.simulated || world.status().source === 'simulated',
  });
  res.status(200).set({
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': `attachment; filename="${name}"`,
    'X-Content-Type-Options': 'nosniff',
  });
  try {
    await pipeline(Readable.from(withMark(table.parts, bom), { objectMode: true, highWaterMark: 1 }), res);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
  return undefined;
}

const rangeShape = { from: timeText.optional(), to: timeText.optional() };
const subjectShape = { event: eventKey.optional(), anchor: anchorText.optional() };
const intervals = z
  .string()
  .max(20)
  .transform((text) => text.split(','))
  .pipe(z.array(barInterval).min(1))
  .optional()
  .describe('1m, 5m, 1h or 1d, with commas between; all if left out');

const barsCsv = route({
  method: 'get',
  path: '/export/bars.csv',
  summary: 'Bars as CSV; with event= the columns that measure from it. Every row if nothing is chosen',
  query: z.strictObject({
    instrument: idList.optional(),
    interval: intervals,
    ...subjectShape,
    ...rangeShape,
    ...gateShape,
    ...zoned,
    ...file,
  }),
  answer: csv,
  errors: ['bad-range', 'unknown-instrument', 'unknown-event', 'store-unavailable'],
  handle: async ({ world, query, res }) => {
    const { event, context, anchor, t0 } = await subjectOf(world, query);
    const gate = gateOf(query, context);
    const instruments = instrumentsOf(world, query.instrument, 'instrument');
    const around = event === null ? EVERYTHING : eventRange(event, instruments, world.calendars);
    const range = rangeOf(query, context, () => around);
    const zone = zoneOf('tz', query.tz);
    const since = event === null || anchor === null || t0 === null ? null : { event: event.slug, anchor, t0 };
    const table = await exportBars(world.store, {
      instruments,
      intervals: query.interval ?? ['1m', '5m', '1h', '1d'],
      range,
      gate,
      zone,
      since,
    });
    const subject = event?.slug ?? 'range';
    return sendCsv(world, res, table, { subject, range, zone: zone ?? 'exchange', bom: query.bom === '1' });
  },
});

const quotesCsv = route({
  method: 'get',
  path: '/export/quotes.csv',
  summary: 'Quotes as CSV',
  query: z.strictObject({
    instrument: idList.optional(),
    ...subjectShape,
    ...rangeShape,
    ...gateShape,
    ...zoned,
    ...file,
  }),
  answer: csv,
  errors: ['bad-range', 'unknown-instrument', 'unknown-event', 'store-unavailable'],
  handle: async ({ world, query, res }) => {
    const { event, context } = await subjectOf(world, query);
    const gate = gateOf(query, context);
    const instruments = instrumentsOf(world, query.instrument, 'instrument');
    const around = event === null ? EVERYTHING : eventRange(event, instruments, world.calendars);
    const range = rangeOf(query, context, () => around);
    const zone = zoneOf('tz', query.tz);
    const table = await exportQuotes(world.store, { instruments, range, gate, zone });
    const subject = event?.slug ?? 'range';
    return sendCsv(world, res, table, { subject, range, zone: zone ?? 'exchange', bom: query.bom === '1' });
  },
});

const headlinesCsv = route({
  method: 'get',
  path: '/export/headlines.csv',
  summary: 'Headlines as CSV, newest first',
  query: z.strictObject({ ...headlineFilter, ...subjectShape, ...utcOnly, ...file }),
  answer: csv,
  errors: ['bad-range', 'unknown-event', 'store-unavailable'],
  handle: async ({ world, query, res }) => {
    const { event, context } = await subjectOf(world, query);
    const gate = gateOf(query, context);
    const around = event === null ? EVERYTHING : eventRange(event, world.instruments, world.calendars);
    const range = rangeOf(query, context, () => around);
    const table = await exportHeadlines(world.store, {
      range,
      gate,
      side: query.side ?? null,
      text: query.q,
      storyId: query.story ?? null,
    });
    const subject = event?.slug ?? 'range';
    return sendCsv(world, res, table, { subject, range, zone: 'UTC', bom: query.bom === '1' });
  },
});

/** A table that is not cut by markets or time, only by the gate. */
const wholeCsv = (
  path: `/export/${string}.csv`,
  summary: string,
  read: (store: World['store'], gate: Gate | null) => Promise<CsvExport>,
) =>
  route({
    method: 'get',
    path,
    summary,
    query: z.strictObject({ ...gateShape, ...utcOnly, ...file }),
    answer: csv,
    errors: ['store-unavailable'],
    handle: async ({ world, query, res }) => {
      const table = await read(world.store, gateOf(query, { now: world.clock.now(), t0: null }));
      return sendCsv(world, res, table, {
        subject: 'range',
        range: EVERYTHING,
        zone: 'UTC',
        bom: query.bom === '1',
      });
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

const viewCsv = route({
  method: 'get',
  path: '/export/view.csv',
  summary: 'What a page with these keys in its address shows: points, table cells, annotations and headlines',
  query: z.strictObject({
    event: eventKey,
    anchor: anchorText.optional(),
    t0: timeText.optional(),
    markets: idList.optional(),
    base: z.enum(['t0', 'prev', 'open', 'price']).default('t0'),
    ...rangeShape,
    t: z.coerce
      .number<string>()
      .int()
      .optional()
      .describe('Playhead in seconds from t0, as in a link; asOf wins'),
    side: side.optional(),
    q: z.string().max(200).default(''),
    ...gateShape,
    ...zoned,
    ...file,
  }),
  answer: csv,
  errors: ['bad-range', 'unknown-instrument', 'unknown-event', 'store-unavailable'],
  handle: async ({ world, query, res }) => {
    const subject = await subjectOf(world, query);
    const event = subject.event as MarketEvent;
    const anchorTime = subject.t0 as UtcMs;
    const t0 = query.t0 === undefined ? anchorTime : timeOf('t0', query.t0, subject.context);
    const context = { now: subject.context.now, t0 };
    const instruments = instrumentsOf(world, query.markets, 'markets');
    const range = rangeOf(query, context, () => eventRange(event, instruments, world.calendars));
    boundBars(range, '5m', instruments.length, MOST_VIEW_BARS);
    const played = query.t === undefined ? context.now : asUtcMs(t0 + query.t * 1000);
    const gate = query.asOf === undefined ? { asOf: played, basis: query.basis } : gateOf(query, context);
    const zone = zoneOf('tz', query.tz);
    const choice = {
      instruments,
      calendars: world.calendars,
      t0,
      base: query.base,
      ...range,
      zone,
      side: query.side ?? null,
      text: query.q,
    };
    const table = await exportView(world.store, choice, gate ?? { asOf: played, basis: query.basis });
    return sendCsv(world, res, table, {
      subject: event.slug,
      range,
      zone: zone ?? 'exchange',
      bom: query.bom === '1',
    });
  },
});

export const exportRoutes = [barsCsv, quotesCsv, headlinesCsv, eventsCsv, journalCsv, viewCsv];
