import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { z } from 'zod';
import type { MarketEvent } from '../../shared/event/event.ts';
import type { ErrorCode } from '../../shared/protocol/errors.ts';
import { fileName } from '../../shared/table/file-name.ts';
import type { CsvExport } from '../transfer/csv-export.ts';
import { EVERYTHING, type Range, timeText } from './parameters.ts';
import { type Route, route } from './route.ts';
import type { World } from './world.ts';

/** What every file takes. */
const bom = z.enum(['0', '1']).default('0').describe('1 = begin with a byte order mark');
export const zoned = {
  tz: z.string().max(60).optional().describe('Zone of local times: an IANA name, or exchange'),
};
/** Taken so that one set of options fits every file. */
export const utcOnly = { tz: zoned.tz.describe('No effect: all times of this file are UTC') };
export const rangeShape = { from: timeText.optional(), to: timeText.optional() };

/** A table, and what its file's name tells of it. */
export interface CsvFile {
  readonly table: CsvExport;
  /** Null = of no event. */
  readonly event: Pick<MarketEvent, 'slug'> | null;
  readonly range: Range;
  /** IANA name, `exchange`, or `UTC` where the file has no local times. */
  readonly zone: string;
}

async function* withMark(parts: AsyncIterable<string>, marked: boolean): AsyncGenerator<string> {
  if (marked) yield '\uFEFF';
  yield* parts;
}

/** Streams a table with back-pressure; when the caller hangs up, the query behind it ends. */
async function sendCsv(world: World, res: Response, file: CsvFile, marked: boolean): Promise<undefined> {
  const { table, event, range, zone } = file;
  const name = fileName({
    what: table.what,
    subject: event?.slug ?? 'range',
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
    await pipeline(Readable.from(withMark(table.parts, marked), { objectMode: true, highWaterMark: 1 }), res);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
  return undefined;
}

/** A route that answers with a CSV file. `query` is what this file takes besides the options of every file. */
export function csvRoute<Query extends z.ZodObject>(spec: {
  readonly path: `/export/${string}.csv`;
  readonly summary: string;
  readonly query: Query;
  readonly errors: readonly ErrorCode[];
  /** Chooses what is in the file; what is wrong with the query is found here, before the first byte. */
  readonly read: (input: { readonly world: World; readonly query: z.infer<Query> }) => Promise<CsvFile>;
}): Route {
  const { path, summary, errors, read } = spec;
  const query = spec.query.extend({ bom });
  return route({
    method: 'get',
    path,
    summary,
    query,
    answer: { status: 200, mediaType: 'text/csv' },
    errors: [...errors, 'store-unavailable'],
    handle: async ({ world, query: asked, res }) => {
      const file = await read({ world, query: asked as z.infer<Query> });
      return sendCsv(world, res, file, (asked as { bom: string }).bom === '1');
    },
  });
}
