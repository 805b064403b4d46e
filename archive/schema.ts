import { z } from 'zod';
import { catalogueEvent, catalogueInstant, catalogueWindow } from '../shared/event/catalogue.ts';
import { source } from '../shared/event/event.ts';
import { instrumentId } from '../shared/market/instrument.ts';
import { side } from '../shared/news/headline.ts';
import { localDate } from '../shared/time/instant.ts';

const price = z.number().positive();
const precision = z.enum(['minute', 'hour', 'day']);
const confidence = z.enum(['high', 'medium', 'low']);

export const eventsFile = z.strictObject({
  schema: z.literal('market-reaction/archive-events'),
  version: z.literal(1),
  events: z.array(catalogueEvent).min(1),
});

const timelineEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  time: catalogueInstant,
  window: catalogueWindow,
  precision,
  kind: z.enum(['summit', 'market', 'confounder']),
  /** Whose voice it is. */
  side,
  /** What happened, in our words. */
  title: z.string().min(1).max(200),
  /** Of a confounder: its name as a dated event of its own, short enough for a flag on the chart. */
  flag: z.string().min(1).max(40).optional(),
  place: z.string().min(1).max(200).optional(),
  confidence,
  /** Empty where the trading hours alone say it. */
  sources: z.array(source),
});

const figure = { instrument: instrumentId, sources: z.array(source).min(1) };

export const dayFile = z.strictObject({
  schema: z.literal('market-reaction/archive-day'),
  version: z.literal(1),
  event: z.string(),
  date: localDate,
  timeZone: z.string(),
  timeline: z.array(timelineEntry).min(1),
  points: z.array(z.strictObject({ ...figure, time: catalogueInstant, value: price })),
  /** Rounded to a tenth of a percent against the previous close; `entry` is the line of the timeline that says it. */
  bounds: z.array(
    z.strictObject({
      instrument: instrumentId,
      time: catalogueInstant,
      window: catalogueWindow,
      changePercent: z.number(),
      entry: z.string(),
    }),
  ),
  extremes: z.array(
    z.strictObject({
      ...figure,
      kind: z.enum(['high', 'low']),
      value: price,
      exact: z.boolean(),
      window: catalogueWindow,
    }),
  ),
  /** Closes as the press had them, a check on the vendors' figures in closes.json. */
  pressCloses: z.array(
    z.strictObject({
      ...figure,
      previousClose: price.nullable(),
      close: price,
      how: z.string(),
      confidence,
    }),
  ),
});
export type ArchiveDay = z.infer<typeof dayFile>;

const closeEntry = z.strictObject({
  instrument: instrumentId,
  /** The exchange's own date. */
  date: localDate,
  open: price.optional(),
  high: price.optional(),
  low: price.optional(),
  close: price,
  /** The vendor the figure came from. */
  provider: z.string().min(1).max(60),
  /** The figure is only known as the previous close of that date. */
  previousOf: z.optional(localDate),
  /** Further copies of the same vendor that agree, and other vendors that agree or do not. */
  check: z
    .strictObject({
      copies: z.int().min(0),
      agreeing: z.array(z.string()).optional(),
      disagreeing: z.array(z.strictObject({ vendor: z.string(), close: price })).optional(),
    })
    .optional(),
  note: z.string().optional(),
});
export type ArchiveClose = z.infer<typeof closeEntry>;

export const closesFile = z.strictObject({
  schema: z.literal('market-reaction/archive-closes'),
  version: z.literal(1),
  closes: z.array(closeEntry).min(1),
});

/** Reads one file of the archive. Throws Error that names the file and every path that is wrong. */
export function readArchiveFile<T>(schema: z.ZodType<T>, file: string, content: unknown): T {
  const read = schema.safeParse(content);
  if (read.success) return read.data;
  const faults = read.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`the archive cannot be read\n${faults.join('\n')}`);
}
