import { z } from 'zod/mini';
import { marketEvent } from '../event/event.ts';
import { instrumentId } from '../market/instrument.ts';
import { provenance } from '../market/provenance.ts';
import { quote } from '../market/quote.ts';
import { headline } from '../news/headline.ts';
import { isForeignRecord, userRecord } from '../record/user-record.ts';
import { seq, type UtcMs, utcMs } from '../time/instant.ts';
import { barInterval } from '../time/interval.ts';
import { knownOnly } from './known-only.ts';

/**
 * Bars of one instrument and interval as parallel columns, ordered by openTime, latest revision of each first seen
 * last. Every array has the same length. Older revisions, where asked for, stand in `revisions` in the same form.
 */
export const barColumns = z
  .strictObject({
    instrument: instrumentId,
    interval: barInterval,
    openTime: z.array(utcMs),
    closeTime: z.array(utcMs),
    open: z.array(z.nullable(z.number())),
    high: z.array(z.nullable(z.number())),
    low: z.array(z.nullable(z.number())),
    close: z.array(z.number()),
    volume: z.array(z.nullable(z.number())),
    provider: z.array(z.string()),
    provenance: z.array(provenance),
    receivedAt: z.array(utcMs),
    revision: z.array(z.int().check(z.minimum(1))),
    seq: z.array(seq),
  })
  .check(
    z.superRefine((columns, context) => {
      const length = columns.openTime.length;
      for (const [name, column] of Object.entries(columns)) {
        if (Array.isArray(column) && column.length !== length) {
          context.addIssue({
            code: 'custom',
            path: [name],
            message: `has ${column.length} values, openTime has ${length}`,
          });
        }
      }
    }),
  );
export type BarColumns = z.infer<typeof barColumns>;

/**
 * A stretch of history and all that belongs to it, read at one `seq`. Merged into a timeline by key and seq, so
 * windows and deltas may arrive in any order.
 */
export const windowResource = z.strictObject({
  storeId: z.string(),
  seq,
  from: utcMs,
  to: utcMs,
  /** Latest revision of each bar. */
  bars: z.array(barColumns),
  /** Superseded revisions, for "as known then". */
  supersededBars: z.array(barColumns),
  /** With earlier revisions where those were asked for: the highest seq of a key is the latest. */
  quotes: z.array(quote),
  /** The same. */
  headlines: z.array(headline),
  events: z.array(marketEvent),
  /** All that people keep here and did not delete; missing where only a stretch of history was asked for. */
  records: z.optional(knownOnly(userRecord, isForeignRecord)),
});
export type WindowResource = z.infer<typeof windowResource>;

/** One page of a list; `cursor` is null on the last. */
export const pageOf = <T extends z.core.$ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), cursor: z.nullable(z.string()), seq });

export const basis = z.enum(['published', 'known']);
export type Basis = z.infer<typeof basis>;

/** What had been true (`published`) or received here (`known`) by an instant; nothing after it is shown. */
export interface Gate {
  readonly asOf: UtcMs;
  readonly basis: Basis;
}
