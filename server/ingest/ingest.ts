import type { IncomingEvent } from '../../shared/event/event.ts';
import type { IncomingBar } from '../../shared/market/bar.ts';
import type { IncomingQuote } from '../../shared/market/quote.ts';
import type { IncomingHeadline } from '../../shared/news/headline.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { Refusal } from '../../shared/protocol/refusal.ts';
import type { RecordEdit } from '../../shared/record/user-record.ts';

/** What a feed, an import, the archive or a user hands in; every part may be left out. */
export interface Incoming {
  readonly bars?: readonly IncomingBar[];
  readonly quotes?: readonly IncomingQuote[];
  readonly headlines?: readonly IncomingHeadline[];
  readonly events?: readonly IncomingEvent[];
  readonly eventEdits?: readonly EventEdit[];
  readonly recordEdits?: readonly RecordEdit[];
}

/**
 * A user's edit of an event. Taken only while `revision` is still the latest stored one (0 = there is none, or it is
 * deleted); otherwise refused as `stale-revision`. With `deleted` it is stored as a last revision that is not shown.
 */
export interface EventEdit {
  readonly event: IncomingEvent;
  readonly revision: number;
  readonly deleted: boolean;
}

export interface IngestReport {
  /** What was stored, with its seq, in order; old bars as the stretch they fill. Empty when all was known. */
  readonly changes: readonly Change[];
  readonly created: number;
  readonly corrected: number;
  readonly known: number;
  readonly refusals: readonly Refusal[];
}

/**
 * The one door into the store: schema, duplicates, corrections, `receivedAt`. When the promise resolves, what it
 * reports is durable. Rejects with StoreError only; bad records are refused one by one, never thrown.
 */
export interface Ingest {
  accept(incoming: Incoming): Promise<IngestReport>;
}
